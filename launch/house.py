"""All processes together: jobs first, services as soon as what they need is there, then watching over them."""

import json
import time

from launch.job import Job
from launch.log_files import keep_small, last_lines
from launch.problem import Problem
from launch.programs import Programs
from launch.progress import Step, say
from launch.readiness import ask_readiness
from launch.service import Program, Service
from launch.summary import ready_text

# Time to end in peace; the rest is ended by force, so that stopping takes under ten seconds.
ENDING_SECONDS = 8.0
MOST_DEATHS_BEFORE_READY = 4
_QUICK_SECONDS = 3.0
_IMPATIENT_SECONDS = 90.0
_LOG_CHECK_SECONDS = 60.0


class House:
    """Call `begin` once, `look` often, `end` at last; all from the main thread."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._model = Job(programs.model)
        self._preparation = Job(programs.preparation)
        self._prepared: dict[str, str] = {}
        self._jobs = {"model": self._model, "preparation": self._preparation}
        self._services: list[Service] = []
        self._steps = iter([Step("2/4"), Step("3/4"), Step("4/4")])
        self._began_at = time.monotonic()
        self._say_at = {"training": _QUICK_SECONDS, "waiting": _IMPATIENT_SECONDS}
        self._logs_checked_at = time.monotonic()
        self.is_ready = False

    def begin(self) -> None:
        self._model.start()
        self._preparation.start()

    def look(self) -> None:
        """Raises Problem when it cannot become ready."""
        self._look_at_jobs()
        self._look_at_services()
        if not self.is_ready:
            self._look_for_readiness()
        elif time.monotonic() - self._logs_checked_at > _LOG_CHECK_SECONDS:
            self._logs_checked_at = time.monotonic()
            for service in self._services:
                keep_small(service.program.log)

    def end(self) -> None:
        for service in self._services:
            service.ask_to_end()
        deadline = time.monotonic() + ENDING_SECONDS
        while time.monotonic() < deadline and not all(service.has_ended() for service in self._services):
            time.sleep(0.05)
        for service in self._services:
            service.end()
        for job in self._jobs.values():
            job.end()

    def _look_at_jobs(self) -> None:
        if "model" in self._jobs:
            model = self._model.result()
            if model is not None:
                del self._jobs["model"]
                self._start(self._programs.rasa(model))
                next(self._steps).done("Model ready, Rasa is starting")
            elif self._is_time_to_say("training"):
                say("    training the model (about a minute) ...")
        if "preparation" in self._jobs:
            prepared = self._preparation.result()
            if prepared is not None:
                del self._jobs["preparation"]
                self._prepared = json.loads(prepared)
                for program in self._programs.gateways():
                    self._start(program)
                counts = f"{self._prepared['answers']} answers, {self._prepared['contacts']} contacts"
                next(self._steps).done(f"Database ready: {counts}")

    def _look_at_services(self) -> None:
        for service in self._services:
            happened = service.look()
            if happened:
                say(f"    {happened}")
            if not self.is_ready and service.deaths >= MOST_DEATHS_BEFORE_READY:
                said = last_lines(service.program.log, 1)
                raise Problem(f"{service.program.name} does not start. Its last words: {said[0] if said else 'none'}")

    def _look_for_readiness(self) -> None:
        settings = self._programs.settings
        missing = ask_readiness(settings.connect_host, settings.helpline_port) if not self._jobs else {"jobs": "at work"}
        if not missing:
            self.is_ready = True
            next(self._steps).done("Rasa, actions and bot answer")
            say(
                ready_text(
                    settings,
                    admin_email=self._prepared["admin_email"],
                    new_password=self._prepared["new_password"],
                )
            )
        elif self._is_time_to_say("waiting"):
            states = ", ".join(f"{name} {state}" for name, state in missing.items())
            say(f"    still waiting ({states}); the logs say more. Ctrl-C stops.")

    def _start(self, program: Program) -> None:
        keep_small(program.log)
        service = Service(program)
        service.start()
        self._services.append(service)

    def _is_time_to_say(self, what: str) -> bool:
        """Once."""
        if time.monotonic() - self._began_at < self._say_at.get(what, float("inf")):
            return False
        del self._say_at[what]
        return True
