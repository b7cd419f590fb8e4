"""Which texts may become training phrases: the rules of `assistant check`, before writing."""

from __future__ import annotations

import re
from pathlib import Path

from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.held_out import held_out_questions
from bot.nlu.phrases.phrase import fold

# `[words](entity)`: nobody who types in a chat may name entities in our training data.
_ANNOTATION = re.compile(r"\]\s*[({]")


class Admission:
    """Remembers what it let in, so that a text is not let in twice."""

    def __init__(self, root: Path) -> None:
        self._labels = {fold(phrase.text): phrase.label for phrase in read_phrases(root)}
        self._held_out = {
            fold(row["text"]): f"{file}, line {number}"
            for file, number, row in held_out_questions(root)
        }

    def refuse(self, text: str, label: str) -> str:
        """Return why the text may not become a phrase of the label; an empty sentence: it may."""
        key = fold(text)
        if not key:
            return "there are no words in it"
        if _ANNOTATION.search(text):
            return "Rasa would read its brackets as an annotation"
        if not " ".join(text.split()).isprintable():
            return "there are invisible characters in it"
        if key in self._held_out:
            return (
                f"it is a held-out question ({self._held_out[key]}), which must not be trained on"
            )
        if other := self._labels.get(key):
            return _duplicate(label, other)
        self._labels[key] = label
        return ""


def _duplicate(label: str, other: str) -> str:
    if other == label:
        return f"it already stands under {label}"
    return f"it already stands under another label, {other}; a phrase can have only one"
