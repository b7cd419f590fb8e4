"""Kinds of questions that are out of scope although they resemble a published answer, by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry, patterns


@dataclass(frozen=True)
class OutOfScopeKind:
    """`words` is found in a question of this kind, and `theme` names its training phrases and its reply."""

    theme: str
    words: re.Pattern[str]


def parse_out_of_scope(file: Entry) -> tuple[OutOfScopeKind, ...]:
    """Return the kinds in their order. Raises KnowledgeError for a broken pattern."""
    return tuple(_kind(entry) for entry in file.entries())


def theme_of(text: str, kinds: Iterable[OutOfScopeKind]) -> str | None:
    """Return the theme of the first kind whose words are in the text."""
    return next((kind.theme for kind in kinds if kind.words.search(text)), None)


def _kind(entry: Entry) -> OutOfScopeKind:
    entry.only("theme", "words")
    either = "|".join(pattern.pattern for pattern in patterns(entry["words"]))
    return OutOfScopeKind(
        entry["theme"].text(), re.compile(rf"\b(?:{either})(?!\w)", re.IGNORECASE)
    )
