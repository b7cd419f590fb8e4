"""All that waits for publication, from the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.engine import Connection

from bot.publishing.changes import (
    AddedPhrase,
    AmountChange,
    AnswerChange,
    ChangeSet,
    HeldOutQuestion,
    RemovedPhrase,
)
from bot.records.publishing import amounts, drafts, questions
from bot.records.publishing.amounts import AmountDraft
from bot.records.publishing.drafts import AnswerDraft, Removal
from bot.records.publishing.questions import QuestionChange
from bot.records.review import phrases
from bot.records.review.phrases import Phrase

# Fields of an answer that hold a day.
_DAYS = frozenset({"reviewed", "from", "until"})


@dataclass(frozen=True)
class Waiting:
    drafts: list[AnswerDraft]
    phrases: list[Phrase]
    removals: list[Removal]
    questions: list[QuestionChange] = field(default_factory=list)
    amounts: list[AmountDraft] = field(default_factory=list)

    def __bool__(self) -> bool:
        rows = (self.drafts, self.phrases, self.removals, self.questions, self.amounts)
        return any(rows)

    @property
    def ids(self) -> dict[str, list[Any]]:
        """Return what is published by these, so that what comes later waits for the next."""
        return {
            "drafts": [[draft.id, draft.version] for draft in self.drafts],
            "phrases": [phrase.id for phrase in self.phrases],
            "removals": [removal.id for removal in self.removals],
            "questions": [question.id for question in self.questions],
            "amounts": [amount.id for amount in self.amounts],
        }

    def changes(self) -> ChangeSet:
        return ChangeSet(
            tuple(AnswerChange(draft.answer_id, from_json(draft.fields)) for draft in self.drafts),
            tuple(AddedPhrase(phrase.label, phrase.text) for phrase in self.phrases),
            tuple(RemovedPhrase(row.label, row.text, row.file) for row in self.removals),
            (
                *(
                    HeldOutQuestion(draft.test_question, draft.answer_id)
                    for draft in self.drafts
                    if draft.test_question
                ),
                *(HeldOutQuestion(row.text, row.answer_id) for row in self.questions),
            ),
            tuple(map(amount_change, self.amounts)),
        )

    def only(self, ids: Mapping[str, list[Any]]) -> Waiting:
        """Return what is still as it was when these ids were noted."""
        same = {tuple(pair) for pair in ids["drafts"]}
        return Waiting(
            [draft for draft in self.drafts if (draft.id, draft.version) in same],
            [phrase for phrase in self.phrases if phrase.id in ids["phrases"]],
            [removal for removal in self.removals if removal.id in ids["removals"]],
            [question for question in self.questions if question.id in ids.get("questions", [])],
            [amount for amount in self.amounts if amount.id in ids.get("amounts", [])],
        )


def load_waiting(connection: Connection) -> Waiting:
    return Waiting(
        drafts.open_drafts(connection),
        phrases.pending(connection),
        drafts.open_removals(connection),
        questions.open_changes(connection),
        amounts.open_drafts(connection),
    )


def amount_change(draft: AmountDraft) -> AmountChange:
    amount = Decimal(draft.amount)
    return AmountChange(draft.line, amount, draft.since, draft.until, draft.source)


def to_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an answer as the records keep them: days as text."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in fields.items()
    }


def from_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key in _DAYS and value else value
        for key, value in fields.items()
    }
