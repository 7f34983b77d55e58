"""Floors are written with their margin and read back."""

from pathlib import Path

import pytest

from evaluation import figures as names
from evaluation.figures import figures_of
from evaluation.floors import read_floors, shortfalls, write_floors
from evaluation.shares import Share
from tests.evaluation.made_up import asked, wrongly_answered


def test_floors_leave_two_points_of_room_or_two_messages_where_there_are_few(tmp_path: Path) -> None:
    found = {
        **figures_of([asked()]),
        names.FIRST: Share(880, 1000),
        names.WRONG: Share(2, 40),
        names.DANGER: Share(1, 100),
    }
    write_floors({"en": found}, tmp_path / "floors.yml")
    floors = read_floors(tmp_path / "floors.yml")
    assert floors.at_least["en"][names.FIRST] == pytest.approx(0.86)
    assert floors.at_most["en"][names.WRONG] == pytest.approx(0.105)
    assert floors.at_least["en"][names.DANGER] == 0.0


def test_what_was_found_passes_its_own_floors(tmp_path: Path) -> None:
    kinds = (("urgent", "danger_violence"), ("harmless", "leave"), ("out_of_scope", "out_of_scope"))
    others = [asked(kind=kind, topics=(topic,), answered="") for kind, topic in kinds]
    found = {"en": figures_of([asked(), wrongly_answered(), *others])}
    write_floors(found, tmp_path / "floors.yml")
    assert shortfalls(found, read_floors(tmp_path / "floors.yml")) == []
