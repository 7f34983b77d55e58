"""A prepared database on either engine, with the real content, and a brain that says what a test tells it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Any

import pytest
from sqlalchemy import text

from helpline.domain.effects import Effect
from helpline.domain.messages import IncomingMessage
from helpline.domain.people import Role, Staff
from helpline.domain.turns import BrainAnswer, Reply, Understanding
from helpline.errors import BrainUnavailable
from helpline.services import Services, make_services
from helpline.settings import Settings
from helpline.storage import conversations, messages, staff
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.messages import StoredMessage
from helpline.usecases.receive_message import receive_message
from helpline.usecases.take_turn import take_next_turn

# Each message is answered by itself, except where a test gathers.
SETTINGS = Settings(helpline_gather_seconds=0)


@dataclass
class ScriptedBrain:
    """Answers with what the test put in; `asked` keeps what it was asked."""

    replies: tuple[Reply, ...] = (Reply("wording", "menu"),)
    effects: tuple[Effect, ...] = ()
    is_down: bool = False
    danger: float = 0.0
    before_answering: Callable[[], None] = lambda: None
    asked: list[dict[str, Any]] = field(default_factory=list)

    def take_turn(self, **turn: Any) -> BrainAnswer:
        self.asked.append(turn)
        self.before_answering()
        if self.is_down:
            raise BrainUnavailable("HTTP 502")
        understanding = Understanding("unpaid_wages", 0.9, (("unpaid_wages", 0.9),), "brain", self.danger)
        return BrainAnswer(self.replies, self.effects, understanding, {"turns": len(self.asked)})


@pytest.fixture
def database(loaded_database_url: str) -> Iterator[Database]:
    """With the content, which is copied: to load it anew for each test takes seconds."""
    database = Database(loaded_database_url, Cipher(make_key()), pool_size=8)
    yield database
    database.close()


@pytest.fixture(scope="session")
def content_services() -> Services:
    """The content is read once; each test gets its own database and brain."""
    return make_services(SETTINGS, None, None)  # type: ignore[arg-type]


@pytest.fixture
def brain() -> ScriptedBrain:
    return ScriptedBrain()


@pytest.fixture
def services(content_services: Services, database: Database, brain: ScriptedBrain) -> Services:
    return replace(content_services, database=database, brain=brain)


@pytest.fixture
def amal(database: Database) -> Staff:
    with database.write() as tx:
        return staff.add_staff(
            tx, email="amal@example.org", name="Amal Haddad", role=Role.CASEWORKER, password_hash="not used here"
        )


@dataclass
class Talk:
    """One person's side of a conversation, over any channel."""

    services: Services
    channel: str = "telegram"
    address: str = "555001"
    count: int = 0

    def says(self, text: str = "", *, choice: str | None = None, handled: bool = True, **more: Any) -> str:
        """Returns the provider's id of the message."""
        self.count += 1
        provider_id = f"{self.address}-{self.count}"
        message = IncomingMessage(self.channel, provider_id, self.address, text=text, choice=choice, **more)
        assert receive_message(self.services.database, message)
        if handled:
            while take_next_turn(self.services):
                pass
        return provider_id

    @property
    def conversation_id(self) -> str:
        with self.services.database.read() as tx:
            found = conversations.find_by_address(tx, self.channel, self.address)
        assert found
        return found

    def transcript(self, *, for_person: bool = True) -> list[StoredMessage]:
        with self.services.database.read() as tx:
            return list(messages.list_messages(tx, self.conversation_id, for_person=for_person))

    def heard(self, *, with_welcome: bool = False) -> list[Mapping[str, Any]]:
        """What the person got, in order; the text of the first contact only when it is asked for."""
        said = [message.body for message in self.transcript() if message.author != "person"]
        return [body for body in said if with_welcome or not self.is_welcome(body)]

    def is_welcome(self, body: Mapping[str, Any]) -> bool:
        days = str(self.services.quiet_days)
        return bool(body["text"] == self.services.wording.say(body["language"], "welcome", days=days))

    @property
    def owner(self) -> str:
        with self.services.database.read() as tx:
            return conversations.load(tx, self.conversation_id).owner


@pytest.fixture
def person(services: Services) -> Talk:
    return Talk(services)


@pytest.fixture
def phone(services: Services) -> Talk:
    """One chat of somebody who joins two, after a first question."""
    talk = Talk(services, "sms", "+97455500121")
    talk.says("this is a question in English, nothing else")
    return talk


@pytest.fixture
def web(services: Services) -> Talk:
    """The other."""
    talk = Talk(services, "telegram", "900900")
    talk.says("this is a question in English, nothing else")
    return talk


def wait_for_a_lock(database: Database) -> None:
    """Until another waits for what this transaction holds; on SQLite everybody does, from the beginning."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(2000 if database.is_postgresql else 0):
        with database.read() as tx:
            if tx.execute(waiting).scalar():
                return
        Event().wait(0.005)
    assert not database.is_postgresql, "nobody waits"
