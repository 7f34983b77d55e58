"""Who is on the simulated phones: one person for each browser, with a phone for each simulated channel."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.simulator.numbers import made_up_chat, made_up_number
from bot.simulator.phone import Phone
from helpline.domain.languages import SERVED

_MOST_PEOPLE = 17  # with three phones each
_NAMES = ("Ramesh", "Amina", "Joy", "Youssef", "Maria", "Kwame", "Fatou", "Dilip")
_TOKEN_BYTES = 12
_MOST_TRIES = 50


@dataclass
class Person:
    """Follows from its token alone: after a restart the same browser has the same numbers."""

    token: str
    country: str
    language: str
    name: str
    phones: dict[str, Phone] = field(default_factory=dict)
    version: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def cookie(self) -> str:
        return f"{self.token}.{self.country}.{self.language}"

    def note_change(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait_for_change(self, since: int, seconds: float) -> None:
        """Returns at once when something changed since that version."""
        if self.version == since:
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait()
            except TimeoutError:
                return


class People:
    """Those that were here last; whoever came first makes room."""

    def __init__(self, channels: tuple[str, ...], calling_codes: Mapping[str, str]) -> None:
        self._channels, self._calling_codes = channels, calling_codes
        self._people: OrderedDict[str, Person] = OrderedDict()
        self._given: set[str] = set()  # at most a hundred thousand for each country

    @property
    def countries(self) -> Mapping[str, str]:
        """With their calling codes."""
        return self._calling_codes

    def new(self, country: str, language: str) -> Person:
        """With a number that nobody had since the start: whoever had it may have said STOP."""
        for _ in range(_MOST_TRIES):
            token = secrets.token_hex(_TOKEN_BYTES)
            if self._number(token, country) not in self._given:
                break
        return self._add(token, country, language)

    def _number(self, token: str, country: str) -> str:
        return made_up_number(token, country, self._calling_codes[country])

    def find(self, cookie: str) -> Person | None:
        """The person of a cookie, made again when they were forgotten; None for what is no cookie of ours."""
        token, _, rest = cookie.partition(".")
        country, _, language = rest.partition(".")
        is_token = len(token) == 2 * _TOKEN_BYTES and token.isalnum() and token.isascii()
        if not is_token or country not in self._calling_codes or language not in SERVED:
            return None
        known = self._people.get(cookie)
        if known is None:
            return self._add(token, country, language)
        self._people.move_to_end(cookie)
        return known

    def phone_of(self, channel: str, address: str) -> Phone | None:
        return next((phone for phone in self.phones() if (phone.channel, phone.address) == (channel, address)), None)

    def phones(self) -> Iterator[Phone]:
        for person in self._people.values():
            yield from person.phones.values()

    def _add(self, token: str, country: str, language: str) -> Person:
        number, chat = self._number(token, country), made_up_chat(token)
        self._given.add(number)
        person = Person(token, country, language, _NAMES[int(chat) % len(_NAMES)])
        for channel in self._channels:
            address = chat if channel == "telegram" else number
            person.phones[channel] = Phone(channel, address, person.name, language, country, person.note_change)
        self._people[person.cookie] = person
        while len(self._people) > _MOST_PEOPLE:
            self._people.popitem(last=False)
        return person
