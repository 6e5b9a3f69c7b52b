"""The claims of the story, each at another moment of its life, and a group around Amina."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, update

from backend.claims import service
from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.models import Claim
from backend.claims.states import Kind, Outcome
from backend.coordination.actions import (
    Decided,
    Matter,
    Post,
    invite,
    open_group,
    write_decision,
)
from backend.demo.story import CLAIRE, KARIM
from backend.messaging.models import Letter
from backend.people.models import Adviser
from backend.vocabulary.themes import Theme


def tell(making: Any) -> None:  # noqa: ANN401 (a Making)
    """Claims made and answered in the last weeks; the letters about them have long been sent."""
    teller = _Teller(making)
    teller.joint_interview()
    teller.housing()
    teller.fewer_hours()
    teller.no_news()
    teller.childcare_together()
    _mark_sent(making.session, making.now)


class _Teller:
    def __init__(self, making: Any) -> None:  # noqa: ANN401
        self.session: Session = making.session
        self.people, self.advisers = making.people, making.advisers
        self.site, self.now = making.settings.public_url, making.now

    def joint_interview(self) -> None:
        words = "Je voudrais parler de l’immersion et de la garde de Lina en même temps."
        claim = self._claim("Amina", -4, ClaimFacts(kind=Kind.JOINT_INTERVIEW, words=words))
        claire = self._adviser(CLAIRE)
        service.assign(self.session, claim, claire, now=self._at(-3))
        message = "Je vois avec mon collègue assistant social quels jours sont possibles."
        service.say(self.session, claim, claire, message, now=self._at(-3))

    def housing(self) -> None:
        words = "Mon logement est trop petit et humide. Mes enfants toussent."
        facts = ClaimFacts(kind=Kind.SOCIAL_SUPPORT, words=words, theme=Theme.HOUSING)
        claim = self._claim("Nadia", -25, facts)
        karim = self._adviser(KARIM)
        service.assign(self.session, claim, karim, now=self._at(-22))
        answer = (
            "Nous remplissons ensemble votre demande de logement social.\n"
            "Je vous reçois à la permanence avec vos trois derniers papiers de la CAF."
        )
        self._answer(claim, karim, Outcome.ACCEPTED, answer, -2)

    def fewer_hours(self) -> None:
        words = "Je travaille le soir. Quinze heures de plus, je n’y arrive pas."
        claim = self._claim("Jean-Luc", -6, ClaimFacts(kind=Kind.REDUCED_HOURS, words=words))
        missing = "Votre planning du mois, ou une photo de ce planning"
        until = (self.now + timedelta(days=9)).date()
        service.ask_missing(
            self.session,
            claim,
            self._adviser(CLAIRE),
            missing,
            until,
            site=self.site,
            now=self._at(-3),
        )

    def no_news(self) -> None:
        """Later than promised: the worker’s first look tells the territory’s team."""
        words = "I have had no call since my first interview. What comes next?"
        self._claim("Grace", -9, ClaimFacts(kind=Kind.NO_NEWS, words=words))

    def childcare_together(self) -> None:
        claire, karim = self._adviser(CLAIRE), self._adviser(KARIM)
        matter = Matter(reason="La garde de Lina s’arrête avant la fin de l’immersion.")
        group = open_group(self.session, self.people["Amina"], claire, matter, now=self._at(-7))
        invite(self.session, group, [karim], Post(self.site, self._at(-7)))
        decided = Decided(
            words="La crèche garde Lina les jours d’immersion. Karim remplit le dossier avec vous.",
            carried_by=karim,
            by_when=(self.now + timedelta(days=6)).date(),
        )
        write_decision(self.session, group, karim, decided, now=self._at(-1))

    def _claim(self, first_name: str, days: int, facts: ClaimFacts) -> Claim:
        person = self.people[first_name]
        return open_claim(self.session, person, facts, site=self.site, now=self._at(days))

    def _answer(
        self, claim: Claim, adviser: Adviser, outcome: Outcome, words: str, days: int
    ) -> None:
        now = self._at(days)
        service.answer(self.session, claim, adviser, outcome, words, site=self.site, now=now)

    def _adviser(self, email: str) -> Adviser:
        return self.advisers[email]

    def _at(self, days: int) -> datetime:
        return self.now + timedelta(days=days)


def _mark_sent(session: Session, now: datetime) -> None:
    session.exec(update(Letter).where(col(Letter.sent_at).is_(None)).values(sent_at=now))
