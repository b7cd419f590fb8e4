"""The held-out questions that a text is like and that want something else than an answer of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.nlu.phrases.likeness import PhraseIndex
from bot.nlu.phrases.phrase import Phrase

_MOST_SHOWN = 5
_MOST_LIKE = 30
# Less has a word or two in common and asks something else.
_LEAST = 0.45


@dataclass(frozen=True)
class OtherQuestion:
    """`wants` are the ids of the answers that it accepts; empty: it is not to be answered."""

    text: str
    wants: tuple[str, ...]
    file: str


class HeldOutQuestions:
    """`read` gives file, line and row of each question; once, when they are first needed."""

    def __init__(self, read: Callable[[], Iterable[tuple[str, int, Mapping[str, Any]]]]) -> None:
        self._read = read

    def against(self, text: str, answer: str) -> list[OtherQuestion]:
        """Return the questions like a text for which this answer would count as wrong, the likest first."""
        questions = [
            self._questions[like.phrase.text]
            for like in self._index.like(text, _MOST_LIKE)
            if like.likeness >= _LEAST
        ]
        return [question for question in questions if answer not in question.wants][:_MOST_SHOWN]

    def find(self, text: str) -> OtherQuestion | None:
        return self._questions.get(text)

    @cached_property
    def _questions(self) -> dict[str, OtherQuestion]:
        return {
            row["text"]: OtherQuestion(row["text"], tuple(row["accept"]), file)
            for file, _, row in self._read()
        }

    @cached_property
    def _index(self) -> PhraseIndex:
        return PhraseIndex(Phrase("", text, "", "", "") for text in self._questions)
