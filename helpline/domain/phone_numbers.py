"""Whether a number can be dialled in a country, as far as the tables of telephone numbers know."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import shortnumberinfo

# At the end of a line after its name, or anywhere in the international form.
_IN_TEXT = re.compile(r"(?m):[ \u00a0]?(\d[\d ()-]{1,}\d)[ ]*$|(\+\d[\d ()-]{5,}\d)")
_LONGEST_SHORT = 6


def numbers_in(text: str) -> Iterator[str]:
    for match in _IN_TEXT.finditer(text):
        yield match.group(1) or match.group(2)


def can_be_dialled(number: str, country: str) -> bool:
    """`country` is empty or a region where a number is for several; then only the international form has a meaning."""
    region = country if country in phonenumbers.SUPPORTED_REGIONS else None
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(parsed):
        return True
    digits = re.sub(r"\D", "", number)
    if region is None or number.startswith("+") or len(digits) > _LONGEST_SHORT:
        return False
    return bool(shortnumberinfo.is_possible_short_number_for_region(parsed, region))
