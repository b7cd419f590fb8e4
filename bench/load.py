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
from pathlib import Path

import httpx
import psutil

from bench import tables
from testkit.load_client import QUESTIONS, Tally, crowd
from testkit.topology import Topology

HEAD = [
    "| set-up | people | messages/s | p50 ms | p95 ms | p99 ms | conversations | errors · empty · wrong · mixed up or lost |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
]
LENGTHS = (1, 5, 10, 50, 100)


def row(set_up: str, tally: Tally, people: int, seconds: float) -> str:
    p50, p95, p99 = (f"{1000 * tally.quantile(share):.0f}" for share in (0.5, 0.95, 0.99))
    mixed = tally.mixed_up + tally.lost + tally.doubled
    bad = f"{tally.errors} · {tally.empty} · {tally.wrong} · {mixed}"
    rate = f"{len(tally.seconds) / seconds:.0f}"
    return f"| {set_up} | {people} | {rate} | {p50} | {p95} | {p99} | {tally.sessions} | {bad} |"


def cpu_of(stack: Topology) -> dict[str, float]:
    """Seconds of processor time so far, by kind of process; our own are the people."""
    processes = {"people": psutil.Process()}
    for name, process in stack.running.items():
        processes[name] = psutil.Process(process.pid)
    seconds: dict[str, float] = {}
    for name, one in processes.items():
        times, kind = one.cpu_times(), name.rstrip("0123456789")
        seconds[kind] = seconds.get(kind, 0.0) + times.user + times.system
    return seconds


def measure(stack: Topology, set_up: str, people: int, seconds: float, think: float) -> list[str]:
    """Return a row of the table, and one of what each kind of process worked for a message."""
    before, started = cpu_of(stack), time.monotonic()
    talk = crowd(stack.address, people, seconds, guided=think > 0, think=think)
    tally = asyncio.run(talk)
    took, after = time.monotonic() - started, cpu_of(stack)
    worked = {
        kind: f"{1000 * (after[kind] - before[kind]) / max(1, len(tally.seconds)):.1f}"
        for kind in after
    }
    print(row(set_up, tally, people, took), worked, dict(tally.statuses), file=sys.stderr)
    return [
        row(set_up, tally, people, took),
        f"| {set_up} | {people} | {' | '.join(worked[kind] for kind in WORKERS)} |",
    ]


WORKERS = ("gateway", "rasa", "actions", "people")


def by_length(stack: Topology, conversations: int = 5) -> list[str]:
    """Return a row: how long a message takes at its place in a conversation, 95 of 100."""
    seconds: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for _ in range(conversations):
        with httpx.Client(base_url=stack.address, timeout=30) as http:
            token = http.post("/api/chat/sessions", json={}).json()["session"]
            http.headers["Authorization"] = f"Bearer {token}"
            for turn in range(1, max(LENGTHS) + 4):
                text = list(QUESTIONS)[turn % len(QUESTIONS)]
                started = time.monotonic()
                http.post("/api/chat/messages", json={"id": f"m{turn}", "text": text})
                took = time.monotonic() - started
                for length in LENGTHS:
                    # A few turns about each place, since one alone says little.
                    if abs(turn - length) <= min(3, length - 1):
                        seconds[length].append(took)
    cells = [
        f"{1000 * sorted(found)[int(0.95 * (len(found) - 1))]:.0f}" for found in seconds.values()
    ]
    return [f"| p95 ms | {' | '.join(cells)} |"]


def all_rows(people: list[int], seconds: float, set_ups: dict[str, dict[str, object]]) -> None:
    rows, worked, lengths = [], [], []
    for set_up, options in set_ups.items():
        with tempfile.TemporaryDirectory() as folder:
            stack = Topology(Path(folder), **options)  # type: ignore[arg-type]
            try:
                stack.start()
                asyncio.run(crowd(stack.address, 2, 3))
                lengths = lengths or by_length(stack)
                for count in people:
                    one, work = measure(stack, set_up, count, seconds, think=0)
                    rows.append(one)
                    worked.append(work)
                one, _ = measure(stack, f"{set_up}, 1 s between messages", 32, seconds, think=1)
                rows.append(one)
            finally:
                stack.stop()
    tables.write("load", [*HEAD, *rows])
    tables.write(
        "work",
        [
            f"| set-up | people | {' | '.join(WORKERS)} |",
            "| --- " * (2 + len(WORKERS)) + "|",
            *worked,
        ],
    )
    heads = " | ".join(f"message {length}" for length in LENGTHS)
    tables.write("length", [f"| | {heads} |", "| --- " * (1 + len(LENGTHS)) + "|", *lengths])


SET_UPS: dict[str, dict[str, object]] = {
    "SQLite, 1 Rasa": {},
    "PostgreSQL + Redis, 2 gateways, 2 Rasa, nginx": {
        "services": True,
        "proxy": True,
        "gateways": 2,
        "rasas": 2,
        "actions": 1,
    },
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="")
    parser.add_argument("--people", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--think", type=float, default=0)
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    if not arguments.address:
        all_rows(arguments.people, arguments.seconds, SET_UPS)
        return
    for people in arguments.people:
        talk = crowd(arguments.address, people, arguments.seconds, think=arguments.think)
        tally = asyncio.run(talk)
        print(row(arguments.address, tally, people, arguments.seconds))


if __name__ == "__main__":
    main()
