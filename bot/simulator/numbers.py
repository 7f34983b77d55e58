"""Numbers that belong to nobody, in the country that is to be tried."""

import hashlib
from collections.abc import Mapping

from helpline.domain.privacy import country_of_number

# Kept free for films and examples where a country has such a range; else the number begins as none in the country does.
_RESERVED = {
    "US": ("1202555", "01##"),
    "FR": ("3363998", "####"),
    "GB": ("44207946", "0###"),
    "MA": ("2125000", "#####"),
}
_DEFAULT_PATTERN = "000#####"


def made_up_number(seed: str, country: str, calling_code: str) -> str:
    """Always the same for one seed and country."""
    beginning, pattern = _RESERVED.get(country, (calling_code, _DEFAULT_PATTERN))
    digits = iter(str(int(hashlib.sha256(f"{seed} {country}".encode()).hexdigest(), 16)))
    return f"+{beginning}" + "".join(next(digits) if mark == "#" else mark for mark in pattern)


def made_up_chat(seed: str) -> str:
    """A Telegram account's number, in a range far above those given out."""
    return str(4_000_000_000_000 + int(hashlib.sha256(f"{seed} chat".encode()).hexdigest(), 16) % 10**12)


def usable_countries(calling_codes: Mapping[str, str]) -> dict[str, str]:
    """Of countries with their calling codes, those that the helpline recognises by a made-up number."""
    codes = {"US": "1", **calling_codes}
    return {
        country: code
        for country, code in codes.items()
        if country_of_number(made_up_number("", country, code)) == country
    }
