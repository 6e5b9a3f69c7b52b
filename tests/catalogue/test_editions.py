"""Readers see one edition or the next, never half of one; the same file writes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from backend.catalogue.alone import ImportUnderWay, alone
from backend.catalogue.editions import live, take_back, write_now
from backend.catalogue.models import Import, Offer, Sheet
from backend.catalogue.queries import offer_shown
from backend.catalogue.reading import FileRefused
from backend.catalogue.rows import Content
from backend.database import writing
from backend.tables import METADATA
from tests.catalogue.payloads import as_both, as_list, given, read, runners, service, structure
from tests.conftest import NOON

LATER = NOON + timedelta(days=1)
OLD = "Garde d’enfants"


class Killed(BaseException):
    """What no handler of an import expects."""


def rows(*numbers: int, **more: object) -> bytes:
    return as_list(*(service(number, **more) for number in numbers))


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in METADATA.sorted_tables
        }


def test_the_same_file_writes_nothing(engine: Engine) -> None:
    both = as_both([service(number) for number in range(1, 20)], [structure()])
    given(engine, both)
    before = everything(engine)

    report = given(engine, both, now=LATER)

    assert (report.changes, report.of(Content.SERVICES).unchanged) == (0, 19)
    assert everything(engine) == before


def test_a_refusal_is_written_once(engine: Engine, session: Session) -> None:
    bad = as_list(service(1), service(2, frais="cher"))
    given(engine, bad)
    before = everything(engine)

    given(engine, bad, now=LATER)

    assert everything(engine) == before
    [written] = session.exec(select(Import)).all()
    assert (written.read, written.added, written.refused) == (2, 1, 1)
    assert "dora--2" in written.refusals


def test_only_what_changed_is_written(engine: Engine, session: Session) -> None:
    given(engine, rows(1, 2, 3))

    report = given(engine, as_list(service(1), service(2, nom="Autre"), service(3)), now=LATER)

    assert (report.of(Content.SERVICES).changed, live(session)) == (1, 2)
    assert len(session.exec(select(Sheet)).all()) == 4


def test_a_renamed_structure_is_found_by_its_new_name(engine: Engine, session: Session) -> None:
    given(engine, as_both([service()], [structure()]))

    given(engine, as_both([service()], [structure(nom="La Ruche")]))

    assert runners(engine) == ["La Ruche"]
    last = session.exec(select(Sheet.tokens).where(Sheet.since == 2)).one()
    assert "w_ruch" in last.split()


def test_readers_see_all_the_old_until_all_the_new(engine: Engine) -> None:
    given(engine, rows(*range(1, 1203)))
    seen: list[set[str]] = []

    given(
        engine,
        rows(*range(1, 1201), nom="Nouveau"),
        after_batch=lambda: seen.append({name[:7] for name in read(engine).values()}),
    )

    assert len(seen) == 4  # three batches, and those that are gone
    assert all(names == {OLD[:7]} for names in seen)
    assert set(read(engine).values()) == {"Nouveau"}
    assert len(read(engine)) == 1200


def stopped_after(batches: int) -> Callable[[], None]:
    left = iter(range(batches))

    def stop() -> None:
        if next(left, None) is None:
            raise Killed

    return stop


@pytest.mark.parametrize("batches", [0, 1, 2, 3])
def test_what_stops_on_the_way_is_never_read(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    given(engine, rows(*range(1, 1203)))
    before = everything(engine)
    new = rows(*range(3, 1205), nom="Nouveau")
    with monkeypatch.context() as patch:  # a process that is killed clears nothing
        patch.setattr("backend.catalogue.taking_in.clear_pending", lambda _: None)
        with pytest.raises(Killed):
            given(engine, new, after_batch=stopped_after(batches))

    assert set(read(engine)) == {f"dora--{number}" for number in range(1, 1203)}
    assert not any("Nouveau" in name for name in read(engine).values())

    report = given(engine, rows(*range(1, 1203)), now=LATER)
    assert report.changes == 0
    after = everything(engine)
    assert {name for name in after if after[name] != before[name]} <= {"search_word"}

    assert given(engine, new).of(Content.SERVICES).gone == 2
    assert set(read(engine).values()) == {"Nouveau"}


def test_what_is_gone_is_still_told_to_who_kept_it(engine: Engine, session: Session) -> None:
    given(engine, rows(1, 2, 3, 4))
    offer = session.exec(select(Offer).where(Offer.code == "dora--4")).one()
    session.commit()

    given(engine, rows(1, 2, 3), now=LATER)
    for name in ("Un", "Deux", "Trois"):  # as many editions, each swept
        given(engine, rows(1, 2, 3, nom=f"Garde {name}"))

    session.expire_all()
    shown = offer_shown(session, offer.id)
    assert shown is not None
    assert (shown.is_gone, shown.sheet.name, shown.offer.gone_at) == (True, f"{OLD} 4", LATER)
    assert "dora--4" not in read(engine)
    assert len(session.exec(select(Sheet)).all()) == 1 + 3 * 2  # the last, and the one before


def test_what_comes_back_is_gone_no_longer(engine: Engine, session: Session) -> None:
    given(engine, rows(1, 2, 3, 4))
    given(engine, rows(1, 2, 3), now=LATER)

    given(engine, rows(1, 2, 3, 4))

    back = session.exec(select(Offer).where(Offer.code == "dora--4")).one()
    assert back.gone_at is None
    assert "dora--4" in read(engine)


def test_too_much_gone_is_a_file_that_was_cut(engine: Engine) -> None:
    given(engine, rows(1, 2, 3))
    before = everything(engine)

    with pytest.raises(FileRefused, match="2 of 3 services would be gone"):
        given(engine, rows(1, 5, nom="Autre"))
    assert everything(engine) == before | {"search_word": everything(engine)["search_word"]}

    assert given(engine, rows(1), accept_gone=True).of(Content.SERVICES).gone == 2


def test_a_trial_writes_nothing(engine: Engine) -> None:
    given(engine, rows(1, 2, 3, 4))
    before = everything(engine)

    report = given(engine, rows(2, 3, 4, 5), is_trial=True)

    count = report.of(Content.SERVICES)
    assert (count.added, count.unchanged, count.gone) == (1, 3, 1)
    assert everything(engine) == before


def test_the_second_of_two_imports_stops_at_once(engine: Engine) -> None:
    with alone(engine), pytest.raises(ImportUnderWay):
        given(engine, rows(1))

    assert given(engine, rows(1)).changes == 1


def test_a_territory_writes_beside_an_import(engine: Engine) -> None:
    """What its desk writes while an import is under way is read at once, and stays."""

    def write() -> None:
        with writing(engine) as session:
            own = Offer(code="territory-81--1", feed="territory-81", first_seen_at=NOON)
            found = session.exec(select(Offer).where(Offer.code == own.code)).one_or_none()
            write_now(session, found or own, own_sheet("Immersion en boulangerie"))

    given(engine, rows(1), after_batch=write)
    assert list(read(engine)) == ["dora--1", "territory-81--1"]

    write()
    write()
    with writing(engine) as session:
        offer = session.exec(select(Offer).where(Offer.feed == "territory-81")).one()
        take_back(session, offer, now=LATER)
    given(engine, rows(1, nom="Autre"))

    assert list(read(engine)) == ["dora--1"]
    with Session(engine) as session:
        shown = offer_shown(session, offer.id)
        assert shown is not None
        assert (shown.is_gone, shown.offer.gone_at) == (True, LATER)


def own_sheet(name: str) -> Sheet:
    return Sheet(
        offer_id=0,
        since=0,
        digest="",
        name=name,
        description=name,
        updated_on=NOON.date(),
        tokens="w_immersion",
    )


def test_the_index_follows_the_sheets(engine: Engine) -> None:
    for name in ("Un", "Deux", "Trois"):
        given(engine, rows(1, 2, 3, nom=f"Garde {name}"))

    with engine.connect() as connection:
        sheets = connection.execute(text("SELECT count(*) FROM offer_sheet")).scalar()
        table = "offer_index_docsize" if engine.name == "sqlite" else "offer_index"
        indexed = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608 (ours)
    assert sheets == indexed == 6
