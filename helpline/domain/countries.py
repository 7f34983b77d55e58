"""Countries by the names that people give them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpline.domain.normal_form import normal_form

# Arabic writes and, in, with, to, and the article together with the name.
_ARABIC_PREFIX = "(?:و|ف|ب|ل|ك|وب|ول|فب)?(?:ال|لل)?"
# Before a name they say that it is another country: "not in Qatar, in Kuwait".
_NO = "not|isn't|isnt|pas|مش|مو|موش|مب|ليس|ليست|لست|ماشي|mish|mesh|mosh|machi"
_IN = "in|at|the|from|en|au|a|aux|du|de|في|من|ب"
_NOT = rf"(?<!\w)(?:{_NO})\W+(?:(?:{_IN})\W+)?"
# Before a name they say that it is where somebody comes from, goes back to, or whose embassy is meant: "I am Egyptian".
_FROM = r"(?:(?:a|an|un|une|from|originally|de|du|des|la|le|من|اصلا)\W+|d'|l')*"
_SELF = "i am|i'm|im|am|we are|we're|انا|احنا|نحن|je suis|j'suis|nous sommes"
_COME = "come from|je viens|nous venons|my country is|mon pays est|جنسيتي|اصلي|جاي|جايه"
_PEOPLE = (
    "workers?|drivers?|man|woman|lady|citizen|travailleurs?|travailleuses?|ouvriers?|ouvrieres?|chauffeurs?|"
    "saisonniers?|saisonnieres?|citoyen|citoyenne|عامل|عامله|عمال|سائقين|مواطن|مواطنه|شاب|بنت"
)
_BACK = (
    "(?:return|returning|back|home) to|(?:rentrer|retourner|revenir|retour)(?: chez moi)?(?: au| en| aux| a)?|"
    "(?:ارجع|نرجع|راجع|راجعه|الرجوع|رجوع|العوده|اعود)(?: الى| على| ع)?"
)
_EMBASSY = "(?:embassy|consulate) of|ambassade|consulat|سفاره|السفاره|قنصليه|القنصليه"


@dataclass(frozen=True)
class Country:
    code: str
    name: Mapping[str, str]
    roles: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    calling_code: str = ""
    region: str = ""

    @property
    def is_destination(self) -> bool:
        return "destination" in self.roles

    @property
    def is_origin(self) -> bool:
        return "origin" in self.roles


class CountryNames:
    """Finds the countries that a text names, in the order in which it names them."""

    def __init__(self, countries: Iterable[Country], regions: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """`regions` are groups of countries with rules of their own: their names by code and language."""
        self.regions = regions or {}
        self.by_code = {country.code: country for country in countries}
        names: dict[str, str] = {}
        for country in self.by_code.values():
            for name in (*country.name.values(), *country.aliases):
                names[normal_form(name)] = country.code
        self._names = names
        longest_first = sorted(names, key=len, reverse=True)
        body = "|".join(re.escape(name) for name in longest_first) or "(?!)"
        self._pattern = re.compile(rf"(?<!\w){_ARABIC_PREFIX}({body})(?!\w)")
        theirs = rf"(?:{_SELF}|{_COME}|{_PEOPLE}|{_EMBASSY})\W+{_FROM}(?:ال)?"
        back = rf"(?:{_BACK})\W+{_ARABIC_PREFIX}"
        self._origin = re.compile(
            rf"(?<!\w)(?:(?:{theirs}|{back})({body})(?!\w)|({body})(?:'s)? (?:embassy|consulate)(?!\w))"
        )
        self._denied = re.compile(rf"{_NOT}{_ARABIC_PREFIX}({body})(?!\w)")

    def find(self, text: str) -> list[str]:
        """ISO codes, each once."""
        found = [self._names[match.group(1)] for match in self._pattern.finditer(normal_form(text))]
        return list(dict.fromkeys(found))

    def denied(self, text: str) -> set[str]:
        """ISO codes of countries that a text names only to say that it is not them."""
        return {self._names[match.group(1)] for match in self._denied.finditer(normal_form(text))}

    def origins(self, text: str) -> set[str]:
        """ISO codes of countries that a text names as where somebody comes from: "I am Egyptian, in Jordan"."""
        found = self._origin.finditer(normal_form(text))
        return {self._names[match.group(1) or match.group(2)] for match in found}

    def code_of(self, name: str) -> str | None:
        """The code of a country given as a code or as a name."""
        if name.upper() in self.by_code:
            return name.upper()
        found = self.find(name)
        return found[0] if found else None

    def name_of(self, code: str, language: str) -> str:
        """Of a country or a region."""
        country = self.by_code.get(code)
        names = country.name if country else self.regions.get(code)
        return (names.get(language) or names["en"]) if names else code

    def region_of(self, code: str) -> str:
        country = self.by_code.get(code)
        return country.region if country else ""
