"""What every channel promises. A new channel becomes a parameter of the `case` fixture and passes all of this."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.channel import Event, WebhookMalformed, WebhookRefused, WebhookRequest
from helpline.content.wording import Wording
from helpline.domain.messages import Choice, ContactLine, IncomingMessage, OutgoingMessage
from helpline.domain.sending import (
    AddressStopped,
    AddressUnreachable,
    Part,
    Receipt,
    SendFailed,
    SendGivenUp,
    SendUnknown,
)
from helpline.log import silence_libraries
from tests.channels.cases import RATE_LIMITED, REFUSED, WRONG_TOKEN, Case
from tests.channels.people import answer_in, settings_for
from tests.channels.rules import rule
from tests.fakes.script import Break
from tests.processes import free_port

FOR_EVERY_BODY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar", "fr"])


def send(case: Case, part: Part) -> str:
    return case.channel.send(case.name, case.address, part, reference="00000000-0000-0000-0000-000000000000.0")


@rule("Names and addresses")
def test_it_names_what_it_serves_and_where_its_provider_posts(case: Case) -> None:
    assert case.name in case.channel.names
    assert all(path.startswith(f"/channels/{case.provider}") for path in case.channel.paths)


@rule("Real payloads are read")
def test_what_the_provider_posts_is_accepted_and_read(case: Case) -> None:
    found: list[Event] = []
    for body in case.payloads().values():
        request = case.request(body)
        case.channel.verify(request)
        found += case.channel.read(request)
        assert case.channel.reply(request).body
    messages = [each for each in found if isinstance(each, IncomingMessage)]
    assert messages
    assert len({message.provider_id for message in messages}) == len(messages)
    for message in messages:
        assert message.channel in case.channel.names and message.address and 0 < len(message.provider_id) <= 120
        assert message.text or message.choice or message.media


@rule("Real payloads are read")
def test_reports_have_a_state_that_the_outbox_knows(case: Case) -> None:
    for body in case.payloads().values():
        for found in case.channel.read(case.request(body)):
            if isinstance(found, Receipt):
                assert found.state in ("sent", "delivered", "read", "failed")
                assert bool(found.failure) == (found.state == "failed")


@rule("A message that comes twice is taken once")
def test_reading_twice_gives_the_same(case: Case) -> None:
    """A repeated webhook is recognised by what is read from it; failures are compared by their kind."""
    for body in case.payloads().values():
        first, second = (list(case.channel.read(case.request(body))) for _ in range(2))
        assert [repr(each) for each in first] == [repr(each) for each in second]


@rule("What is not signed is refused")
def test_what_comes_from_elsewhere_is_refused(case: Case) -> None:
    for body in case.payloads().values():
        request = case.request(body)
        with pytest.raises(WebhookRefused):
            case.channel.verify(WebhookRequest(request.method, request.path, {}, body))


@rule("Broken bodies break nothing")
@FOR_EVERY_BODY
@given(body=st.binary(max_size=200) | st.text(alphabet="abAF=&%+[]{}\":,0é\udc80\x00", max_size=80).map(
    lambda text: text.encode("utf-8", "surrogatepass")
))  # fmt: skip
def test_nothing_that_is_posted_breaks_it(case: Case, body: bytes) -> None:
    with pytest.raises(WebhookRefused):
        case.channel.verify(WebhookRequest("POST", case.channel.paths[0], {"x-twilio-signature": "é"}, body))
    with contextlib.suppress(WebhookMalformed):
        case.channel.read(WebhookRequest("POST", case.channel.paths[0], {}, body))


@rule("Choices go out and come back")
@LANGUAGES
def test_a_message_arrives_whole_and_its_choices_can_be_chosen(case: Case, language: str) -> None:
    message = answer_in(language)
    for part in case.channel.parts(case.name, message):
        assert send(case, part)
    (shown,) = case.shown()
    assert shown.text.lstrip("\u200f")[:20] in (message.text[:20], message.short_text[:20], "Votre employeur n'a ")
    for number, choice in enumerate(message.choices, start=1):
        written = f"{number}. {choice.label}".replace("’", "'") in shown.text.replace("’", "'")
        assert written or choice.label in shown.buttons


@rule("Long texts in parts")
@LANGUAGES
def test_a_long_message_comes_in_parts_that_the_provider_takes(case: Case, language: str) -> None:
    sentence = {"en": "Ask for it. ", "ar": "هاتف +97440288888. ", "fr": "Réclamez-le, êtes-vous sûr ? "}[language]
    message = OutgoingMessage(sentence * 400, language, choices=answer_in(language).choices)
    parts = case.channel.parts(case.name, message)
    assert len(parts) > 1
    for part in parts:
        send(case, part)
    said = " ".join(shown.text for shown in case.shown())
    assert said.count(sentence.split()[0].rstrip(",")[:3]) == 400
    assert [bool(shown.buttons) for shown in case.shown()[:-1]] == [False] * (len(parts) - 1)


@rule("Text from right to left reads right")
def test_numbers_and_addresses_in_arabic_cannot_be_turned_around(case: Case) -> None:
    """Isolated where that is free; on SMS in one piece, with one mark that fixes the plus."""
    contact = ContactLine("وزارة العمل", "+974 4028 8888")
    message = OutgoingMessage("اتصل بهم اليوم.", "ar", contacts=(contact,))
    (part,) = case.channel.parts(case.name, message)
    expected = "\u200e+97440288888" if case.name == "sms" else "\u2066+974 4028 8888\u2069"
    assert expected in part.text
    assert ("\u2066" in part.text) == (case.name != "sms")


@rule("Always the same parts")
def test_the_same_message_always_gives_the_same_parts(case: Case) -> None:
    """After a crash the parts that were sent are skipped by their number."""
    message = answer_in("ar", text="كلمة " * 3000)
    assert case.channel.parts(case.name, message) == case.channel.parts(case.name, message)


@rule("Always the same parts")
def test_each_part_gets_an_id_of_its_own(case: Case) -> None:
    assert send(case, Part("Hello.")) != send(case, Part("Hello."))


@rule("Choices go out and come back")
def test_a_value_that_is_too_long_for_a_button_can_still_be_chosen(case: Case) -> None:
    choices = (Choice("Long", "x" * 200),)
    for part in case.channel.parts(case.name, OutgoingMessage("Which one?", "en", choices=choices)):
        send(case, part)
    assert len(case.shown()) == 1


@rule("Tried again later")
def test_too_many_requests_are_tried_again_later(case: Case) -> None:
    case.script.add(RATE_LIMITED[case.provider])
    with pytest.raises(SendFailed) as caught:
        send(case, Part("Hello."))
    assert type(caught.value) is SendFailed
    assert caught.value.retry_in == (timedelta(seconds=7) if case.provider == "telegram" else None)


@rule("Tried again later")
def test_a_wrong_token_is_no_fault_of_the_message(case: Case) -> None:
    case.script.add(WRONG_TOKEN[case.provider])
    with pytest.raises(SendFailed) as caught:
        send(case, Part("Hello."))
    assert type(caught.value) is SendFailed
    assert caught.value.retry_in and caught.value.retry_in >= timedelta(minutes=1)


@rule("Refusals are sorted")
def test_refused_content_is_given_up(case: Case) -> None:
    case.script.add(REFUSED[case.provider])
    with pytest.raises(SendGivenUp) as caught:
        send(case, Part("Hello."))
    assert type(caught.value) is SendGivenUp


@rule("Whoever turned us away gets nothing more")
def test_whoever_turned_us_away_gets_nothing_more(case: Case) -> None:
    case.turn_away()
    with pytest.raises((AddressStopped, AddressUnreachable)):
        send(case, Part("Hello."))
    assert not case.shown()


@rule("Unknown outcome")
@pytest.mark.parametrize("takes_message", [True, False])
def test_without_an_answer_it_is_unknown_whether_the_message_was_sent(case: Case, takes_message: bool) -> None:
    case.script.add(Break(takes_message=takes_message))
    before = datetime.now(UTC) - timedelta(minutes=1)
    with pytest.raises(SendUnknown):
        send(case, Part("Hello."))
    if case.channel.can_look_up:
        found = case.channel.find_sent(case.name, case.address, Part("Hello."), since=before, known=frozenset())
        assert bool(found) == takes_message
        known = frozenset([found] if found else ())
        assert case.channel.find_sent(case.name, case.address, Part("Hello."), since=before, known=known) is None


@rule("Tried again later")
def test_a_provider_that_cannot_be_reached_got_nothing(case: Case, wording: Wording) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    channel = case.another(settings_for(twilio_api_url=nowhere, telegram_api_url=nowhere), wording)
    with pytest.raises(SendFailed) as caught:
        channel.send(case.name, case.address, Part("Hello."), reference="x")
    assert type(caught.value) is SendFailed
    channel.close()


@rule("Time limits", "whatsapp", "sms", "telegram")
def test_a_provider_that_hangs_is_given_up_within_ten_seconds(cases: dict[str, Case]) -> None:
    """All channels at once, because each waits as long as it may."""
    raised: dict[str, SendFailed] = {}

    def try_to_send(case: Case) -> None:
        try:
            send(case, Part("Hello."))
        except SendFailed as error:
            raised[case.name] = error

    for case in cases.values():
        case.hang(12)
    began = time.monotonic()
    threads = [threading.Thread(target=try_to_send, args=(case,)) for case in cases.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=15)
    assert time.monotonic() - began < 10
    assert {name: type(error) for name, error in raised.items()} == dict.fromkeys(cases, SendUnknown)


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Everything that is logged once the process has silenced its libraries."""
    found: list[str] = []
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in (None, "httpx", "telegram")}
    silence_libraries()
    root.handlers = [_Listener(found)]
    yield found
    root.handlers = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


class _Listener(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__()
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        self._found.append(record.getMessage())


@rule("Nothing of a call is logged")
def test_nothing_of_a_call_is_logged(case: Case, lines: list[str]) -> None:
    send(case, Part("Hello."))
    case.script.add(REFUSED[case.provider])
    with pytest.raises(SendGivenUp) as caught:
        send(case, Part("Hello."))
    assert lines == []
    assert len(str(caught.value)) <= 40 and "Hello" not in str(caught.value)


def test_it_can_be_closed_twice(case: Case, wording: Wording) -> None:
    channel = case.another(settings_for(), wording)
    channel.close()
    channel.close()
