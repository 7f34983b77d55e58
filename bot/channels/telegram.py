"""Telegram, by python-telegram-bot's Bot alone: its own queue lives in memory and would lose messages."""

import hmac
import json
import os
from collections.abc import Collection, Sequence
from datetime import datetime

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import InlineKeyboardButtonLimit
from telegram.request import HTTPXRequest

from bot.channels.channel import Event, WebhookRefused, WebhookReply, WebhookRequest
from bot.channels.download import Downloader
from bot.channels.event_loop import EventLoopThread
from bot.channels.render import render_text
from bot.channels.safe_hosts import SafeHosts
from bot.channels.splitting import split_in
from bot.channels.telegram_errors import translated_errors, translated_file_errors
from bot.channels.telegram_updates import CHANNEL, event_of, language_of, read_update
from helpline.content.wording import Wording
from helpline.domain.chat_events import GroupNotice
from helpline.domain.choices import short_id
from helpline.domain.fetching import TOO_LARGE, Fetched, FetchRefused
from helpline.domain.messages import Choice, OutgoingMessage
from helpline.domain.sending import Pace, Part
from helpline.settings import Settings

_PATH = "/channels/telegram"
_FILE_DOMAIN = "api.telegram.org"
_TELEGRAM_API = f"https://{_FILE_DOMAIN}"
# Telegram takes 4096.
_LONGEST_PART = 3900
_TIME_LIMIT_SECONDS = 10.0
# Telegram takes about one message a second in a chat, short bursts included, and about 30 a second of all.
_PACE = Pace(at_once=3, per_second=25)


class TelegramChannel:
    """Safe to use from several threads."""

    names = (CHANNEL,)
    paths = (_PATH,)
    can_look_up = False

    def __init__(self, settings: Settings, wording: Wording, *, pace: Pace = _PACE) -> None:
        os.environ["PTB_TIMEDELTA"] = "true"  # the library's switch for durations that are not deprecated
        self.pace = pace
        self._secret = settings.telegram_webhook_secret
        self._wording = wording
        self._loop = EventLoopThread("telegram")
        self._request = _make_request()
        self._bot = _make_bot(settings, self._request)
        own = settings.telegram_api_url.rstrip("/")
        self._downloader = Downloader(SafeHosts((_FILE_DOMAIN,), own=(own,)))

    def verify(self, request: WebhookRequest) -> None:
        sent = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(sent.encode("utf-8", "replace"), self._secret.encode()):
            raise WebhookRefused("wrong secret")

    def read(self, request: WebhookRequest) -> Sequence[Event]:
        found = event_of(read_update(request.body))
        return () if found is None else (found,)

    def reply(self, request: WebhookRequest, *, was_told: bool = False) -> WebhookReply:
        """A call that Telegram carries out. A tap is acknowledged at once; otherwise the button would go on showing
        that it waits. A group is told why we leave, and left when anything more comes from it."""
        update = read_update(request.body)
        event, tap = event_of(update), update.callback_query
        call: dict[str, str] = {"method": "answerCallbackQuery", "callback_query_id": tap.id} if tap else {}
        if isinstance(event, GroupNotice):
            call = {"method": "leaveChat", "chat_id": event.address}
            if not was_told:
                sentence = self._wording.say(language_of(update), "telegram_group")
                call = {"method": "sendMessage", "chat_id": event.address, "text": sentence}
        return WebhookReply("application/json", json.dumps(call).encode())

    def parts(self, channel: str, message: OutgoingMessage) -> Sequence[Part]:
        texts = split_in(message.language, render_text(message, self._wording, numbered=False), _LONGEST_PART)
        return [*(Part(text) for text in texts[:-1]), *(Part(text, message.choices) for text in texts[-1:])]

    def send(self, channel: str, address: str, part: Part, *, reference: str) -> str:
        work = self._bot.send_message(
            chat_id=int(address),
            text=part.text,
            reply_markup=_keyboard(part.choices) if part.choices else None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        with translated_errors():
            return str(self._loop.run(work, seconds=_TIME_LIMIT_SECONDS).message_id)

    def find_sent(
        self, channel: str, address: str, part: Part, *, since: datetime, known: Collection[str]
    ) -> str | None:
        """Telegram shows bots nothing of what they sent."""
        return None

    def fetch(self, reference: str, *, largest: int) -> Fetched:
        """Where a file lies is asked for each time: the address holds our token and is good for an hour."""
        with translated_file_errors():
            file = self._loop.run(self._bot.get_file(reference), seconds=_TIME_LIMIT_SECONDS)
        if file.file_size and file.file_size > largest:
            raise FetchRefused(TOO_LARGE)
        return self._downloader.fetch(file.file_path or "", largest=largest)

    def discard(self, reference: str) -> None:
        """Telegram keeps files in the person's own chat, and lets bots take none away."""

    def close(self) -> None:
        self._downloader.close()
        self._loop.run(self._request.shutdown(), seconds=5)
        self._loop.close()


def _make_request() -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=8, connect_timeout=2.0, pool_timeout=0.5, write_timeout=1.5, read_timeout=5.5
    )


def _make_bot(settings: Settings, request: HTTPXRequest) -> Bot:
    base = settings.telegram_api_url.rstrip("/") or _TELEGRAM_API
    return Bot(settings.telegram_bot_token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request)


def _keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup:
    """One choice a row: labels are sentences, and phones are narrow."""
    return InlineKeyboardMarkup([[_button(choice)] for choice in choices])


def _button(choice: Choice) -> InlineKeyboardButton:
    """For a value that is too long for a button stands its short id, which means the same in any later message."""
    fits = len(choice.value.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    return InlineKeyboardButton(choice.label, callback_data=choice.value if fits else short_id(choice.value))
