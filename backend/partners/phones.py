"""A phone number as a button needs it."""

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

REGIONS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT"}  # by territory code
ORDINARY = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
}


def dialable(number: str, territory_code: str) -> str:
    """In E.164; as given when it is a special number or has something to be said in words."""
    try:
        parsed = phonenumbers.parse(number, REGIONS.get(territory_code, "FR"))
    except phonenumbers.NumberParseException:
        return number
    if parsed.extension or phonenumbers.number_type(parsed) not in ORDINARY:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
