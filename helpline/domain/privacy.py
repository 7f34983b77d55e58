"""How an address is shown to staff."""

import phonenumbers


def mask_address(channel: str, address: str) -> str:
    """`+974 •••• 21` for numbers; only the channel for the rest. The whole address is shown nowhere by default."""
    if channel in ("whatsapp", "sms"):
        return _mask_number(address)
    return "••••" + address[-2:] if channel == "telegram" else "web"


def _mask_number(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "••••"
    return f"+{parsed.country_code} •••• {number[-2:]}"


def country_of_number(number: str) -> str:
    """ISO code of the number's country, a hint for emergency contacts; empty when unknown."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""
