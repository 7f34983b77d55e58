"""What a person does on the WhatsApp and SMS phones, as Twilio's posts to the bot."""

from collections.abc import Mapping

from bot.simulator.media import files
from bot.simulator.phone import Bubble, Button, Phone
from bot.simulator.posting import Posting
from bot.simulator.receipts import post_signed
from bot.simulator.rules_twilio import TwilioMessage, keyword_in, new_sid
from bot.simulator.rules_twilio_posts import inbound_fields
from bot.simulator.simulation import PROVIDERS, SMS_FROM, WHATSAPP_FROM, Simulation
from helpline.domain.segments import measure

_KINDS = {"photo": "image", "voice": "audio", "document": "document"}
# A place in the sea, where nobody is.
_PLACE = {"Latitude": "25.5000", "Longitude": "52.5000"}
# What Twilio answers by itself to the words that it acts on.
_OWN_REPLIES = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe.",
    "START": "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe.",
}


class TwilioPerson:
    def __init__(self, simulation: Simulation, posting: Posting) -> None:
        self._simulation, self._posting = simulation, posting

    def write(self, phone: Phone, text: str) -> None:
        self._say(phone, text, {})
        keyword = keyword_in(text) if phone.channel == "sms" else ""
        if keyword:
            phone.is_opted_out = keyword == "STOP"
            phone.show("provider", _OWN_REPLIES[keyword], status="delivered")

    def tap(self, phone: Phone, bubble: Bubble, button: Button) -> None:
        more = {"OriginalRepliedMessageSid": bubble.sid, "OriginalRepliedMessageSender": WHATSAPP_FROM}
        if button.kind == "list":
            more |= {"MessageType": "interactive", "ListId": button.value, "ListTitle": button.label}
        else:
            more |= {"MessageType": "button", "ButtonPayload": button.value, "ButtonText": button.label}
        bubble.tapped = button.label
        self._say(phone, button.label, more)

    def attach(self, phone: Phone, kind: str) -> None:
        """A photo, a voice note, a document or a place."""
        if kind == "place":
            self._say(phone, "", {"MessageType": "location", **_PLACE}, kind=kind)
            return
        file, sid = files()[kind], new_sid("MM")
        account = f"2010-04-01/Accounts/{self._simulation.account_sid}"
        address = f"{self._simulation.local_url}{PROVIDERS}/twilio/{account}/Messages/{sid}/Media/{file.sid}"
        media = {"NumMedia": "1", "MediaUrl0": address, "MediaContentType0": file.media_type}
        if phone.channel == "whatsapp":
            media["MessageType"] = _KINDS[kind]
        self._say(phone, "", media, kind=kind, sid=sid)

    def _say(self, phone: Phone, text: str, more: Mapping[str, str], *, kind: str = "text", sid: str = "") -> None:
        recipient = WHATSAPP_FROM if phone.channel == "whatsapp" else SMS_FROM
        fields = inbound_fields(
            phone.provider_address,
            recipient,
            text,
            self._simulation.account_sid,
            sid=sid,
            country=phone.country,
            name=phone.name,
        ) | dict(more)
        fields["NumSegments"] = str(max(1, measure(text).segments)) if phone.channel == "sms" else "1"
        sid = fields["MessageSid"]
        phone.wrote_at = phone.now
        phone.records.append(_record(phone, recipient, text, sid, self._simulation.account_sid, fields["NumMedia"]))
        bubble = phone.show("person", text, kind=kind, sid=sid, status="queued")
        how = phone.next_webhooks.popleft() if phone.next_webhooks else "normal"
        self._posting.later(self._post(phone, bubble, fields, how))

    async def _post(self, phone: Phone, bubble: Bubble, fields: dict[str, str], how: str) -> None:
        """Twilio posts once and does not come back; what is lost is only in its list of messages."""
        if how == "lost":
            phone.note("POST /channels/twilio", is_ours=False, fields=fields.items(), outcome="lost on the way")
            bubble.rise("failed", "lost")
            phone.changed()
            return
        url = f"{self._simulation.public_url}/channels/twilio"
        for _ in range(2 if how == "twice" else 1):
            status = await post_signed(self._posting, self._simulation, phone, url, fields)
            bubble.rise("delivered" if status == 200 else "failed", "" if status == 200 else str(status or "no answer"))
        phone.changed()


def _record(phone: Phone, recipient: str, text: str, sid: str, account_sid: str, media: str) -> TwilioMessage:
    return TwilioMessage(
        to=recipient,
        from_=phone.provider_address,
        body=text,
        account_sid=account_sid,
        direction="inbound",
        num_media=int(media),
        sid=sid,
        status="received",
        created=phone.now,
    )
