"""Whom a clause is about: a boss's specialty says nothing of the person who asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.facts.text.clause import Clause

_RELATIVE = (
    r"(?:boss|chief(?! resident)|husband|wife|spouse|father|mother|dad|mom|mum|parents|partners?|attending|chair|chairman|chairwoman"
    r"|director|mentor|supervisor|friends?|colleagues?|coworkers?|classmates?|roommates?|neighbou?r|brother|sister|twin|cousin|uncle|aunt"
    r"|nephew|niece|boyfriend|girlfriend|fiancee?|son|daughter|coordinator)"
)
# "A friend", "a cousin of mine"; but "a partner" and "a director" may be the writer.
_ACQUAINTANCE = (
    r"(?:friend|colleague|coworker|classmate|roommate|neighbou?r|cousin|uncle|aunt|nephew|niece)"
)
_OTHER = (
    rf"\b(?:my|his|her|our|one of (?:my|our)) (?:(?!<)\S+ ){{0,2}}?{_RELATIVE}\b|\b(?:an?|another) {_ACQUAINTANCE}\b"
    rf"|^(?:{_RELATIVE})(?:'s\b| is\b| works?\b| <ATTENDING>)|\bmy <ATTENDING> (?:told|tells|says?|said|thinks|recommended|suggested)\b"
)
_PRONOUN = r"^(?:and |but )?(?:he|she|they)(?:'s|'re)?\b"
# What only goes on about the person whom the clause before names: "my chair, who is certified".
_GOES_ON = r"^who\b"
_APPOSITION = r"^(?:an? |<(?:SPECIALIST|PHYSICIAN|PHYSICIST|RESIDENT|FELLOW|STUDENT|BOARD))"
_MOST_WORDS_OF_A_NAME = 5
# Never the person whose membership it is.
_CROWDS = r"\b(?:my|our|some|other|several) (?:\w+ )?(?:friends|classmates|colleagues|peers|roommates|coworkers)\b"
_FOR_ONESELF = re.compile(
    r"\b(?:can|could|am|do|will|would|should|may) \W?(?:i|we)\b|\b(?:for|4) (?:me|myself)\b|\bfits? me\b|\bi (?:join|pay|qualify|apply)\b|\bmy (?:dues|membership)\b"
)
_FOR_MYSELF = re.compile(
    r"\b(?:ask\w*|writ\w*|this is|it's|but|question is)\b[^.]{0,15} for myself\b"
)
_FOR_ANOTHER = re.compile(
    r"\b(?:can|could|is|does|will|would|should|may) \W?(?:he|she|they)\b|\bfor (?:him|her|them)\b|\b(?:he|she) (?:join|pay|qualify|apply)\b"
    r"|\b(?:he|she|they)(?:'d| would| wants?| hopes?| wishes| needs?)(?: (?:like|love|want))?(?: to)? (?:join|belong|become|apply|sign)\b"
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
    others = _of_others(clauses)
    own = [clause for clause in clauses if clause not in others]
    text = " . ".join(clause.text for clause in clauses)
    for_another = _FOR_ANOTHER.search(text) is not None and not _FOR_MYSELF.search(text)
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


def _of_others(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses about somebody else, with those that only go on about them."""
    others: list[Clause] = []
    before = Clause("", ())
    for clause in clauses:
        is_name = len(before.text.split()) <= _MOST_WORDS_OF_A_NAME and before.matches(_OTHER)
        goes_on = clause.matches(_GOES_ON) or (is_name and clause.matches(_APPOSITION))
        is_other = clause.matches(_OTHER) or clause.matches(_PRONOUN)
        if is_other or (goes_on and before in others):
            others.append(clause)
        before = clause
    return others


def _speaks_of_oneself(clauses: Sequence[Clause], own: Sequence[Clause]) -> bool:
    """Whoever begins with "my father" tells of him, unless they say what they are themselves."""
    if _FOR_MYSELF.search(" . ".join(clause.text for clause in clauses)):
        return True
    tells = [clause for clause in own if clause.has(*_PEOPLE, "ATTENDING", "BOARD")]
    return any(clause is clauses[0] or clause.matches(_FIRST_PERSON) for clause in tells)
