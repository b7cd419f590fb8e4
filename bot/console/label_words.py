"""What a message was understood as, in words: the question of the answer, or the theme."""

from __future__ import annotations

from bot.knowledge.loader import Knowledge

_NO_THEME = "no theme"


def in_words(label: str, knowledge: Knowledge) -> str:
    """Return the question of an answer's label; of any other, the theme after its family."""
    answer = knowledge.answers_by_label.get(label)
    if answer:
        return answer.question
    return label.partition("/")[2].replace("_", " ") or _NO_THEME
