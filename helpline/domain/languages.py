"""Languages served, their direction, and the names people know them by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    code: str
    own_name: str
    english_name: str
    direction: str


SERVED: dict[str, Language] = {
    "en": Language("en", "English", "English", "ltr"),
    "ar": Language("ar", "العربية", "Arabic", "rtl"),
    "fr": Language("fr", "Français", "French", "ltr"),
}
DEFAULT = "en"


def direction_of(code: str) -> str:
    return SERVED[code].direction if code in SERVED else "ltr"


def served_or_default(code: str | None) -> str:
    return code if code in SERVED else DEFAULT
