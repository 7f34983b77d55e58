"""Codes as staff read them: topics, countries, languages, channels, reasons."""

from bot.console.sentences import Speech
from helpline.domain.languages import SERVED
from helpline.services import Services


class Names:
    """In one language of the console."""

    def __init__(self, services: Services, say: Speech) -> None:
        self._services, self._say = services, say

    def topic(self, name: str, reason: str = "") -> str:
        """The topic's label; what is no topic of ours is named by its reason."""
        known = self._services.topics.get(name)
        if known:
            return known.label.get(self._say.language) or known.label["en"]
        return self._say.or_else(f"topic_{name}", "") or self.reason(reason or name)

    def reason(self, name: str) -> str:
        return self._say.or_else(f"reason_{name}", name.replace("_", " "))

    def country(self, code: str) -> str:
        return self._services.countries.name_of(code, self._say.language) if code else ""

    def language(self, code: str) -> str:
        return self._say.or_else(f"language_{code}", SERVED[code].english_name if code in SERVED else code)

    def channel(self, name: str) -> str:
        return self._say.or_else(f"channel_{name}", name)

    def role(self, name: str) -> str:
        return self._say.or_else(f"role_{name}", name)

    def sector(self, name: str) -> str:
        return self._say.or_else(f"sector_{name}", name.replace("_", " "))

    def choice(self, value: str) -> str:
        """What stood on the button that a person tapped."""
        intent, _, argument = value.partition(":")
        if argument and intent in ("give_country", "give_origin"):
            return self.country(argument)
        if argument and intent == "change_language":
            return self.language(argument)
        return self.topic(intent)
