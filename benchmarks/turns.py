"""`python -m benchmarks.turns`: what a turn costs, the brain side by side with bare Rasa, in one run on one machine.

Rounds alternate, so that whatever else the machine does hits both alike; medians are compared, not means.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.contenders import QUIET, BareRasa, Brain, Contender, Conversation
from benchmarks.memory import megabytes
from tests.processes import RASA_PYTHON, ROOT, ActionsProcess, train_model

OUT = ROOT / "var" / "benchmarks"
TEXTS = (
    "my boss took my passport and does not give it back",
    "they have not paid my salary for three months",
    "صاحب العمل أخذ جواز سفري ولا يريد إرجاعه",
    "combien de jours de congé ai-je par an",
    "i am in Qatar",
    "thank you",
)
CLIENTS = 8
LATE_TURN = 300
MEASURED = 30
# Ratio of the brain's figure to bare Rasa's that the design promises.
TARGETS = {"first turn, ms": 0.35, f"turn {LATE_TURN}, ms": 0.10, "turns per second": 2.5}

Figures = dict[str, dict[str, float]]


def milliseconds(conversation: Conversation, number: int) -> float:
    started = time.perf_counter()
    conversation.turn(TEXTS[number % len(TEXTS)])
    return (time.perf_counter() - started) * 1000


def first_turns(contender: Contender, round_name: str) -> list[float]:
    names = [f"first-{round_name}-{number}" for number in range(MEASURED)]
    return [milliseconds(contender.conversation(name), number) for number, name in enumerate(names)]


def late_turns(contender: Contender, round_name: str) -> list[float]:
    conversation = contender.conversation(f"late-{round_name}")
    times = [milliseconds(conversation, number) for number in range(LATE_TURN + MEASURED // 2)]
    return times[-MEASURED:]


def turns_per_second(contender: Contender, round_name: str) -> list[float]:
    turns_each = 25

    def converse(client: int) -> None:
        conversation = contender.conversation(f"many-{round_name}-{client}")
        for number in range(turns_each):
            conversation.turn(TEXTS[(client + number) % len(TEXTS)])

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(converse, range(CLIENTS)))
    return [CLIENTS * turns_each / (time.perf_counter() - started)]


MEASURES = {"first turn, ms": first_turns, "turns per second": turns_per_second, f"turn {LATE_TURN}, ms": late_turns}


def measure(contenders: list[Contender], rounds: int) -> Figures:
    samples: dict[str, dict[str, list[float]]] = {name: {c.name: [] for c in contenders} for name in MEASURES}
    for round_number in range(rounds):
        for name, function in MEASURES.items():
            for contender in contenders:
                samples[name][contender.name] += function(contender, f"{round_number}-{time.time_ns()}")
    figures = {name: {who: statistics.median(times) for who, times in by.items()} for name, by in samples.items()}
    return figures | {"memory, MB": {c.name: megabytes(c.process.pid) for c in contenders}}


def table(figures: Figures) -> str:
    lines = [f"{'':22}{'bare Rasa':>12}{'brain':>12}{'ratio':>9}   target"]
    for name, by in figures.items():
        ratio = by["brain"] / by["bare"]
        target = TARGETS.get(name)
        reached = "" if target is None else ("reached" if (ratio >= target) == (target > 1) else "MISSED")
        promise = "" if target is None else f"{'at least' if target > 1 else 'at most'} {target}: {reached}"
        lines.append(f"{name:22}{by['bare']:>12.1f}{by['brain']:>12.1f}{ratio:>9.2f}   {promise}")
    return "\n".join(lines)


def train_bare(out: Path) -> Path:
    command = [str(RASA_PYTHON), "-m", "benchmarks.train_bare", str(out)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, stdout=subprocess.PIPE, text=True, check=True)
    return Path(done.stdout.strip().splitlines()[-1])


def run(rounds: int) -> Figures:
    bare_model, brain_model = train_bare(OUT / "bare-models"), train_model(ROOT / "var" / "models")
    with ExitStack() as processes:
        actions = ActionsProcess("benchmarks.actions", OUT / "actions.log")
        processes.enter_context(actions)
        contenders: list[Contender] = [
            BareRasa(bare_model, actions.url, OUT / "bare.log"),
            Brain(brain_model, actions.url, OUT / "brain.log"),
        ]
        for contender in contenders:
            processes.enter_context(contender.process)
            first_turns(contender, "warm-up")
        return measure(contenders, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    OUT.mkdir(parents=True, exist_ok=True)
    figures = run(rounds)
    print(table(figures))
    at = datetime.now(UTC)
    machine = {"cores": os.cpu_count(), "load": os.getloadavg()}
    result = {"at": at.isoformat(), "rounds": rounds, **machine, "figures": figures}
    (OUT / f"turns-{at:%Y%m%d-%H%M%S}.json").write_text(json.dumps(result, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
