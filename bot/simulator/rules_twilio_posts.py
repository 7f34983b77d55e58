"""What Twilio posts to us and answers us, and how it signs. The tests' fake does it the same way."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from bot.simulator.reactions import Refuse
from bot.simulator.rules_twilio import TwilioMessage, new_sid

WHATSAPP = "whatsapp:"


def sign(url: str, fields: Mapping[str, str], token: str) -> str:
    """https://www.twilio.com/docs/usage/security: HMAC-SHA1 over the address and all fields in order of their names."""
    signed = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def basic(user: str, password: str) -> str:
    """The Authorization header with which the API is called."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def inbound_fields(
    sender: str,
    recipient: str,
    body: str,
    account_sid: str,
    *,
    sid: str = "",
    country: str = "QA",
    name: str = "Ramesh",
) -> dict[str, str]:
    """A person's message. What a kind of message has besides is added by whoever posts it."""
    sid = sid or new_sid()
    fields = {
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": body,
        "To": recipient,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": account_sid,
        "From": sender,
        "ApiVersion": "2010-04-01",
    }
    if sender.startswith(WHATSAPP):
        number = sender.removeprefix(WHATSAPP)
        return fields | {"ProfileName": name, "MessageType": "text", "WaId": number.removeprefix("+")}
    return fields | {"FromCountry": country, "FromCity": "", "FromState": "", "FromZip": "", "ToCountry": "US"}


def status_fields(message: TwilioMessage, status: str, account_sid: str, error_code: str = "") -> dict[str, str]:
    """A report on one of our messages."""
    fields = {
        "SmsSid": message.sid,
        "SmsStatus": status,
        "MessageStatus": status,
        "To": message.to,
        "MessageSid": message.sid,
        "AccountSid": account_sid,
        "From": message.from_,
        "ApiVersion": "2010-04-01",
    }
    return fields | ({"ErrorCode": error_code} if error_code else {})


def error_body(refused: Refuse) -> dict[str, Any]:
    return {
        "code": refused.code or refused.status,
        "message": refused.description or "Refused",
        "more_info": f"https://www.twilio.com/docs/errors/{refused.code}",
        "status": refused.status,
    }
