"""`python -m launch.supervisor`: starts everything, says where it is, keeps it running, ends it cleanly."""

import os
import signal
import sys
import time
from pathlib import Path

from helpline.errors import SettingsError
from helpline.settings import Settings, read_settings
from launch.child import end_with_parent
from launch.disk import require_room
from launch.house import House
from launch.places import ROOT
from launch.ports import require_port
from launch.problem import Problem, run_and_report
from launch.programs import make_programs
from launch.progress import say
from launch.single_start import only_start
from launch.start_up import StartUp

ROOM_NEEDED = 300_000_000
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopSignal:
    """Set by Ctrl-C or SIGTERM; whoever waits looks at it."""

    def __init__(self) -> None:
        self.is_set = False
        for number in _ENDING:
            signal.signal(number, self._set)

    def _set(self, _number: int, _frame: object) -> None:
        self.is_set = True


def main() -> int:
    os.chdir(ROOT)
    end_with_parent()
    stop = StopSignal()
    settings = _settings()
    data_dir = _data_dir(settings)
    with only_start(data_dir, settings.base_url):
        require_port(settings.helpline_host, settings.helpline_port)
        house = House()
        start_up = StartUp(make_programs(settings), house)
        try:
            _run(start_up, house, stop)
        finally:
            start_up.end()
            house.end()
    say("Stopped.")
    return 0


def _run(start_up: StartUp, house: House, stop: StopSignal) -> None:
    start_up.begin()
    while not (stop.is_set or start_up.is_ready):
        house.look()
        start_up.look()
        time.sleep(0.1)
    while not stop.is_set:
        house.look()
        time.sleep(0.5)
    say("Stopping ...")


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        raise Problem(str(error)) from None


def _data_dir(settings: Settings) -> Path:
    directory = settings.helpline_data_dir
    require_room(directory, ROOM_NEEDED)
    (directory / "logs").mkdir(exist_ok=True)
    return directory


if __name__ == "__main__":
    sys.exit(run_and_report(main))
