"""What every use case needs, put together once per process by its `wiring.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpline.content.countries import read_countries
from helpline.content.languages import read_language_names
from helpline.content.phrases import read_phrases
from helpline.content.safeguarding import read_safeguarding
from helpline.content.sms_prices import read_sms_prices
from helpline.content.topics import read_topics
from helpline.content.wording import Wording, read_choice_words, read_commands, read_wording
from helpline.domain.choices import ChoiceWords
from helpline.domain.commands import CommandWords
from helpline.domain.countries import CountryNames
from helpline.domain.language_classifier import LanguageClassifier
from helpline.domain.language_identification import LanguageIdentifier
from helpline.domain.language_names import LanguageNames
from helpline.domain.safeguarding import SafeguardingScreen
from helpline.domain.sms_costs import SmsPrices
from helpline.domain.topics import Topic
from helpline.domain.turns import Brain
from helpline.settings import Settings
from helpline.storage.database import Database


@dataclass(frozen=True)
class Services:
    database: Database
    wording: Wording
    commands: CommandWords
    choice_words: ChoiceWords
    screen: SafeguardingScreen
    topics: Mapping[str, Topic]
    countries: CountryNames
    identifier: LanguageIdentifier
    language_names: LanguageNames
    brain: Brain
    sms_prices: SmsPrices = SmsPrices()
    quiet_days: int = 30
    gather_seconds: float = 0.0
    answers_transcripts: bool = False
    media_largest_mb: int = 16


def make_services(settings: Settings, database: Database, brain: Brain) -> Services:
    """Reads the content once. Raises ContentError when this process should not start."""
    content = settings.helpline_content_dir
    phrases = {code: [text for _, text in found] for code, found in read_phrases(settings.helpline_phrases_dir).items()}
    return Services(
        database=database,
        wording=read_wording(content),
        commands=read_commands(content),
        choice_words=read_choice_words(content),
        screen=read_safeguarding(content),
        topics=read_topics(content),
        countries=read_countries(content),
        language_names=read_language_names(content),
        identifier=LanguageIdentifier(LanguageClassifier(phrases)),
        brain=brain,
        sms_prices=read_sms_prices(content),
        quiet_days=settings.helpline_quiet_days,
        gather_seconds=settings.helpline_gather_seconds,
        media_largest_mb=settings.helpline_media_largest_mb,
        answers_transcripts=bool(settings.helpline_transcribe_command) and settings.helpline_transcribe_answers,
    )
