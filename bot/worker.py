"""Handles received messages and sends replies, in a few threads that sleep until something is due."""

import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Table

from bot.channels.twilio import TwilioChannel
from bot.chores import DAY_SECONDS, Chore
from bot.listener import listen_to_postgresql
from bot.wiring import Gateway, make_gateway
from helpline.errors import HelplineError
from helpline.log import log_event, silence_libraries
from helpline.settings import read_settings
from helpline.storage.schema import inbox, media, outbox
from helpline.usecases.deliver_outbox import deliver_next
from helpline.usecases.discard_media import discard_next
from helpline.usecases.fetch_media import fetch_next
from helpline.usecases.open_reviews import open_reviews
from helpline.usecases.purge_texts import purge_texts
from helpline.usecases.recover_messages import recover_messages
from helpline.usecases.release_held import release_held
from helpline.usecases.take_turn import take_next_turn

# Another process may have added something without our hearing it.
_LONGEST_SLEEP_SECONDS = 1.0
_HOUSEKEEPING_SECONDS = 3600.0
_PHONES_SECONDS = 60.0
_DISCARD_SECONDS = 300.0
_RECOVERY_SECONDS = 300.0


class Worker:
    """`start` and `stop` may be called once each; stopping waits for the turns that are under way."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._stopping = threading.Event()
        self._bells = {name: threading.Condition() for name in ("inbox", "outbox", "media")}
        self._threads: list[threading.Thread] = []
        self._stop_listening: list[Callable[[], None]] = []

    def start(self) -> None:
        database = self._gateway.database
        self._stop_listening.append(database.bell.listen(self._wake))
        if database.is_postgresql:
            self._stop_listening.append(listen_to_postgresql(database))
        for number in range(self._gateway.settings.helpline_worker_threads):
            self._run(f"turns-{number}", inbox, lambda: take_next_turn(self._gateway.services))
        quiet_days = self._gateway.settings.helpline_quiet_days
        self._do("reviews", lambda: open_reviews(database), DAY_SECONDS)
        self._do("purge", lambda: purge_texts(database, quiet_days), _HOUSEKEEPING_SECONDS)
        self._do("phones", lambda: release_held(database), _PHONES_SECONDS)
        self._start_recovery()
        self._do("discard", lambda: discard_next(database, self._gateway.channels), _DISCARD_SECONDS)
        for number in range(2 if self._gateway.channels else 0):
            self._run(f"sender-{number}", outbox, lambda: deliver_next(self._gateway.database, self._gateway.channels))
            self._run(f"media-{number}", media, lambda: fetch_next(self._gateway.media_desk))

    def _start_recovery(self) -> None:
        """Of what Twilio's webhooks did not bring. The phones of the simulator lose none."""
        twilio = self._gateway.channels.get("sms")
        if not isinstance(twilio, TwilioChannel) or self._gateway.simulation:
            return
        every = timedelta(seconds=_RECOVERY_SECONDS)
        self._do(
            "recovery",
            lambda: recover_messages(self._gateway.database, twilio.list_heard, every=every * 0.9),
            _RECOVERY_SECONDS,
        )

    def stop(self) -> None:
        self._stopping.set()
        for name in self._bells:
            self._wake(name)
        for stop in self._stop_listening:
            stop()
        for thread in self._threads:
            thread.join(timeout=12)

    def _run(self, name: str, queue: Table, work: Callable[[], bool]) -> None:
        thread = threading.Thread(target=lambda: self._loop(queue, work), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _do(self, name: str, work: Callable[[], object], every_seconds: float) -> None:
        self._threads.append(Chore(name, work, every_seconds, self._stopping).start())

    def _loop(self, queue: Table, work: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            try:
                did_something = work()
            except Exception as error:  # the database may be away for a moment; the loop must outlive it
                log_event("worker_error", queue=queue.name, error=type(error).__name__)
                did_something = False
                self._stopping.wait(1.0)
            if not did_something:
                self._sleep(queue)

    def _sleep(self, queue: Table) -> None:
        bell = self._bells[queue.name]
        with bell:
            bell.wait(timeout=_LONGEST_SLEEP_SECONDS)

    def _wake(self, subject: str) -> None:
        bell = self._bells.get(subject)
        if bell is not None:
            with bell:
                bell.notify_all()


def main() -> int:
    """`python -m bot.worker`: a worker without the web. SIGTERM and Ctrl-C let it finish the turns under way."""
    silence_libraries()
    try:
        gateway = make_gateway(read_settings())
    except HelplineError as error:
        print(f"The worker cannot start. {error}", file=sys.stderr)
        return 2
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    worker = Worker(gateway)
    worker.start()
    log_event("worker_started")
    stopping.wait()
    worker.stop()
    gateway.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
