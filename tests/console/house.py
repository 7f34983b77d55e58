"""The real console with a scripted brain, people who write to it, and staff who work in it."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar
from litestar.exceptions import HTTPException

from bot.console.routes import console_handlers
from bot.problems import handle_helpline_error, handle_http_error, handle_unexpected_error
from bot.security import middleware, security_headers
from bot.wiring import Gateway
from helpline.domain.effects import Effect
from helpline.domain.messages import IncomingMessage
from helpline.domain.people import Role, Staff
from helpline.domain.turns import BrainAnswer, Reply, Understanding
from helpline.errors import HelplineError
from helpline.services import Services
from helpline.settings import Settings
from helpline.storage import cases, conversations, staff
from helpline.storage.messages import list_messages
from helpline.storage.people import change_profile
from helpline.usecases.passwords import hash_password
from helpline.usecases.prepare import open_database
from helpline.usecases.receive_message import receive_message
from helpline.usecases.take_turn import take_next_turn
from tests.processes import ROOT, free_port

PASSWORD = "correct horse battery"
SETTINGS = Settings(
    helpline_content_dir=ROOT / "content", helpline_phrases_dir=ROOT / "data" / "nlu", helpline_worker="separate"
)
_RANKING = (("passport_retention", 0.91), ("change_employer", 0.05), ("leave_country", 0.02))


@dataclass
class ScriptedBrain:
    """Answers every message alike; `effects` are those of the next turn."""

    replies: tuple[Reply, ...] = (Reply("wording", "menu", choices=("passport_retention", "talk_to_human")),)
    effects: tuple[Effect, ...] = ()

    def take_turn(self, **_turn: Any) -> BrainAnswer:
        effects, self.effects = self.effects, ()
        return BrainAnswer(self.replies, effects, Understanding("passport_retention", 0.91, _RANKING, "brain"), {})

    def is_well(self) -> bool:
        return True

    def close(self) -> None:
        pass


@dataclass
class House:
    gateway: Gateway
    app: Litestar
    brain: ScriptedBrain
    url: str = ""

    def add_staff(self, name: str, role: Role = Role.CASEWORKER, language: str = "en") -> Staff:
        """Their address is their first name; the password is PASSWORD for all."""
        email = f"{name.split()[0].lower()}@example.org"
        with self.gateway.database.write() as tx:
            member = staff.add_staff(tx, email=email, name=name, role=role, password_hash=_hash())
            staff.set_language(tx, member.id, language)
        return replace(member, language=language)

    def person(self, address: str, channel: str = "whatsapp", **profile: str) -> "Person":
        return Person(self, channel, address, profile)


@cache
def _hash() -> str:
    return hash_password(PASSWORD)


@dataclass
class Person:
    """Somebody who writes to the helpline. `profile` is set after the first message."""

    house: House
    channel: str
    address: str
    profile: Mapping[str, str]
    count: int = 0

    def says(self, text: str = "", **more: Any) -> "Person":
        self.count += 1
        database = self.house.gateway.database
        message = IncomingMessage(self.channel, f"{self.address}-{self.count}", self.address, text=text, **more)
        receive_message(database, message)
        if self.count == 1 and self.profile:
            with database.write() as tx:
                change_profile(tx, conversations.load(tx, self._conversation(tx)).person_id, **self.profile)
        while take_next_turn(self.house.gateway.services):
            pass
        return self

    def needs_somebody(self, text: str = "They keep my passport", *, topic: str, priority: str = "normal") -> str:
        """Writes something that leads to a case; returns its number."""
        values = {"topic": topic, "reason": "asked", "priority": priority}
        self.house.brain.effects = (Effect("open_case", values),)
        self.says(text)
        return self.case_number

    @property
    def conversation_id(self) -> str:
        with self.house.gateway.database.read() as tx:
            return self._conversation(tx)

    @property
    def case_number(self) -> str:
        with self.house.gateway.database.read() as tx:
            case = cases.find_latest_case(tx, self._conversation(tx))
        assert case is not None
        return case.number

    @property
    def case_id(self) -> str:
        with self.house.gateway.database.read() as tx:
            case = cases.find_latest_case(tx, self._conversation(tx))
        assert case is not None
        return case.id

    def heard(self) -> list[str]:
        """The texts that reached the person, in order."""
        with self.house.gateway.database.read() as tx:
            found = list_messages(tx, self._conversation(tx), for_person=True)
        return [str(message.body["text"]) for message in found if message.author != "person"]

    def _conversation(self, tx: Any) -> str:
        found = conversations.find_by_address(tx, self.channel, self.address)
        assert found is not None
        return found


def build_house(data_dir: Path, services: Services, **settings: Any) -> House:
    """On a migrated database, with content that was read before: `make_services(SETTINGS, …)` takes a while."""
    found = replace(SETTINGS, helpline_data_dir=data_dir, **settings)
    database, brain = open_database(found), ScriptedBrain()
    own = replace(services, database=database, brain=brain)
    gateway = Gateway(found, database, own, brain, {})  # type: ignore[arg-type]
    return House(gateway, make_console_app(gateway), brain)


def make_console_app(gateway: Gateway) -> Litestar:
    """The console without the rest of the gateway."""
    return Litestar(
        route_handlers=console_handlers(gateway),
        middleware=middleware(gateway),
        before_send=[security_headers(is_https=gateway.settings.is_production)],
        exception_handlers={
            HelplineError: handle_helpline_error,
            HTTPException: handle_http_error,
            Exception: handle_unexpected_error,
        },
        openapi_config=None,
        logging_config=None,
    )


@contextmanager
def served(house: House) -> Iterator[House]:
    """uvicorn in a thread of this process, on a port of its own."""
    port = free_port()
    house.url = f"http://127.0.0.1:{port}"
    config = uvicorn.Config(house.app, port=port, log_level="critical", access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "uvicorn does not start"
        time.sleep(0.02)
    try:
        yield house
    finally:
        server.should_exit = True
        thread.join(timeout=20)
