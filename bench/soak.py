"""Let people talk for long: what grows, and by how much; docs/reliability.md.

python -m bench.soak                              20,000 messages, some eight minutes
python -m bench.soak --messages 4000 --print
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench import tables
from testkit.load_client import Tally, crowd
from testkit.stack import Stack

COLUMNS = (
    *(
        "messages so far",
        "conversations",
        "messages/s",
        "gateway",
        "Rasa",
        "action server",
        "console",
    ),
    *("database, KB a message", "errors · empty · wrong · lost · unchecked"),
)
_KINDS = ("gateway", "rasa", "actions", "console")
_PEOPLE = 8
_STEPS = 4
_SECONDS_A_ROUND = 10
_MEGABYTE = 1 << 20


def memory(stack: Stack) -> list[str]:
    """Return what each process holds now."""
    return [
        f"{psutil.Process(stack.running[kind].pid).memory_info().rss / _MEGABYTE:.0f} MB"
        for kind in _KINDS
    ]


def database_bytes(stack: Stack) -> int:
    """Return the size of the database with its log."""
    path = Path(stack.database.removeprefix("sqlite:///"))
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))


def soak(stack: Stack, messages: int, most_seconds: float) -> list[list[str]]:
    """Return a line at the beginning and one after each quarter; ends early when time is over."""
    empty, started = database_bytes(stack), time.monotonic()
    rows = [["0", "0", "", *memory(stack), "", ""]]
    answered, sessions, faults = 0, 0, [0] * 5
    for step in range(1, _STEPS + 1):
        begun, before = time.monotonic(), answered
        while answered < messages * step // _STEPS and time.monotonic() - started < most_seconds:
            tally = asyncio.run(crowd(stack.address, _PEOPLE, _SECONDS_A_ROUND))
            answered, sessions = answered + len(tally.seconds), sessions + tally.sessions
            faults = [old + new for old, new in zip(faults, _faults(tally), strict=True)]
        if answered == before:
            break
        rate = (answered - before) / (time.monotonic() - begun)
        size = (database_bytes(stack) - empty) / 1000 / answered
        counts = " · ".join(map(str, faults))
        row = [f"{answered:,}", f"{sessions:,}", f"{rate:.0f}", *memory(stack), f"{size:.1f}"]
        rows.append([*row, counts])
        print(" | ".join(rows[-1]), file=sys.stderr)
    return rows


def _faults(tally: Tally) -> tuple[int, ...]:
    return (tally.errors, tally.empty, tally.wrong, tally.lost + tally.doubled, tally.unchecked)


def main() -> int:
    """Return 1 where anything went wrong for anybody."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--most-seconds", type=float, default=1_800)
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder), consoles=1) as stack:
        rows = soak(stack, arguments.messages, arguments.most_seconds)
    if not arguments.print:
        tables.write("soak", tables.table(COLUMNS, rows).splitlines())
    return int(rows[-1][-1].replace("0", "").replace(" · ", "") != "")


if __name__ == "__main__":
    sys.exit(main())
