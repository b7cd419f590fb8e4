"""Facts about a person in words: in a sentence, and as the words of a button."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.knowledge.attributes import UNKNOWN, AnswerKind
from bot.knowledge.loader import Knowledge
from bot.knowledge.texts import put_in


class FactWords:
    def __init__(self, knowledge: Knowledge) -> None:
        self._attributes = knowledge.attributes
        self._phrases = knowledge.facts
        self._not_known = knowledge.guidance.result_texts["not_known"]

    def sentence(self, facts: Mapping[str, Any]) -> str:
        """Return facts as one phrase: "a physician, in residency, in the U.S."."""
        names = [name for name in facts if name not in implied_by(facts)]
        return ", ".join(phrase for name in names for phrase in self._said(name, facts[name]))

    def title(self, name: str, value: Any) -> str:
        """Return a fact in the words of its button."""
        attribute = self._attributes[name]
        if isinstance(value, (list, tuple)):
            return ", ".join(self.title(name, item) for item in value)
        if value == UNKNOWN:
            return put_in(self._not_known, attribute=attribute.short)
        if attribute.kind is AnswerKind.DATE:
            return next(iter(self._said(name, value)), str(value))
        label = attribute.values.get(str(value), str(value)).partition(" (")[0]
        if set(attribute.values) == {"yes", "no"} or not attribute.values:
            return f"{attribute.short}: {label}"
        return label

    def _said(self, name: str, value: Any) -> Iterator[str]:
        phrases = self._phrases.get(name, {})
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if "value" in phrases and item != UNKNOWN:
                is_day = self._attributes[name].kind is AnswerKind.DATE
                text = long_day(date.fromisoformat(str(item))) if is_day else str(item)
                yield put_in(phrases["value"], value=text)
            elif str(item) in phrases:
                yield phrases[str(item)]


def implied_by(facts: Mapping[str, Any]) -> set[str]:
    """Return the facts that another one says more exactly, so that a sentence need not say both."""
    implied = set()
    if facts.get("profession") == "medical_student" or "program" in facts:
        implied.add("stage")
    if facts.get("field") == "medical_physics" and facts.get("profession") == "medical_physicist":
        implied.add("field")
    return implied


def long_day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
