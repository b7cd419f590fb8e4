"""What was taught word for word: a message that is a training phrase, or a published question, means that.

The ranking weighs all phrases against each other, so it may miss one that it learnt from. What two labels
claim is left to it; `assistant check` refuses that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.nlu.phrases.phrase import fold
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE, Choice, Outcome, family

_FILE = "taught_phrases.json"


class TaughtPhrases:
    """`labels` by text as `fold` leaves it."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = dict(labels)

    @classmethod
    def learn(cls, phrases: Iterable[tuple[str, str]]) -> TaughtPhrases:
        """Take texts with their labels; a text with two labels is nobody's."""
        labels: dict[str, str] = {}
        contested = set()
        for text, label in phrases:
            key = fold(text)
            if key and labels.setdefault(key, label) != label:
                contested.add(key)
        return cls({key: label for key, label in labels.items() if key not in contested})

    def and_questions(self, questions: Iterable[tuple[str, str]]) -> TaughtPhrases:
        """Return these and the published questions; a phrase that is word for word one comes first."""
        return TaughtPhrases({**{fold(text): label for text, label in questions}, **self._labels})

    def label_of(self, text: str) -> str | None:
        return self._labels.get(fold(text))

    def save(self, folder: Path) -> None:
        (folder / _FILE).write_text(json.dumps(dict(sorted(self._labels.items()))), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> TaughtPhrases:
        return cls(json.loads((folder / _FILE).read_text(encoding="utf-8")))


def choice_of(label: str) -> Choice:
    """Return what follows where nothing but this label is meant."""
    outcomes = {FAQ: Outcome.ANSWER, OUT_OF_SCOPE: Outcome.ADMIT}
    return Choice(outcomes.get(family(label), Outcome.TALK), (label,), 1.0)
