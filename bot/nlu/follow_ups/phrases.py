"""Reads data/follow_ups, and what tells beside it, data/self_descriptions.txt.

Of the first a file is an aspect, a line a message: `now` or `ahead`, its writer, and what is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SetUpError

FOLDER = "data/follow_ups"
_SELF_DESCRIPTIONS = "data/self_descriptions.txt"
# Of messages that ask for nothing, or for what no aspect is.
NONE = "none"
# Wants what was said once more; asks whether it holds for others too.
REPEAT, WHOSE, YES_THEN = "repeat", "whose", "yes_then"
# What is recognised, and answered otherwise than by an aspect of knowledge/aspects.yml.
OTHERS = frozenset({NONE, YES_THEN, REPEAT, WHOSE})
_NOW, _AHEAD = "now", "ahead"
_FIELDS = 3


@dataclass(frozen=True)
class FollowUpPhrase:
    """`is_ahead`: it speaks of what is not so yet. `file` is below the root."""

    text: str
    aspect: str
    is_ahead: bool
    writer: str
    file: str


def read_follow_ups(root: Path) -> Iterator[FollowUpPhrase]:
    """Return each message. Raises SetUpError for a line of another form, with file and line."""
    for path in sorted((root / FOLDER).glob("*.tsv")):
        file = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            fields = line.split("\t")
            if len(fields) != _FIELDS or fields[0] not in {_NOW, _AHEAD} or not all(fields):
                raise SetUpError(
                    f"{file}: line {number} is to be “now” or “ahead”, the writer and the message, "
                    "with a tabulator between them"
                )
            time, writer, text = fields
            yield FollowUpPhrase(text, path.stem, time == _AHEAD, writer, file)


def read_self_descriptions(root: Path) -> tuple[str, ...]:
    """Return what people type who say what they are and ask nothing: one a line."""
    return tuple((root / _SELF_DESCRIPTIONS).read_text(encoding="utf-8").splitlines())
