"""Attack our own processes on this machine, and see what another visitor notices; bounded in count and time.

python -m bench.attack              every attack, written into docs/reliability.md
python -m bench.attack --only wide --count 10 --print
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import psutil

from bench import tables
from testkit.attacks import ATTACKS, Attack, Harm, suffer
from testkit.stack import Stack

COLUMNS = (
    *("attack", "answered with", "another visitor: messages answered", "slowest", "failed"),
    "gateway's memory after it",
)
_MEGABYTE = 1 << 20


def row(attack: Attack, harm: Harm, megabytes: float) -> list[str]:
    """Return a line of the table. Raises ValueError where hardly anything was measured."""
    if not harm.waits:
        raise ValueError(
            f"{attack.title}: the other visitor got no answer, so nothing was measured"
        )
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(harm.answers.items()))
    return [
        attack.title,
        answers,
        str(len(harm.waits)),
        f"{max(harm.waits):.1f} s",
        str(len(harm.failures)),
        f"{megabytes:.0f} MB",
    ]


def problems(harm: Harm, longest: float) -> list[str]:
    """Return what must not come of an attack; another visitor may wait `longest` seconds."""
    slowest = max(harm.waits, default=0.0)
    sentences = {
        f"{harm.broken} answers were errors of ours": harm.broken,
        f"another visitor was not answered: {', '.join(harm.failures)}": harm.failures,
        f"another visitor waited {slowest:.1f} s": slowest > longest,
        f"{harm.answers['still open']} connections were still open": harm.answers["still open"],
    }
    return [sentence for sentence, is_so in sentences.items() if is_so]


def main() -> int:
    """Return 1 where an attack did harm: the row says what was measured, the last lines what is wrong with it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=ATTACKS, action="append")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument(
        "--longest", type=float, default=2.0, help="seconds that another visitor may wait"
    )
    parser.add_argument("--print", action="store_true", help="do not write the document")
    arguments = parser.parse_args()
    rows, harms = [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        # As many addresses as visitors: the limits hold as they do for people.
        Stack(Path(folder), consoles=1, overrides={"rate_limit": "on"}) as stack,
    ):
        gateway = psutil.Process(stack.running["gateway"].pid)
        for name in arguments.only or ATTACKS:
            target = stack.address_of(ATTACKS[name].target)
            harm = suffer(ATTACKS[name], stack.address, min(arguments.count, 200), target)
            rows.append(row(ATTACKS[name], harm, gateway.memory_info().rss / _MEGABYTE))
            harms += [f"{name}: {problem}" for problem in problems(harm, arguments.longest)]
            print(" | ".join(rows[-1]), file=sys.stderr)
            if not arguments.print:
                # At once: whatever becomes of the next attack, this one was measured.
                head_and_row = tables.table(COLUMNS, rows[-1:]).splitlines()
                tables.update("attacks", head_and_row[:2], head_and_row[2:])
    if not (arguments.only or arguments.print):
        tables.write("attacks", tables.table(COLUMNS, rows).splitlines())
    print("\n".join(harms), file=sys.stderr)
    return int(bool(harms))


if __name__ == "__main__":
    sys.exit(main())
