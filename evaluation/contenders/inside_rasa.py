"""Runs in Rasa's environment, each half in a process of its own, so that memory is that of the half alone.

`train` makes a model of one pipeline; `ask` loads it and ranks the topics of every text. Both print one JSON object.
Times are of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RANKING = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=("train", "ask"))
    parser.add_argument("--config", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    _quieten(arguments.model.parent)
    with contextlib.redirect_stdout(sys.stderr):
        if arguments.half == "train":
            found = train(arguments.config, arguments.model)
        else:
            found = asyncio.run(ask(arguments.model, json.loads(arguments.texts.read_text(encoding="utf-8"))))
    print(json.dumps(found))


def train(config: Path, model: Path) -> dict[str, Any]:
    from rasa.model_training import train_nlu  # reads the environment when imported

    started = time.process_time()
    train_nlu(
        config=str(config),
        nlu_data=str(ROOT / "data" / "nlu"),
        output=str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        domain=str(ROOT / "domain.yml"),
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"train_seconds": time.process_time() - started, "train_peak_mb": peak}


async def ask(model: Path, texts: list[str]) -> dict[str, Any]:
    from rasa.core.agent import Agent  # reads the environment when imported

    agent = Agent.load(model)
    await agent.parse_message("hello")
    started = time.process_time()
    rankings = [_ranking(await agent.parse_message(text.lstrip("/ "))) for text in texts]
    seconds = time.process_time() - started
    return {"rankings": rankings, "ms_a_message": seconds * 1000 / max(1, len(texts)), "memory_mb": memory_now()}


def _ranking(parsed: dict[str, Any]) -> list[list[Any]]:
    entries = [entry for entry in parsed.get("intent_ranking") or [] if entry["name"] != "nlu_fallback"]
    return [[entry["name"], float(entry["confidence"])] for entry in entries[:RANKING]]


def memory_now() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _quieten(cache: Path) -> None:
    os.environ.update(
        RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", RASA_CACHE_DIRECTORY=str(cache / "cache")
    )
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")


if __name__ == "__main__":
    main()
