"""All settings, read once from the environment and `.env`; the table below is the documentation's source."""

import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from helpline.errors import SettingsError

# No wildcard: a site is named in full, and so is each of its subdomains.
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Names as in the environment, in lower case. Empty text means "not set"."""

    database_url: str = ""
    public_base_url: str = ""
    helpline_host: str = "127.0.0.1"
    helpline_port: int = 8000
    helpline_data_dir: Path = Path("var")
    helpline_content_dir: Path = Path("content")
    helpline_phrases_dir: Path = Path("data/nlu")
    helpline_key: str = ""
    helpline_admin_email: str = ""
    helpline_admin_password: str = ""
    helpline_worker: str = "embedded"
    helpline_worker_threads: int = 4
    helpline_rate_limits: str = "on"
    helpline_quiet_days: int = 30
    helpline_gather_seconds: float = 2.0
    helpline_media_largest_mb: int = 16
    helpline_transcribe_command: str = ""
    helpline_transcribe_answers: bool = False
    helpline_simulator: str = "auto"
    brain_url: str = "http://127.0.0.1:5005"
    brain_token: str = ""
    brain_timeout_seconds: float = 8.0
    actions_url: str = "http://127.0.0.1:5055/webhook"
    actions_token: str = ""
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_auth_token_next: str = ""
    twilio_whatsapp_from: str = ""
    twilio_sms_from: str = ""
    twilio_whatsapp_template_waiting_en: str = ""
    twilio_whatsapp_template_waiting_ar: str = ""
    twilio_whatsapp_template_waiting_fr: str = ""
    twilio_templates: Path = Path()
    twilio_api_url: str = ""
    twilio_delete_media: bool = True
    telegram_bot_token: str = ""
    telegram_webhook_secret: str = ""
    telegram_api_url: str = ""
    webchat_allowed_origins: str = ""

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the database; SQLite in the data directory unless set."""
        if not self.database_url:
            return f"sqlite:///{(self.helpline_data_dir / 'helpline.db').absolute()}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def base_url(self) -> str:
        """Where people and providers reach us, without a slash at the end."""
        return (self.public_base_url or f"http://127.0.0.1:{self.helpline_port}").rstrip("/")

    @property
    def media_largest_bytes(self) -> int:
        return self.helpline_media_largest_mb * 1024 * 1024

    @property
    def embedding_origins(self) -> tuple[str, ...]:
        """Of the sites that may show the web chat, as browsers write an origin."""
        listed = (origin.strip().lower().rstrip("/") for origin in self.webchat_allowed_origins.split(","))
        return tuple(dict.fromkeys(origin for origin in listed if origin))

    @property
    def is_production(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def is_on_loopback(self) -> bool:
        return self.helpline_host in ("127.0.0.1", "::1", "localhost") and (
            urlsplit(self.base_url).hostname in ("127.0.0.1", "::1", "localhost")
        )

    @property
    def simulated_channels(self) -> tuple[str, ...]:
        """Those that can be tried on the simulator's phones. Half of a real account counts as a real one: it is to be
        completed, not replaced."""
        is_wanted = self.helpline_simulator == "on" or (self.helpline_simulator == "auto" and self.is_on_loopback)
        if self.is_production or not is_wanted:
            return ()
        has_twilio = self.twilio_account_sid or self.twilio_auth_token
        has_telegram = self.telegram_bot_token or self.telegram_webhook_secret
        return (() if has_twilio else ("whatsapp", "sms")) + (() if has_telegram else ("telegram",))

    @property
    def templates_file(self) -> Path:
        """Where the ids of WhatsApp's templates stand; in the data directory unless set. It need not exist."""
        is_set = self.twilio_templates != Path()
        return self.twilio_templates if is_set else self.helpline_data_dir / "twilio-templates.yml"

    @property
    def twilio_tokens(self) -> tuple[str, ...]:
        """With which Twilio may have signed a request. The first signs us in: it holds before and after a rotation."""
        found = (*self.twilio_auth_token.split(","), self.twilio_auth_token_next)
        return tuple(dict.fromkeys(token.strip() for token in found if token.strip()))

    @property
    def twilio_is_configured(self) -> bool:
        return bool(self.twilio_account_sid and self.twilio_auth_token)

    @property
    def telegram_is_configured(self) -> bool:
        return bool(self.telegram_bot_token and self.telegram_webhook_secret)


HELP: Mapping[str, str] = {
    "DATABASE_URL": "PostgreSQL or SQLite address; empty: SQLite in the data directory",
    "PUBLIC_BASE_URL": "address at which people and providers reach the bot; https turns production rules on",
    "HELPLINE_HOST": "address to listen on",
    "HELPLINE_PORT": "port of the web chat, the console and the webhooks",
    "HELPLINE_DATA_DIR": "where the database, the key, models and logs are kept",
    "HELPLINE_CONTENT_DIR": "where answers, wording, contacts and danger signs are read from",
    "HELPLINE_PHRASES_DIR": "training phrases, which also teach to tell languages apart",
    "HELPLINE_KEY": "seals addresses and messages; made on the first start in the data directory when missing",
    "HELPLINE_ADMIN_EMAIL": "first administrator's e-mail address",
    "HELPLINE_ADMIN_PASSWORD": "their password, 12 characters or more",
    "HELPLINE_WORKER": "embedded: the bot also handles and sends messages; separate: `python -m bot.worker` does",
    "HELPLINE_WORKER_THREADS": "how many messages are handled at once by one process",
    "HELPLINE_RATE_LIMITS": "on, or off (on loopback only, for evaluations and load)",
    "HELPLINE_SIMULATOR": "auto: phones to try, on loopback only; on: on any address without https; off: none",
    "HELPLINE_GATHER_SECONDS": "messages that follow each other so quickly are answered together; 0: each by itself",
    "HELPLINE_QUIET_DAYS": "texts of a conversation are deleted so long after its last message, unless agreed",
    "HELPLINE_MEDIA_LARGEST_MB": "photos, voice notes and other files up to this size are kept, from 1 to 50",
    "HELPLINE_TRANSCRIBE_COMMAND": "program that gets a voice note on its standard input and prints what is said",
    "HELPLINE_TRANSCRIBE_ANSWERS": "on: what it understood is answered like a written question; off: staff see it",
    "BRAIN_URL": "where Rasa listens",
    "BRAIN_TOKEN": "bearer token between gateway and Rasa",
    "BRAIN_TIMEOUT_SECONDS": "after this the turn goes to a person",
    "ACTIONS_URL": "where the actions listen, as Rasa calls them",
    "ACTIONS_TOKEN": "bearer token between Rasa and the actions",
    "TWILIO_ACCOUNT_SID": "Twilio account",
    "TWILIO_AUTH_TOKEN": "Twilio's token; during a rotation a second behind a comma, whose signatures count too",
    "TWILIO_AUTH_TOKEN_NEXT": "during a rotation: the token that becomes the main one next; signatures by it count",
    "TWILIO_WHATSAPP_FROM": "our WhatsApp sender, as whatsapp:+…",
    "TWILIO_SMS_FROM": "our SMS number, as +…",
    "TWILIO_WHATSAPP_TEMPLATE_WAITING_EN": "approved WhatsApp template in English that says a message waits, as HX…",
    "TWILIO_WHATSAPP_TEMPLATE_WAITING_AR": "the same in Arabic",
    "TWILIO_WHATSAPP_TEMPLATE_WAITING_FR": "the same in French",
    "TWILIO_TEMPLATES": "file that `helpline twilio templates` writes; empty: in the data directory",
    "TWILIO_API_URL": "another base address of Twilio's API, for tests",
    "TWILIO_DELETE_MEDIA": "on: files that people send are deleted at Twilio once they are stored here; off: they stay",
    "TELEGRAM_BOT_TOKEN": "the bot's token from BotFather",
    "TELEGRAM_WEBHOOK_SECRET": "secret that Telegram sends with each update",
    "TELEGRAM_API_URL": "another base address of Telegram's API, for tests",
    "WEBCHAT_ALLOWED_ORIGINS": "sites that may embed the web chat, such as https://ngo.example,…; empty: none",
}


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Reads the environment, then `.env`; `<NAME>_FILE` may name a file with the value. Raises SettingsError."""
    found = {**_read_env_file(env_file), **(os.environ if environment is None else environment)}
    values: dict[str, object] = {}
    for field in fields(Settings):
        raw = _raw_value(found, field.name.upper())
        if raw:
            values[field.name] = _cast(field.name.upper(), raw, field.default)
    settings = Settings(**values)  # type: ignore[arg-type]  # each value was cast to its field's type
    _check(settings)
    return settings


def _raw_value(found: Mapping[str, str], name: str) -> str:
    raw, path = found.get(name, "").strip(), found.get(f"{name}_FILE", "").strip()
    if raw or not path:
        return raw
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{name}_FILE names a file that cannot be read.") from None


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            found[name.strip()] = value.strip().strip("'\"")
    return found


def _cast(name: str, raw: str, default: object) -> object:
    try:
        if isinstance(default, bool):
            return raw.lower() in ("1", "true", "yes", "on")
        if isinstance(default, int):
            return int(raw)
        if isinstance(default, float):
            return float(raw)
    except ValueError:
        raise SettingsError(f"{name} must be a number.") from None
    return Path(raw) if isinstance(default, Path) else raw


def _check(settings: Settings) -> None:
    if settings.helpline_rate_limits not in ("on", "off"):
        raise SettingsError("HELPLINE_RATE_LIMITS must be on or off.")
    if settings.helpline_rate_limits == "off" and not settings.is_on_loopback:
        raise SettingsError("HELPLINE_RATE_LIMITS=off is accepted on 127.0.0.1 only.")
    if settings.helpline_simulator not in ("auto", "on", "off"):
        raise SettingsError("HELPLINE_SIMULATOR must be auto, on or off.")
    if settings.helpline_simulator == "on" and settings.is_production:
        raise SettingsError("HELPLINE_SIMULATOR=on is not accepted where PUBLIC_BASE_URL begins with https://.")
    if not 1 <= settings.helpline_quiet_days <= 3650:
        raise SettingsError("HELPLINE_QUIET_DAYS must be a number of days from 1 to 3650.")
    if not 0 <= settings.helpline_gather_seconds <= 30:
        raise SettingsError("HELPLINE_GATHER_SECONDS must be a number of seconds from 0 to 30.")
    if not 1 <= settings.helpline_media_largest_mb <= 50:
        raise SettingsError("HELPLINE_MEDIA_LARGEST_MB must be a number from 1 to 50.")
    _check_command(settings.helpline_transcribe_command)
    if settings.helpline_worker not in ("embedded", "separate"):
        raise SettingsError("HELPLINE_WORKER must be embedded or separate.")
    if settings.helpline_admin_password and len(settings.helpline_admin_password) < 12:
        raise SettingsError("HELPLINE_ADMIN_PASSWORD needs at least 12 characters.")
    if settings.public_base_url and urlsplit(settings.public_base_url).scheme not in ("http", "https"):
        raise SettingsError("PUBLIC_BASE_URL must begin with http:// or https://.")
    _check_origins(settings)


def _check_origins(settings: Settings) -> None:
    """They go into a header, and a page that is not encrypted could be changed on its way to read the conversation."""
    for origin in settings.embedding_origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"WEBCHAT_ALLOWED_ORIGINS: `{origin}` is not a site like https://ngo.example.")
        if settings.is_production and not origin.startswith("https://"):
            raise SettingsError(f"WEBCHAT_ALLOWED_ORIGINS: `{origin}` must begin with https://.")


def _check_command(command: str) -> None:
    try:
        shlex.split(command)
    except ValueError:
        raise SettingsError("HELPLINE_TRANSCRIBE_COMMAND has a quotation mark that is not closed.") from None
