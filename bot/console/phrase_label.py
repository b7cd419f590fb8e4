"""The label of a training phrase, from the answer that staff chose: published, or drafted here."""

from __future__ import annotations

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException

from bot.knowledge.faq import label_of as label_of_id
from bot.knowledge.loader import Knowledge
from bot.records.publishing import drafts

# The only label of what we do not answer that staff may add phrases to.
OUT_OF_SCOPE = "out_of_scope/other"


def label_of(answer: str, knowledge: Knowledge) -> str:
    """Return the label of an answer. Raises 422 for an answer that does not exist."""
    if answer == OUT_OF_SCOPE:
        return OUT_OF_SCOPE
    if answer not in knowledge.answers:
        raise HTTPException(422, "Choose the answer that this text asks for.")
    return knowledge.answers[answer].label


class DraftedLabels:
    """The answers that phrases may be accepted for: those that are published, and those that wait to be."""

    def __init__(self, connection: Connection, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._drafted = {
            draft.answer_id: str(draft.fields.get("question") or "")
            for draft in drafts.open_drafts(connection)
            if draft.answer_id not in knowledge.answers
        }

    def label_of(self, answer: str) -> str:
        if answer in self._drafted:
            return label_of_id(answer)
        return label_of(answer, self._knowledge)

    def names(self) -> list[tuple[str, str]]:
        """Return each id with its question, those that are drafted first."""
        published = [(answer.id, answer.question) for answer in self._knowledge.answers.values()]
        return [*self._drafted.items(), *published]

    def id_of(self, label: str) -> str:
        """Return the id of a label's answer; a label that is no answer's stays as it is."""
        answer = self._knowledge.answers_by_label.get(label)
        if answer:
            return answer.id
        return next((id_ for id_ in self._drafted if label_of_id(id_) == label), label)
