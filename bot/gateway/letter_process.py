"""The process that reads one letter: it bounds itself, reads the file from its input, and ends.

Called by bot.gateway.letter_reader as `python -m bot.gateway.letter_process NAME DAY`; its output is one
JSON object, either {"findings": {point: words}} or {"problem": code}.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path

_MEMORY = 160_000_000  # bytes of address space; the interpreter and both parsers take 70 of them
SECONDS = 2  # of processor time, and no more than three
# A seventh of a core where all others are busy: at the lowest priority a letter starves.
_NICENESS = 5


def bound_this_process() -> None:
    """Take away, before anything is read, what a letter does not need."""
    # Visitors' messages come first, and where memory ends all the same, this process goes first.
    os.nice(_NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def bound_its_time() -> None:
    """Take away all processor time but the letter's own; the system counts whole seconds.

    Getting ready is not the letter's doing: it takes a second on a slow machine.
    """
    ends = math.ceil(time.process_time() + SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (ends, ends))


def findings(name: str, content: bytes, today: date) -> dict[str, str]:
    """Return what a letter says, by point. Raises Problem 413 or 422."""
    from bot.conversation.letters import find_points  # noqa: PLC0415 - within the memory
    from bot.gateway.document_text import text_of  # noqa: PLC0415

    return find_points(text_of(name, content), today)


def main() -> None:
    bound_this_process()
    import bot.conversation.letters  # noqa: PLC0415
    import bot.gateway.document_text  # noqa: F401, PLC0415
    from bot.gateway.errors import Problem  # noqa: PLC0415

    bound_its_time()

    name, day = sys.argv[1:]
    try:
        answer: dict[str, object] = {
            "findings": findings(name, sys.stdin.buffer.read(), date.fromisoformat(day))
        }
    except Problem as problem:
        answer = {"problem": problem.code}
    print(json.dumps(answer))  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
