"""Hold dialogues, and count the replies that are as expected.

    python -m bench.dialogues FILE.jsonl… [--url http://127.0.0.1:8000] [--faults]

Without --url they are held in this process with the trained model; with it, the assistant there
must run with ASSISTANT_RATE_LIMIT=off. What a line holds: testkit/dialogues.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from bot import settings
from bot.nlu import model_file
from testkit.dialogues import Score, Visit, hold_all, read_dialogues
from testkit.visits import Assistant, HttpVisit


def line_of(name: str, score: Score) -> str:
    """Return one line: all that held, turn by turn, and how long replies are."""
    held, expected = score.held.total(), score.expected.total()
    turns = " ".join(
        f"{turn}:{score.held[turn]}/{count}" for turn, count in sorted(score.expected.items())
    )
    words = f"{median(score.words):.0f}/{quantiles(score.words, n=10)[8]:.0f}"
    return (
        f"{name} {held}/{expected} ({held / expected:.1%})  by turn {turns}  words p50/p90 {words}"
    )


def _in_process() -> Callable[[], Visit]:
    chosen = settings.read()
    return Assistant(model_file.trained(chosen.model), chosen.day()).begin


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--faults", action="store_true", help="print each reply that is off")
    options = parser.parse_args()
    begin = partial(HttpVisit, options.url) if options.url else _in_process()
    for path in options.files:
        score = hold_all(read_dialogues(path), begin)
        for fault in score.faults if options.faults else ():
            print(fault)
        print(line_of(path.name, score))


if __name__ == "__main__":
    main()
