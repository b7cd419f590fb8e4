"""Whom a clause is about: a boss's specialty says nothing of the person who asks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.profile.clause import Clause

_OTHERS = (
    r"\b(?:my|his|her) (?:boss|husband|wife|father|mother|dad|mom|partner|partners|attending|chair|director|"
    r"friend|friends|colleagues?|brother|sister)(?:'s| is| are| was)?\b"
)
# Never the person whose membership it is.
_CROWDS = r"\b(?:my|our|some|other|several) (?:\w+ )?(?:friends|classmates|colleagues|peers|roommates|coworkers)\b"
_PEOPLE = (
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


def of_oneself(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Leave out what is said of a boss or a spouse, where there is something about oneself too."""
    own = [
        clause
        for clause in clauses
        if not (clause.matches(_OTHERS) and clause.has("SPECIALIST"))
        and not clause.matches(_CROWDS)
    ]
    return own if any(clause.has(*_PEOPLE) for clause in own) else clauses
