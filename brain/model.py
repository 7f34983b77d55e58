"""`python -m brain.model --out var/models`: the trained model for today's inputs, made when there is none yet."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from brain.training import train

ROOT = Path(__file__).resolve().parent.parent
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu/*.yml",
    "data/rules/*.yml",
    "data/stories/*.yml",
    "brain/*.py",
    "brain/*.yml",
)
KEPT = 2


@dataclass(frozen=True)
class Models:
    """Models by the hash of what they are made of: project files and Rasa's version."""

    project: Path
    rasa_version: str
    train: Callable[[Path, Path], Path]

    def model_in(self, out: Path) -> Path:
        model = out / f"{self.fingerprint()}.tar.gz"
        if _is_whole(model):
            model.touch()
            print(f"Model {model.stem[:12]} is up to date.", flush=True)
        else:
            self._make(model)
        _drop_older(out)
        return model

    def fingerprint(self) -> str:
        digest = hashlib.sha256(self.rasa_version.encode())
        for pattern in INPUTS:
            for path in sorted(self.project.glob(pattern)):
                digest.update(f"\0{path.relative_to(self.project)}\0".encode() + path.read_bytes())
        return digest.hexdigest()[:32]

    def _make(self, model: Path) -> None:
        started = time.monotonic()
        print("Training the model (about half a minute) ...", flush=True)
        model.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as directory:
            trained = self.train(self.project, Path(directory))
            _checksum_file(model).write_text(f"{_sha256(trained)}  {model.name}\n", encoding="ascii")
            trained.replace(model)
        print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)


def _is_whole(model: Path) -> bool:
    checksum = _checksum_file(model)
    return model.exists() and checksum.exists() and checksum.read_text(encoding="ascii").startswith(_sha256(model))


def _drop_older(out: Path) -> None:
    newest_first = sorted(out.glob("*.tar.gz"), key=lambda model: model.stat().st_mtime, reverse=True)
    for model in newest_first[KEPT:]:
        model.unlink()
        _checksum_file(model).unlink(missing_ok=True)


def _checksum_file(model: Path) -> Path:
    return model.with_name(f"{model.name}.sha256")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "models")
    print(Models(ROOT, version("rasa"), train).model_in(parser.parse_args().out))


if __name__ == "__main__":
    main()
