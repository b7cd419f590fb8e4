"""Measure the assistant under load: messages a second, and how long people wait.

python -m bench.load                   every row, written into docs/reliability.md
python -m bench.load --address URL --people 8 --seconds 10 --print      against what runs already
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from bench import tables
from testkit.load_client import QUESTIONS, Tally, crowd
from testkit.stack import Stack
from testkit.visitor import Visitor

HEAD = [
    "| set-up | people | messages/s | p50 ms | p95 ms | p99 ms | conversations | errors · empty · wrong · mixed up or lost · unchecked |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
]
LENGTHS = (1, 5, 10, 50, 100)
# Fewer answers a second than this, and a row says nothing.
LEAST_RATE = 3
WORKERS = ("gateway", "rasa", "actions", "people")
SET_UPS: dict[str, dict[str, Any]] = {
    "SQLite, 1 Rasa": {},
    "PostgreSQL + Redis, 2 gateways, 2 Rasa, nginx": {
        "services": True,
        "proxy": True,
        "gateways": 2,
        "rasas": 2,
        "actions": 1,
    },
}


def row(set_up: str, tally: Tally, people: int, seconds: float) -> str:
    """Return a line of the table. Raises ValueError where hardly anything was answered."""
    if len(tally.seconds) < LEAST_RATE * seconds:
        raise ValueError(
            f"{set_up}, {people} people: {len(tally.seconds)} answers in {seconds:.0f} s"
        )
    p50, p95, p99 = (f"{1000 * tally.quantile(share):.0f}" for share in (0.5, 0.95, 0.99))
    mixed = tally.mixed_up + tally.lost + tally.doubled
    bad = f"{tally.errors} · {tally.empty} · {tally.wrong} · {mixed} · {tally.unchecked}"
    rate = f"{len(tally.seconds) / seconds:.0f}"
    return f"| {set_up} | {people} | {rate} | {p50} | {p95} | {p99} | {tally.sessions} | {bad} |"


def problem(set_up: str, tally: Tally, people: int) -> str:
    """Return what is wrong with a row, which it names; empty where nothing was lost or wrong."""
    harm = ", ".join(f"{count} {name}" for name, count in tally.harm.items())
    return f"{set_up}, {people} people: {harm}" if harm else ""


def processor_seconds(stack: Stack) -> dict[str, float]:
    """Return the processor time so far, by kind of process; our own are the people."""
    times = psutil.Process().cpu_times()
    return {**stack.processor_seconds(), "people": times.user + times.system}


def measure(
    stack: Stack, set_up: str, people: int, seconds: float, think: float
) -> tuple[str, str, str]:
    """Return a row of the table, one of what each kind of process spent on a message, and what is wrong."""
    before, started = processor_seconds(stack), time.monotonic()
    tally = asyncio.run(crowd(stack.address, people, seconds, guided=True, think=think))
    duration, after = time.monotonic() - started, processor_seconds(stack)
    costs = {
        kind: f"{1000 * (after[kind] - before[kind]) / max(1, len(tally.seconds)):.1f}"
        for kind in after
    }
    line = row(set_up, tally, people, duration)
    print(line, costs, dict(tally.statuses), file=sys.stderr)
    cost = f"| {set_up} | {people} | {' | '.join(costs[kind] for kind in WORKERS)} |"
    return line, cost, problem(set_up, tally, people)


def by_length(address: str, conversations: int = 5) -> str:
    """Return a row: how long a message takes at its place in a conversation, 95 of 100."""
    seconds: dict[int, list[float]] = defaultdict(list)
    for _ in range(conversations):
        visitor = Visitor.at(address)
        for turn in range(1, max(LENGTHS) + 4):
            duration = _time(visitor, list(QUESTIONS)[turn % len(QUESTIONS)])
            for length in LENGTHS:
                # A few turns about each place, since a single turn says little.
                if abs(turn - length) <= min(3, length - 1):
                    seconds[length].append(duration)
    cells = [
        f"{1000 * sorted(seconds[length])[int(0.95 * (len(seconds[length]) - 1))]:.0f}"
        for length in LENGTHS
    ]
    return f"| p95 ms | {' | '.join(cells)} |"


def _time(visitor: Visitor, text: str) -> float:
    started = time.monotonic()
    visitor.say(text)
    return time.monotonic() - started


def measure_all(people: Sequence[int], seconds: float) -> list[str]:
    """Measure every set-up, and write the tables; return what is wrong with each row."""
    rows, costs, lengths, problems = [], [], "", []
    for set_up, options in SET_UPS.items():
        with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), **options) as stack:
            asyncio.run(crowd(stack.address, 2, 3))
            lengths = lengths or by_length(stack.address)
            for count in people:
                line, cost, wrong = measure(stack, set_up, count, seconds, think=0)
                rows.append(line)
                costs.append(cost)
                problems.append(wrong)
            thinking = f"{set_up}, 1 s between messages"
            line, _, wrong = measure(stack, thinking, 32, seconds, think=1)
            rows.append(line)
            problems.append(wrong)
    write(rows, costs, lengths)
    return problems


def write(rows: list[str], costs: list[str], lengths: str) -> None:
    tables.write("load", [*HEAD, *rows])
    workers = f"| set-up | people | {' | '.join(WORKERS)} |"
    tables.write("work", [workers, "| --- " * (2 + len(WORKERS)) + "|", *costs])
    places = " | ".join(f"message {length}" for length in LENGTHS)
    tables.write("length", [f"| | {places} |", "| --- " * (1 + len(LENGTHS)) + "|", lengths])


def main() -> int:
    """Return 1 where something was lost or wrong; the last lines name the row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="")
    parser.add_argument("--people", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--think", type=float, default=0)
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    if not arguments.address:
        problems = measure_all(arguments.people, arguments.seconds)
    else:
        problems = []
        for people in arguments.people:
            talk = crowd(arguments.address, people, arguments.seconds, think=arguments.think)
            tally = asyncio.run(talk)
            print(row(arguments.address, tally, people, arguments.seconds))
            problems.append(problem(arguments.address, tally, people))
    print("\n".join(filter(None, problems)), file=sys.stderr)
    return int(any(problems))


if __name__ == "__main__":
    sys.exit(main())
