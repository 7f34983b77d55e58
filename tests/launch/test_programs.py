"""Who learns which secret, and what is said at the end of a start."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpline.settings import Settings
from launch.problem import Problem
from launch.programs import make_programs
from launch.summary import ready_text

SETTINGS = Settings(helpline_data_dir=Path("/nonexistent"))


def test_rasa_learns_no_secret_that_is_not_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPLINE_KEY", "k")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "t")
    visible = make_programs(SETTINGS).rasa("model.tar.gz").environment
    assert {"BRAIN_TOKEN", "ACTIONS_URL", "ACTIONS_TOKEN"} <= set(visible)
    assert not {"HELPLINE_KEY", "TWILIO_AUTH_TOKEN", "DATABASE_URL"} & set(visible)


def test_tokens_differ_from_start_to_start_and_stand_in_no_command() -> None:
    first, second = make_programs(SETTINGS), make_programs(SETTINGS)
    token = first.environment["BRAIN_TOKEN"]
    assert token != second.environment["BRAIN_TOKEN"]
    commands = [*first.gateways(), first.rasa("model"), first.model, first.preparation]
    assert all(token not in part for program in commands for part in program.command)


def test_tokens_that_are_set_are_kept() -> None:
    assert make_programs(replace(SETTINGS, brain_token="mine")).environment["BRAIN_TOKEN"] == "mine"


def test_a_separate_worker_is_started_too() -> None:
    programs = make_programs(replace(SETTINGS, helpline_worker="separate"))
    assert [program.name for program in programs.gateways()] == ["actions", "bot", "worker"]


def test_a_brain_on_another_machine_is_not_started_here() -> None:
    with pytest.raises(Problem, match="BRAIN_URL names another machine"):
        make_programs(replace(SETTINGS, brain_url="http://brain.example.org:5005"))


def test_a_new_password_is_shown_and_an_old_one_is_not() -> None:
    first = ready_text(SETTINGS, admin_email="a@example.org", new_password="abcd-efgh")
    later = ready_text(SETTINGS, admin_email="a@example.org", new_password="")
    assert "abcd-efgh" in first and "shown this once" in first
    assert "helpline staff password a@example.org" in later
    assert all("http://127.0.0.1:8000/console" in text for text in (first, later))
