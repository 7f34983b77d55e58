"""WhatsApp and SMS by Twilio."""

import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from twilio.request_validator import RequestValidator

from bot.channels.channel import WebhookRefused, WebhookReply, WebhookRequest
from bot.channels.render import numbered_choices, render_text
from bot.channels.render_sms import render_sms
from bot.channels.splitting import split_in, split_text
from bot.channels.twilio_client import TimedHttpClient, make_client, make_downloader
from bot.channels.twilio_errors import translated_errors
from bot.channels.twilio_inbound import list_inbound
from bot.channels.twilio_templates import fits_above_buttons, read_templates, variables_for
from bot.channels.twilio_webhook import REFERENCE, address_for, read_fields, read_post
from helpline.content.wording import Wording
from helpline.domain.fetching import Fetched, FetchFailed
from helpline.domain.messages import IncomingMessage, OutgoingMessage
from helpline.domain.recovery import Heard
from helpline.domain.sending import (
    AddressStopped,
    AddressUnreachable,
    Pace,
    Part,
    Receipt,
    SendFailed,
    SendGivenUp,
    SendUnknown,
    WindowClosed,
)
from helpline.domain.sms_letters import sms_letters
from helpline.settings import Settings

_INBOUND, _STATUS = "/channels/twilio", "/channels/twilio/status"
# Twilio takes 1600.
_LONGEST_PART = 1500
# After this Twilio does not send a queued message any more: the answer would come too late to be of use.
_VALID_FOR_SECONDS = 4 * 60 * 60
_LOOKED_AT = 50
_MEDIA = re.compile(r".*/Messages/(?P<message>[0-9A-Za-z]+)/Media/(?P<media>[0-9A-Za-z]+)", re.ASCII)
_GONE = frozenset({"404", "20404"})


class TwilioChannel:
    """Safe to use from several threads."""

    names = ("whatsapp", "sms")
    paths = (_INBOUND, _STATUS)
    can_look_up = True
    pace = Pace()  # Twilio queues and sends as fast as each number may

    def __init__(self, settings: Settings, wording: Wording) -> None:
        self._base_url = settings.base_url
        self._deletes_media = settings.twilio_delete_media
        self._wording = wording
        self._templates = read_templates(settings)
        self._validators = [RequestValidator(token) for token in settings.twilio_tokens]
        self._senders = {
            "whatsapp": address_for("whatsapp", settings.twilio_whatsapp_from) if settings.twilio_whatsapp_from else "",
            "sms": settings.twilio_sms_from,
        }
        self._http_client = TimedHttpClient(settings.twilio_api_url)
        self._client = make_client(settings, self._http_client)
        self._downloader = make_downloader(settings)

    def verify(self, request: WebhookRequest) -> None:
        """The signature is over the address that Twilio called, which behind a proxy only the settings know."""
        signature = request.headers.get("x-twilio-signature", "")
        url = self._base_url + request.path
        try:
            fields = read_fields(request.body)
            is_right = [each.validate(url, fields, signature) for each in self._validators]
        except (ValueError, TypeError) as error:
            raise WebhookRefused("cannot be verified") from error
        if not signature or not any(is_right):
            raise WebhookRefused("wrong signature")

    def read(self, request: WebhookRequest) -> Sequence[IncomingMessage | Receipt]:
        found = read_post(request)
        return () if found is None else (found,)

    def reply(self, request: WebhookRequest, *, was_told: bool = False) -> WebhookReply:
        """Empty: we answer by the API, in order and with reports."""
        return WebhookReply("text/xml", b"<Response/>")

    def parts(self, channel: str, message: OutgoingMessage) -> Sequence[Part]:
        if message.template:
            return [self._note(channel, message)]
        if channel == "sms":
            return [Part(text) for text in split_text(render_sms(message, self._wording), _LONGEST_PART)]
        if message.choices and self._templates.for_choices(message.choices, message.language):
            return self._with_buttons(message)
        text = render_text(message, self._wording, numbered=True)
        return [Part(each) for each in split_in(message.language, text, _LONGEST_PART)]

    def _with_buttons(self, message: OutgoingMessage) -> Sequence[Part]:
        """The buttons stand under a short line: the last of the text, or one of their own."""
        language = message.language
        texts = split_in(language, render_text(message, self._wording, numbered=False), _LONGEST_PART)
        *before, line = texts
        if not fits_above_buttons(line):
            before, (line,) = texts, split_in(language, self._wording.say(language, "choose_below"), _LONGEST_PART)
        numbered = "\n".join([line, *numbered_choices(message)])
        (fallback,) = split_in(language, numbered, _LONGEST_PART)
        return [*(Part(text) for text in before), Part(line, message.choices, language, fallback=fallback)]

    def _note(self, channel: str, message: OutgoingMessage) -> Part:
        language = message.language
        if channel == "sms":
            short = sms_letters(self._wording.say(language, f"{message.template}_sms"))
            return Part(short, language=language, template=message.template)
        name = self._wording.say(language, "our_name")
        text = self._wording.say(language, f"template_{message.template}", name=name)
        return Part(text, language=language, template=message.template)

    def send(self, channel: str, address: str, part: Part, *, reference: str) -> str:
        if part.template:
            return self._create(channel, address, reference, **self._waiting(channel, part))
        if not part.choices:
            return self._create(channel, address, reference, body=part.text)
        sid = self._templates.for_choices(part.choices, part.language)
        variables = variables_for(part.text, part.choices)
        try:
            return self._create(channel, address, reference, content_sid=sid, content_variables=variables)
        except (WindowClosed, AddressStopped, AddressUnreachable):
            raise
        except SendGivenUp:  # of the template, not of the person: numbers can be written on every phone
            return self._create(channel, address, reference, body=part.fallback)

    def _waiting(self, channel: str, part: Part) -> dict[str, str]:
        """Nobody should wait for hours to learn that it cannot be sent: somebody else can still be told."""
        if not self._senders[channel]:
            raise SendGivenUp("sender_not_set")
        if channel == "sms":
            return {"body": part.text}
        sid = self._templates.waiting_in(part.language)
        if not sid:
            raise SendGivenUp("template_not_set")
        return {
            "content_sid": sid,
            "content_variables": json.dumps({"1": self._wording.say(part.language, "our_name")}),
        }

    def _create(self, channel: str, address: str, reference: str, **content: str) -> str:
        with translated_errors():
            sent = self._client.messages.create(
                to=address_for(channel, address),
                from_=self._sender(channel),
                **content,
                status_callback=f"{self._base_url}{_STATUS}?{REFERENCE}={quote(reference)}",
                validity_period=_VALID_FOR_SECONDS,
            )
        if not sent.sid:
            raise SendUnknown("no_sid")
        return str(sent.sid)

    def find_sent(
        self, channel: str, address: str, part: Part, *, since: datetime, known: Collection[str]
    ) -> str | None:
        with translated_errors():
            listed = self._client.messages.list(
                to=address_for(channel, address), from_=self._sender(channel), limit=_LOOKED_AT
            )
        bodies = [text.split() for text in (part.text, part.fallback) if text]
        for message in listed:
            is_new = message.date_created is None or message.date_created >= since
            if is_new and message.sid not in known and (message.body or "").split() in bodies:
                return str(message.sid)
        return None

    def fetch(self, reference: str, *, largest: int) -> Fetched:
        return self._downloader.fetch(reference, largest=largest)

    def discard(self, reference: str) -> None:
        """Files that people send stay at Twilio until somebody deletes them."""
        found = _MEDIA.fullmatch(urlsplit(reference).path)
        if not found or not self._deletes_media:
            return
        try:
            with translated_errors():
                self._client.messages(found["message"]).media(found["media"]).delete()
        except SendFailed as error:
            if error.error_code not in _GONE:
                raise FetchFailed(error.error_code) from error

    def list_heard(self, since: datetime, until: datetime) -> Sequence[Heard]:
        """What people wrote between two moments, whether or not its webhook came. Raises SendFailed and its kinds."""
        numbers = [number for number in self._senders.values() if number]
        with translated_errors():
            return list_inbound(self._client, self._http_client.api_url, numbers, since, until)

    def close(self) -> None:
        self._http_client.close()
        self._downloader.close()

    def _sender(self, channel: str) -> str:
        if not self._senders[channel]:
            raise SendFailed("sender_not_set")
        return self._senders[channel]
