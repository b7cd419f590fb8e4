"""The label of a training phrase, from the answer that staff chose."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from bot.knowledge.loader import Knowledge

# The only label of what we do not answer that staff may add phrases to.
OUT_OF_SCOPE = "out_of_scope/other"


def label_of(answer: str, knowledge: Knowledge) -> str:
    """Return the label of an answer. Raises 422 for an answer that does not exist."""
    if answer == OUT_OF_SCOPE:
        return OUT_OF_SCOPE
    if answer not in knowledge.answers:
        raise HTTPException(422, "Choose the answer that this text asks for.")
    return knowledge.answers[answer].label
