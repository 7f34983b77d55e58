"""Models are made once for their inputs, whole, and only the newest two are kept."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest

from brain.model import Models
from tests.processes import train_model

PARTS = ("config.yml", "domain.yml", "data/nlu/en.yml", "data/rules/all.yml", "brain/text.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in PARTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def pretend_to_train(project: Path, directory: Path) -> Path:
    """Takes no half minute: the model is its configuration."""
    made = directory / "model.tar.gz"
    made.write_text((project / "config.yml").read_text())
    return made


def fail_to_train(project: Path, directory: Path) -> Path:
    (directory / "model.tar.gz").write_text("half")
    raise RuntimeError


def models(project: Path, rasa_version: str = "3.6.21") -> Models:
    return Models(project, rasa_version, pretend_to_train)


def test_a_model_is_made_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = models(project).model_in(project / "out")
    assert "Trained" in capsys.readouterr().out
    assert models(project).model_in(project / "out") == first
    assert "up to date" in capsys.readouterr().out


@pytest.mark.parametrize("name", [*PARTS, "data/nlu/fr.yml", "data/stories/new.yml", "brain/words.yml"])
def test_every_input_counts(project: Path, name: str) -> None:
    before = models(project).fingerprint()
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("something else")
    assert models(project).fingerprint() != before


def test_the_version_of_rasa_counts(project: Path) -> None:
    assert models(project).fingerprint() != models(project, "3.6.22").fingerprint()


def test_a_damaged_model_is_made_again(project: Path) -> None:
    models(project).model_in(project / "out").write_text("damaged")
    assert models(project).model_in(project / "out").read_text() == "config.yml"


def test_a_failed_training_leaves_no_model(project: Path) -> None:
    with pytest.raises(RuntimeError):
        Models(project, "3.6.21", fail_to_train).model_in(project / "out")
    assert not list((project / "out").iterdir())


def test_the_newest_two_are_kept(project: Path) -> None:
    made = []
    for age, config in enumerate("abc"):
        (project / "config.yml").write_text(config)
        made.append(models(project).model_in(project / "out"))
        os.utime(made[-1], (1000 + age, 1000 + age))
    (project / "config.yml").write_text("d")
    made.append(models(project).model_in(project / "out"))
    left = {path.name for path in (project / "out").iterdir()}
    assert left == {name for model in made[2:] for name in (model.name, f"{model.name}.sha256")}


def test_the_real_model_is_whole_and_its_path_is_the_last_line(model_path: Path) -> None:
    assert train_model(model_path.parent) == model_path
    with tarfile.open(model_path) as archive:
        names = archive.getnames()
    assert any(name.endswith("weights.npz") for name in names)
    assert not [name for name in names if name.endswith((".pkl", ".pickle", ".joblib"))]
