"""Posts of providers over HTTP: stored once, answered at once, refused without a trace."""

import json
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from litestar import Litestar
from litestar.exceptions import HTTPException
from sqlalchemy import func, select

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from bot.problems import handle_http_error, handle_unexpected_error
from bot.webhooks import webhook_handlers
from helpline.content.wording import Wording
from helpline.domain.consent import Source
from helpline.storage import consents, conversations
from helpline.storage import messages as stored_messages
from helpline.storage.database import Database
from helpline.storage.schema import inbox, messages
from helpline.usecases.consent import stop
from tests.channels.outboxes import address_row, deliver_all, parts_of, put_out, start, state_of
from tests.channels.people import CHAT_ID, NUMBER, payload, settings_for
from tests.fakes.telegram import SECRET, FakeTelegram
from tests.fakes.twilio import FakeTwilio, inbound_fields
from tests.processes import free_port


@pytest.fixture
def gateway(
    database: Database, wording: Wording, fake_twilio: FakeTwilio, fake_telegram: FakeTelegram
) -> Iterator[str]:
    """The address of a real server with nothing but the webhooks."""
    port = free_port()
    settings = settings_for(
        public_base_url=f"http://127.0.0.1:{port}",
        twilio_api_url=fake_twilio.url,
        telegram_api_url=fake_telegram.url,
    )
    found: list[Channel] = [TwilioChannel(settings, wording), TelegramChannel(settings, wording)]
    channels = {name: channel for channel in found for name in channel.names}
    with serving(webhook_app(database, channels), port):
        yield settings.base_url
    for channel in found:
        channel.close()


def webhook_app(database: Database, channels: dict[str, Channel]) -> Litestar:
    return Litestar(
        route_handlers=webhook_handlers(database, channels),
        exception_handlers={HTTPException: handle_http_error, Exception: handle_unexpected_error},
        openapi_config=None,
        logging_config=None,
    )


class serving:
    """Runs an application on a port of this machine, in a thread."""

    def __init__(self, app: Litestar, port: int) -> None:
        config = uvicorn.Config(app, port=port, log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.01)

    def __exit__(self, *_exception: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)


def count_stored(database: Database) -> tuple[int, int]:
    with database.read() as tx:
        return (
            tx.execute(select(func.count()).select_from(messages)).scalar_one(),
            tx.execute(select(func.count()).select_from(inbox)).scalar_one(),
        )


def only_body(database: Database) -> dict[str, object]:
    with database.read() as tx:
        message_id = tx.execute(select(messages.c.id)).scalar_one()
        return stored_messages.load_body(tx, message_id)


def test_a_message_by_twilio_is_stored_once(gateway: str, database: Database, fake_twilio: FakeTwilio) -> None:
    fields = inbound_fields(f"whatsapp:{NUMBER}", "صاحب العمل يحتفظ بجواز سفري ", ProfileName="")
    for _ in range(3):
        answer = fake_twilio.post_signed(f"{gateway}/channels/twilio", fields)
        assert (answer.status_code, answer.text) == (200, "<Response/>")
        assert answer.headers["content-type"].startswith("text/xml")
    assert count_stored(database) == (1, 1)
    assert only_body(database)["text"] == "صاحب العمل يحتفظ بجواز سفري "


def test_a_message_by_telegram_is_stored_once(gateway: str, database: Database) -> None:
    body = payload("telegram", "message_arabic")
    for _ in range(3):
        answer = post_telegram(gateway, body)
        assert (answer.status_code, answer.json()) == (200, {})
    assert count_stored(database) == (1, 1)


def test_repeats_at_the_same_moment_are_stored_once(gateway: str, database: Database) -> None:
    body = payload("telegram", "message_text")
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(post_telegram(gateway, body).status_code)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert answers == [200] * 8
    assert count_stored(database) == (1, 1)


def test_a_tap_is_stored_and_acknowledged(gateway: str, database: Database, fake_telegram: FakeTelegram) -> None:
    conversation = start(database, "telegram")
    put_out(database, conversation, "unused")
    answer = post_telegram(gateway, payload("telegram", "tap"))
    assert answer.json()["method"] == "answerCallbackQuery"
    assert count_stored(database)[1] == 1


def test_a_group_hears_one_sentence_and_is_left(gateway: str, database: Database, fake_telegram: FakeTelegram) -> None:
    for name in ("added_to_group", "group_message", "group_message", "left_group"):
        assert fake_telegram.post_update(gateway, json.loads(payload("telegram", name))).status_code == 200
    assert len(fake_telegram.sent_to(-1001234567890)) == 1
    assert fake_telegram.left == ["-1001234567890"] * 2, "again, should the first try not have worked"
    assert count_stored(database) == (0, 0)


def test_whoever_blocks_us_is_stopped_until_they_let_us_in_again(gateway: str, database: Database) -> None:
    conversation = start(database, "telegram")
    waiting = put_out(database, conversation, "An answer that was not sent yet")
    for _ in range(2):
        assert post_telegram(gateway, payload("telegram", "blocked_by_person")).status_code == 200
    assert state_of(database, waiting) == "cancelled"
    assert address_row(database).stopped_at and address_row(database).unreachable_since
    with database.read() as tx:
        noted = [(each.kind.value, each.source.value) for each in consents.list_entries(tx, address_row(database).id)]
    assert noted == [("stop", "provider"), ("blocked", "provider")], "a repeat changes nothing"
    assert post_telegram(gateway, payload("telegram", "unblocked_by_person")).status_code == 200
    assert not address_row(database).stopped_at and not address_row(database).unreachable_since


def test_a_stop_that_was_written_outlives_a_block(gateway: str, database: Database) -> None:
    conversation = start(database, "telegram")
    with database.write() as tx:
        stop(tx, conversations.load_and_lock(tx, conversation), Source.WORD)
    for name in ("blocked_by_person", "unblocked_by_person"):
        post_telegram(gateway, payload("telegram", name))
    assert address_row(database).stopped_at and not address_row(database).unreachable_since


def test_a_block_of_somebody_who_wrote_since_is_overtaken(gateway: str, database: Database) -> None:
    start(database, "telegram")
    update = json.loads(payload("telegram", "blocked_by_person"))
    update["my_chat_member"]["date"] = 1_700_000_000
    assert post_telegram(gateway, json.dumps(update).encode()).status_code == 200
    assert not address_row(database).stopped_at


@pytest.mark.parametrize("path", ["/channels/twilio", "/channels/twilio/status", "/channels/telegram"])
def test_without_a_signature_nothing_is_stored(path: str, gateway: str, database: Database) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    for body in (payload("twilio", "sms_stop"), payload("telegram", "message_text"), b"\xff\x00", b""):
        answer = httpx.post(gateway + path, content=body, headers=form)
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 403
    assert count_stored(database) == (0, 0)


def test_what_is_signed_and_cannot_be_read_is_answered_400(
    gateway: str, database: Database, fake_twilio: FakeTwilio
) -> None:
    assert fake_twilio.post_signed(f"{gateway}/channels/twilio", {"Body": "no sender"}).status_code == 400
    assert post_telegram(gateway, b"[]").status_code == 400
    assert count_stored(database) == (0, 0)


def test_a_body_that_is_too_large_is_not_read(gateway: str, database: Database) -> None:
    answer = post_telegram(gateway, json.dumps({"update_id": 1, "x": "y" * 300_000}).encode())
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_other_methods_and_paths_are_problems_too(gateway: str) -> None:
    assert httpx.get(f"{gateway}/channels/twilio").status_code == 405
    assert httpx.post(f"{gateway}/channels/signal").status_code == 404


def test_a_channel_that_is_not_configured_has_no_address(database: Database) -> None:
    port = free_port()
    with serving(webhook_app(database, {}), port):
        answer = httpx.post(f"http://127.0.0.1:{port}/channels/twilio", content=b"")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_reports_come_back_by_the_address_that_we_gave(
    gateway: str, database: Database, wording: Wording, fake_twilio: FakeTwilio
) -> None:
    """There and back: the fake posts to the status address of the message itself, signed with its query."""
    fake_twilio.reports = ("queued", "sent", "delivered")
    settings = settings_for(public_base_url=gateway, twilio_api_url=fake_twilio.url)
    channel = TwilioChannel(settings, wording)
    message = put_out(database, start(database, "sms"), "Hello")
    deliver_all(database, {"sms": channel})
    channel.close()
    deadline = time.monotonic() + 5
    while state_of(database, message) != "delivered" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert state_of(database, message) == "delivered"
    assert parts_of(database, message)[0].provider_id == fake_twilio.messages[0].sid


def test_nothing_of_a_request_is_logged(
    gateway: str, database: Database, fake_twilio: FakeTwilio, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_twilio.post_message(gateway, NUMBER, "a secret worry")
    httpx.post(f"{gateway}/channels/twilio", data={"From": NUMBER, "Body": "a secret worry", "MessageSid": "SM1"})
    post_telegram(gateway, payload("telegram", "message_text") + b"{")
    logged = "".join(capfd.readouterr())
    assert "webhook_refused" in logged and "webhook_malformed" in logged
    for private in ("worry", NUMBER, str(CHAT_ID), "passport", SECRET):
        assert private not in logged


def post_telegram(gateway: str, body: bytes) -> httpx.Response:
    headers = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}
    return httpx.post(f"{gateway}/channels/telegram", content=body, headers=headers)
