"""The public address, Twilio, Telegram."""

from collections.abc import Iterator

from helpline.cli.finding import Finding, broken, good, note
from helpline.settings import Settings


def check_channels(settings: Settings) -> Iterator[Finding]:
    is_wired = settings.twilio_is_configured or settings.telegram_is_configured
    yield _check_address(settings, is_wired)
    yield _check_twilio(settings)
    if settings.twilio_is_configured and settings.twilio_whatsapp_from:
        yield _check_templates(settings)
    yield _check_telegram(settings)


def _check_address(settings: Settings, is_wired: bool) -> Finding:
    if settings.is_production:
        return good("address", settings.base_url)
    advice = "Set PUBLIC_BASE_URL to the https address at which the bot is reached from outside."
    if is_wired and not (settings.twilio_api_url or settings.telegram_api_url):
        return broken("address", "a provider is configured, and PUBLIC_BASE_URL is not https", advice)
    return note("address", f"{settings.base_url}: for trying out on this machine", advice)


def _check_twilio(settings: Settings) -> Finding:
    if not settings.twilio_is_configured:
        if settings.twilio_account_sid or settings.twilio_auth_token:
            return broken("twilio", "half configured", "Set both TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or none.")
        is_simulated = "sms" in settings.simulated_channels
        there_is = "WhatsApp and SMS on the simulator's phones only" if is_simulated else "no WhatsApp, no SMS"
        return note("twilio", f"not configured: {there_is}", "docs/deployment.md says how.")
    senders = [name for name in ("whatsapp", "sms") if getattr(settings, f"twilio_{name}_from")]
    if not senders:
        return broken("twilio", "there is no number to send from", "Set TWILIO_WHATSAPP_FROM, TWILIO_SMS_FROM or both.")
    if settings.twilio_whatsapp_from and not settings.twilio_whatsapp_from.startswith("whatsapp:+"):
        return broken("twilio", "TWILIO_WHATSAPP_FROM is not a WhatsApp sender", "Write it as whatsapp:+49….")
    return good("twilio", f"configured for {' and '.join(senders)}")


def _check_templates(settings: Settings) -> Finding:
    """Whether the file can be read says the bot, which does not start with one that cannot."""
    in_file = settings.templates_file.is_file() and settings.templates_file.stat().st_size > 0
    if in_file or settings.twilio_whatsapp_template_waiting_en:
        return good("whatsapp templates", "there")
    return note(
        "whatsapp templates",
        "none: choices are numbered, and nobody is told on WhatsApp that a message waits after 24 hours",
        "`helpline twilio templates` makes them; docs/deployment.md says more.",
    )


def _check_telegram(settings: Settings) -> Finding:
    if settings.telegram_is_configured:
        return good("telegram", "configured")
    if settings.telegram_bot_token or settings.telegram_webhook_secret:
        return broken(
            "telegram", "half configured", "Set both TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET, or none."
        )
    only = ": on the simulator's phone only" if "telegram" in settings.simulated_channels else ""
    return note("telegram", f"not configured{only}", "docs/deployment.md says how.")
