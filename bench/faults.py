"""Break things while people talk: what they saw, how long it took, and whether anything was lost.

python -m bench.faults              every fault, written into docs/reliability.md
python -m bench.faults --only redis --seconds 6 --print
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bench import tables
from testkit.load_client import Tally, crowd
from testkit.services import wait_until
from testkit.topology import Topology

PEOPLE = 8
_LONGEST = 240
HEAD = [
    "| fault | answered | said “not now” | refused or broken off | back after | lost · doubled · mixed up |",
    "| --- | --- | --- | --- | --- | --- |",
]


@dataclass
class Seen:
    """What came of one fault; `recovery` is from its beginning to the last failure that people saw."""

    fault: str
    tally: Tally
    recovery: float
    lost: int
    doubled: int

    def row(self) -> str:
        tally = self.tally
        broken = ", ".join(
            f"{count} × {name}" for name, count in tally.statuses.items() if name != "200"
        )
        kept = f"{self.lost} · {self.doubled} · {tally.mixed_up}"
        return (
            f"| {self.fault} | {len(tally.seconds)} | {tally.notices} | {broken or '0'} "
            f"| {self.recovery:.1f} s | {kept} |"
        )


Fault = Callable[[Topology], None]


def killed(name: str) -> Fault:
    """kill -9, and started again two seconds later, as a supervisor would."""

    def fault(stack: Topology) -> None:
        stack.kill(name)
        time.sleep(2)
        stack.launch(name)
        wait_until(lambda: stack.is_up(name), name, 90)

    return fault


def redis_away(stack: Topology) -> None:
    stack.redis.stop()
    time.sleep(4)
    stack.redis.start()


def postgres_away(stack: Topology) -> None:
    stack.postgres.stop()
    time.sleep(4)
    stack.postgres.start()


def everything(stack: Topology) -> None:
    """Restart it all while people are in the middle of forms."""
    names = list(stack.running)
    for name in names:
        stack.kill(name)
    stack.redis.stop()
    stack.postgres.stop()
    stack.redis.start()
    stack.postgres.start()
    for name in names:
        stack.launch(name)
    stack.wait_until_ready()


FAULTS: dict[str, tuple[str, Fault]] = {
    "rasa": ("kill -9 one of two Rasa workers", killed("rasa0")),
    "actions": ("kill -9 one of two action servers", killed("actions0")),
    "gateway": ("kill -9 one of two gateways", killed("gateway0")),
    "redis": ("Redis away for 4 s", redis_away),
    "postgres": ("PostgreSQL away for 4 s", postgres_away),
    "everything": ("all of it killed and started again, mid-form", everything),
}


def inflict(stack: Topology, name: str, seconds: float, people: int = PEOPLE) -> Seen:
    """Let people talk, break it after two seconds, and count some seconds after it was mended."""
    title, fault = FAULTS[name]
    tallies: list[Tally] = []
    stop = threading.Event()

    def talk() -> None:
        talk = crowd(stack.address, people, _LONGEST, guided=True, think=0.1, stop=stop)
        tallies.append(asyncio.run(talk))

    talking = threading.Thread(target=talk)
    talking.start()
    time.sleep(2)
    began = time.monotonic()
    fault(stack)
    time.sleep(max(3.0, seconds - (time.monotonic() - began)))
    stop.set()
    talking.join()
    (tally,) = tallies
    last = max((moment for moment in tally.failed_at if moment >= began), default=began)
    lost, doubled = count(stack.database, tally)
    return Seen(title, tally, last - began, lost, doubled)


def count(database: str, tally: Tally) -> tuple[int, int]:
    """Compare what was accepted with what is kept: turns, call-backs, ratings and saved answers."""
    engine = sa.create_engine(database, future=True)
    with engine.connect() as connection:
        kept = dict(connection.execute(sa.text("SELECT reference, name FROM callbacks")).all())
        saved = set(connection.execute(sa.text("SELECT code FROM applications")).scalars())
        rated = set(connection.execute(sa.text("SELECT message_id FROM feedback")).scalars())
        said = connection.execute(
            sa.text("SELECT sender_id, data FROM events WHERE type_name = 'user'")
        ).all()
    engine.dispose()
    turns = Counter((one, json.loads(data)["metadata"]["turn"]) for one, data in said)
    twice = sum(times - 1 for times in turns.values())
    lost = sum(kept.get(code) != name for name, code in tally.references.items())
    lost += len(tally.ratings - rated) + len(tally.codes - saved) + tally.lost
    names = [name for name in kept.values() if name in tally.references]
    return lost, twice + len(names) - len(set(names)) + tally.doubled


def full_disk(seconds: float) -> str:
    """Fill the disk under SQLite: 24 MB of memory, and a file that takes what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=False
        )
        if mounted.returncode:
            return "| disk full | not measured: nothing can be mounted here | | | | |"
        stack = Topology(Path(folder))
        try:
            stack.start()
            FAULTS["disk"] = ("disk full for 3 s (SQLite)", _fill)
            seen = inflict(stack, "disk", seconds, people=4)
            return seen.row()
        finally:
            stack.stop()
            subprocess.run(["umount", folder], check=False)


def _fill(stack: Topology) -> None:
    filler = stack.folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            time.sleep(3)
    filler.unlink()


def jumping_clock(seconds: float) -> str:
    """Set the clock of our processes an hour forward, and back again; that of the people stays."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        return "| clock jumps | not measured: Debian's package faketime is not installed | | | | |"
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        clock.write_text("+0", encoding="utf-8")
        faked = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            # What measures durations goes on evenly, as it does when a real clock is set.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        stack = Topology(Path(folder) / "stack", environment=faked)
        try:
            stack.start()
            FAULTS["clock"] = (
                "clock an hour forward for 4 s, then back (SQLite)",
                lambda _: _jump(clock),
            )
            return inflict(stack, "clock", seconds).row()
        finally:
            stack.stop()


def _jump(clock: Path) -> None:
    clock.write_text("+1h", encoding="utf-8")
    time.sleep(4)
    clock.write_text("+0", encoding="utf-8")


# Those that need processes of their own.
_ALONE = {"disk": full_disk, "clock": jumping_clock}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=[*FAULTS, *_ALONE], action="append")
    parser.add_argument("--seconds", type=float, default=14)
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    wanted = arguments.only or [*FAULTS, *_ALONE]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        stack = Topology(Path(folder), gateways=2, rasas=2, actions=2, services=True, proxy=True)
        try:
            if set(wanted) - set(_ALONE):
                stack.start()
            for name in wanted:
                if name not in _ALONE:
                    rows.append(inflict(stack, name, arguments.seconds).row())
                    print(rows[-1], file=sys.stderr)
        finally:
            stack.stop()
    for name, measure in _ALONE.items():
        if name in wanted:
            rows.append(measure(arguments.seconds))
            print(rows[-1], file=sys.stderr)
    if not arguments.print:
        tables.write("faults", [*HEAD, *rows])


if __name__ == "__main__":
    main()
