"""Settings, addresses, messages and requests that the tests of the channels share."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from bot.channels.channel import WebhookRequest
from helpline.domain.messages import AnswerReference, Choice, ContactLine, OutgoingMessage, Source
from helpline.settings import Settings
from tests.fakes.telegram import SECRET, TOKEN
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SMS_FROM, WHATSAPP_FROM, sign

BASE_URL = "https://sanad.example.org"
NUMBER = "+97450000001"
CHAT_ID = 700000001
ADDRESSES = {"whatsapp": NUMBER, "sms": NUMBER, "telegram": str(CHAT_ID)}
PAYLOADS = Path(__file__).parent.parent / "payloads"


def settings_for(**more: Any) -> Settings:
    values: dict[str, Any] = {
        "public_base_url": BASE_URL,
        "twilio_account_sid": ACCOUNT_SID,
        "twilio_auth_token": AUTH_TOKEN,
        "twilio_whatsapp_from": WHATSAPP_FROM,
        "twilio_sms_from": SMS_FROM,
        "telegram_bot_token": TOKEN,
        "telegram_webhook_secret": SECRET,
    }
    return Settings(**(values | more))


def twilio_request(body: bytes, path: str = "/channels/twilio", **headers: str) -> WebhookRequest:
    """As Twilio posts it, signed over the public address; `headers` replace what Twilio sends."""
    fields = dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True))
    signed = {"x-twilio-signature": sign(BASE_URL + path, fields)}
    return WebhookRequest("POST", path, {"content-type": "application/x-www-form-urlencoded"} | signed | headers, body)


def telegram_request(body: bytes, **headers: str) -> WebhookRequest:
    signed = {"content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET}
    return WebhookRequest("POST", "/channels/telegram", signed | headers, body)


def payload(provider: str, name: str) -> bytes:
    (path,) = (PAYLOADS / provider).glob(f"{name}.*")
    return path.read_bytes()


def answer_in(language: str, **more: Any) -> OutgoingMessage:
    """An answer with everything that a message can have but a name."""
    return OutgoingMessage(**(_ANSWERS[language] | _EXTRAS[language] | {"language": language} | more))


_SOURCES = (
    Source("Law No. 14 of 2004, art. 31", "Ministry of Labour", "https://www.almeezan.qa/law/3961"),
    Source("Keeping passports", "ILO", "https://www.ilo.org/passports"),
    Source("A third source that nobody needs to see", "IOM", "https://www.iom.int"),
)
_REFERENCE = AnswerReference("passport_retention.QA", "passport_retention", "QA", _SOURCES, date(2026, 10, 12))
_VALUES = ("feedback_positive:passport_retention.QA", "talk_to_human")

_ANSWERS = {
    "en": {
        "text": "Your employer may not keep your passport.\n\nWhat to do now:\n1. Ask for it.\n2. Complain online.",
        "short_text": "Your employer may not keep your passport. Ask for it, then complain to the ministry.",
    },
    "ar": {
        "text": "لا يحق لصاحب العمل أن يحتفظ بجواز سفرك.\n\nماذا تفعل الآن:\n1. اطلبه.\n2. اتصل على +974 4028 8888.",
        "short_text": "لا يحق لصاحب العمل أن يحتفظ بجواز سفرك. اطلبه ثم اشتكِ إلى الوزارة.",
    },
    "fr": {
        "text": "Votre employeur n’a pas le droit de garder votre passeport.\n\nQue faire :\n1. Réclamez-le.",
        "short_text": "Votre employeur n’a pas le droit de garder votre passeport. Réclamez-le, ça peut suffire.",
    },
}
_EXTRAS: dict[str, dict[str, Any]] = {
    "en": {
        "choices": (Choice("This helped", _VALUES[0]), Choice("Talk to a person", _VALUES[1])),
        "contacts": (ContactLine("Ministry of Labour", "+97440288888", "https://mol.gov.qa", "Sunday to Thursday"),),
        "answer": _REFERENCE,
    },
    "ar": {
        "choices": (Choice("هذا مفيد", _VALUES[0]), Choice("التحدث مع شخص", _VALUES[1])),
        "contacts": (ContactLine("وزارة العمل", "+97440288888", "https://mol.gov.qa", "من الأحد إلى الخميس"),),
        "answer": _REFERENCE,
    },
    "fr": {
        "choices": (Choice("Cela m’aide", _VALUES[0]), Choice("Parler à quelqu’un", _VALUES[1])),
        "contacts": (ContactLine("Ministère du Travail", "+97440288888", "https://mol.gov.qa", "dimanche à jeudi"),),
        "answer": _REFERENCE,
    },
}
