"""Puts the actions together, once per process."""

from rasa_sdk.executor import ActionExecutor

from actions.affirm import ActionAffirm, ActionDeny, ActionNoneOfThese
from actions.answer import ActionAnswer
from actions.choose_language import ActionChooseLanguage
from actions.complaint import (
    ActionAskComplaintAmount,
    ActionAskComplaintSince,
    ActionComplaintSummary,
    ActionLeaveQuestions,
)
from actions.data_request import ActionCaseStatus, ActionDataRequest
from actions.fall_back import ActionFallBack
from actions.give_country import ActionGiveCountry
from actions.hand_over import ActionHandOver
from actions.helpline_action import HelplineAction
from actions.knowledge import Knowledge
from actions.rate_answer import ActionRateAnswer
from actions.small_talk import ActionSmallTalk
from actions.urgent import ActionUrgent
from helpline.content.languages import read_language_names
from helpline.settings import Settings

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
    ActionAskComplaintSince,
    ActionAskComplaintAmount,
    ActionComplaintSummary,
    ActionLeaveQuestions,
)


def make_executor(known: Knowledge, settings: Settings) -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_action(ActionChooseLanguage(known, read_language_names(settings.helpline_content_dir)))
    for kind in ACTIONS:
        executor.register_action(kind(known))
    return executor
