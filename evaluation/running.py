"""The brain to ask: started for the evaluation, or one that runs already."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx

from bot.brain_client import BrainClient
from evaluation.asking import Gateway, make_gateway
from helpline.settings import Settings, read_settings
from helpline.storage.migrate import is_up_to_date
from helpline.usecases.prepare import open_database
from tests.running import RunningHelpline

_PATIENCE_SECONDS = 30
_START_SECONDS = 300  # on a machine that is busy with other things


class NothingThere(Exception):
    """There is no brain that can be asked; the text says which part is missing and what to do."""


@contextlib.contextmanager
def started_brain(model: Path) -> Iterator[Gateway]:
    """Rasa and the actions as real processes, on a database of their own; no bot, for nothing is sent or stored."""
    with tempfile.TemporaryDirectory() as directory:
        running = RunningHelpline(model, Path(directory))
        running.prepare()
        try:
            for part in (running.rasa, running.actions):
                part.start()
            for part in (running.rasa, running.actions):
                part.wait_until_ready(_START_SECONDS)
            settings = read_settings({**os.environ, **running.environment}, Path("/nonexistent"))
            with _asking(settings) as gateway:
                yield gateway
        finally:
            for part in (running.actions, running.rasa):
                part.stop()


@contextlib.contextmanager
def running_brain(url: str) -> Iterator[Gateway]:
    """The one at this address, with BRAIN_TOKEN of the settings. Raises NothingThere."""
    settings = read_settings()
    _require(url, settings)
    with _asking(settings, url) as gateway:
        yield gateway


@contextlib.contextmanager
def _asking(settings: Settings, url: str = "") -> Iterator[Gateway]:
    brain = BrainClient(url or settings.brain_url, settings.brain_token, timeout_seconds=_PATIENCE_SECONDS)
    database = open_database(settings)
    try:
        if not is_up_to_date(database):
            raise NothingThere("The settings' database has not today's schema: is it the running helpline's?")
        yield make_gateway(settings, database, brain)
    finally:
        database.close()
        brain.close()


def _require(url: str, settings: Settings) -> None:
    """One harmless turn, which needs Rasa, the token and the actions: a status says which of them is missing."""
    turn: dict[str, object] = {
        "conversation": "evaluation",
        "message_id": "0",
        "text": "hello",
        "choice": None,
        "dialogue": {},
    }
    profile = {"language": "en", "country": None, "origin": None, "role": None, "sector": None}
    headers = {"Authorization": f"Bearer {settings.brain_token}"}
    try:
        response = httpx.post(
            f"{url.rstrip('/')}/webhooks/brain/turn",
            json={**turn, "profile": profile},
            headers=headers,
            timeout=_PATIENCE_SECONDS,
            trust_env=False,
        )
    except (httpx.TransportError, httpx.InvalidURL):
        raise NothingThere(
            f"Rasa does not answer at {url}. `make run` starts it, BRAIN_URL says where it is."
        ) from None
    if response.status_code in (401, 403):
        raise NothingThere(
            f"Rasa at {url} refuses the token. Set BRAIN_TOKEN in .env and start again: "
            "without it `make run` makes a new one for each start."
        )
    if response.status_code >= 500:
        raise NothingThere(f"Rasa answers at {url}, but the actions do not ({settings.actions_url}).")
    if response.status_code != 200:
        raise NothingThere(f"What answers at {url} is not the helpline's brain (HTTP {response.status_code}).")
