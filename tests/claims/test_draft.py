"""What she has begun is saved as she goes, comes back with its day, and can be thrown away."""

from datetime import timedelta

from sqlmodel import Session, select

from backend.claims.models import ClaimDraft
from backend.claims.passing import DRAFTS_KEPT, forget_old_drafts
from backend.claims.states import Kind
from tests.cast import Cast
from tests.claims.opening import NEW, WORDS, claims_of
from tests.conftest import NOON, SignIn

PATH = f"{NEW}/no_news"
DRAFT = f"{PATH}/brouillon"


def drafts(session: Session) -> list[ClaimDraft]:
    session.expire_all()
    rows = list(session.exec(select(ClaimDraft)).all())
    session.commit()
    return rows


def test_save_and_finish_later_without_javascript(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    (button,) = amina.visits(PATH).all("button", formaction=DRAFT)
    assert button.get("formnovalidate") is not None

    response = amina.posts(DRAFT, mots=WORDS, aidant="Ma sœur")

    assert response.headers["location"] == "/droits"
    page = amina.visits("/droits")
    assert "Ce que vous avez écrit est enregistré. Ce n’est pas envoyé." in page.text
    assert PATH in page.links()
    page = amina.visits(PATH)
    assert page.form(PATH)["mots"] == WORDS
    assert page.form(PATH)["aidant"] == "Ma sœur"
    assert "Voici ce que vous avez commencé lundi 2 mars" in page.text
    assert claims_of(session, cast.amina) == []


def test_it_is_saved_as_she_types(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.visits(PATH)
    for words in ("Plus", "Plus de", "Plus de nouvelles"):
        token = amina.client.cookies["__Host-csrf"]
        sent = {"_csrf_token": token, "mots": words}
        response = amina.client.post(DRAFT, data=sent, headers={"hx-request": "true"})
        assert response.status_code == 200
        assert 'id="enregistrement"' in response.text
        assert "Enregistré" in response.text
    (draft,) = drafts(session)
    assert (draft.kind, "Plus de nouvelles" in draft.fields) == (Kind.NO_NEWS, True)


def test_the_limit_of_ten_days_appears_with_the_date(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    path = f"{NEW}/observations"
    page = amina.visits(path)
    token = page.form(path)["_csrf_token"]
    response = amina.client.post(
        f"{path}/brouillon",
        data={"_csrf_token": token, "recu": "2026-02-27"},
        headers={"hx-request": "true"},
    )
    assert "jusqu’au lundi 9 mars" in response.text
    assert "jusqu’au lundi 9 mars" in amina.visits(path).text


def test_too_long_a_draft_is_said(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.visits(PATH)
    for htmx in (True, False):
        response = amina.client.post(
            DRAFT,
            data={"_csrf_token": amina.client.cookies["__Host-csrf"], "mots": "a" * 4001},
            headers={"hx-request": "true"} if htmx else {},
        )
        assert response.status_code == 422
        assert ("a" * 4001 in response.text) is not htmx
    assert drafts(session) == []


def test_nothing_typed_is_nothing_kept(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.posts(DRAFT, mots="  ")
    assert "Il n’y avait rien à enregistrer" in amina.visits("/droits").text
    assert drafts(session) == []


def test_she_throws_it_away(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.posts(DRAFT, mots=WORDS)

    page = amina.submits(amina.visits(PATH), f"{DRAFT}/suppression")

    assert "jeté" in page.text
    assert drafts(session) == []
    assert amina.visits(PATH).form(PATH)["mots"] == ""


def test_once_sent_there_is_no_draft_even_when_it_is_saved_a_moment_late(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    amina.posts(DRAFT, mots=WORDS)
    amina.submits(amina.visits(PATH), PATH)
    assert drafts(session) == []
    amina.posts(DRAFT, mots=WORDS)
    assert drafts(session) == []
    assert len(claims_of(session, cast.amina)) == 1


def test_each_has_her_own_and_an_old_one_is_forgotten(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(cast.amina).posts(DRAFT, mots=WORDS)
    bilal = signed_in(cast.bilal)
    assert bilal.visits(PATH).form(PATH)["mots"] == ""
    bilal.posts(f"{DRAFT}/suppression")
    assert len(drafts(session)) == 1

    forget_old_drafts(session, now=NOON + DRAFTS_KEPT + timedelta(days=1))
    session.commit()
    assert drafts(session) == []
