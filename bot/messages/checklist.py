"""What to do, step by step, in one person's case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.eligibility.decision import Decision
from bot.eligibility.profile import Profile
from bot.knowledge.checklists import Item
from bot.knowledge.loader import Knowledge
from bot.messages.blocks import Block, heading, paragraph
from bot.messages.decision_parts import DecisionParts

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
        guidance = self._knowledge.guidance
        documents = [guidance.documents[name] for name in decision.documents]
        items = [item for item in guidance.checklists[category.id] if item.applies_to(profile)]
        return [
            heading(category.title),
            paragraph(*parts.reason(reason)),
            {"type": "steps", "items": self._steps([*documents, *items], reason.cites.page)},
            *parts.provided(decision),
            *parts.staff(decision),
        ]

    def needs_school_letter(self, decision: Decision) -> bool:
        """Tell whether a letter from a school may be wanted, so that the tools for it are offered."""
        category = self._parts.category(decision)
        return _SCHOOL_LETTER in decision.documents or bool(category and category.school_letter)

    def _steps(self, items: Sequence[Item], named_page: str) -> list[dict[str, Any]]:
        """Return the steps; a page that was named before is cited by its heading alone."""
        named, steps = {named_page}, []
        for item in items:
            page = item.cites.page
            text = self._knowledge.fill(item.text, self._today)
            source = self._parts.source(item.cites, is_named=page in named)
            steps.append({"title": item.title, "runs": [f"{text} ", *source]})
            named.add(page)
        return steps
