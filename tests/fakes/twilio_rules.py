"""What Twilio takes and refuses, and how it shows a message."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from tests.fakes.script import Refuse

_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_OPAQUE = re.compile(r"whatsapp:[A-Z]{2}\.[A-Za-z0-9]+")
_LONGEST_BODY = 1600


@dataclass
class TwilioMessage:
    to: str
    from_: str
    body: str
    status_callback: str
    validity_period: int
    sid: str = field(default_factory=lambda: "SM" + secrets.token_hex(16))
    status: str = "queued"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "account_sid": "AC" + "0" * 32,
            "to": self.to,
            "from": self.from_,
            "body": self.body,
            "status": self.status,
            "direction": "outbound-api",
            "date_created": format_datetime(self.created.replace(microsecond=0)),
            "date_updated": format_datetime(self.created.replace(microsecond=0)),
            "date_sent": None,
            "num_segments": "1",
            "num_media": "0",
            "error_code": None,
            "error_message": None,
            "price": None,
            "price_unit": "USD",
            "api_version": "2010-04-01",
            "messaging_service_sid": None,
            "uri": f"/2010-04-01/Accounts/AC/Messages/{self.sid}.json",
            "subresource_uris": {},
        }


def new_message(fields: Mapping[str, str]) -> TwilioMessage:
    return TwilioMessage(
        to=fields["To"],
        from_=fields["From"],
        body=fields["Body"],
        status_callback=fields.get("StatusCallback", ""),
        validity_period=int(fields.get("ValidityPeriod", "36000")),
    )


def refusal_of(fields: Mapping[str, str], own: set[str], opted_out: set[str]) -> Refuse | None:
    """The first of Twilio's rules that a new message breaks."""
    to, sender, body = fields.get("To", ""), fields.get("From", ""), fields.get("Body", "")
    if not to:
        return Refuse(400, 21604, "A 'To' phone number is required")
    if not _is_address(to):
        return Refuse(400, 21211, "Invalid 'To' Phone Number")
    if sender not in own:
        return Refuse(400, 21212, "Invalid From Number")
    if to.startswith("whatsapp:") != sender.startswith("whatsapp:"):
        return Refuse(400, 21910, "Invalid From and To pair. From and To should be of the same channel")
    if not body.strip():
        return Refuse(400, 21602, "Message body is required")
    if len(body.encode("utf-16-le")) // 2 > _LONGEST_BODY:
        return Refuse(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if to in opted_out:
        return Refuse(400, 21610, "Attempt to send to unsubscribed recipient")
    return _refusal_of_options(fields)


def _refusal_of_options(fields: Mapping[str, str]) -> Refuse | None:
    callback = fields.get("StatusCallback", "")
    if callback and not re.fullmatch(r"https?://[^\s_]+", callback.partition("?")[0]):
        return Refuse(400, 21609, "Invalid StatusCallback")
    validity = fields.get("ValidityPeriod", "36000")
    if not (validity.isdigit() and 1 <= int(validity) <= 36000):
        return Refuse(400, 21623, "Invalid ValidityPeriod")
    return None


def _is_address(address: str) -> bool:
    return bool(_NUMBER.fullmatch(address.removeprefix("whatsapp:")) or _OPAQUE.fullmatch(address))


def list_as_json(taken: Sequence[TwilioMessage], fields: Mapping[str, str]) -> dict[str, Any]:
    """Newest first, filtered as asked, one page."""
    wanted = [
        message.as_json()
        for message in reversed(taken)
        if fields.get("To", message.to) == message.to and fields.get("From", message.from_) == message.from_
    ]
    size = int(fields.get("PageSize", "50"))
    return {
        "messages": wanted[:size],
        "page": 0,
        "page_size": size,
        "next_page_uri": None,
        "previous_page_uri": None,
        "first_page_uri": "",
        "uri": "",
        "start": 0,
        "end": len(wanted[:size]),
    }
