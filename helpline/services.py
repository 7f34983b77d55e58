"""What every use case needs, put together once per process by its `wiring.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpline.content.wording import Wording
from helpline.domain.commands import CommandWords
from helpline.domain.countries import CountryNames
from helpline.domain.language_identification import LanguageIdentifier
from helpline.domain.safeguarding import SafeguardingScreen
from helpline.domain.topics import Topic
from helpline.domain.turns import Brain
from helpline.storage.database import Database


@dataclass(frozen=True)
class Services:
    database: Database
    wording: Wording
    commands: CommandWords
    screen: SafeguardingScreen
    topics: Mapping[str, Topic]
    countries: CountryNames
    identifier: LanguageIdentifier
    brain: Brain
