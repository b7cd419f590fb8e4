"""What somebody has been to the College so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

_HYPOTHETICAL = r"\b(?:become|(?<!used to )be|join as|apply|qualify|eligible|want|would|get the|instead of|for the|or)\b"

_NEVER = (
    r"\bnever\b(?:\s+\S+){0,3}?\s+member(?:s|ships?)?\b"
    r"|\bnot\b(?:\s+\S+){0,2}?\s+member of (?:the )?acr\b"
)
_NEVER_AS = r"(?<!can )(?<!could )(?<!will )\bnever\b(?:\s+\S+){0,3}?\s+<MEMBER"
_NOT_AS = r"\b(?:not|wasn't|didn't|isn't)\b(?:\s+\S+){0,3}?\s+<MEMBER"
_FOR_YEARS = r"\bmember(?:\s+\S+){0,3}?\s+\d+\+? (?:years|yrs)\b"
_SINCE = r"<MEMBER:for_long>(?:\s+\S+){0,2}?\s+<(STUDENT|SCHOOL|RESIDENT|RESIDENCY|INTERN)"
# A member of many years was one in practice, unless they are in training still.
_FOR_LONG = "for_long"
# The latest counts, and membership in practice overrides the rest.
_RANKS = ("never", "student", "mit", "international_mit", "in_practice")


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], _: date) -> Facts:
    held = {value for clause in clauses for value in _of_clause(clause)}
    if _FOR_LONG in held:
        held.remove(_FOR_LONG)
        if profile.get("stage") not in {"student", "in_training", None}:
            held.add("in_practice")
    if {"never", "in_practice"} <= held:
        return {}
    return {"acr_history": max(held, key=_RANKS.index)} if held else {}


def _of_clause(clause: Clause) -> list[str]:
    values = clause.values("MEMBER")
    if clause.asks:
        return []
    if clause.matches(_NEVER) or clause.matches(_NEVER_AS) or "never" in values:
        return ["never"]
    if since := clause.matches(_SINCE):
        return ["student" if since[1] in {"STUDENT", "SCHOOL"} else "mit"]
    if clause.matches(_FOR_YEARS):
        values.append(_FOR_LONG)
    return [] if clause.matches(_HYPOTHETICAL) or clause.matches(_NOT_AS) else values
