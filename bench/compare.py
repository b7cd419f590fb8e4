"""Our numbers beside the peers': `make bench`, or `python -m bench.compare --help`.

Every peer is trained and asked in a process of its own, on one thread, one after the other. What was
measured stays under var/bench/, so that a table can be written again without measuring again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from bench import results
from bench.measure import ANSWERS, PEERS, TRAINED
from bench.peers.rasa_default import EPOCHS, FULL
from bot.cli.train import QUIET
from bot.settings import ROOT, VAR

FOLDER = VAR / "bench"
RESULTS = ROOT / "bench/RESULTS.md"
README = ROOT / "README.md"
DIET = "rasa-default"
# DIET's batches grow from the first epoch to the last: two epochs hold the slowest and the fastest.
_TRIED = 2

ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "TF_NUM_INTRAOP_THREADS",
        "TF_NUM_INTEROP_THREADS",
    ),
    "1",
)


class Step(str, Enum):
    TRAIN = "train"
    ASK = "ask"
    WRITE = "write"


_ALL_STEPS, _ALL_PEERS = list(Step), list(PEERS)


def compare(
    *,
    diet_minutes: Annotated[
        float, typer.Option(help="Processor minutes that DIET may train; 100 epochs need hours.")
    ] = 30.0,
    wrong_rate: Annotated[
        float, typer.Option(help="Share of calibration messages that may be answered wrongly.")
    ] = 0.04,
    step: Annotated[list[Step], typer.Option(help="Only this; may be repeated.")] = _ALL_STEPS,
    peer: Annotated[list[str], typer.Option(help="Only this; may be repeated.")] = _ALL_PEERS,
) -> None:
    """Train the peers, ask them the validation questions, and write bench/RESULTS.md."""
    for name in peer:
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        if Step.TRAIN in step:
            train(name, folder, diet_minutes)
        if Step.ASK in step:
            ask(name, folder)
    if Step.WRITE in step:
        write(wrong_rate)


def train(name: str, folder: Path, diet_minutes: float) -> None:
    environment = {}
    if name == DIET:
        environment = {
            "BENCH_EPOCHS": str(_epochs_within(diet_minutes, folder)),
            "BENCH_MINUTES": str(diet_minutes),
        }
    _run("train", name, folder, environment)


def ask(name: str, folder: Path) -> None:
    _run("ask", name, folder, {})


def write(wrong_rate: float) -> None:
    """Write the results, and their headline into the README."""
    text = results.document(FOLDER, wrong_rate)
    RESULTS.write_text(text, encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    fresh = readme.replace(results.headline(readme), results.headline(text))
    README.write_text(fresh, encoding="utf-8")
    print("Written: bench/RESULTS.md, and its headline into README.md")


def _epochs_within(minutes: float, folder: Path) -> int:
    """Return how many epochs the processor minutes allow, from two epochs that are measured."""
    _run("train", DIET, folder, {"BENCH_EPOCHS": str(_TRIED)})
    epochs = json.loads((folder / EPOCHS).read_text(encoding="utf-8"))
    each = sum(epoch["processor_seconds"] for epoch in epochs) / len(epochs)
    return max(1, min(FULL, int(minutes * 60 / each)))


def _run(step: str, name: str, folder: Path, environment: dict[str, str]) -> None:
    print(f"{step} {name} …", file=sys.stderr, flush=True)
    result = folder / {"train": TRAINED, "ask": ANSWERS}[step]
    result.unlink(missing_ok=True)
    with (folder / f"{step}.log").open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [sys.executable, "-m", "bench.measure", step, name, str(folder)],
            cwd=ROOT,
            env={**os.environ, **QUIET, **ONE_THREAD, **environment},
            stdout=log,
            stderr=log,
            check=False,
            # The one that takes long leaves the machine usable.
            preexec_fn=_give_way if environment else None,
        )
    if done.returncode:
        sys.exit(f"{name} could not be measured ({step}); {log.name} says why.")


def _give_way() -> None:
    os.nice(19)


if __name__ == "__main__":
    typer.run(compare)
