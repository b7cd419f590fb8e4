"""What to do, step by step, in one person's case."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.eligibility.decision import Decision
from bot.eligibility.profile import Profile
from bot.knowledge.checklists import Item
from bot.knowledge.loader import Knowledge
from bot.messages.blocks import Block
from bot.messages.decision_parts import DecisionParts, plain_reason

_SCHOOL_LETTER = "enrollment_verification"


class Checklist:
    def __init__(self, knowledge: Knowledge, parts: DecisionParts, today: date) -> None:
        self._knowledge = knowledge
        self._parts = parts
        self._today = today

    def blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        parts, category = self._parts, self._parts.category(decision)
        if category is None:
            return [
                *parts.without_category(decision),
                *parts.reasons(decision),
                *parts.staff(decision),
            ]
        reason = decision.because[0]
        result = f"{category.title}. {plain_reason(reason)} "
        first = {
            "title": parts.result_text("about_you"),
            "runs": [result, *parts.source(reason.cites)],
        }
        guidance = self._knowledge.guidance
        documents = [guidance.documents[name] for name in decision.documents]
        items = [item for item in guidance.checklists[category.id] if item.applies_to(profile)]
        return [
            {"type": "steps", "items": [first, *map(self._step, [*documents, *items])]},
            *parts.provided(decision),
            *parts.staff(decision),
        ]

    def needs_school_letter(self, decision: Decision) -> bool:
        """Tell whether a letter from a school may be wanted, so that the tools for it are offered."""
        category = self._parts.category(decision)
        return _SCHOOL_LETTER in decision.documents or bool(category and category.school_letter)

    def _step(self, item: Item) -> dict[str, Any]:
        text = self._knowledge.fill(item.text, self._today)
        return {"title": item.title, "runs": [f"{text} ", *self._parts.source(item.cites)]}
