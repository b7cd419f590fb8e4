"""Which regular expressions of ours stall on long repetitions of what they themselves look for.

`python -m testkit.pattern_stalls LETTERS` prints those that take more than a second of processor time for a text
of so many letters, a line each, and their number last.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import signal
import sre_constants as sre
import sre_parse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import bot

_SECONDS = 1.0
# Of a part that is repeated so many texts are made, so that each of its alternatives comes in some.
_SAMPLES = 8
# What does its work where it is imported.
_NOT_IMPORTED = ("__main__", "migrations.env")
# It reads no two blanks in a row, which are all that takes it long.
_FOLDED = "bot.nlu.questions"
# Letters that classes take; whatever a text is made of, it may be repeated.
_PLAIN = (
    "a",
    "A",
    "1",
    " ",
    "a ",
    "1 ",
    "a, ",
    ".",
    "-",
    "a.",
    "a@",
    "\u00e9",
    "$",
    "'",
    "(",
    "? ",
)
# What no pattern takes, inside a word and behind it, so that all ways to read what stands before are tried.
_ENDS = ("\x00", "\u017f")
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_NOT_WORD: " ",
}


class Stalled(Exception):
    """A pattern took longer than it may."""


def our_patterns() -> list[re.Pattern[str]]:
    """Import all of `bot` and read what is loaded once; return every pattern that was compiled for it."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    compile_ = re._compile  # type: ignore[attr-defined]  # noqa: SLF001 - all of `re` goes through it

    def note(pattern: Any, flags: int) -> re.Pattern[str]:
        compiled = compile_(pattern, flags)
        caller = sys._getframe(2).f_globals.get("__name__", "")  # noqa: SLF001
        if isinstance(compiled.pattern, str) and caller.startswith("bot.") and caller != _FOLDED:
            found[compiled.pattern, compiled.flags] = compiled
        return compiled

    re._compile = note  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        for module in pkgutil.walk_packages(bot.__path__, "bot."):
            if not module.name.endswith(_NOT_IMPORTED):
                importlib.import_module(module.name)
        _load_all()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]  # noqa: SLF001
    return list(found.values())


def _load_all() -> None:
    """Only here, so that what is compiled at an import is noted, too."""
    importlib.import_module("bot.knowledge.loader").load()
    reader = importlib.import_module("bot.nlu.facts.reader").default_reader()
    reader.read("i am a resident in ohio until june 2027", date(2026, 11, 23))
    importlib.import_module("bot.nlu.ranking.answer_guard").default_answer_guard()


def stalls(patterns: Sequence[re.Pattern[str]], letters: int) -> Iterator[tuple[str, str]]:
    """Yield each pattern that stalls, with what was repeated."""
    for pattern in patterns:
        for start, unit in dict.fromkeys(_pumps(pattern)):
            text = (start + unit * (letters // len(unit)))[: letters - 1]
            try:
                with _limit():
                    for end in _ENDS:
                        sum(1 for _ in pattern.finditer(text + end))
            except Stalled:
                yield pattern.pattern, start + unit
                break


def _pumps(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield beginnings, each with what follows over and over."""
    chance = random.Random(1)
    tree = sre_parse.parse(pattern.pattern, pattern.flags)
    for unit in (*_PLAIN, _sample(tree, chance) + " "):
        yield "", unit
    for start, part in _repeated(tree, chance, ""):
        for unit in {_sample(part, chance) for _ in range(_SAMPLES)} - {""}:
            yield start, unit
            if not unit.endswith(" "):
                yield start, unit + " "
        for plain in (" ", "a", "1"):
            yield start, plain


def _repeated(items: Any, chance: random.Random, start: str) -> Iterator[tuple[str, Any]]:
    """Yield each part that may be repeated, with what stands before it."""
    for operation, value in items:
        for part in _parts(operation, value):
            if operation in {sre.MAX_REPEAT, sre.MIN_REPEAT} and value[1] > 1:
                yield start, part
            yield from _repeated(part, chance, start)
        start += _sample([(operation, value)], chance)


def _parts(operation: Any, value: Any) -> list[Any]:
    if operation in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        return [value[2]]
    if operation is sre.SUBPATTERN:
        return [value[3]]
    if operation is sre.BRANCH:
        return list(value[1])
    if operation is sre.ASSERT:
        return [value[1]]
    return []


def _sample(items: Any, chance: random.Random) -> str:
    """Return a text that the items take, as far as that can be told from them alone."""
    return "".join(_one(operation, value, chance) for operation, value in items)


def _one(operation: Any, value: Any, chance: random.Random) -> str:
    if operation is sre.LITERAL:
        return chr(value)
    if operation in {sre.ANY, sre.NOT_LITERAL}:
        return "x"
    if operation is sre.IN:
        return _member(value, chance)
    if operation in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        return _sample(value[2], chance) * min(max(value[0], 1), 3)
    if operation is sre.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if operation is sre.SUBPATTERN:
        return _sample(value[3], chance)
    return ""


def _member(members: Sequence[tuple[Any, Any]], chance: random.Random) -> str:
    if members[0][0] is sre.NEGATE:
        taken = re.compile("[" + "".join(map(_class_text, members[1:])) + "]")
        return next((letter for letter in "a 1x-.é" if not taken.match(letter)), "~")
    operation, value = chance.choice(members)
    if operation is sre.RANGE:
        return chr(value[0])
    return chr(value) if operation is sre.LITERAL else _CATEGORIES.get(value, "a")


def _class_text(member: tuple[Any, Any]) -> str:
    operation, value = member
    if operation is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if operation is sre.LITERAL:
        return re.escape(chr(value))
    return {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s"}.get(value, r"\w")


@contextmanager
def _limit() -> Iterator[None]:
    """Break off after a second of this process's own time, however busy the machine is."""

    def stop(*_: object) -> None:
        raise Stalled

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


if __name__ == "__main__":
    patterns = our_patterns()
    for pattern, unit in stalls(patterns, int(sys.argv[1])):
        print(f"{pattern}\n    on {unit!r}", flush=True)
    print(len(patterns))
