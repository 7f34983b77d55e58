"""A running web chat: the real application, served by uvicorn, on a real SQLite database with the real content. Only
the understanding is played by a small brain that knows a few words."""

import asyncio
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar

from bot.app import make_app
from bot.wiring import Gateway, make_gateway
from helpline.domain.effects import Effect
from helpline.domain.messages import Choice, ContactLine, OutgoingMessage
from helpline.domain.people import Role, Staff
from helpline.domain.turns import BrainAnswer, Reply, Understanding
from helpline.settings import Settings
from helpline.storage import messages, staff
from helpline.storage.conversations import lock
from helpline.usecases.prepare import prepare
from helpline.usecases.send_message import send_message
from tests.processes import ROOT, free_port

ASK_COUNTRY = Reply(
    "wording", "ask_country", choices=tuple(f"give_country:{code}" for code in ("SA", "AE", "KW", "OM", "JO", "LB"))
)
EMERGENCY = {
    "en": ("Police, ambulance, fire", "Day and night", "Anti-trafficking line"),
    "ar": ("الشرطة والإسعاف والإطفاء", "ليلًا ونهارًا", "خط مكافحة الاتجار بالبشر"),
    "fr": ("Police, ambulance, pompiers", "Jour et nuit", "Ligne contre la traite"),
}
FOLLOW_UPS = ("leave_country", "unpaid_wages", "talk_to_human")


class FewWordsBrain:
    """Knows passports and a few choices; everything else gets the menu. `seconds` is how long it thinks."""

    seconds = 0.0

    def take_turn(
        self,
        *,
        conversation_id: str,
        message_id: str,
        text: str,
        choice: str | None,
        profile: Mapping[str, str | None],
        dialogue: Mapping[str, Any],
    ) -> BrainAnswer:
        time.sleep(self.seconds)
        replies, effects = self._react(text.lower(), *(choice or "").partition(":")[::2])
        return BrainAnswer(replies, effects, Understanding("passport_retention", 0.9, (), "brain"), {})

    def _react(self, text: str, intent: str, argument: str) -> tuple[tuple[Reply, ...], tuple[Effect, ...]]:
        if intent == "give_country":
            answer = Reply("answer", f"passport_retention.{argument}", choices=FOLLOW_UPS)
            return (answer,), (Effect("set_country", {"country": argument}),)
        if intent.startswith("feedback_"):
            helped = intent == "feedback_positive"
            said = Reply("wording", "rated_helped" if helped else "rated_not_helped")
            return (said,), (Effect("rate_answer", {"answer": argument, "helped": "yes" if helped else "no"}),)
        if "passport" in text or "passeport" in text or "جواز" in text:
            return (Reply("answer", "passport_retention"), ASK_COUNTRY), ()
        return (Reply("wording", "menu", choices=("passport_retention", "unpaid_wages", "talk_to_human")),), ()

    def is_well(self) -> bool:
        return True

    def close(self) -> None:
        pass


@dataclass
class Site:
    """A running web chat and what stands behind it."""

    gateway: Gateway
    app: Litestar
    brain: FewWordsBrain
    url: str

    def stored(self, conversation_id: str) -> list[dict[str, Any]]:
        with self.gateway.database.read() as tx:
            found = messages.list_messages(tx, conversation_id)
        return [{"seq": message.seq, "author": message.author, **message.body} for message in found]

    def say_urgent(self, conversation_id: str, language: str = "en") -> None:
        """As safeguarding would: with numbers that do not depend on the content."""
        wording = self.gateway.services.wording
        parts = ("urgent_first", "danger_forced_labour", "urgent_alerted")
        text = "\n\n".join(wording.say(language, key, case="K7Q-42") for key in parts)
        police, hours, line = EMERGENCY[language]
        contacts = (
            ContactLine(police, "999", "", hours),
            ContactLine(line, "+974 1600 0000", "https://www.example.org/help"),
        )
        message = OutgoingMessage(text, language, contacts=contacts, urgent=True)
        self._say(conversation_id, message, "bot", None)

    def say_summary(self, conversation_id: str, **said: str) -> None:
        """As at the end of the complaint's questions."""
        text = self.gateway.services.wording.say("en", "complaint_summary", **said)
        choices = (Choice("Where to complain", "complaint_channels"),)
        self._say(conversation_id, OutgoingMessage(text, "en", choices=choices), "bot", None)

    def offer(self, conversation_id: str, text: str, choices: Sequence[Choice]) -> None:
        self._say(conversation_id, OutgoingMessage(text, "en", choices=tuple(choices)), "bot", None)

    def say_as_staff(self, conversation_id: str, text: str) -> None:
        self._say(conversation_id, OutgoingMessage(text, "en"), "staff", self.amal().id)

    def amal(self) -> Staff:
        email = "amal@example.org"
        with self.gateway.database.write() as tx:
            known = staff.find_staff(tx, email)
            if known:
                return known[0]
            return staff.add_staff(tx, email=email, name="Amal Haddad", role=Role.CASEWORKER, password_hash="unused")

    def _say(self, conversation_id: str, message: OutgoingMessage, author: str, staff_id: str | None) -> None:
        with self.gateway.database.write() as tx:
            lock(tx, conversation_id)
            send_message(self.gateway.services, tx, conversation_id, message, author=author, staff_id=staff_id)


def make_site(
    data_dir: Path, *, rate_limits: str = "off", port: int = 0, public_base_url: str = "", allowed_origins: str = ""
) -> Site:
    settings = Settings(
        helpline_data_dir=data_dir,
        helpline_content_dir=ROOT / "content",
        helpline_rate_limits=rate_limits,
        helpline_port=port or free_port(),
        public_base_url=public_base_url,
        webchat_allowed_origins=allowed_origins,
    )
    prepare(settings)
    brain = FewWordsBrain()
    real = make_gateway(settings)
    real.brain.close()
    gateway = replace(real, brain=brain, services=replace(real.services, brain=brain))  # type: ignore[arg-type]
    return Site(gateway, make_app(gateway), brain, f"http://127.0.0.1:{settings.helpline_port}")


class Server:
    """uvicorn in a thread."""

    def __init__(self, site: Site) -> None:
        port = site.gateway.settings.helpline_port
        config = uvicorn.Config(
            site.app, port=port, log_level="critical", access_log=False, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)

    def start(self) -> None:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()), daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < deadline, "uvicorn does not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)
