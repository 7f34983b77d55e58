"""Which channels are simulated, and the made-up accounts with which the real clients reach the simulated providers."""

from dataclasses import dataclass, replace
from pathlib import Path

from helpline.settings import Settings
from helpline.storage.cipher import Cipher

PROVIDERS = "/simulator/providers"
# Numbers that nobody has: kept free for films and examples.
SMS_FROM, WHATSAPP_FROM = "+12025550100", "whatsapp:+12025550199"
TEMPLATES = Path(__file__).parent / "whatsapp_templates.yml"
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1", "::1": "[::1]"}


@dataclass(frozen=True)
class Simulation:
    """Derived from the installation's key: the bot and a worker of its own know the same secrets, also after a
    restart, and none of them is written anywhere. Signatures are over `public_url`; posts go to `local_url`."""

    channels: tuple[str, ...]
    public_url: str
    local_url: str
    account_sid: str
    auth_token: str
    telegram_token: str
    telegram_secret: str


def simulate(settings: Settings, cipher: Cipher) -> tuple[Settings, Simulation | None]:
    """The settings with made-up accounts where there are no real ones; None where nothing is simulated."""
    channels = settings.simulated_channels
    if not channels:
        return settings, None
    simulation = Simulation(
        channels,
        public_url=settings.base_url,
        local_url=_local_url(settings),
        account_sid="AC" + _derive(cipher, "twilio account")[:32],
        auth_token=_derive(cipher, "twilio token")[:32],
        telegram_token="110201543:AA" + _derive(cipher, "telegram token")[:33],
        telegram_secret=_derive(cipher, "telegram secret"),
    )
    return _with_accounts(settings, simulation), simulation


def _with_accounts(settings: Settings, simulation: Simulation) -> Settings:
    providers = simulation.local_url + PROVIDERS
    if "sms" in simulation.channels:
        settings = replace(
            settings,
            twilio_account_sid=simulation.account_sid,
            twilio_auth_token=simulation.auth_token,
            twilio_whatsapp_from=WHATSAPP_FROM,
            twilio_sms_from=SMS_FROM,
            twilio_api_url=f"{providers}/twilio",
            twilio_templates=TEMPLATES,
        )
    if "telegram" in simulation.channels:
        settings = replace(
            settings,
            telegram_bot_token=simulation.telegram_token,
            telegram_webhook_secret=simulation.telegram_secret,
            telegram_api_url=f"{providers}/telegram",
        )
    return settings


def _local_url(settings: Settings) -> str:
    host = settings.helpline_host
    return f"http://{_EVERYWHERE.get(host, host)}:{settings.helpline_port}"


def _derive(cipher: Cipher, purpose: str) -> str:
    return cipher.lookup_hash(f"simulator: {purpose}")
