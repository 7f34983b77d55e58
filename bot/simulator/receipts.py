"""What becomes of a message that Twilio took: ticks on the phone, and reports to the bot."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlencode

from bot.simulator.phone import Phone
from bot.simulator.posting import Posting
from bot.simulator.rules_twilio import TwilioMessage
from bot.simulator.rules_twilio_posts import sign, status_fields
from bot.simulator.simulation import Simulation
from bot.simulator.troubles import Undelivered

# Seconds until a message is sent, delivered and read, from one state to the next.
PACES = {"quick": (0.05, 0.1, 0.2), "usual": (0.4, 0.8, 1.5), "slow": (3.0, 8.0, 10.0)}
RECEIPTS = ("normal", "late", "disordered", "twice", "none")
_LATE_BY_SECONDS = 30.0


class Receipts:
    def __init__(self, simulation: Simulation, posting: Posting) -> None:
        self._simulation, self._posting = simulation, posting

    async def go_through(self, phone: Phone, message: TwilioMessage, fate: Undelivered | None) -> None:
        """From queued to wherever it gets; without a network it stays at `sent` until `catch_up`."""
        sent, *_ = PACES[phone.conduct.pace]
        await asyncio.sleep(sent)
        if fate:
            message.error_code = str(fate.code)
            await self._pass(phone, message, [fate.status], str(fate.code))
            return
        await self._pass(phone, message, ["sent"])
        await self._arrive(phone, message)

    async def catch_up(self, phone: Phone) -> None:
        """The phone has a network again: what waited arrives."""
        for message in [each for each in phone.records if each.status == "sent" and each.direction != "inbound"]:
            await self._arrive(phone, message)

    async def _arrive(self, phone: Phone, message: TwilioMessage) -> None:
        if not phone.conduct.has_network:
            return
        _, delivered, read = PACES[phone.conduct.pace]
        states = ["delivered", "read"] if phone.channel == "whatsapp" else ["delivered"]
        await asyncio.sleep(delivered)
        if phone.conduct.receipts == "disordered":
            await self._pass(phone, message, states)
            return
        for state in states:
            await self._pass(phone, message, [state])
            await asyncio.sleep(read)

    async def _pass(self, phone: Phone, message: TwilioMessage, states: Sequence[str], code: str = "") -> None:
        message.status = states[-1]
        bubble = phone.find_sid(message.sid)
        if bubble:
            bubble.rise(states[-1], code)
            phone.changed()
        conduct = phone.conduct.receipts
        if conduct == "late":
            await asyncio.sleep(_LATE_BY_SECONDS)
        for state in reversed(states) if conduct == "disordered" else states:
            for _ in range({"twice": 2, "none": 0}.get(conduct, 1)):
                await self._report(phone, message, state, code)

    async def _report(self, phone: Phone, message: TwilioMessage, state: str, code: str) -> None:
        if not message.status_callback:
            return
        fields = status_fields(message, state, self._simulation.account_sid, code)
        await post_signed(self._posting, self._simulation, phone, message.status_callback, fields)


async def post_signed(
    posting: Posting, simulation: Simulation, phone: Phone, url: str, fields: dict[str, str]
) -> int | None:
    """The status with which the bot answered Twilio's post."""
    signature = sign(url, fields, simulation.auth_token)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    response = await posting.post(phone, url, urlencode(fields).encode(), headers, fields.items(), headers.items())
    return response.status_code if response is not None else None
