"""« Vous avez dit, nous avons fait »: a draft, its preview, published once, told to each once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.evaluation import improvements
from backend.evaluation.improvements import AlreadyPublished
from backend.evaluation.models import Improvement, ImprovementNotice
from backend.people.models import Person
from backend.surveys.models import Moment, Questionnaire, State, SurveyRequest, SurveyStop
from backend.surveys.quarters import quarter_of
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.evaluation.published import release, structure
from tests.visitor import Page, Visitor

HERE = "/pro/territoire/ameliorations"
TYPED: dict[str, Any] = {
    "dit": "L’attente est longue.",
    "fait": "Un accueil le mardi.\nSans rendez-vous.",
}


@pytest.fixture
def asked(session: Session, cast: Cast) -> "Asked":
    return Asked(session, cast)


class Asked:
    """Makes requests, each about an event of its own."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session, self.cast, self.number = session, cast, 0
        self.questionnaire = saved(
            session,
            Questionnaire(
                territory_id=cast.tarn.id, moment=Moment.APPOINTMENT, version=1, saved_at=NOON
            ),
        )

    def somebody(self, name: str = "Autre") -> Person:
        row = Person(
            territory_id=self.cast.tarn.id, first_name=name, last_name="X", created_at=NOON
        )
        return saved(self.session, row)

    def about(self, person: Person, when: datetime = NOON, **others: Any) -> SurveyRequest:
        self.number += 1
        facts: dict[str, Any] = {
            "person_id": person.id,
            "territory_id": self.cast.tarn.id,
            "moment": Moment.APPOINTMENT,
            "subject_id": self.number,
            "questionnaire_id": self.questionnaire.id,
            "happened_on": when.date(),
            "quarter": quarter_of(when.date()),
            "asked_at": when,
            "expires_at": when + timedelta(days=14),
        }
        return saved(self.session, SurveyRequest(**(facts | others)))


def draft(session: Session, cast: Cast, **others: Any) -> Improvement:
    facts: dict[str, Any] = {
        "territory_id": cast.tarn.id,
        "said": "L’attente est longue.",
        "done": "Un accueil le mardi.",
        "adviser_id": cast.claire.id,
        "saved_at": NOON,
    }
    return saved(session, Improvement(**(facts | others)))


def told(session: Session, improvement: Improvement) -> list[int]:
    found = sorted(
        session.exec(
            select(ImprovementNotice.person_id).where(
                ImprovementNotice.improvement_id == improvement.id
            )
        )
    )
    session.commit()
    return found


def audited(session: Session) -> list[tuple[str, str, str]]:
    rows = session.exec(select(AuditEntry)).all()
    session.commit()
    return [(row.actor, row.action, row.subject) for row in rows]


def test_each_person_who_was_asked_is_told_once(session: Session, cast: Cast, asked: Asked) -> None:
    other = asked.somebody()
    for _ in range(3):
        asked.about(cast.amina, state=State.SEALED)
    asked.about(other, state=State.EXPIRED)
    asked.about(cast.bilal, territory_id=cast.guyane.id)
    row = draft(session, cast)

    assert improvements.told_if_published(session, row, now=NOON) == 2
    assert improvements.publish(session, row, now=NOON) == 2

    assert told(session, row) == sorted([cast.amina.id, other.id])
    notice = session.exec(select(ImprovementNotice)).first()
    assert notice is not None
    assert notice.told_at == NOON
    assert row.published_at == NOON


def test_who_does_not_want_to_be_asked_any_more_is_not_told(
    session: Session, cast: Cast, asked: Asked
) -> None:
    asked.about(cast.amina)
    saved(session, SurveyStop(person_id=cast.amina.id, stopped_at=NOON))
    row = draft(session, cast)

    assert improvements.publish(session, row, now=NOON) == 0
    assert row.published_at == NOON


def test_who_was_asked_more_than_a_year_ago_is_not_told(
    session: Session, cast: Cast, asked: Asked
) -> None:
    other = asked.somebody()
    asked.about(cast.amina, NOON - timedelta(days=366))
    asked.about(other, NOON - timedelta(days=364))
    row = draft(session, cast)

    improvements.publish(session, row, now=NOON)

    assert told(session, row) == [other.id]


@pytest.mark.parametrize("about", ["moment", "structure_id"])
def test_only_those_who_were_asked_about_it_are_told(
    session: Session, cast: Cast, asked: Asked, about: str
) -> None:
    other = asked.somebody()
    concerned: dict[str, Any] = {"moment": Moment.STEP, "structure_id": cast.department.id}
    asked.about(cast.amina, **concerned)
    asked.about(other)
    row = draft(session, cast, **{about: concerned[about]})

    assert improvements.publish(session, row, now=NOON) == 1
    assert told(session, row) == [cast.amina.id]


def test_publishing_twice_tells_nobody_twice(session: Session, cast: Cast, asked: Asked) -> None:
    asked.about(cast.amina)
    row = draft(session, cast)
    improvements.publish(session, row, now=NOON)
    asked.about(asked.somebody())

    assert improvements.publish(session, row, now=NOON + timedelta(days=1)) == 0

    assert told(session, row) == [cast.amina.id]
    assert row.published_at == NOON
    assert audited(session) == [
        (f"adviser:{cast.claire.id}", "improvement.published", f"improvement:{row.id}")
    ]


def test_fifty_people_are_told_in_one_statement(session: Session, cast: Cast, asked: Asked) -> None:
    for _ in range(50):
        asked.about(asked.somebody())
    row = draft(session, cast)

    with statements() as said:
        assert improvements.publish(session, row, now=NOON) == 50

    assert len([one for one in said if "INSERT INTO improvement_notice" in one]) == 1
    assert len(said) < 12


def test_it_is_withdrawn_once(session: Session, cast: Cast) -> None:
    row = draft(session, cast)
    improvements.publish(session, row, now=NOON)

    improvements.withdraw(session, row, now=NOON, by="adviser:7")
    improvements.withdraw(session, row, now=NOON + timedelta(days=1))

    assert row.withdrawn_at == NOON
    assert audited(session)[1:] == [("adviser:7", "improvement.withdrawn", f"improvement:{row.id}")]


def test_a_draft_cannot_be_withdrawn_nor_a_published_text_rewritten(
    session: Session, cast: Cast
) -> None:
    row = draft(session, cast)
    improvements.withdraw(session, row, now=NOON)
    assert row.withdrawn_at is None
    improvements.publish(session, row, now=NOON)

    with pytest.raises(AlreadyPublished):
        improvements.rewrite(session, row, {"said": "Autre chose"}, now=NOON)
    with pytest.raises(AlreadyPublished):
        improvements.remove(session, row)


@pytest.fixture
def claire(session: Session, cast: Cast, signed_in: SignIn) -> Visitor:
    """Of the territory's team."""
    cast.department.is_team = True
    session.add(cast.department)
    session.commit()
    return signed_in(cast.claire)


def written(claire: Visitor, **typed: str) -> Page:
    page = claire.visits(f"{HERE}/nouvelle")
    fields: dict[str, Any] = TYPED | typed
    return claire.submits(page, f"{HERE}/nouvelle", **fields)


def only(session: Session) -> Improvement:
    """As it is now; whoever writes next does not wait for this reader."""
    row = session.exec(select(Improvement).execution_options(populate_existing=True)).one()
    session.commit()
    return row


def test_from_draft_to_everybody(
    session: Session, cast: Cast, asked: Asked, claire: Visitor, anybody: Visitor
) -> None:
    quarter = release(session, cast.tarn)
    asked.about(cast.amina, structure_id=cast.department.id)
    session.commit()
    about = {"structure": str(cast.department.id), "trimestre": str(quarter.id)}

    preview = written(claire, moment="appointment", **about)

    row = only(session)
    assert "Votre texte est enregistré. Il n’est pas encore publié." in preview.text
    assert "Un accueil le mardi." in preview.text
    assert "Sans rendez-vous." in preview.text
    assert "Après un rendez-vous. Maison du Département d’Albi." in preview.text
    assert "1 personne à qui l’on a demandé son avis sera informée." in preview.text
    assert told(session, row) == []
    anybody.visits(f"/resultats/ameliorations/{row.id}", status=404)

    published = claire.submits(preview, f"{HERE}/{row.id}/publication")

    assert "Le texte est publié." in published.text
    assert "1 personne à qui l’on avait demandé son avis a été informée." in published.text
    row = only(session)
    assert told(session, row) == [cast.amina.id]
    assert audited(session) == [
        (f"adviser:{cast.claire.id}", "improvement.published", f"improvement:{row.id}")
    ]
    assert "Un accueil le mardi." in anybody.visits(f"/resultats/ameliorations/{row.id}").text

    withdrawn = claire.submits(published, f"{HERE}/{row.id}/retrait")

    assert "Le texte est retiré. Sa page le dit." in withdrawn.text
    assert "a été retiré" in anybody.visits(f"/resultats/ameliorations/{row.id}").text
    assert "Retiré le 2 mars 2026" in claire.visits(HERE).text


def test_a_draft_is_changed_then_removed(session: Session, claire: Visitor) -> None:
    written(claire, moment="step")
    row = only(session)
    page = claire.visits(f"{HERE}/{row.id}/texte")
    assert page.form(f"{HERE}/{row.id}/texte")["moment"] == "step"

    preview = claire.submits(page, f"{HERE}/{row.id}/texte", dit="Trop de papiers.", moment="")

    assert "Trop de papiers." in preview.text
    assert (only(session).said, only(session).moment) == ("Trop de papiers.", None)
    assert "Brouillon, enregistré le 2 mars 2026" in claire.visits(HERE).text
    listed = claire.submits(preview, f"{HERE}/{row.id}/suppression")
    assert "Le brouillon est supprimé." in listed.text
    assert "Rien n’est encore écrit." in listed.text


def test_what_was_typed_is_kept_when_something_is_wrong(session: Session, claire: Visitor) -> None:
    page = written(claire, dit="", fait="Un accueil <script>alert(1)</script>")

    assert page.status == 422
    assert "gardé" in page.text
    assert page.form(f"{HERE}/nouvelle")["fait"] == "Un accueil <script>alert(1)</script>"
    assert "<script>alert" not in page.response.text
    assert written(claire, dit="x" * 601).status == 422
    assert written(claire, fait="x" * 1201).status == 422
    assert written(claire, moment="nothing").status == 422
    assert session.exec(select(func.count()).select_from(Improvement)).one() == 0
    session.commit()

    assert written(claire, dit="\r\n".join(["x" * 9] * 60), fait="é" * 1200).status == 200


def test_another_territory_s_structure_or_figures_cannot_be_named(
    session: Session, cast: Cast, claire: Visitor
) -> None:
    elsewhere = release(session, cast.guyane)
    session.commit()

    assert written(claire, structure=str(cast.mission_locale.id)).status == 422
    assert written(claire, trimestre=str(elsewhere.id)).status == 422
    assert written(claire, trimestre="99999").status == 422


def test_a_draft_shown_wrong_keeps_its_own_address(session: Session, claire: Visitor) -> None:
    written(claire)
    row = only(session)
    page = claire.visits(f"{HERE}/{row.id}/texte")

    again = claire.submits(page, f"{HERE}/{row.id}/texte", fait="")

    assert again.status == 422
    assert again.form(f"{HERE}/{row.id}/texte")["dit"] == TYPED["dit"]


def test_a_published_text_is_no_longer_changed(session: Session, claire: Visitor) -> None:
    preview = written(claire)
    row = only(session)
    form = claire.visits(f"{HERE}/{row.id}/texte")
    claire.submits(preview, f"{HERE}/{row.id}/publication")

    late = claire.submits(form, f"{HERE}/{row.id}/texte", dit="Autre chose")

    assert late.status == 409
    claire.visits(f"{HERE}/{row.id}/texte", status=409)
    assert claire.posts(f"{HERE}/{row.id}/suppression").status_code == 409
    assert only(session).said == TYPED["dit"]
    page = claire.visits(f"{HERE}/{row.id}")
    assert [f.get("action") for f in page.all("form") if "publication" in f.get("action", "")] == []
    assert claire.posts(f"{HERE}/{row.id}/publication").status_code == 303


def test_only_the_team_writes_and_only_about_its_territory(
    session: Session, cast: Cast, claire: Visitor, signed_in: SignIn
) -> None:
    elsewhere = draft(session, cast, territory_id=cast.guyane.id, adviser_id=cast.karim.id)
    session.commit()
    karim = signed_in(cast.karim)

    karim.visits(HERE, status=404)
    karim.visits(f"{HERE}/{elsewhere.id}", status=404)
    claire.visits(f"{HERE}/{elsewhere.id}", status=404)
    claire.visits(f"{HERE}/99999999999", status=404)
    for verb in ("publication", "retrait", "suppression", "texte"):
        assert claire.posts(f"{HERE}/{elsewhere.id}/{verb}", **TYPED).status_code == 404
    assert signed_in(cast.amina).client.get(HERE, follow_redirects=False).status_code == 303


def test_team_pages_are_sound_in_arabic(session: Session, cast: Cast, signed_in: SignIn) -> None:
    cast.department.is_team = True
    cast.claire.language = "ar"
    row = draft(session, cast, structure_id=structure(session, cast.tarn, "<b>Le Lien").id)
    session.commit()
    claire = signed_in(cast.claire)

    for path in ("", "/nouvelle", f"/{row.id}", f"/{row.id}/texte"):
        page = claire.visits(f"{HERE}{path}")
        assert page.language == "ar"
        assert "%(" not in page.text


def test_the_list_costs_the_same_however_long(
    session: Session, cast: Cast, claire: Visitor
) -> None:
    def cost() -> int:
        with statements() as said:
            claire.visits(HERE)
        return len([one for one in said if one.startswith("SELECT")])

    draft(session, cast)
    session.commit()
    few = cost()
    for _ in range(20):
        draft(session, cast, structure_id=cast.department.id, published_at=NOON)
    session.commit()

    assert cost() == few


def test_the_quarter_it_answers_outlives_nothing(session: Session, cast: Cast) -> None:
    """When a quarter is counted again by a new installation, the text stays."""
    quarter = release(session, cast.tarn, date(2025, 7, 1))
    row = draft(session, cast, release_id=quarter.id)
    session.delete(quarter)
    session.flush()
    session.refresh(row)

    assert row.release_id is None
