"""What somebody types to say who she is: an e-mail address, a phone number, a sign-in name."""

import re
from collections.abc import Iterator

import phonenumbers

from backend.people import codes

EMAIL = re.compile(
    r"[^\s@,;:<>\"()\[\]\\]{1,64}@(?:[^\s@.,;:<>\"()\[\]\\]+\.)+[^\s@.,;:<>\"()\\]{2,}"
)
LONGEST_EMAIL = 254
REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "NC", "PF", "WF")  # a number says 06… anywhere
LONGEST_PHONE = 30
FICTION = re.compile(r"\+33(19900|26191|35301|46571|53649|63998)\d{4}")  # ARCEP 2018-0881: the demo


def email(typed: str) -> str | None:
    """The address in small letters; None when it cannot be one."""
    address = typed.strip().casefold()
    fits = len(address) <= LONGEST_EMAIL and EMAIL.fullmatch(address)
    return address if fits else None


def phone(typed: str) -> str | None:
    """The number in E.164, written as people write it in any part of France."""
    return next(phones(typed), None)


def written(number: str | None) -> str:
    """As she would write it herself, to be shown in a form: 06 12 34 56 78."""
    try:
        parsed = phonenumbers.parse(number or "", None)
    except phonenumbers.NumberParseException:
        return number or ""
    home = phonenumbers.region_code_for_number(parsed) in REGIONS
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if home else form.INTERNATIONAL)


def phones(typed: str) -> Iterator[str]:
    """Every number it may stand for: 0692… is dialled in La Réunion without its +262."""
    if len(typed) <= LONGEST_PHONE:
        for region in REGIONS:
            number = _number(typed, region)
            if number:
                yield number


def _number(typed: str, region: str) -> str | None:
    try:
        parsed = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    is_known = phonenumbers.is_valid_number(parsed) or FICTION.fullmatch(number)
    return number if is_known and not parsed.extension else None


def readings(typed: str) -> list[str]:
    """The handles it may stand for, likeliest first."""
    if "@" in typed:
        address = email(typed)
        return [address] if address else []
    name = codes.read(typed)
    return list(dict.fromkeys([*([name] if name else []), *phones(typed)]))
