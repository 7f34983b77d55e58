"""What Twilio takes and refuses, and how it shows a message. The tests' fake keeps the same rules."""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from bot.simulator.reactions import Refuse
from helpline.domain.segments import measure

_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_OPAQUE = re.compile(r"whatsapp:[A-Z]{2}\.[A-Za-z0-9]+")
_CONTENT = re.compile(r"HX[0-9a-f]{32}")
_LONGEST_BODY = 1600
_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
_START = frozenset({"START", "YES", "UNSTOP"})


def new_sid(prefix: str = "SM") -> str:
    return prefix + secrets.token_hex(16)


@dataclass
class TwilioMessage:
    """`content_sid` names a template; `created` is by the provider's clock."""

    to: str
    from_: str
    body: str
    status_callback: str = ""
    validity_period: int = 36000
    content_sid: str = ""
    content_variables: str = ""
    account_sid: str = "AC" + "0" * 32
    direction: str = "outbound-api"
    num_media: int = 0
    sid: str = field(default_factory=new_sid)
    status: str = "queued"
    error_code: str = ""
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self) -> dict[str, Any]:
        day = format_datetime(self.created.replace(microsecond=0))
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "to": self.to,
            "from": self.from_,
            "body": self.body,
            "status": self.status,
            "direction": self.direction,
            "date_created": day,
            "date_updated": day,
            "date_sent": day if self.direction == "inbound" or self.status not in ("queued", "accepted") else None,
            "num_segments": "1" if self.to.startswith("whatsapp:") else str(max(1, measure(self.body).segments)),
            "num_media": str(self.num_media),
            "error_code": int(self.error_code) if self.error_code else None,
            "error_message": None,
            "price": None,
            "price_unit": "USD",
            "api_version": "2010-04-01",
            "messaging_service_sid": None,
            "uri": f"{path}.json",
            "subresource_uris": {"media": f"{path}/Media.json"},
        }


def new_message(fields: Mapping[str, str], account_sid: str = "AC" + "0" * 32) -> TwilioMessage:
    return TwilioMessage(
        to=fields["To"],
        from_=fields["From"],
        body=fields.get("Body", ""),
        status_callback=fields.get("StatusCallback", ""),
        validity_period=int(fields.get("ValidityPeriod", "36000")),
        content_sid=fields.get("ContentSid", ""),
        content_variables=fields.get("ContentVariables", ""),
        account_sid=account_sid,
    )


def refusal_of(fields: Mapping[str, str], own: Collection[str], opted_out: Collection[str]) -> Refuse | None:
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
    if not body.strip() and "ContentSid" not in fields:
        return Refuse(400, 21602, "Message body is required")
    if "ContentSid" in fields and not _CONTENT.fullmatch(fields["ContentSid"]):
        return Refuse(400, 21655, "The ContentSid is Invalid")
    if len(body.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_BODY:
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


def keyword_in(body: str) -> str:
    """`STOP` or `START` where a long code's SMS is one of the words that Twilio acts on itself; else empty."""
    word = body.strip().upper()
    return "STOP" if word in _STOP else "START" if word in _START else ""


def list_as_json(taken: Sequence[TwilioMessage], fields: Mapping[str, str]) -> dict[str, Any]:
    """Newest first, filtered as asked, a page of it."""
    wanted = [message.as_json() for message in reversed(taken) if _is_asked_for(message, fields)]
    size, page = int(fields.get("PageSize", "50")), int(fields.get("Page", "0"))
    start = page * size
    shown = wanted[start : start + size]
    following = urlencode({**fields, "PageSize": size, "Page": page + 1})
    return {
        "messages": shown,
        "page": page,
        "page_size": size,
        "next_page_uri": f"{_list_path(taken)}?{following}" if len(wanted) > start + size else None,
        "previous_page_uri": None,
        "first_page_uri": "",
        "uri": "",
        "start": start,
        "end": start + len(shown),
    }


def _list_path(taken: Sequence[TwilioMessage]) -> str:
    return f"/2010-04-01/Accounts/{taken[0].account_sid}/Messages.json"


def _is_asked_for(message: TwilioMessage, fields: Mapping[str, str]) -> bool:
    if fields.get("To", message.to) != message.to or fields.get("From", message.from_) != message.from_:
        return False
    since, until = _moment(fields.get("DateSent>", "")), _moment(fields.get("DateSent<", ""))
    sent = message.created.replace(microsecond=0)
    return (since is None or sent >= since) and (until is None or sent <= until)


def _moment(text: str) -> datetime | None:
    """As the library writes it: `2026-11-22T10:00:00Z` or `2026-11-22`."""
    if not text:
        return None
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
