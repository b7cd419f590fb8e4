"""Whom a clause is about: a boss's specialty says nothing of the person who asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.facts.text.clause import Clause

_RELATIVE = (
    r"boss|husband|wife|spouse|father|mother|dad|mom|partner|partners|attending|chair|director|"
    r"friend|friends|colleagues?|brother|sister|boyfriend|girlfriend|fiancee?|roommate|son|daughter"
)
_OTHER = (
    rf"\b(?:my|his|her|our) (?:{_RELATIVE})\b|^(?:{_RELATIVE})(?:'s\b| is\b| works?\b| <ATTENDING>)"
)
_PRONOUN = r"^(?:he|she|they)(?:'s|'re)?\b"
# Never the person whose membership it is.
_CROWDS = r"\b(?:my|our|some|other|several) (?:\w+ )?(?:friends|classmates|colleagues|peers|roommates|coworkers)\b"
_FOR_ONESELF = re.compile(
    r"\b(?:can|could|am|do|will|would|should|may) \W?(?:i|we)\b|\b(?:for|4) me\b|\bfits? me\b|\bi (?:join|pay|qualify|apply)\b|\bmy (?:dues|membership)\b"
)
_FOR_ANOTHER = re.compile(
    r"\b(?:can|could|is|does|will|would|should|may) \W?(?:he|she|they)\b|\bfor (?:him|her|them)\b|\b(?:he|she) (?:join|pay|qualify|apply)\b"
)
_FIRST_PERSON = r"\b(?:i'm|i am|my job|i work|i practice|i)\b"
_PEOPLE = (
    "STUDENTWORD",
    "SCHOOL",
    "STUDENT",
    "RESIDENT",
    "FELLOW",
    "RRA",
    "MRISCIENTIST",
    "PHYSTRAINEE",
    "PHYSICIST",
    "SPECIALIST",
    "OTHERJOB",
    "PHYSICIAN",
)

_OF_PEOPLE = ("MEMBER", "BOARD", "ATTENDING", "SERVICE", "RETIRED", "RETIRING")


def of_oneself(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Keep what is said of the person whose membership it is, where there are two."""
    clauses = [clause for clause in clauses if not clause.matches(_CROWDS)] or clauses
    others = [clause for clause in clauses if clause.matches(_OTHER) or clause.matches(_PRONOUN)]
    own = [clause for clause in clauses if clause not in others]
    text = " . ".join(clause.text for clause in clauses)
    for_another = _FOR_ANOTHER.search(text) is not None
    if for_another and not _FOR_ONESELF.search(text):
        first_person = [
            clause for clause in clauses if clause.matches(_FIRST_PERSON) and clause.has(*_PEOPLE)
        ]
        theirs = [clause for clause in clauses if clause not in first_person]
        return (
            theirs if first_person and any(clause.has(*_PEOPLE) for clause in theirs) else clauses
        )
    if not for_another and _speaks_of_oneself(clauses, own):
        return [
            clause
            for clause in clauses
            if clause not in others or not clause.has(*_PEOPLE, *_OF_PEOPLE)
        ]
    return clauses


def _speaks_of_oneself(clauses: Sequence[Clause], own: Sequence[Clause]) -> bool:
    """Whoever begins with "my father" tells of him, unless they say what they are themselves."""
    tells = [clause for clause in own if clause.has(*_PEOPLE)]
    return any(clause is clauses[0] or clause.matches(_FIRST_PERSON) for clause in tells)
