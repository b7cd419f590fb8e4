"""Break things while people talk: what they saw, how long it took, and whether anything was lost.

python -m bench.faults              every fault, written into docs/reliability.md
python -m bench.faults --only redis --seconds 6 --print
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import tables
from testkit.faults import FAULTS, Damage, inflict
from testkit.stack import Stack

HEAD = [
    "| fault | answered | said “not now” | refused or broken off | back after | lost · doubled · mixed up |",
    "| --- | --- | --- | --- | --- | --- |",
]


def row(damage: Damage) -> str:
    tally = damage.tally
    failures = ", ".join(
        f"{count} × {name}" for name, count in tally.statuses.items() if name != "200"
    )
    records = f"{damage.lost} · {damage.doubled} · {tally.mixed_up}"
    return (
        f"| {damage.title} | {len(tally.seconds)} | {tally.notices} | {failures or '0'} "
        f"| {damage.recovery:.1f} s | {records} |"
    )


def full_disk(seconds: float) -> str:
    """Fill the disk under SQLite: 24 MB of memory, and a file that takes what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=False
        )
        if mounted.returncode:
            return "| disk full | not measured: nothing can be mounted here | | | | |"
        try:
            with Stack(Path(folder)) as stack:
                return row(inflict(stack, "disk full for 3 s (SQLite)", _fill, seconds, people=4))
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
        with Stack(Path(folder) / "stack", environment=faked) as stack:
            title = "clock an hour forward for 4 s, then back (SQLite)"
            return row(inflict(stack, title, lambda _: _jump(clock), seconds))


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
    names = arguments.only or [*FAULTS, *_ALONE]
    rows = _on_one_stack([name for name in names if name in FAULTS], arguments.seconds)
    for name in names:
        if name in _ALONE:
            rows.append(_ALONE[name](arguments.seconds))
            print(rows[-1], file=sys.stderr)
    if not arguments.print:
        tables.write("faults", [*HEAD, *rows])


def _on_one_stack(names: list[str], seconds: float) -> list[str]:
    if not names:
        return []
    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(Path(folder), gateways=2, rasas=2, actions=2, services=True, proxy=True) as stack,
    ):
        for name in names:
            rows.append(row(inflict(stack, *FAULTS[name], seconds)))
            print(rows[-1], file=sys.stderr)
    return rows


if __name__ == "__main__":
    main()
