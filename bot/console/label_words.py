"""Answers and labels in words: the question of an answer, or the theme."""

from __future__ import annotations

from bot.knowledge.loader import Knowledge

_NO_THEME = "no theme"


def in_words(label: str, knowledge: Knowledge) -> str:
    """Return the question of an answer's label; of any other, the theme after its family."""
    answer = knowledge.answers_by_label.get(label)
    if answer:
        return answer.question
    return label.partition("/")[2].replace("_", " ") or _NO_THEME


def question_of(id_: str, knowledge: Knowledge) -> str:
    """Return the question of an answer; its id where it is not published."""
    answer = knowledge.answers.get(id_)
    return answer.question if answer else id_
