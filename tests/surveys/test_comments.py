"""Her words are masked, wait for a moderator, and come out only as that person let them."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.database import writing
from backend.people.models import Adviser, FieldOfWork
from backend.surveys import comments
from backend.surveys.flags import FlagKind, flags_of
from backend.surveys.models import (
    Comment,
    CommentState,
    Face,
    Moderator,
    Moment,
    Refusal,
    SurveyRequest,
)
from backend.surveys.moderating import (
    GAP,
    Judgement,
    WordsChanged,
    accept,
    is_without,
    refuse,
    stamp_of,
)
from backend.surveys.quarters import monday_of, quarter_of
from backend.surveys.reading import PAGE, reader_of
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn

HERE = "/pro/avis/paroles"
NAMING = "/pro/avis/moderation"
WEEK = monday_of(NOON.date())


def adviser_of(session: Session, structure: Structure, first: str) -> Adviser:
    found = saved(
        session,
        Adviser(
            structure_id=structure.id,
            first_name=first,
            last_name="Martin",
            email=f"{first.lower()}@example.org",
            function="responsable",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )
    session.commit()
    return found


@pytest.fixture
def team(session: Session, cast: Cast) -> Structure:
    return saved(session, Structure(territory_id=cast.tarn.id, name="Direction", is_team=True))


@pytest.fixture
def rosa(session: Session, team: Structure) -> Adviser:
    return adviser_of(session, team, "Rosa")


@pytest.fixture
def lou(session: Session, cast: Cast) -> Adviser:
    """Of a third structure of Amina's territory."""
    place = saved(session, Structure(territory_id=cast.tarn.id, name="Mission locale d’Albi"))
    return adviser_of(session, place, "Lou")


def words(
    session: Session,
    cast: Cast,
    text: str = "Très bon accueil",
    structure: Structure | None = None,
    **others: object,
) -> Comment:
    number = len(session.exec(select(Comment)).all())
    facts = {
        "token": f"{number:032x}",
        "territory_id": cast.tarn.id,
        "structure_id": structure.id if structure else None,
        "moment": Moment.STEP,
        "quarter": quarter_of(NOON.date()),
        "week": WEEK,
        "face": Face.GOOD,
        "language": "fr",
        "text": text,
    }
    comment = saved(session, Comment.model_validate(facts | others))
    session.commit()
    return comment


def again(session: Session, comment: Comment) -> Comment:
    session.commit()
    session.refresh(comment)
    return comment


def named(session: Session, cast: Cast, adviser: Adviser) -> None:
    saved(session, Moderator(adviser_id=adviser.id, territory_id=cast.tarn.id, named_at=NOON))
    session.commit()


def written(session: Session, cast: Cast, text: str, face: Face = Face.BAD) -> Comment:
    request = SurveyRequest(
        person_id=cast.amina.id,
        territory_id=cast.tarn.id,
        moment=Moment.APPOINTMENT,
        subject_id=1,
        structure_id=cast.department.id,
        questionnaire_id=1,
        happened_on=NOON.date(),
        quarter=quarter_of(NOON.date()),
        asked_at=NOON,
        expires_at=NOON,
    )
    return comments.write(
        session, request, text, token="t" * 32, face=face, language="fr",
        names={"Claire"}, now=NOON,
    )  # fmt: skip


def test_words_are_masked_before_they_are_kept(session: Session, cast: Cast) -> None:
    comment = written(session, cast, "  Claire m’appelle au\r\n06 12 34 56 78  ")
    assert comment.text == "[nom] m’appelle au\n[téléphone]"
    assert (comment.state, comment.week, comment.structure_id) == (
        CommentState.WAITING,
        WEEK,
        cast.department.id,
    )
    assert comments.of_token(session, "t" * 32) == comment
    comments.take_back(session, "t" * 32)
    assert comments.of_token(session, "t" * 32) is None


def test_other_words_wait_again_and_the_same_ones_do_not(
    session: Session, cast: Cast, rosa: Adviser
) -> None:
    comment = written(session, cast, "Merci")
    reader = reader_of(session, rosa, cast.tarn)
    assert reader is not None
    accept(session, Judgement(reader, comment, stamp_of(comment), NOON), "Merci")
    assert written(session, cast, "Merci").state is CommentState.ACCEPTED
    changed = written(session, cast, "Non merci")
    assert (changed.state, changed.shown, changed.moderator_id, changed.moderated_at) == (
        CommentState.WAITING, "", None, None,
    )  # fmt: skip
    comments.say_face(session, "t" * 32, Face.MEDIUM)
    assert written(session, cast, "Non merci").face is Face.MEDIUM


def test_what_was_read_is_what_is_decided(session: Session, cast: Cast, rosa: Adviser) -> None:
    comment = written(session, cast, "Merci")
    reader = reader_of(session, rosa, cast.tarn)
    assert reader is not None
    read = Judgement(reader, comment, stamp_of(comment), NOON)
    written(session, cast, "Tout autre chose")
    with pytest.raises(WordsChanged):
        accept(session, read, "Merci")
    read = Judgement(reader, comment, stamp_of(comment), NOON)
    accept(session, read, comment.text)
    with pytest.raises(WordsChanged):  # somebody else decided
        accept(session, read, comment.text)


LADY = "Madame Martin est gentille"


@pytest.mark.parametrize(
    "shown",
    [LADY, "Madame […] est gentille", "[…] est […]", "[…]", "Madame […][…] est gentille"],
)
def test_a_moderator_takes_passages_out(shown: str) -> None:
    assert is_without(LADY, shown)


@pytest.mark.parametrize(
    "shown",
    [
        "Madame Martin est gentille[…]",
        "Madame Martin est très gentille",
        "Madame […] n’est pas gentille",
        "gentille […] Madame",
        "Madame […] est",
        "est gentille",
        "",
    ],
)
def test_a_moderator_never_adds_or_moves_words(shown: str) -> None:
    assert not is_without(LADY, shown)


@given(st.text(min_size=1, max_size=30), st.data())
def test_taking_passages_out_is_always_possible(text: str, data: st.DataObject) -> None:
    text = text.replace(GAP, "")
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    shown, end = "", 0
    for start, stop in zip(cuts[::2], cuts[1::2], strict=False):
        shown += text[end:start] + GAP
        end = stop
    assert is_without(text, shown + text[end:])


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_is_shown_is_never_longer_but_by_its_gaps(text: str, shown: str) -> None:
    if is_without(text, shown):
        pieces = shown.split(GAP)
        assert sum(map(len, pieces)) <= len(text)
        assert all(piece in text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Merci pour tout", []),
        ("Quelle bande de connards", [FlagKind.INSULT]),
        ("Il est IDIOTE", [FlagKind.INSULT]),
        ("J’ai eu un congé", []),
        ("Merci à Sandrine", [FlagKind.NAME]),
        ("La CAF et France Travail, le RSA. Bien", []),
        ("[nom] m’a aidée, [téléphone]", []),
        ("dossier 1234", [FlagKind.DIGITS]),
        ("à 14 h", []),
        ("كلب", [FlagKind.INSULT]),
        ("شكرا جزيلا", []),
    ],
)
def test_what_to_look_at_twice_is_pointed_out(text: str, kinds: list[FlagKind]) -> None:
    assert [flag.kind for flag in flags_of(text)] == kinds


def test_two_taps_at_once_leave_one_comment(engine: Engine, session: Session, cast: Cast) -> None:
    session.commit()
    ready = Barrier(2)

    def write(number: int) -> str:
        with writing(engine) as own:
            ready.wait()
            return written(own, cast, f"Merci {number}").text

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, range(2))) == ["Merci 0", "Merci 1"]
    assert len(session.exec(select(Comment)).all()) == 1


def test_of_two_decisions_at_once_one_holds(
    engine: Engine, session: Session, cast: Cast, rosa: Adviser
) -> None:
    comment = words(session, cast, "Merci")
    reader = reader_of(session, rosa, cast.tarn)
    assert reader is not None
    read = Judgement(reader, comment, stamp_of(comment), NOON)
    session.commit()
    ready = Barrier(2)

    def decide(number: int) -> str:
        ready.wait()
        try:
            with writing(engine) as own:
                if number:
                    accept(own, read, "Merci")
                else:
                    refuse(own, read, Refusal.INSULT)
        except WordsChanged:
            return "told"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, range(2))) == ["done", "told"]


def test_the_queue_says_what_was_said_and_never_who_or_when(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    words(session, cast, "Merci à Sandrine", cast.department)
    page = signed_in(rosa).visits(HERE)
    assert "Merci à Sandrine" in page.text
    assert "Peut-être un nom : Sandrine" in page.text.replace("\u00a0", " ")
    assert "Très bien" in page.text or "Bien" in page.text
    for hidden in (cast.department.name, "Amina", "2026", "mars", "lundi"):
        assert hidden not in page.text
    assert "/resultats/methode" in page.links()


def test_the_oldest_week_comes_first_and_pages_follow(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    for number in range(PAGE):
        words(session, cast, f"Nouveau {number}.")
    words(session, cast, "Ancien", week=monday_of(quarter_of(NOON.date())))
    page = signed_in(rosa).visits(HERE)
    assert page.text.index("Ancien") < page.text.index("Nouveau")
    assert "Nouveau 19" not in page.text
    assert f"{HERE}?feuille=2" in page.links()
    page = signed_in(rosa).visits(f"{HERE}?feuille=2")
    assert "Nouveau 19" in page.text
    assert f"{HERE}?feuille=1" in page.links()


def test_every_page_is_read_in_every_language(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    decided = words(session, cast, "Merci.")
    waiting = words(session, cast, "Merci à Sandrine, 1234")
    boss = signed_in(rosa)
    here = f"{HERE}/{decided.token}"
    boss.submits(boss.visits(here), f"{here}/refus", motif="not_sure")
    for language in ("en", "ar"):
        rosa.language = language
        session.add(rosa)
        session.commit()
        for path in (HERE, here, f"{HERE}/{waiting.token}", NAMING):
            assert boss.visits(path).language == language


def test_nothing_waits(cast: Cast, rosa: Adviser, signed_in: SignIn) -> None:
    assert cast.tarn
    assert "Rien ne vous attend" in signed_in(rosa).visits(HERE).text


def test_words_are_accepted_with_a_passage_taken_out(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    comment = words(session, cast, "Merci à Sandrine\npour tout", cast.department)
    boss, here = signed_in(rosa), f"{HERE}/{comment.token}"
    page = boss.visits(here)
    assert page.form(f"{here}/accord")["paru"] == comment.text
    page = boss.submits(page, f"{here}/accord", paru="Merci à [...]\r\npour tout")
    assert "Ces mots sont acceptés" in page.text
    again(session, comment)
    assert (comment.state, comment.shown) == (CommentState.ACCEPTED, "Merci à […]\npour tout")
    assert (comment.moderator_id, comment.moderated_at) == (rosa.id, NOON)
    assert comment.text == "Merci à Sandrine\npour tout"


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("Merci beaucoup", "On peut seulement retirer des mots"),
        ("[…]", "Il ne resterait rien à lire"),
        ("", "Remplissez"),
    ],
)
def test_nothing_is_added_to_her_words(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn, shown: str, told: str
) -> None:
    comment = words(session, cast, "Merci à tous")
    boss, here = signed_in(rosa), f"{HERE}/{comment.token}"
    page = boss.submits(boss.visits(here), f"{here}/accord", paru=shown)
    assert page.status == 422
    assert told in page.text
    assert page.form(f"{here}/accord")["paru"] == shown
    assert again(session, comment).state is CommentState.WAITING


def test_words_are_refused_with_a_reason_and_the_next_ones_follow(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    one, other = words(session, cast, "Premier"), words(session, cast, "Second")
    boss, here = signed_in(rosa), f"{HERE}/{one.token}"
    page = boss.submits(boss.visits(here), f"{here}/refus")
    assert page.status == 422
    page = boss.submits(page, f"{here}/refus", motif="names")
    assert "Ces mots sont refusés" in page.text
    assert "Second" in page.text
    assert page.form(f"{HERE}/{other.token}/accord")
    again(session, one)
    assert (one.state, one.refusal, one.shown) == (CommentState.REFUSED, Refusal.NAMES, "")


def test_a_decision_is_undone(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    comment = words(session, cast, "Merci")
    boss, here = signed_in(rosa), f"{HERE}/{comment.token}"
    page = boss.submits(boss.visits(here), f"{here}/accord")
    assert "Mots acceptés" in page.text
    page = boss.submits(page, f"{here}/remise")
    assert "Ces mots attendent de nouveau" in page.text
    again(session, comment)
    assert (comment.state, comment.shown, comment.moderated_at) == (CommentState.WAITING, "", None)


def test_words_that_changed_meanwhile_are_not_decided(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    comment = words(session, cast, "Merci")
    boss, here = signed_in(rosa), f"{HERE}/{comment.token}"
    page = boss.visits(here)
    comment.text = "Merci Sandrine"
    session.add(comment)
    session.commit()
    assert boss.submits(page, f"{here}/refus", motif="names").status == 409
    assert again(session, comment).state is CommentState.WAITING


def test_nobody_reads_words_about_their_own_structure(
    session: Session,
    cast: Cast,
    team: Structure,
    rosa: Adviser,
    lou: Adviser,
    signed_in: SignIn,
) -> None:
    about_team = words(session, cast, "Sur la direction.", team)
    about_department = words(session, cast, "Sur le département.", cast.department)
    about_nobody = words(session, cast, "Sur rien.")
    named(session, cast, cast.claire)
    named(session, cast, lou)
    readers = {
        rosa.id: [about_department, about_nobody],
        cast.claire.id: [about_team, about_nobody],
        lou.id: [about_team, about_department, about_nobody],
    }
    for who in (rosa, cast.claire, lou):
        theirs = readers[who.id]
        visitor = signed_in(who)
        page = visitor.visits(HERE)
        for comment in (about_team, about_department, about_nobody):
            may = comment in theirs
            assert (comment.text in page.text) is may
            visitor.visits(f"{HERE}/{comment.token}", status=200 if may else 404)
            if not may:
                for deed in ("accord", "refus", "remise"):
                    sent = {"paru": comment.text, "motif": "names", "vu": stamp_of(comment)}
                    answer = visitor.posts(f"{HERE}/{comment.token}/{deed}", **sent)
                    assert answer.status_code == 404
        assert str(len(theirs)) in page.text
    assert again(session, about_team).state is CommentState.WAITING


def test_words_are_not_there_for_others(
    session: Session, cast: Cast, rosa: Adviser, lou: Adviser, signed_in: SignIn
) -> None:
    comment = words(session, cast)
    named(session, cast, cast.karim)  # of another territory: it opens nothing
    assert rosa
    for who in (lou, cast.claire, cast.karim):
        visitor = signed_in(who)
        visitor.visits(HERE, status=404)
        visitor.visits(f"{HERE}/{comment.token}", status=404)
        visitor.visits(NAMING, status=404)
        answer = visitor.posts(f"{HERE}/{comment.token}/accord", paru=comment.text)
        assert answer.status_code == 404
    amina = signed_in(cast.amina)
    assert amina.client.get(HERE, follow_redirects=False).status_code in {303, 404}
    assert amina.posts(f"{HERE}/{comment.token}/accord").status_code in {303, 401, 404}


def test_another_territorys_team_sees_nothing_of_it(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    assert rosa
    comment = words(session, cast)
    elsewhere = saved(session, Structure(territory_id=cast.guyane.id, name="Équipe", is_team=True))
    boss = signed_in(adviser_of(session, elsewhere, "Zoe"))
    assert comment.text not in boss.visits(HERE).text
    boss.visits(f"{HERE}/{comment.token}", status=404)


def test_the_team_names_and_removes_a_moderator(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    boss = signed_in(rosa)
    page = boss.visits(NAMING)
    assert "Personne ne pourrait lire des mots sur Direction" in page.text
    page = boss.submits(page, NAMING, professionnel=str(cast.claire.id))
    assert "Cette personne peut maintenant lire" in page.text
    assert "Personne ne pourrait lire" not in page.text
    claire = signed_in(cast.claire)
    claire.visits(HERE)
    claire.visits(NAMING, status=404)
    page = boss.submits(page, f"{NAMING}/{cast.claire.id}/retrait")
    assert "ne lit plus" in page.text
    claire.visits(HERE, status=404)
    entries = session.exec(select(AuditEntry).order_by("number")).all()
    assert [(one.actor, one.action, json.loads(one.details)) for one in entries] == [
        (f"adviser:{rosa.id}", "survey.moderator", {"adviser": cast.claire.id}),
        (f"adviser:{rosa.id}", "survey.moderator", {"adviser": cast.claire.id, "removed": 1}),
    ]


def test_only_advisers_of_other_structures_of_the_territory_are_named(
    session: Session, cast: Cast, team: Structure, rosa: Adviser, signed_in: SignIn
) -> None:
    colleague = adviser_of(session, team, "Ines")
    boss = signed_in(rosa)
    page = boss.visits(NAMING)
    for who in (colleague, rosa, cast.karim):
        refused = boss.submits(page, NAMING, professionnel=str(who.id))
        assert refused.status == 422
        assert "Choisissez une des réponses" in refused.text
    assert boss.submits(page, NAMING, professionnel="").status == 422
    assert session.exec(select(Moderator)).all() == []


def test_a_moderator_who_left_leaves_a_gap_that_is_said_even_when_nothing_waits(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    named(session, cast, cast.claire)
    cast.claire.left_on = NOON.date()
    session.add(cast.claire)
    session.commit()
    page = signed_in(rosa).visits(NAMING)
    assert "N’est plus là" in page.text
    assert "Personne ne pourrait lire" in page.text
