"""Measure the assistant under load: messages a second, and how long people wait.

python -m bench.load                       all rows, written into docs/reliability.md
python -m bench.load --address URL --people 8 --seconds 10     one row against what runs already
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench.people import Tally, crowd
from bench.topology import Topology


def row(tally: Tally, people: int, seconds: float) -> str:
    p50, p95, p99 = (f"{1000 * tally.quantile(share):.0f}" for share in (0.5, 0.95, 0.99))
    rate = len(tally.seconds) / seconds
    bad = f"{tally.errors} · {tally.empty} · {tally.wrong} · {tally.mixed_up + tally.lost + tally.doubled}"
    return f"| {people} | {rate:.0f} | {p50} | {p95} | {p99} | {tally.sessions} | {bad} |"


def measure(address: str, people: int, seconds: float, *, guided: bool, think: float) -> Tally:
    started = time.monotonic()
    tally = asyncio.run(crowd(address, people, seconds, guided=guided, think=think))
    took = time.monotonic() - started
    print(row(tally, people, took), tally.notices, "notices", dict(tally.statuses), file=sys.stderr)
    return tally


def cpu_of(stack: Topology | None) -> dict[str, float]:
    """Seconds of processor time so far, by process; ourselves as `people`."""
    own = psutil.Process().cpu_times()
    seconds = {"people": own.user + own.system}
    for name, process in (stack.running if stack else {}).items():
        times = psutil.Process(process.pid).cpu_times()
        seconds[name] = times.user + times.system
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="")
    parser.add_argument("--people", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--think", type=float, default=0)
    parser.add_argument("--faq", action="store_true")
    parser.add_argument("--services", action="store_true")
    parser.add_argument("--rasas", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stack = None
        address = arguments.address
        if not address:
            stack = Topology(Path(folder), services=arguments.services, rasas=arguments.rasas)
            stack.start()
            address = stack.address
        try:
            measure(address, 2, 3, guided=not arguments.faq, think=0)
            for people in arguments.people:
                before = cpu_of(stack)
                tally = measure(
                    address,
                    people,
                    arguments.seconds,
                    guided=not arguments.faq,
                    think=arguments.think,
                )
                after = cpu_of(stack)
                each = {
                    name: round(1000 * (after[name] - before[name]) / len(tally.seconds), 1)
                    for name in after
                }
                print("  ms of processor a message:", each, file=sys.stderr)
        finally:
            if stack:
                stack.stop()


if __name__ == "__main__":
    main()
