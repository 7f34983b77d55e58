from __future__ import annotations

import contextlib
import logging
import os
import sys
import warnings
from pathlib import Path


class TrainingFailed(Exception):
    pass


def train(project: Path, directory: Path) -> Path:
    """Trains from scratch in `directory`; Rasa's own cache ignores changes of our components' code."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["RASA_CACHE_DIRECTORY"] = str(directory / "cache")
    from rasa.model_training import train as train_rasa  # reads the environment when imported
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(logging.WARNING)
    configure_structlog(logging.WARNING)
    warnings.simplefilter("ignore", DeprecationWarning)
    warnings.filterwarnings("ignore", message=".*does not include an entity extractor trained.*")  # patterns need none
    with contextlib.redirect_stdout(sys.stderr):
        result = train_rasa(
            domain=str(project / "domain.yml"),
            config=str(project / "config.yml"),
            training_files=str(project / "data"),
            output=str(directory),
            fixed_model_name="model",
            force_training=True,
        )
    if result.code != 0 or result.model is None:
        raise TrainingFailed
    return Path(result.model)
