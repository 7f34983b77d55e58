"""Rasa's own checks of data and conversations."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.processes import RASA_PYTHON, ROOT

WRONG_STORY = """
stories:
- story: Danger is small talk
  steps:
  - user: |
      my boss beats me every day
    intent: danger_violence
  - action: action_small_talk
"""


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [str(RASA_PYTHON), "-m", "rasa", *arguments],
        cwd=ROOT,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def conversations(model: Path, stories: Path, out: Path) -> subprocess.CompletedProcess[str]:
    files = ["--model", str(model), "--stories", str(stories), "--out", str(out)]
    return rasa("test", "core", *files, "--no-plot", "--fail-on-prediction-errors")


def test_the_training_data_is_valid() -> None:
    done = rasa(
        "data", "validate", "--fail-on-warnings", "--config", "config.yml", "--domain", "domain.yml", "--data", "data"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_the_conversations_go_as_written(model_path: Path, tmp_path: Path) -> None:
    done = conversations(model_path, ROOT / "tests" / "stories", tmp_path)
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text() if failed.exists() else done.stderr[-2000:]


def test_a_conversation_that_goes_otherwise_is_noticed(model_path: Path, tmp_path: Path) -> None:
    (tmp_path / "test_wrong.yml").write_text(WRONG_STORY)
    assert conversations(model_path, tmp_path / "test_wrong.yml", tmp_path / "out").returncode != 0


@pytest.mark.parametrize("path", ["config.yml", "domain.yml", "credentials.yml", "endpoints.yml"])
def test_no_secret_and_no_address_stands_in_rasas_files(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert "://" not in text and "127.0.0.1" not in text
