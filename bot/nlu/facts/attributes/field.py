"""The field somebody works or trains in, or hopes for as a student."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.training import DONE_TRAINING, is_to_come, trains_now
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

# Of radiology alone; a cardiac, breast or thoracic fellowship may be a surgeon's.
_SUBSPECIALTY = r"\b(?:msk|body|musculo)\b"
_DENIED = r"\b(?:not|non|no|outside|don't|rather than)\b(?:\s+(?!certified|boards?|yet|sure)\S+){0,4}?\s+<(?:FIELD|SPECIALIST|NOT:SPECIALIST)"
_NO_RADIOLOGIST = r"\bnot an? <NOT:SPECIALIST:diagnostic_radiology>"
_HOPES = r"\b(?:wanted|formerly|previously|like to|want to|wanna|hop(?:e|es|ing)|might|may|switch\w*|interested|tho|though|after all|going into|love to|become|some ?day|eventually)\b"
# The exam of that name is one in radiology.
_CORE_EXAM = r"\b(?:pass\w*|fail\w*|took|taken?|sit|sat)(?:\s+\S+){0,3}?\s+core(?: exam)?$"
# "A peds resident switching into radiology": what comes is not the field of now.
_TOWARDS = (
    r"\b(?:switch\w*|transfer\w*|moving|going) (?:over )?(?:in)?to (?:an? |the )?<FIELD:(\w+)>"
)
_ASKS = r"\b(?:what you|what|which|could|can i)\b"
_SAYS_I = r"\b(?:i|i'm|im|am|my)\b|<(?:RESIDENT|FELLOW|ATTENDING|PHYSICIAN)>"
_TORN = r"\b(?:torn|between|either|deciding|decide)\b|<FIELD:undecided>|\bno (?:idea|clue)(?: yet)? (?:what|which) (?:\w+ )?(?:special|field|kind of doctor|to pick|to do)"
_BEFORE = r"^(?:and |but )?(?:before (?:that|this)|previously|formerly)\b.*\b(?:was|worked|practiced|were)\b"
_HAS_TO = r"\b(?:do|does|must|can|would) (?:i|u|you|he|she|we)\b|\b(?:have|has|need|needs) to\b"
_WITHOUT_FIELD = {"radiologist_assistant", "mri_scientist", "other"}
# Where nothing better is said.
_LAST_RESORT, _IN_PASSING, _PLAINLY, _OF_ONESELF, _EXPRESSLY = range(5)

Weighed = tuple[int, str]
# What words say of the field that name none.
_BY_WORDS = (
    (r"<NOTRADIOLOGY>", (_EXPRESSLY, "non_radiology")),
    (_NO_RADIOLOGIST, (_LAST_RESORT, "non_radiology")),
    (
        rf"{_SUBSPECIALTY}.*<FELLOW|<FELLOW\w*>.*{_SUBSPECIALTY}",
        (_IN_PASSING, "diagnostic_radiology"),
    ),
    (_CORE_EXAM, (_LAST_RESORT, "diagnostic_radiology")),
)


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    field = _field(clauses, profile, today)
    return {"field": field} if field else {}


def _field(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> str | None:
    """The field of the present program or practice; the last one that is named with it."""
    profession = profile.get("profession")
    if profession == "medical_physicist":
        return "medical_physics"
    if profession == "medical_student":
        return _of_student(clauses)
    if profession in _WITHOUT_FIELD:
        return None
    weighed = [pair for clause in clauses for pair in _fields(clause, today)]
    if profile.get("program") == "internship":  # the year before is not the field itself
        weighed = [pair for pair in weighed if pair[1] != "non_radiology"]
    return _agreed(weighed) if weighed else None


def _agreed(weighed: Sequence[Weighed]) -> str | None:
    """Of what says most, the one field. Radiology is the name of the whole, too: a part says more."""
    most = max(weight for weight, _ in weighed)
    fields = [field for weight, field in weighed if weight == most]
    within = set(fields) - {"diagnostic_radiology"}
    if within and "non_radiology" not in within:
        return within.pop() if len(within) == 1 else None
    return fields[0] if len(set(fields)) == 1 else None


def _of_student(clauses: Sequence[Clause]) -> str | None:
    """What a student hopes for, where that is one thing."""
    if any(clause.matches(_TORN) for clause in clauses):
        return "undecided"
    named = {
        value
        for clause in clauses
        if not clause.matches(_DENIED) and not clause.matches(_HAS_TO)
        for tag in ("FIELD", "SPECIALIST")
        for value in clause.values(tag)
    }
    return named.pop() if len(named) == 1 else None


def _fields(clause: Clause, today: date) -> Iterator[Weighed]:
    if clause.matches(_BEFORE):
        return  # what somebody was before is not their field
    yield from (pair for pattern, pair in _BY_WORDS if clause.matches(pattern))
    if clause.matches(_DENIED):
        return
    for tag in ("SPECIALIST", "FIELD"):
        value = _of_now(clause, tag)
        if value and not (clause.has("BOARD") and value == "non_radiology"):
            passing = any(clause.matches(pattern) for pattern in (DONE_TRAINING, _ASKS, _HOPES))
            weight = _OF_ONESELF if clause.matches(_SAYS_I) else _PLAINLY
            if is_to_come(clause, today) and not trains_now(clause, today):
                weight = _LAST_RESORT
            elif passing:
                weight = _IN_PASSING
            yield weight, value


def _of_now(clause: Clause, tag: str) -> str | None:
    """Return the field that a clause names first, where it names another one beside that to which somebody switches."""
    towards = clause.matches(_TOWARDS)
    others = [value for value in clause.values(tag) if towards and value != towards[1]]
    return others[0] if others else clause.value(tag)
