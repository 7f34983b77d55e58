"""What Twilio heard for us, from its list of messages: for those whose webhook never came."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from twilio.rest import Client

from bot.channels.twilio_webhook import Fields, read_message
from helpline.domain.recovery import Heard

_PAGE = 100
# Of one number in one hour; whoever gets more has other troubles than a lost webhook.
_MOST = 2000
_MOST_MEDIA = 10


def list_inbound(
    client: Client, api_url: str, numbers: Collection[str], since: datetime, until: datetime
) -> list[Heard]:
    """Raises what the library raises. A tap is listed with its label only, which stands for its choice. Files are named
    below `api_url`, which is the address that our sign-in is sent to."""
    return [heard for number in numbers for heard in _of_number(client, api_url, number, since, until)]


def _of_number(client: Client, api_url: str, number: str, since: datetime, until: datetime) -> Iterator[Heard]:
    listed = client.messages.stream(
        to=number, date_sent_after=since, date_sent_before=until, limit=_MOST, page_size=_PAGE
    )
    # The newest come first; those of the same second keep the order in which they came.
    for message in reversed(list(listed)):
        if message.direction == "inbound" and message.date_sent and since <= message.date_sent < until:
            read = read_message(_fields(client, api_url, message))
            if read is not None:
                yield Heard(read, message.date_sent)


def _fields(client: Client, api_url: str, message: Any) -> Fields:
    """As the webhook would have had them."""
    fields = {"From": message.from_, "MessageSid": message.sid, "Body": message.body or ""}
    if message.num_media not in (None, "0"):
        files = client.messages(message.sid).media.list(limit=_MOST_MEDIA)
        fields["NumMedia"] = str(len(files))
        for number, file in enumerate(files):
            fields[f"MediaUrl{number}"] = api_url + file.uri.removesuffix(".json")
            fields[f"MediaContentType{number}"] = file.content_type
    return Fields(fields)
