"""`python -m benchmarks.train_bare OUT`, in Rasa's environment: a model of the same data with Rasa's own parts only."""

from __future__ import annotations

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from brain.model import ROOT, Models
from brain.training import train


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        project = Path(directory)
        (project / "config.yml").write_bytes((ROOT / "benchmarks" / "bare" / "config.yml").read_bytes())
        (project / "domain.yml").symlink_to(ROOT / "domain.yml")
        (project / "data").symlink_to(ROOT / "data")
        print(Models(project, version("rasa"), train).model_in(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
