"""A decision as a card with its reasons: in short for a conversation, in full for a page."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.near_alternatives import NearAlternative, near_alternatives, opened_by
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.loader import Knowledge
from bot.messages.blocks import Block, Run, heading, paragraph
from bot.messages.decision_parts import DecisionParts
from bot.messages.fact_words import long_day

# So many categories are named that another answer may lead to.
_MOST_NAMED = 3


class ResultCard:
    def __init__(
        self, knowledge: Knowledge, eligibility: Eligibility, parts: DecisionParts, today: date
    ) -> None:
        self._knowledge = knowledge
        self._eligibility = eligibility
        self._parts = parts
        self._today = today

    def in_short(self, decision: Decision, profile: Profile) -> list[Block]:
        """Return the result, why, what it costs, and who confirms it."""
        parts, category = self._parts, self._parts.category(decision)
        if category is None:
            return [
                *parts.without_category(decision),
                *parts.reasons(decision),
                *self._other_answers(decision, profile),
            ]
        amount = [parts.amount_a_year(decision), " ", decision.dues.note]
        rows: list[list[Any]] = [
            [parts.result_text("why"), parts.reason(decision.because[0])],
            [parts.result_text("dues"), amount],
        ]
        if decision.documents:
            documents = self._knowledge.guidance.documents
            titles = "; ".join(documents[name].title for name in decision.documents)
            rows.append([parts.result_text("documents_in_short"), [titles]])
        rows += parts.alternatives(decision)
        return [
            {"type": "card", "title": category.title, "rows": rows},
            *parts.provided(decision),
            *parts.staff(decision),
        ]

    def in_full(self, decision: Decision, profile: Profile) -> list[Block]:
        parts = self._parts
        return [
            *self._card(decision, profile),
            *parts.reasons(decision),
            *parts.provided(decision),
            *parts.staff(decision),
            *self._other_answers(decision, profile),
            paragraph({"text": parts.text("disclaimer"), "em": True}),
        ]

    def _card(self, decision: Decision, profile: Profile) -> list[Block]:
        parts, category = self._parts, self._parts.category(decision)
        if category is None:
            return parts.without_category(decision)
        rights = [category.rights.text, " ", *parts.source(category.rights.cites)]
        amount = [parts.amount_a_year(decision), " ", decision.dues.note]
        rows = [
            [parts.result_text("what_it_is"), [category.plain]],
            [parts.result_text("dues_today"), amount],
            [parts.result_text("good_to_know"), rights],
            *self._next_date(profile),
            *self._documents(decision),
        ]
        if decision.refund:
            rows.append(
                [parts.result_text("refund"), [parts.result_text(f"refund_{decision.refund}")]]
            )
        rows += parts.alternatives(decision)
        return [{"type": "card", "title": category.title, "rows": rows}]

    def _next_date(self, profile: Profile) -> list[list[Any]]:
        for event in self._parts.events(profile):
            if event.on >= self._today and not event.is_task:
                text = f"{long_day(event.on)}: {event.title}."
                return [[self._parts.result_text("next_date"), [text]]]
        return []

    def _documents(self, decision: Decision) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for name in decision.documents:
            document = self._knowledge.guidance.documents[name]
            text = self._knowledge.fill(document.text, self._today)
            rows.append([self._parts.result_text("documents"), [f"{document.title}. {text}"]])
        return rows

    def _other_answers(self, decision: Decision, profile: Profile) -> list[Block]:
        """Say what another answer to a question that was left open, or answered, would lead to."""
        alternatives = near_alternatives(self._eligibility, profile, self._today)
        named = {alternative.attribute for alternative in alternatives}
        return [*self._open_answers(decision, profile, named), *self._as_list(alternatives)]

    def _open_answers(
        self, decision: Decision, profile: Profile, named: Container[str]
    ) -> list[Block]:
        """Say which answers were left open, and to which category another one could lead.

        Of those that are `named` it is said elsewhere which answer leads where.
        """
        if decision.status not in (Status.NO_CATEGORY, Status.REFER):
            return []
        sentences, others = [], []
        for name, value in profile.items():
            if value not in (UNKNOWN, (UNKNOWN,)) or name in named:
                continue
            question = self._knowledge.attributes[name].question
            if categories := self._opened_by(name, profile):
                sentences.append(
                    self._parts.result_text("may_lead_to", question=question, categories=categories)
                )
            else:
                others.append(question)
        if others:
            sentences.append(f"{self._parts.text('not_sure')} {' '.join(others)}")
        return [paragraph(sentence) for sentence in sentences]

    def _opened_by(self, name: str, profile: Profile) -> str:
        """Return the titles of the categories that another answer may lead to; empty for none, or too many to name."""
        rules = self._knowledge.rules
        ids = opened_by(self._eligibility, profile, name, self._today)
        titles = [rules.categories[id_].title for id_ in sorted(ids, key=rules.relations.rank)]
        return " or ".join(titles) if len(titles) <= _MOST_NAMED else ""

    def _as_list(self, alternatives: Sequence[NearAlternative]) -> list[Block]:
        if not alternatives:
            return []
        items: list[list[Run]] = []
        for alternative in alternatives:
            attribute = self._knowledge.attributes[alternative.attribute]
            text = self._parts.result_text(
                "would_lead_to",
                question=attribute.question,
                answer=attribute.values[alternative.value],
                category=self._knowledge.rules.categories[alternative.decision.category].title,
            )
            items.append([text])
        title = heading(self._parts.result_text("what_would_change_it"))
        return [title, {"type": "ul", "items": items}]
