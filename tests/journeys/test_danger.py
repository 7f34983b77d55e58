"""Danger goes to a person at once, also when Rasa is dead."""

import pytest

from tests.journeys.people import StaffMember, WebPerson, case_number_in
from tests.running import RunningHelpline

CRIES = {
    "en": "they locked me in and beat me, I am in Kuwait",
    "ar": "حبسوني في البيت وضربوني، أنا في الكويت",
    "fr": "ils m'ont enfermé et frappé, je suis au Koweït",
}


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_cry_for_help_stands_first_in_the_queue(helpline: RunningHelpline, language: str) -> None:
    WebPerson(helpline.url).says("person")
    _assert_alarm(helpline, language)


def test_danger_is_recognised_while_rasa_is_dead(helpline: RunningHelpline) -> None:
    helpline.rasa.kill()
    try:
        for language in CRIES:
            _assert_alarm(helpline, language)
        asking = WebPerson(helpline.url)
        asking.says("how many days of leave do I have?")
        [apology] = asking.hears()
        assert case_number_in(apology["text"]) in StaffMember(helpline.url).queue()
    finally:
        helpline.rasa.start()
        helpline.wait_until_ready()


def _assert_alarm(helpline: RunningHelpline, language: str) -> None:
    person = WebPerson(helpline.url)
    person.says(CRIES[language])
    [reply] = person.hears()
    assert reply["urgent"] and reply["lang"] == language
    assert reply["contacts"][0]["phone"] == "112"
    queue = StaffMember(helpline.url).queue()
    urgent = case_number_in(reply["text"])
    page = StaffMember(helpline.url).page(urgent)
    assert urgent in queue and "urgent" in page.lower()
    waiting_longer = queue[: queue.index(urgent)]
    assert all("urgent" in StaffMember(helpline.url).page(number).lower() for number in waiting_longer[:3])
