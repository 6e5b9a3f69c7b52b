"""Opening hours in words. Typed spaces stand for the no-break ones of hours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from backend.offers.hours import LONGEST, Hours, hours_in_words
from backend.web.language import speaking
from tests.conftest import NOON

PARIS, CAYENNE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Cayenne")


def told(written: str, now: datetime = NOON, department: str = "81") -> Hours:
    zone = CAYENNE if department == "973" else PARIS
    hours = hours_in_words(written, zone, department, now)
    assert hours is not None
    lines = [line.replace("\u00a0", " ") for line in hours.lines]
    return Hours(lines, hours.is_open, hours.changes.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (
            "Mo-Fr 08:30-12:30,13:30-17:00; PH off",
            [
                "du lundi au vendredi, de 8 h 30 à 12 h 30 et de 13 h 30 à 17 h",
                "fermé les jours fériés",
            ],
        ),
        ("Tu,Th 14:00-17:00", ["le mardi et le jeudi, de 14 h à 17 h"]),
        (
            "Mo-Th 09:00-17:00; Fr 09:00-12:00",
            ["du lundi au jeudi, de 9 h à 17 h", "le vendredi, de 9 h à 12 h"],
        ),
        ("Mo-We,Fr 09:00-12:00", ["du lundi au mercredi et le vendredi, de 9 h à 12 h"]),
        ("Fr-Mo 09:00-10:00", ["du vendredi au lundi, de 9 h à 10 h"]),
        ("24/7", ["jour et nuit, tous les jours"]),
        ("Mo-Fr 00:00-24:00", ["jour et nuit, du lundi au vendredi"]),
        ("Sa[1] 10:00-12:00", ["le premier samedi du mois, de 10 h à 12 h"]),
        (
            "Tu[1,3] 09:30-11:30",
            ["le premier mardi du mois et le troisième mardi du mois, de 9 h 30 à 11 h 30"],
        ),
        ("Su[-1] 10:00-11:00", ["le dernier dimanche du mois, de 10 h à 11 h"]),
        (
            "Mo-Fr 09:00-12:00; Sa[1] 10:00-12:00",
            ["du lundi au vendredi, de 9 h à 12 h", "le premier samedi du mois, de 10 h à 12 h"],
        ),
        (
            "We 09:00-12:00; PH,SH off",
            [
                "le mercredi, de 9 h à 12 h",
                "fermé les jours fériés et pendant les vacances scolaires",
            ],
        ),
        (
            "PH off; Mo 09:00-12:00",  # the exception holds, wherever it is written
            ["le lundi, de 9 h à 12 h", "fermé les jours fériés"],
        ),
        (
            "Mo-Fr 08:30-16:30; Sa,Su,PH 09:00-12:00",
            [
                "du lundi au vendredi, de 8 h 30 à 16 h 30",
                "le samedi et le dimanche, de 9 h à 12 h",
                "les jours fériés, de 9 h à 12 h",
            ],
        ),
        ("Mo,Tu 09:00-12:00; Tu off", ["le lundi, de 9 h à 12 h"]),
        (  # a semicolon takes the place of what is before, a comma adds to it
            "Mo-Fr 09:00-12:00; Mo 14:00-17:00",
            ["le lundi, de 14 h à 17 h", "du mardi au vendredi, de 9 h à 12 h"],
        ),
        (
            "Mo-We 09:00-12:00, Mo 14:00-17:00",
            ["le lundi, de 9 h à 12 h et de 14 h à 17 h", "le mardi et le mercredi, de 9 h à 12 h"],
        ),
        (
            "Mo 09:00-12:00; Aug off",
            ["le lundi, de 9 h à 12 h", "fermé en août"],
        ),
        (
            "Mo 09:00-12:00; Jul-Aug,Dec off",
            ["le lundi, de 9 h à 12 h", "fermé en juillet, en août et en décembre"],
        ),
        (
            "Mo 09:00-12:00; Aug 01-15 off",
            ["le lundi, de 9 h à 12 h", "fermé du 1er août au 15 août"],
        ),
        ("Mo 09:00-12:00; May 08 off", ["le lundi, de 9 h à 12 h", "fermé le 8 mai"]),
        (
            "Apr-Oct: Tu,Th 09:00-12:00",
            ["entre avril et octobre, le mardi et le jeudi, de 9 h à 12 h"],
        ),
        (
            "SH Mo-Fr 09:00-12:00",
            ["pendant les vacances scolaires, du lundi au vendredi, de 9 h à 12 h"],
        ),
        ("Mo-Su 18:00-02:00", ["tous les jours, de 18 h à 2 h"]),
        ("Sa 20:00-24:00", ["le samedi, de 20 h à minuit"]),
        ("09:00-12:00", ["tous les jours, de 9 h à 12 h"]),
        ("Mo-Fr 09:00-18:00+", ["du lundi au vendredi, de 9 h à 18 h ou plus tard"]),
        ("Mo 09:00+", ["le lundi, à partir de 9 h"]),
        ("Mo-Fr", ["du lundi au vendredi"]),
        ("Mo 09:00-12:00 unknown", ["le lundi, de 9 h à 12 h (à confirmer)"]),
        ('Mo 09:00-12:00 "sur rendez-vous"', ["le lundi, de 9 h à 12 h (sur rendez-vous)"]),
        ('"sur rendez-vous"', ["sur rendez-vous"]),
        ("off", ["fermé"]),
        ("Mo-Fr 08:30–12:30;", ["du lundi au vendredi, de 8 h 30 à 12 h 30"]),
        (
            "week 1-53/2 Fr 09:00-12:00",
            ["Dans les deux prochaines semaines :", "vendredi 13 mars, de 9 h à 12 h"],
        ),
    ],
)
def test_hours_are_told_in_french(written: str, lines: list[str]) -> None:
    assert told(written).lines == lines


@pytest.mark.parametrize(
    "written",
    [
        "1er lundi du mois, selon le niveau de l’eau",
        "Lu-Ve 9h-12h",
        "Mo-Fr 08:30",
        "Feb 30 10:00-12:00",
        "easter",
        "2031 Jan 05-2031 Jan 08 10:00-12:00",
    ],
)
def test_what_has_no_words_is_shown_as_it_is_written(written: str) -> None:
    hours = hours_in_words(written, PARIS, "81", NOON)
    assert hours is not None
    assert len(hours.lines) == 1
    assert hours.is_open is not True


def test_words_are_kept_and_nothing_is_said_of_now() -> None:
    assert told("le mardi  matin,\n sonner") == Hours(["le mardi matin, sonner"])


def test_nothing_written_is_nothing_told() -> None:
    assert hours_in_words("  ", PARIS, "81", NOON) is None


@pytest.mark.parametrize(
    ("written", "is_open", "changes"),
    [
        ("Mo-Fr 09:00-17:00", True, "jusqu’à 17 h"),
        ("Mo-Fr 09:00-12:00", False, "ouvre demain à 9 h"),
        ("Mo 09:00-12:00,14:00-17:00", False, "ouvre à 14 h"),
        ("Th 14:00-17:00", False, "ouvre jeudi à 14 h"),
        ("Mo[3] 14:00-16:00", False, "ouvre lundi 16 mars à 14 h"),
        ("Mo 10:00-24:00", True, "jusqu’à minuit"),
        ("Mo-Su 08:00-02:00", True, "jusqu’à 2 h"),
        ("Mo 00:00-24:00, Tu 00:00-12:00", True, "jusqu’à mardi à 12 h"),
        ("Mo-Fr 09:00-18:00+", True, ""),
        ("24/7", True, ""),
        ("off", False, ""),
        ("Mo-Fr", None, ""),  # days and no hours
        ("Mo 09:00-17:00 unknown", None, ""),
        ('Mo 09:00-17:00 "sur rendez-vous"', None, ""),
        ('Tu 09:00-17:00 "sur rendez-vous"', False, "ouvre demain à 9 h"),
        ("Mo-Fr 09:00-17:00; SH off", None, ""),  # we have no calendar of theirs
        ("Lu-Ve 9h-12h", None, ""),
    ],
)
def test_what_is_open_now_and_what_changes(
    written: str,
    is_open: bool | None,  # noqa: FBT001 (what is expected)
    changes: str,
) -> None:
    hours = told(written)
    assert (hours.is_open, hours.changes) == (is_open, changes)


def test_the_clock_is_that_of_the_place() -> None:
    assert told("Mo 08:00-12:30", NOON, "81").is_open is False  # 13 h in Albi
    here = told("Mo 08:00-12:30", NOON, "973")  # 9 h in Cayenne
    assert (here.is_open, here.changes) == (True, "jusqu’à 12 h 30")


def test_the_hour_stays_the_same_when_clocks_change() -> None:
    saturday = datetime(2026, 3, 28, 17, tzinfo=UTC)
    assert told("Sa-Su 09:00-12:00", saturday).changes == "ouvre demain à 9 h"
    assert told("Su 09:00-12:00", datetime(2026, 3, 29, 7, 30, tzinfo=UTC)).is_open is True
    assert told("Su 09:00-12:00", datetime(2026, 3, 22, 7, 30, tzinfo=UTC)).is_open is False


@pytest.mark.parametrize(
    ("moment", "department", "is_open"),
    [
        (datetime(2026, 5, 1, 9, tzinfo=UTC), "81", False),
        (datetime(2026, 6, 10, 14, tzinfo=UTC), "973", False),  # abolition of slavery
        (datetime(2026, 6, 10, 9, tzinfo=UTC), "81", True),
        (datetime(2026, 4, 3, 9, tzinfo=UTC), "67", False),  # Good Friday
        (datetime(2026, 4, 3, 9, tzinfo=UTC), "81", True),
    ],
)
def test_public_holidays_are_those_of_the_place(
    moment: datetime,
    department: str,
    is_open: bool,  # noqa: FBT001 (what is expected)
) -> None:
    assert told("Mo-Fr 09:00-17:00; PH off", moment, department).is_open is is_open


def test_the_exception_holds_before_rules_that_add_to_one_another() -> None:
    first_of_may = datetime(2026, 5, 1, 9, tzinfo=UTC)
    told_first = "PH off; Mo-Fr 09:00-12:00, Fr 14:00-17:00"
    assert told(told_first, first_of_may).is_open is False


def test_hours_of_holidays_hold_on_those_of_the_place() -> None:
    moment = datetime(2026, 6, 10, 14, tzinfo=UTC)  # 11 h in Cayenne
    assert told("Mo-Fr 14:00-17:00; Sa,PH 09:00-12:00", moment, "973").is_open is True


def test_nobody_can_tell_of_a_holiday_when_nothing_is_said_of_them() -> None:
    first_of_may = datetime(2026, 5, 1, 9, tzinfo=UTC)
    assert told("Mo-Fr 09:00-17:00", first_of_may).is_open is None
    assert told("24/7", first_of_may).is_open is True
    the_day_before = datetime(2026, 4, 30, 18, tzinfo=UTC)
    assert told("Mo-Fr 09:00-17:00", the_day_before) == Hours(
        ["du lundi au vendredi, de 9 h à 17 h"], is_open=False
    )


def test_hours_are_told_in_arabic() -> None:
    with speaking("ar"):
        hours = told("Mo-We,Fr 08:30-12:30; Sa[1] 10:00-12:00; PH off")
    assert hours.lines == [
        "من الاثنين إلى الأربعاء ويوم الجمعة، من 08:30 إلى 12:30",
        "أول السبت من الشهر، من 10:00 إلى 12:00",
        "مغلق في أيام العطل الرسمية",
    ]
    assert hours.changes == "يفتح غدًا الساعة 08:30"


def test_hours_are_told_in_english() -> None:
    with speaking("en"):
        hours = told("Mo-Fr 09:00-17:00; Aug off")
    assert hours.lines == ["from Monday to Friday, from 9:00 AM to 5:00 PM", "closed in August"]
    assert hours.changes == "until 5:00 PM"


@pytest.mark.parametrize(
    "written",
    [
        "Mo " + ",".join(["08:00-09:00"] * 10_000),
        "(" * LONGEST,
        ";".join(["00:00-24:00/00:01"] * 16),
        "; ".join(["easter off"] * 20),
        "|| " * 80,
        "PH 3 days,Su",
    ],
)
def test_hostile_hours_are_told_at_once(written: str) -> None:
    assert hours_in_words(written, PARIS, "81", NOON) is not None
