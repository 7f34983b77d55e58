"""From nothing to ready: every process is started as soon as what it needs is there."""

import json
import time
from typing import Any

from launch.house import House
from launch.job import Job
from launch.programs import Programs
from launch.progress import Step, say
from launch.readiness import ask_readiness
from launch.summary import ready_text

_TRAINING_SECONDS = 3.0
_IMPATIENT_SECONDS = 90.0


class StartUp:
    """Call `begin` once, then `look` until `is_ready`, then `end`."""

    def __init__(self, programs: Programs, house: House) -> None:
        self._programs = programs
        self._house = house
        self._model = Job(programs.model)
        self._preparation = Job(programs.preparation)
        self._prepared: dict[str, Any] = {}
        self._steps = [Step("4/4"), Step("3/4"), Step("2/4")]
        self._notices = {
            _TRAINING_SECONDS: "training the model (about a minute) ...",
            _IMPATIENT_SECONDS: "this takes long; the logs say more. Ctrl-C stops.",
        }
        self._began_at = time.monotonic()
        self.is_ready = False

    def begin(self) -> None:
        self._model.start()
        self._preparation.start()

    def look(self) -> None:
        """Raises Problem when it will not become ready."""
        self._house.require_hope()
        self._look_at_model()
        self._look_at_preparation()
        if self._model.is_done and self._preparation.is_done:
            self._look_at_bot()
        self._give_notice()

    def end(self) -> None:
        self._model.end()
        self._preparation.end()

    def _look_at_model(self) -> None:
        path = self._model.take_result()
        if path is not None:
            self._notices.pop(_TRAINING_SECONDS, None)
            self._house.start(self._programs.rasa(path))
            self._steps.pop().done("Model ready, Rasa is starting")

    def _look_at_preparation(self) -> None:
        result = self._preparation.take_result()
        if result is not None:
            self._prepared = json.loads(result)
            for program in self._programs.gateways():
                self._house.start(program)
            self._steps.pop().done("Database ready: {answers} answers, {contacts} contacts".format(**self._prepared))

    def _look_at_bot(self) -> None:
        settings = self._programs.settings
        if ask_readiness(settings.helpline_host, settings.helpline_port):
            return
        self.is_ready = True
        self._steps.pop().done("Rasa, actions and bot answer")
        email, password = self._prepared["admin_email"], self._prepared["new_password"]
        say(ready_text(settings, admin_email=email, new_password=password))

    def _give_notice(self) -> None:
        for seconds in [due for due in self._notices if time.monotonic() - self._began_at > due]:
            say(f"    {self._notices.pop(seconds)}")
