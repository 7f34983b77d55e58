"""Processes are killed in the middle of a turn: after the restart the person gets exactly one answer."""

import os
import signal
import time

from tests.journeys.people import WebPerson
from tests.processes import ServerProcess
from tests.running import RunningHelpline

# A killed worker's message is free again when its lease has run out.
AFTER_THE_LEASE = 60


def worker_of(helpline: RunningHelpline) -> ServerProcess:
    return helpline.worker if helpline.environment["HELPLINE_WORKER"] == "separate" else helpline.bot


def test_the_worker_is_killed_while_rasa_thinks(helpline: RunningHelpline) -> None:
    person = WebPerson(helpline.url)
    person.says("hello")
    person.hears()
    os.killpg(helpline.rasa.pid, signal.SIGSTOP)
    try:
        person.says("my boss took my passport, I am in Kuwait")
        time.sleep(1.5)
        worker_of(helpline).kill()
    finally:
        os.killpg(helpline.rasa.pid, signal.SIGCONT)
    worker_of(helpline).start()
    helpline.wait_until_ready()
    [answer] = person.hears(seconds=AFTER_THE_LEASE)
    assert answer["answer"]["id"] == "passport_retention.KW"
    person.hears_nothing_more()


def test_the_actions_are_killed_while_they_answer(helpline: RunningHelpline) -> None:
    _assert_one_reply_when_killed(helpline, helpline.actions)


def test_rasa_is_killed_while_it_thinks(helpline: RunningHelpline) -> None:
    _assert_one_reply_when_killed(helpline, helpline.rasa)


def _assert_one_reply_when_killed(helpline: RunningHelpline, process: ServerProcess) -> None:
    """The brain is gone: an apology with a case number is the one answer, and the next question works again."""
    person = WebPerson(helpline.url)
    os.killpg(process.pid, signal.SIGSTOP)
    person.says("my boss took my passport, I am in Kuwait")
    time.sleep(1.5)
    process.kill()
    process.start()
    helpline.wait_until_ready()
    assert len(person.hears(seconds=AFTER_THE_LEASE)) == 1
    person.hears_nothing_more()
    person.says(choice="back_to_bot")
    person.hears()
    person.says("my boss took my passport, I am in Kuwait")
    assert person.hears()[0]["answer"]["id"] == "passport_retention.KW"
