"""Break things while people talk: what they saw, how long it took, and whether anything was lost.

python -m bench.faults              every fault, written into docs/reliability.md
python -m bench.faults --only redis     that row alone
python -m bench.faults --only redis --seconds 6 --print
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import tables
from testkit.faults import FAULTS, Damage, inflict
from testkit.services import wait_until
from testkit.serving import Serving
from testkit.stack import Stack

COUNTS = "lost · doubled · mixed up · empty · wrong · unchecked"
HEAD = [
    f"| fault | answered | said “not now” | refused or broken off | back after | {COUNTS} |",
    "| --- | --- | --- | --- | --- | --- |",
]
# With fewer answers a row says nothing: eight people get some hundreds in the time.
LEAST_ANSWERED = 50
TOO_FEW = "**too few answers to say anything**"


class NotPossibleError(Exception):
    """This fault cannot be inflicted on this machine; its words are the row that says so."""


def row(damage: Damage) -> str:
    """Return a line of the table, which says so where hardly anything was measured."""
    tally = damage.tally
    if len(tally.seconds) < LEAST_ANSWERED:
        return f"| {damage.title} | {len(tally.seconds)} | {TOO_FEW} | | | |"
    failures = ", ".join(
        f"{count} × {name}" for name, count in tally.statuses.items() if name != "200"
    )
    counts = (damage.lost, damage.doubled, tally.mixed_up)
    records = " · ".join(map(str, (*counts, tally.empty, tally.wrong, tally.unchecked)))
    return (
        f"| {damage.title} | {len(tally.seconds)} | {tally.notices} | {failures or '0'} "
        f"| {damage.recovery:.1f} s | {records} |"
    )


def problem(damage: Damage) -> str:
    """Return what is wrong with a row, which it names; empty where all is as it should be."""
    if len(damage.tally.seconds) < LEAST_ANSWERED:
        return f"{damage.title}: {TOO_FEW.strip('*')}"
    harm = ", ".join(f"{count} {name}" for name, count in damage.harm.items())
    return f"{damage.title}: {harm}" if harm else ""


def full_disk(seconds: float) -> Damage:
    """Fill the disk under SQLite: 24 MB of memory, and a file that takes what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=False
        )
        if mounted.returncode:
            raise NotPossibleError("disk full | not measured: nothing can be mounted here")
        try:
            with Stack(Path(folder)) as stack:
                return inflict(stack, "disk full for 3 s (SQLite)", _fill, seconds, people=4)
        finally:
            subprocess.run(["umount", folder], check=False)


def _fill(stack: Stack) -> None:
    filler = stack.folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            time.sleep(3)
    filler.unlink()


def jumping_clock(seconds: float) -> Damage:
    """Set the clock of our processes an hour forward, and back again; that of the people stays."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        raise NotPossibleError(
            "clock jumps | not measured: Debian's package faketime is not installed"
        )
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        clock.write_text("+0", encoding="utf-8")
        faked = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            # Without it each look at the clock reads the file: everything slows to a crawl.
            "FAKETIME_CACHE_DURATION": "1",
            # What measures durations goes on evenly, as it does when a real clock is set.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        with Stack(Path(folder) / "stack", environment=faked) as stack:
            title = "clock an hour forward for 4 s, then back (SQLite)"
            return inflict(stack, title, lambda _: _jump(clock), seconds)


def _jump(clock: Path) -> None:
    clock.write_text("+1h", encoding="utf-8")
    time.sleep(4)
    clock.write_text("+0", encoding="utf-8")


def locked_database(seconds: float) -> Damage:
    """Another program writes to SQLite and takes its time."""
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        title = "another program holds the database for 6 s (SQLite)"
        return inflict(stack, title, _lock, seconds)


def _lock(stack: Stack) -> None:
    connection = sqlite3.connect(stack.database.removeprefix("sqlite:///"), timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    time.sleep(6)
    connection.close()


def under_serve(
    name: str, title: str, break_: Callable[[Serving, str], None]
) -> Callable[[float], Damage]:
    """Break a process of `make serve`, which has one of each: `serve` alone starts it again."""

    def fault(serving: Serving) -> None:
        break_(serving, name)
        wait_until(lambda: serving.child(name) is not None, f"the return of {name}")
        wait_until(serving.answers, "an answer", 60)

    def measure(seconds: float) -> Damage:
        with tempfile.TemporaryDirectory() as folder, Serving(Path(folder)) as serving:
            return inflict(serving, f"make serve: {title}", fault, seconds)

    return measure


# Those that need processes of their own.
_ALONE = {
    "disk": full_disk,
    "clock": jumping_clock,
    "locked": locked_database,
    **{
        f"serve {name}": under_serve(name, f"kill -9 {name}", Serving.kill)
        for name in ("rasa", "actions", "gateway", "console")
    },
    "serve hung rasa": under_serve("rasa", "Rasa hangs for good", Serving.freeze),
}


def main() -> int:
    """Return 1 where a row says nothing, or that something was lost or wrong; the last lines name it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=[*FAULTS, *_ALONE], action="append")
    parser.add_argument("--seconds", type=float, default=14)
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    names = arguments.only or [*FAULTS, *_ALONE]
    rows, problems = [], []
    for row_, problem_ in _outcomes(names, arguments.seconds):
        rows.append(row_)
        problems += [problem_] if problem_ else []
        print(row_, file=sys.stderr)
        if not arguments.print:
            # At once: whatever the next fault does, this one was measured.
            tables.update("faults", HEAD, [row_])
    if not (arguments.only or arguments.print):
        tables.write("faults", [*HEAD, *rows])
    print("\n".join(problems), file=sys.stderr)
    return int(bool(problems))


def _outcomes(names: Sequence[str], seconds: float) -> Iterator[tuple[str, str]]:
    """Inflict one after the other; give a row of each, and what is wrong with it."""
    if on_one_stack := [name for name in names if name in FAULTS]:
        with (
            tempfile.TemporaryDirectory() as folder,
            Stack(Path(folder), gateways=2, rasas=2, actions=2, services=True, proxy=True) as stack,
        ):
            for name in on_one_stack:
                damage = inflict(stack, *FAULTS[name], seconds)
                yield row(damage), problem(damage)
    for name in names:
        if name in _ALONE:
            try:
                damage = _ALONE[name](seconds)
            except NotPossibleError as error:
                yield f"| {error} | | | | |", ""
            else:
                yield row(damage), problem(damage)


if __name__ == "__main__":
    sys.exit(main())
