"""The field somebody works or trains in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.profile.clause import Clause
from bot.nlu.profile.training import DONE_TRAINING

# Of radiology alone; a cardiac or thoracic fellowship may be a surgeon's.
_SUBSPECIALTY = r"\b(?:neuro|msk|body|musculo|abdominal)\b"
_DENIED = r"\b(?:not|non|no|rather than)\b(?:\s+(?!certified|boards?|yet)\S+){0,4}?\s+<(?:FIELD|SPECIALIST)"
_ASKS = r"\b(?:like to|what you|what|which|could|can i)\b"
_SAYS_I = r"\b(?:i|i'm|im|am|my)\b|<(?:RESIDENT|FELLOW|ATTENDING|PHYSICIAN)>"
_WITHOUT_FIELD = {"radiologist_assistant", "mri_scientist", "other", "medical_student"}

Told = dict[str, Any]


def read(clauses: Sequence[Clause], told: Mapping[str, Any], _: date) -> Told:
    """The field of the present program or practice; the last one that is named with it."""
    profession = told.get("profession")
    if profession == "medical_physicist":
        return {"field": "medical_physics"}
    if profession in _WITHOUT_FIELD:
        return {}
    found = [one for clause in clauses for one in _fields(clause)]
    if not found:
        return {}
    return {"field": max(enumerate(found), key=lambda item: (item[1][0], item[0]))[1][1]}


def _fields(clause: Clause) -> Iterator[tuple[int, str]]:
    if clause.has("NOTRADIOLOGY"):
        yield 4, "non_radiology"
    if clause.matches(rf"{_SUBSPECIALTY}.*<FELLOW|<FELLOW\w*>.*{_SUBSPECIALTY}"):
        yield 1, "diagnostic_radiology"
    if clause.matches(_DENIED):
        return
    for tag in ("SPECIALIST", "FIELD"):
        value = clause.value(tag)
        if value and not (clause.has("BOARD") and value == "non_radiology"):
            if clause.matches(DONE_TRAINING) or clause.matches(_ASKS):
                yield 1, value
            else:
                yield 3 if clause.matches(_SAYS_I) else 2, value
