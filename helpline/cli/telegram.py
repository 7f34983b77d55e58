"""`helpline telegram connect` and `status`: tells Telegram where we are and what we are, and says what is wrong."""

import argparse
import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, BotCommand, WebhookInfo
from telegram.constants import UpdateType
from telegram.error import InvalidToken, TelegramError

from helpline.cli.commands import Commands, add_command, add_group
from helpline.content.wording import Wording, read_wording
from helpline.domain.languages import DEFAULT, SERVED
from helpline.errors import HelplineError, SettingsError
from helpline.settings import Settings, read_settings

UPDATES = (UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER)
# Words that are recognised behind a slash too, in the order of the menu.
MENU = ("help", "person", "language", "my_data", "status", "stop", "delete")
_PATH = "/channels/telegram"
_PORTS = (None, 443, 80, 88, 8443)
_MOST_AT_ONCE = 4
_LONG_QUEUE = 50
_RECENT = timedelta(hours=1)

Ask = Callable[[Bot], Coroutine[Any, Any, WebhookInfo]]


class TelegramRefused(HelplineError):
    """Telegram did not do what was asked."""


def add_to(commands: Commands) -> None:
    group = add_group(commands, "telegram", "The bot at Telegram")
    add_command(group, "connect", "Sets address, secret, menu and description, then looks whether it works", _connect)
    add_command(group, "status", "Says whether Telegram reaches us, and what is wrong", _status)


def _connect(_: argparse.Namespace) -> int:
    settings = _settings()
    wording = read_wording(settings.helpline_content_dir)
    info = _ask(settings, lambda bot: _connected(bot, settings, wording))
    print(f"Telegram posts to {settings.base_url}{_PATH} from now on; menu and description are set.")
    return _report(settings, info)


def _status(_: argparse.Namespace) -> int:
    settings = _settings()
    return _report(settings, _ask(settings, lambda bot: bot.get_webhook_info()))


def _settings() -> Settings:
    settings = read_settings()
    if not settings.telegram_is_configured:
        raise SettingsError("Set TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET first.")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", settings.telegram_webhook_secret):
        raise SettingsError("TELEGRAM_WEBHOOK_SECRET may hold only letters, digits, _ and -, at most 256 of them.")
    address = urlsplit(settings.base_url)
    if address.scheme != "https" or address.port not in _PORTS:
        raise SettingsError("PUBLIC_BASE_URL must begin with https:// and have port 443, 80, 88 or 8443 for Telegram.")
    return settings


async def _connected(bot: Bot, settings: Settings, wording: Wording) -> WebhookInfo:
    await bot.set_webhook(
        settings.base_url + _PATH,
        secret_token=settings.telegram_webhook_secret,
        allowed_updates=list(UPDATES),
        drop_pending_updates=False,
        max_connections=_MOST_AT_ONCE,
    )
    for language in SERVED:
        code = None if language == DEFAULT else language
        menu = [BotCommand(name, wording.say(language, f"command_{name}")) for name in MENU]
        await bot.set_my_commands(menu, language_code=code)
        await bot.set_my_description(wording.say(language, "telegram_description"), language_code=code)
        await bot.set_my_short_description(wording.say(language, "telegram_about"), language_code=code)
    return await bot.get_webhook_info()


def _ask(settings: Settings, work: Ask) -> WebhookInfo:
    return asyncio.run(_asked(settings, work))


async def _asked(settings: Settings, work: Ask) -> WebhookInfo:
    base = settings.telegram_api_url.rstrip("/") or "https://api.telegram.org"
    try:
        async with Bot(settings.telegram_bot_token, base_url=f"{base}/bot") as bot:
            return await work(bot)
    except InvalidToken:
        raise TelegramRefused("Telegram does not know TELEGRAM_BOT_TOKEN. Copy it anew from @BotFather.") from None
    except TelegramError as error:
        raise TelegramRefused(f"Telegram could not be asked ({type(error).__name__}). Try again later.") from None


def _report(settings: Settings, info: WebhookInfo) -> int:
    wrong = list(_wrong(settings, info))
    for line in wrong:
        print(f"- {line}")
    if not wrong:
        print(f"All is well. Waiting at Telegram: {info.pending_update_count}.")
    return 1 if wrong else 0


def _wrong(settings: Settings, info: WebhookInfo) -> Iterator[str]:
    address = settings.base_url + _PATH
    if not info.url:
        yield "Telegram does not know where we are. Run `helpline telegram connect`."
        return
    if info.url != address:
        yield f"Telegram posts to {info.url}, and we are at {address}. Run `helpline telegram connect`."
    missing = set(UPDATES) - set(info.allowed_updates or UPDATES)
    if missing:
        yield f"Telegram does not tell us of {', '.join(sorted(missing))}. Run `helpline telegram connect`."
    failed_at = info.last_error_date
    if failed_at and datetime.now(UTC) - failed_at < _RECENT:
        yield f"The last post failed at {failed_at:%H:%M} UTC: {_in_plain_words(info.last_error_message or '')}"
    if info.pending_update_count > _LONG_QUEUE:
        yield f"{info.pending_update_count} updates wait at Telegram. Look whether the bot is up and /healthz answers."


_CAUSES: Sequence[tuple[str, str]] = (
    ("403", "we refused it. The secret at Telegram is another one: run `helpline telegram connect`."),
    ("404", "there is nothing at this address. Look at PUBLIC_BASE_URL, and whether the bot has token and secret."),
    ("50", "the server answered with an error. Look at the bot's log."),
    ("certificate", "the certificate is not valid. Look at the web server's."),
    ("ssl", "no secure connection came about. Look at the web server's certificate."),
    ("resolve", "the name in PUBLIC_BASE_URL leads nowhere. Look at its DNS entry."),
    ("refused", "nothing listens there. Look whether web server and bot run."),
    ("timed out", "no answer came in time. Look at the firewall, and whether the bot runs."),
)


def _in_plain_words(message: str) -> str:
    found = (cause for sign, cause in _CAUSES if sign in message.lower())
    return next(found, f"Telegram says “{message}”.")
