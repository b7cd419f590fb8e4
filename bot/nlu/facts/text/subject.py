"""Whom a clause is about: a boss's specialty says nothing of the person who asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.nlu.facts.text.clause import QUESTION_MARK, Clause

RELATIVE = (
    r"(?:boss|chief(?! resident)|husband|wife|spouse|father|mother|dad|mom|mum|parents|partners?|attending|chair|chairman|chairwoman"
    r"|director|mentor|supervisor|friends?|colleagues?|coworkers?|classmates?|roommates?|neighbou?r|brother|sister|twin|cousin|uncle|aunt"
    r"|nephew|niece|boyfriend|girlfriend|fiancee?|son|daughter|coordinator|professor|teacher|principal)"
)
# "A friend", "a cousin of mine"; but "a partner" and "a director" may be the writer.
_ACQUAINTANCE = (
    r"(?:friend|colleague|coworker|classmate|roommate|neighbou?r|cousin|uncle|aunt|nephew|niece)"
)
_ROLE = r"<(?:PHYSICIST|SPECIALIST:\w+|PHYSICIAN|OTHERJOB|RESIDENT|FELLOW|RRA)>"
_OTHER = (
    rf"\b(?:my|his|her|our|one of (?:my|our)) (?:(?!<)\S+ ){{0,2}}?{RELATIVE}\b|\b(?:an?|another) {_ACQUAINTANCE}\b"
    rf"|\b(?:have|has|got) an? (?:\w+ )?{RELATIVE}\b|\b(?:both|two of) (?:my |our )?{RELATIVE}\b|^parents\b"
    rf"|^(?:{RELATIVE})(?:'s\b| is\b| works?\b| <ATTENDING>)|^(?:the |an? |our |some |every )?{_ROLE}(?: (?!<|i\b)\S+){{0,4}}? (?:is|are|has|says|said|told|pays|gets)\b"
    rf"|\b(?:my|our) (?:(?!own\b)\w+ )?{_ROLE}(?! (?:years?|days|contract|colleagues?|status|membership|job))"
    rf"|\b(?:my|our|the) <ATTENDING> (?:is(?! (?:in|at|near|based|located)\b)|has|holds|told|tells|says?|said|thinks|recommended|suggested)\b"
)
_STAYS_WITH = r"\b(?:liv\w+|stay\w*|home|moved)\b.*\b(?:with|at|near) my\b"
_SAYS_I = r"^(?:and |but )?(?:i'm|i am|im|me)\b"
# "My wife works for the VA, I don't."
_NOT_I = r"^(?:and |but )?(?:i (?:do|am|have) not|i (?:don't|haven't)|i'm not|not me)$"
# Those above and beside one; nobody asks for them unless they say so.
_SUPERIOR = r"\b(?:my|our) (?:(?!<)\S+ ){0,2}?(?:(?:boss|chief|attending|chair|chairman|chairwoman|director|mentor|supervisor|professor|teacher|principal)\b(?! <)|<ATTENDING> (?:is(?! (?:in|at|near|based|located)\b)|has|holds)\b)"
_ON_BEHALF = re.compile(r"\b(?:behalf|writing for|asking for|ask for|inquiring for)\b")
_THEY = r"^(?:and |but )?they(?:'re)?\b"
# Of somebody who was named before; else it is the person whom a caller asks for.
_PRONOUN = r"^(?:and |but )?(?:he|she)(?:'s)?\b"
# What only goes on about the person whom the clause before names: "my chair, who is certified".
_GOES_ON = r"^(?:who|has|is|wants?)\b"
_APPOSITION = (
    r"^(?:also )?(?:an? |<(?:SPECIALIST|PHYSICIAN|PHYSICIST|RESIDENT|FELLOW|STUDENT|BOARD))"
)
_MOST_WORDS_OF_A_NAME = 5
# Never the person whose membership it is.
_CROWDS = r"\b(?:(?:everyone|everybody)(?!')|all of (?:my|the|us)|the others)\b|\b(?:my|our|some|other|several) (?:\w+ )?(?:friends|classmates|colleagues|peers|roommates|coworkers)\b"
_FOR_ONESELF = re.compile(
    r"\b(?:can|could|am|do|will|would|should|may) \W?(?:i|we)\b|\b(?:for|4) (?:me|myself)\b|\bfits? me\b|\bi (?:join|pay|qualify|apply)\b|\bmy (?:dues|membership)\b"
)
_FOR_MYSELF = re.compile(
    r"\b(?:ask\w*|writ\w*|this is|it's|but|question is)\b[^.]{0,15} for myself\b"
)
_FOR_ANOTHER = re.compile(
    r"\b(?:can|could|is|does|will|would|should|may) \W?(?:he|she|they)\b|\bfor (?:him|her|them)\b|\b(?:he|she) (?:join|pay|qualify|apply|can|could|may|might|would|will|should)\b"
    r"|\b(?:he|she|they)(?:'d| would| wants?| hopes?| wishes| needs?)(?: (?:like|love|want))?(?: to)? (?:join|belong|become|apply|sign)\b|(?:^|\. )wants? to (?:be|become|join|belong)\b"
)
# Who keeps the memberships of doctors asks nothing for themselves.
_OFFICE = re.compile(
    r"<OFFICE>.*(?:\b(?:our|we|docs?|doctors?|physicians|radiologists|dr)\b|<(?:PHYSICIAN|SPECIALIST:\w+)>)"
)
_FIRST_PERSON = r"\b(?:i'm|i am|my job|i work|i practice|i)\b|^me\b"
_PLACES = {"PLACE", "ADJECTIVE"}
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

_OF_A_FIELD = (
    r"^(?:i'm |i am )?(?:in )?<FIELD:\w+> (?:in|at) <PLACE"
    r"|^(?:i'm |i am )?(?:in )?(?:my )?(?:first|second|third|fourth|fifth|sixth|final|\d(?:st|nd|rd|th)) year\b"
)
# "About retired membership: my father …".
_NAMES_A_TOPIC = rf"\b(?:member(?:ship)?|dues|rates?|category|status|question|about|behalf|for my)\b|{QUESTION_MARK}"
# Not "I coordinate the residency".
_IN_PROGRAM = r"\b(?:doing|in|after|finish\w*|complet\w*|my|now) (?:(?!<)\S+ |<FIELD:\w+> ){0,3}<(?:\w+:)?(?:RESIDENCY|FELLOWSHIP)>"
_TELL = (
    "ATTENDING",
    "BOARD",
    "MATCHED",
    "UNMATCHED",
    "GRADUATED",
    "IMG",
    "INTERN",
    "RETIRED",
    "SEMIRETIRED",
    "NOTWORKING",
    "ADMITTED",
)
_OF_PEOPLE = (
    "MATCHED",
    "UNMATCHED",
    "WAITING",
    "FIELD",
    "MEMBER",
    "BOARD",
    "ATTENDING",
    "SERVICE",
    "RETIRED",
    "RETIRING",
)


def of_oneself(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Keep what is said of the person whose membership it is, where there are two."""
    clauses = [clause for clause in clauses if not clause.matches(_CROWDS)] or clauses
    others = _of_others(clauses)
    own = [clause for clause in clauses if clause not in others]
    text = " . ".join(clause.text for clause in clauses)
    for_another = _FOR_ANOTHER.search(text) is not None and not _FOR_MYSELF.search(text)
    if for_another and not _FOR_ONESELF.search(text):
        first_person = list(_of_first_person(clauses, others))
        theirs = [clause for clause in clauses if clause not in first_person]
        return (
            theirs if first_person and any(clause.has(*_PEOPLE) for clause in theirs) else clauses
        )
    if not _FOR_ONESELF.search(text) and (staff := _staff_for_another(own, others)):
        return [_only_where(clause) if clause in staff else clause for clause in clauses]
    if not for_another and _speaks_of_oneself(clauses, own, others):
        return [
            clause
            for clause in clauses
            if clause not in others or {mention.tag for mention in clause.mentions} <= _PLACES
        ]
    if not for_another and not _ON_BEHALF.search(text):
        return [clause for clause in clauses if not clause.matches(_SUPERIOR)]
    return clauses


def _of_first_person(clauses: Sequence[Clause], others: Sequence[Clause]) -> Iterator[Clause]:
    """Yield what the writer says of themselves, and what only goes on with it."""
    is_own = False
    for clause in clauses:
        is_first = clause.matches(_FIRST_PERSON) is not None and clause.has(*_PEOPLE, *_OF_PEOPLE)
        goes_on = is_own and clause not in others and clause.has(*_OF_PEOPLE)
        is_own = is_first or goes_on
        if is_own:
            yield clause


def _staff_for_another(own: Sequence[Clause], others: Sequence[Clause]) -> list[Clause]:
    """Return what an office worker who asks for a doctor says of themselves."""
    theirs = any(
        clause.has("SPECIALIST", "PHYSICIAN", "RESIDENT", "FELLOW", "PHYSICIST")
        and clause.matches(r"\bour\b")
        for clause in others
    )
    text = " . ".join(clause.text for clause in (*own, *others))
    if _OFFICE.search(text) and not re.search(r"\b(?:too|myself)\b", text):
        return [clause for clause in own if clause.has("OFFICE")]
    return [clause for clause in own if theirs and clause.has("OTHERJOB")]


def _only_where(clause: Clause) -> Clause:
    return Clause(" ".join(re.findall(r"<PLACE:\w+>", clause.text)), clause.days)


def _of_others(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses about somebody else, with those that only go on about them."""
    others: list[Clause] = []
    before = Clause("", ())
    for clause in clauses:
        is_name = len(before.text.split()) <= _MOST_WORDS_OF_A_NAME and before.matches(_OTHER)
        goes_on = clause.matches(_GOES_ON) or (is_name and clause.matches(_APPOSITION))
        is_other = not clause.matches(rf"{_SAYS_I}|{_STAYS_WITH}") and (
            clause.matches(rf"{_OTHER}|{_THEY}") or (others and clause.matches(_PRONOUN))
        )
        if is_other or (goes_on and before in others):
            others.append(clause)
        before = clause
    return others


def _speaks_of_oneself(
    clauses: Sequence[Clause], own: Sequence[Clause], others: Sequence[Clause]
) -> bool:
    """Whoever begins with "my father" tells of him, unless they say what they are themselves."""
    if _FOR_MYSELF.search(" . ".join(clause.text for clause in clauses)):
        return True
    if any(clause.matches(_NOT_I) for clause in clauses):
        return True
    tells = [
        clause
        for clause in own
        if clause.has(*_PEOPLE, *_TELL) or clause.matches(rf"{_OF_A_FIELD}|{_IN_PROGRAM}")
    ]
    first = clauses.index(others[0]) if others else len(clauses)
    return any(clause.matches(_FIRST_PERSON) for clause in tells) or any(
        clause in tells and not clause.matches(_NAMES_A_TOPIC) for clause in clauses[:first]
    )
