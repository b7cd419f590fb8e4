"""Who studies medicine, and whether they have begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

_YEAR = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|final|last|1st|2nd|3rd|4th|5th|6th)\s+year"
    r"|year (?:one|two|three|four|five|six|[1-6]))\b"
)
_GAP = r"(?:\s+\S+){0,5}?\s+"
_UP_TO_TWO = r"(?:\s+\S+){0,2}?\s+"
_ONCE = (
    rf"\b(?:was|when i was|joined as|former|while|back when)\s+(?:a|an|still a)?{_UP_TO_TWO}<STUDENT"
    rf"|\b(?:did|had|joined|since|during|back|went|finished)\b{_GAP}<STUDENT"
)
_ATTENDS = (
    r"<SCHOOL> (?:year )?[1-6]\b|\bat my <SCHOOL>|^(?:an? )?med [1-6]\b|<(?:LEAVE|NOTWORKING)> from\b(?:\s+\S+){0,3}?\s+<SCHOOL>|"
    rf"\b{_YEAR} (?:of \d )?(?:of |in )?(?:medicine|med|medical)\b"
    rf"|\b(?:started|began|go(?:es|ing)? to|now at|(?:do|doing|does) (?:my|his|her)|i'm (?:at|in)|am (?:at|in)|is (?:at|in)|currently (?:at|in))\b{_GAP}<SCHOOL>"
    rf"|\b{_YEAR}\b.*<SCHOOL>|<SCHOOL>.*\b{_YEAR}\b|<ATTENDING>{_GAP}<SCHOOL>"
    rf"|\b(?:attend|attends|<ATTENDING>|enrolled (?:in|at)|studying at|doing)\b{_GAP}<SCHOOL>"
    r"|^(?:but |and |my |our )*<SCHOOL> is (?:in|at)\b|^medicine (?:in|at) <PLACE"
    rf"|\b{_YEAR} of (?:my|an?|the) <PHYSICIAN>|\b(?:pursuing|halfway through|half way through)\b{_GAP}<SCHOOL>|\b(?:read|reading) medicine (?:at|in)\b|\b(?:currently|now|presently)(?: in)?(?: my)? {_YEAR} (?:at|in)\b(?!.*<(?:RESID|FELLOW|FIELD))"
    rf"|\b{_YEAR} (?:at|in) <PLACE:\w+> (?:med|medical|medicine)\b|<PLACE:\w+> med\b"
)

_ENTERS = (
    r"\b(?:start|starts|starting|begin|begins|beginning|enter|enters|entering)\s+(?:my |the |at )?"
    r"(?:<(?:ADJECTIVE|PLACE):\w+> )*<(?:SCHOOL|STUDENT)>"
    r"|(?:\b(?:will|going to|about to|(?:begins?|starts?|plan\w*|hoping) to)|'ll) (?:be |start |begin |go |to )*<STUDIES>|<STUDIES> (?:from|as of) (?:next|date\d)"
    r"|\b(?:going|go|off|headed) to <SCHOOL> (?:next|this (?:fall|autumn)|in (?:the )?(?:fall|autumn)|in date\d)|<SCHOOL>(?:\s+\S+){0,3}?\s+(?:starts|begins|starting)\b"
)
_ENTRANT = r"\b(?:future|prospective|incoming|soon to be) (?:\S+ )?<STUDENT>|\bdate\d+ i (?:will )?become (?:an? )?<STUDENT>|(?:'ll|\bwill|\b(?:going|about) to) <ENTRANT>"
ROTATES = r"\b(?:rotation\w*|rotating|clerkship\w*|electives?|clinicals)\b"
_OF_ANOTHER_PROFESSION = r"<(?:RRA|PHYSICIST|OTHERJOB|MRISCIENTIST)> <STUDENTWORD>"
_INTERRUPTED = r"\b(?:dropped out|withdrew|withdrawn|took (?:a )?leave|(?:year|time) off|deferred|on leave)\b|<LEAVE>"
_NOT_ENROLLED = r"(?:\b(?:not|no longer)|n't) (?:\w+ )?enrolled\b"
_STARTING = r"^(?:(?:i|i'm|and|then) )*(?:starts?|starting|begins?|beginning|first day)\b(?: (?!<|year)\S+){0,3}? date\d"
_TRAINEES = ("RESIDENT", "RESIDENCY", "FELLOW", "FELLOWSHIP", "INTERN")


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    if profile.get("profession") == "medical_student" and profile.get("stage") == "student":
        if any(clause.matches(_NOT_ENROLLED) for clause in clauses):
            return {"enrolled": "no"}
        away = any(clause.matches(_INTERRUPTED) for clause in clauses)
        if away and not any(
            clause.matches(r"(?<!not )\b(?:still |am )?enrolled\b") for clause in clauses
        ):
            return {}  # away from it, and perhaps not enrolled
        begun = not any(is_admitted(clause, today) for clause in clauses)
        if begun and (_starts_later(clauses, today) or _is_at_school_from(clauses, today)):
            begun = False
        return {"enrolled": "yes" if begun else "no"}
    return {}


def _starts_later(clauses: Sequence[Clause], today: date) -> bool:
    """As in "Emory, starting August 2027", where no program is spoken of."""
    if any(
        clause.has(*_TRAINEES, "MATCHED", status=status)
        for clause in clauses
        for status in ("", "LATER")
    ):
        return False
    return any(
        clause.day is not None and clause.day.day > today and clause.matches(_STARTING)
        for clause in clauses
    )


def is_admitted(clause: Clause, today: date) -> bool:
    program = clause.has(*_TRAINEES) or clause.has("RESIDENT", "FELLOW", "INTERN", status="LATER")
    advances = clause.matches(
        r"<ADMITTED> (?:second|third|fourth|fifth|sixth|final|2nd|3rd|4th|5th|6th) year"
    )
    return (clause.has("ADMITTED") and not program and not advances) or _enters(clause, today)


def is_admitted_to_school(clauses: Sequence[Clause], today: date) -> bool:
    """Somebody admitted to medical school who has not begun is on the way to being a student."""
    return any(
        (clause.has("ADMITTED") and clause.has("SCHOOL")) or _enters(clause, today)
        for clause in clauses
    ) or _is_at_school_from(clauses, today)


def _is_at_school_from(clauses: Sequence[Clause], today: date) -> bool:
    """As in "med school at Tufts, begins in August", of nobody who is said to be a student."""
    is_school = any(clause.has("SCHOOL") for clause in clauses)
    is_student = any(
        clause.has("STUDENT", "STUDENTWORD") or clause.matches(_YEAR) for clause in clauses
    )
    return (
        is_school
        and not is_student
        and (
            _starts_later(clauses, today)
            or any(
                clause.has("SCHOOL")
                and clause.matches(r"\bfrom date\d")
                and clause.day
                and clause.day.day > today
                for clause in clauses
            )
        )
    )


def _enters(clause: Clause, today: date) -> bool:
    if clause.day and clause.day.day <= today:
        return False
    return (clause.matches(_ENTERS) or clause.matches(_ENTRANT)) is not None and not clause.asks


def is_some_student(clauses: Sequence[Clause]) -> bool:
    """Neither word says it alone: a year or a student here, a school or its rotations there."""
    if any(clause.has("GRADUATED", "IMG", *_TRAINEES) for clause in clauses):
        return False
    says_student = any(clause.has("STUDENTWORD") or clause.matches(_YEAR) for clause in clauses)
    return says_student and any(
        clause.has("SCHOOL")
        or clause.matches(rf"^medicine$|{ROTATES}|\b(?:my|the|our) school\b|^school (?:is|in|at)\b")
        for clause in clauses
    )


def studies_medicine(clause: Clause) -> bool:
    if clause.has("MEMBER", "PHYSTRAINEE") or clause.value("FIELD") == "medical_physics":
        return False
    if clause.matches(_ONCE) or clause.matches(_OF_ANOTHER_PROFESSION):
        return False
    return (
        clause.has("STUDENT")
        or (clause.has("STUDENTWORD") and clause.has("SCHOOL", "PLACE", "ADJECTIVE"))
        or clause.matches(_ATTENDS) is not None
    )
