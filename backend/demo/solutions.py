"""The catalogue of the story, and what its people do with it."""

from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from backend.catalogue.intake import Way
from backend.catalogue.models import Offer
from backend.catalogue.taking_in import take_in
from backend.database import writing
from backend.demo.story import CLAIRE, HELENE, KARIM, ROSEMONDE, SOLANGE
from backend.months import months_after
from backend.offers.actions import keep
from backend.offers.models import Miss
from backend.offers.own import Writer
from backend.offers.own_files import take_in as take_own_in
from backend.places.loading import fill as fill_places
from backend.places.queries import atlas
from backend.referrals import actions, service
from backend.referrals.answering import Answer
from backend.referrals.models import Detail, Move, Referral
from backend.referrals.preparing import Ticked
from backend.referrals.service import Draft
from backend.vocabulary.themes import Theme

HERE = Path(__file__).parent
TEAMS = {"81": HELENE, "973": ROSEMONDE}
MISSED = (  # what was looked for last month and not found: by how many
    ("81", Theme.MOBILITY, "81124", 7),
    ("81", Theme.FAMILY, "81124", 6),
    ("81", Theme.HEALTH, "81060", 9),
    ("973", Theme.DIGITAL, "97353", 8),
)


def prepare(engine: Engine, *, now: datetime) -> None:
    """The communes and the national catalogue, before anybody is there."""
    with writing(engine) as session:
        fill_places(session)
    with (HERE / "solutions.json").open("rb") as file:
        take_in(engine, file, Way(now=now))


def tell(making: Any) -> None:  # noqa: ANN401 (a Making)
    """Solutions kept, proposed, asked for, answered; immersions written by the teams."""
    teller = _Teller(making)
    for code, team in TEAMS.items():
        teller.own(code, team)
    for code in ("dora--gaillac-halte-garderie", "dora--albi-scooters"):
        keep(teller.session, teller.people["Amina"], teller.offer(code), now=teller.at(-5))
    teller.sent_for_amina()
    teller.proposed_to_nadia()
    teller.list_for_grace()
    teller.asked_by_bilal()
    teller.place_for_mathis()
    for code, need, commune, askers in MISSED:
        teller.missed(code, need, commune, askers)


class _Teller:
    def __init__(self, making: Any) -> None:  # noqa: ANN401
        self.session: Session = making.session
        self.people, self.advisers = making.people, making.advisers
        self.territories, self.site = making.territories, making.settings.public_url
        self.now: datetime = making.now

    def own(self, code: str, team: str) -> None:
        territory = self.territories[code]
        writer = Writer(
            territory=territory,
            adviser=self.advisers[team],
            now=self.now.astimezone(territory.zone),
            atlas=atlas(self.session),
        )
        content = (HERE / f"immersions-{code}.csv").read_bytes()
        taken = take_own_in(self.session, writer, content)
        if taken.refusals:
            raise ValueError(taken.refusals)

    def sent_for_amina(self) -> None:
        draft = Draft(
            reason="Pour la garde de Lina tôt le matin, pendant l’immersion.",
            message=(
                "Elle commence à 7 h pendant une immersion en crèche. Elle cherche quelqu’un"
                " pour sa fille de trois ans, du lundi au vendredi."
            ),
        )
        referral = self._proposed("Amina", CLAIRE, "dora--albi-garde-horaires-decales", draft, -7)
        ticked = Ticked(details=frozenset({Detail.PHONE}))
        actions.tick(self.session, referral, referral.version, ticked, now=self.at(-6))
        self._agreed(referral, -6)

    def proposed_to_nadia(self) -> None:
        draft = Draft(
            reason="Ils cherchent avec vous, et connaissent les bailleurs d’Albi.",
            message=(
                "Elle vit avec ses enfants dans un logement trop petit et humide."
                " Une demande de logement social est en cours."
            ),
        )
        self._proposed("Nadia", KARIM, "dora--albi-maintien-logement", draft, -1)

    def list_for_grace(self) -> None:
        draft = Draft(
            reason="You could practise interviews with others.",
            message="Elle cherche un emploi dans l’accueil et parle anglais.",
        )
        referral = self._proposed("Grace", CLAIRE, "dora--albi-club-recherche", draft, -20)
        self._agreed(referral, -19)
        told = Answer(move=Move.PUT_ON_LIST, words="Le prochain groupe commence dans un mois.")
        claire = self.advisers[CLAIRE]
        service.answer_for_solution(self.session, referral, claire, told, now=self.at(-12))

    def asked_by_bilal(self) -> None:
        words = "Je voudrais passer le permis pour travailler sur les chantiers."
        actions.ask(
            self.session,
            self.people["Bilal"],
            self.offer("dora--matoury-auto-ecole"),
            self.advisers[SOLANGE],
            words,
            site=self.site,
            now=self.at(-2),
        )

    def place_for_mathis(self) -> None:
        draft = Draft(
            reason="Une semaine pour voir si la mécanique vous plaît.",
            message="Il veut découvrir la mécanique avant de choisir une formation.",
        )
        code = "mission-locale--albi-decouvrir-metiers"
        referral = self._proposed("Mathis", KARIM, code, draft, -12)
        self._agreed(referral, -11)
        told = Answer(
            move=Move.ACCEPT, words="Rendez-vous à l’accueil à 9 h.", place_on=self.day(9)
        )
        karim = self.advisers[KARIM]
        service.answer_for_solution(self.session, referral, karim, told, now=self.at(-4))

    def missed(self, code: str, need: Theme, commune: str, askers: int) -> None:
        last = months_after(self.now.date().replace(day=1), -1)
        for _ in range(askers):
            row = Miss(
                month=last,
                territory_id=self.territories[code].id,
                need=need,
                commune_code=commune,
                asker=token_hex(16),
            )
            self.session.add(row)

    def _proposed(
        self, first_name: str, adviser: str, code: str, draft: Draft, days: int
    ) -> Referral:
        person = self.people[first_name]
        now, offer = self.at(days), self.offer(code)
        return service.propose(self.session, person, self.advisers[adviser], offer, draft, now=now)

    def _agreed(self, referral: Referral, days: int) -> None:
        now = self.at(days)
        actions.agree(self.session, referral, referral.version, site=self.site, now=now)

    def offer(self, code: str) -> Offer:
        return self.session.exec(select(Offer).where(col(Offer.code) == code)).one()

    def at(self, days: int) -> datetime:
        return self.now + timedelta(days=days)

    def day(self, days: int) -> date:
        return self.at(days).date()
