"""What a person does on the Telegram phone, as Telegram's updates to the bot."""

import asyncio
import itertools
import json
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import httpx

from bot.simulator.media import files
from bot.simulator.phone import Bubble, Button, Phone
from bot.simulator.posting import Posting
from bot.simulator.rules_telegram import BOT, TelegramMessage, chat_data, person_data
from bot.simulator.simulation import Simulation

_SECRET = "X-Telegram-Bot-Api-Secret-Token"
# Telegram posts an update again until it gets a 200.
_AGAIN_AFTER_SECONDS = (1.0, 2.0, 4.0, 8.0, 16.0)
_LATE_BY_SECONDS = 10.0
_MOST_OPEN_TAPS = 200
_PLACE = {"latitude": 25.5, "longitude": 52.5}


class TelegramPerson:
    def __init__(self, simulation: Simulation, posting: Posting) -> None:
        self._simulation, self._posting = simulation, posting
        # A restart begins elsewhere: the bot knows the old numbers and would take new updates for repeats.
        self._updates = itertools.count(800_000_000 + secrets.randbelow(10**8))
        self._messages = itertools.count(secrets.randbelow(10**6) + 1)
        self._taps: OrderedDict[str, tuple[Phone, Bubble]] = OrderedDict()

    def new_message_id(self) -> int:
        return next(self._messages)

    def note_answered(self, tap_id: str) -> None:
        """The button stops waiting."""
        phone, bubble = self._taps.pop(tap_id, (None, None))
        if phone and bubble:
            bubble.status = "answered"
            phone.changed()

    def write(self, phone: Phone, text: str) -> None:
        self._say(phone, text, {"text": text})

    def attach(self, phone: Phone, kind: str) -> None:
        if kind == "place":
            self._say(phone, "", {"location": _PLACE}, kind)
            return
        file = files()[kind]
        about = {"file_id": file.sid, "file_unique_id": file.sid[:16], "file_size": len(file.content)}
        data: dict[str, Any] = {
            "photo": [{**about, "width": 64, "height": 64}],
            "voice": {**about, "duration": file.seconds, "mime_type": file.media_type},
            "document": {**about, "file_name": f"contract.{file.extension}", "mime_type": file.media_type},
        }
        self._say(phone, "", {kind: data[kind]}, kind)

    def edit(self, phone: Phone, bubble: Bubble, text: str) -> None:
        message = self._message(phone, int(bubble.sid)) | {"edit_date": int(phone.now.timestamp()), "text": text}
        bubble.text, bubble.is_edited = text, True
        phone.changed()
        self._update(phone, {"edited_message": message})

    def tap(self, phone: Phone, bubble: Bubble, button: Button) -> None:
        """The button shows that it waits until the bot answers the tap."""
        message = TelegramMessage(
            int(bubble.sid),
            int(phone.address),
            bubble.text,
            {each.label: each.value for each in bubble.buttons},
            int(bubble.at.timestamp()),
            phone.name,
        )
        tap_id = str(4_382_000_000 + next(self._updates))
        self._taps[tap_id] = (phone, bubble)
        if len(self._taps) > _MOST_OPEN_TAPS:
            self._taps.popitem(last=False)
        tap = {
            "id": tap_id,
            "from": person_data(int(phone.address), phone.language, phone.name),
            "message": message.as_json(),
            "chat_instance": "-3481",
            "data": button.value,
        }
        bubble.tapped, bubble.status = button.label, "waits"
        phone.changed()
        self._update(phone, {"callback_query": tap}, bubble)

    def block(self, phone: Phone, blocks: bool) -> None:
        phone.has_blocked = blocks
        phone.changed()
        member: dict[str, Any] = {"user": BOT, "status": "member"}
        kicked: dict[str, Any] = {"user": BOT, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocks else (kicked, member)
        change = {
            "chat": chat_data(int(phone.address), phone.name),
            "from": person_data(int(phone.address), phone.language, phone.name),
            "date": int(phone.now.timestamp()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._update(phone, {"my_chat_member": change})

    def _say(self, phone: Phone, text: str, what: Mapping[str, Any], kind: str = "text") -> None:
        message = self._message(phone, next(self._messages)) | dict(what)
        phone.wrote_at = phone.now
        bubble = phone.show("person", text, kind=kind, sid=str(message["message_id"]), status="queued")
        self._update(phone, {"message": message}, bubble)

    def _message(self, phone: Phone, message_id: int) -> dict[str, Any]:
        return {
            "message_id": message_id,
            "from": person_data(int(phone.address), phone.language, phone.name),
            "chat": chat_data(int(phone.address), phone.name),
            "date": int(phone.now.timestamp()),
        }

    def _update(self, phone: Phone, content: Mapping[str, Any], bubble: Bubble | None = None) -> None:
        how = phone.next_webhooks.popleft() if phone.next_webhooks else "normal"
        update = {"update_id": next(self._updates), **content}
        self._posting.later(self._deliver(phone, update, bubble, how))

    async def _deliver(self, phone: Phone, update: Mapping[str, Any], bubble: Bubble | None, how: str) -> None:
        if how == "late":
            await asyncio.sleep(_LATE_BY_SECONDS)
        for wait in (*_AGAIN_AFTER_SECONDS, 0.0):
            response = await self._post(phone, update)
            if response is not None and response.status_code == 200:
                self._note_taken(phone, bubble, response)
                break
            if bubble and bubble.side == "person":
                bubble.rise("failed", str(response.status_code) if response is not None else "no answer")
                phone.changed()
            await asyncio.sleep(wait)
        if how == "twice":
            await self._post(phone, update)

    async def _post(self, phone: Phone, update: Mapping[str, Any]) -> httpx.Response | None:
        secret = self._simulation.telegram_secret
        headers = {_SECRET: secret, "Content-Type": "application/json"}
        shown = [(_SECRET, f"{secret[:4]}…"), ("Content-Type", "application/json")]
        fields = [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in update.items()]
        url = f"{self._simulation.public_url}/channels/telegram"
        return await self._posting.post(phone, url, json.dumps(update).encode(), headers, fields, shown)

    def _note_taken(self, phone: Phone, bubble: Bubble | None, response: httpx.Response) -> None:
        """As Telegram does: a method in the answer is carried out."""
        answer = response.json()
        if answer.get("method") == "answerCallbackQuery":
            self.note_answered(answer["callback_query_id"])
        if bubble and bubble.side == "person":
            bubble.status, bubble.error = "delivered", ""
        phone.changed()
