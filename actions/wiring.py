"""Puts the actions together, once per process."""

from rasa_sdk.executor import ActionExecutor

from actions.affirm import ActionAffirm, ActionDeny, ActionNoneOfThese
from actions.answer import ActionAnswer
from actions.choose_language import ActionChooseLanguage
from actions.data_request import ActionCaseStatus, ActionDataRequest
from actions.fall_back import ActionFallBack
from actions.give_country import ActionGiveCountry
from actions.hand_over import ActionHandOver
from actions.helpline_action import HelplineAction
from actions.rate_answer import ActionRateAnswer
from actions.small_talk import ActionSmallTalk
from actions.urgent import ActionUrgent
from helpline.content.countries import read_countries
from helpline.content.languages import read_language_names
from helpline.content.topics import read_topics
from helpline.settings import Settings
from helpline.usecases.find_answer import FaqReader
from helpline.usecases.prepare import open_database

ACTIONS: tuple[type[HelplineAction], ...] = (
    ActionAnswer,
    ActionGiveCountry,
    ActionUrgent,
    ActionHandOver,
    ActionRateAnswer,
    ActionSmallTalk,
    ActionAffirm,
    ActionDeny,
    ActionNoneOfThese,
    ActionDataRequest,
    ActionCaseStatus,
    ActionFallBack,
)


def make_faq(settings: Settings) -> FaqReader:
    topics = read_topics(settings.helpline_content_dir)
    return FaqReader(open_database(settings), topics, read_countries(settings.helpline_content_dir))


def make_executor(faq: FaqReader, settings: Settings) -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_action(ActionChooseLanguage(faq, read_language_names(settings.helpline_content_dir)))
    for kind in ACTIONS:
        executor.register_action(kind(faq))
    return executor
