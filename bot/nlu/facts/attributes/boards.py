"""Which boards certified somebody, or that none did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

_OF_ANOTHER_COUNTRY = (
    r"<BOARD:unclear>(?: \w+){0,2}? (?:from|in|of|at) (?:the )?<(?:PLACE|ADJECTIVE):outside>"
)
_TO_COME = r"(?:(?:in|on|for) (?:date\d|the (?:spring|summer|fall|autumn|winter))|next (?:year|month|spring|summer|fall|week)|later this year|coming up)\b"
# The first parts of an exam, where nothing says that the third is passed ("part 2 not part 3 yet").
_FIRST_PARTS = (
    r"(?:<BOARD:\w+>(?: exam| boards?)? parts? (?:1|2|one|two|i|ii)\b|\bparts? (?:1|2|one|two|i|ii)(?: (?:and|&) (?:2|two|ii))? (?:of )?(?:the |my )?<BOARD:\w+>)"
    r"(?!(?:(?!\bnot\b|\bbut\b|\byet\b).)*\b(?:3|three|iii)\b(?!.*\b(?:yet|left|to go|next|pending|soon)\b))"
)
# Boards that are named and denied have their status (text/status.py); here is what names none.
_NOT_CERTIFIED = (
    r"\b(?:not|never|nor|neither|isn't|aren't|wasn't|yet to be|un|non)\W*(?:\w+\s){0,2}?(?:board\s)?certified|\buncertified"
    r"|\bnot (?:yet )?boarded|\bboard eligible|\bno boards?\b|\bcertification (?:from )?none"
    r"|\b(?:failed|(?:haven't|have not|didn't|did not|never|not|still need to) (?:taken?|took|pass(?:ed)?|s[ai]t|got)"
    r"|(?:don't|do not|doesn't|does not|never) (?:have|hold)|hold no|no|neither|without|lost (?:my|his|her|the)|waiting for)"
    r"\b(?:\s+\S+){0,3}?\s+(?:boards?|certs?|certification|certificate|core|(?:core|certifying) exam)\b"
    r"|\b(?:boards?|orals?|certification|certifying exam)(?: exams?)? (?:(?:is|are|still) )*(?:pending|outstanding|upcoming)\b|\bcertifying exam next\b"
    r"|\b(?:my |board )?certificat(?:e|ion)(?: \w+)? (?:expired|ran out)\b"
    r"|\b(?:failed|waiting for)(?:\s+\S+){0,3}?\s+(?:<BOARD|(?:orals?|writtens?|certifying)\b)|\byet to (?:take|sit|pass|do|get)\b(?:\s+\S+){0,3}?\s+(?:boards?|exams?|cert\w*)\b"
    r"|\b(?:boards?|certification|exams?)(?: exams?)? (?:not|never|n't)(?: \w+)? (?:taken|passed|done|sat|finished)\b"
    rf"|{_FIRST_PARTS}"
    r"|\bpart (?:3|three|iii)(?: exam)?(?: of the <BOARD:\w+>)? (?:(?:is|comes|will be) )*(?:not (?:till?|until|yet|done|before)|still (?:to|ahead|pending|open|missing)|to go|pending|left|next (?:year|month|spring|summer|fall)|later this year)\b"
    rf"|\bpart (?:3|three|iii)(?: exam)?(?: of the <BOARD:\w+>)? (?:is|comes|will be|scheduled)(?: up)? {_TO_COME}"
    rf"|\b(?:boards?|certifying|orals?)(?: exams?)? (?:(?:is|are|will be|comes?|scheduled) )*{_TO_COME}"
    rf"|\b(?:take|taking|sit|sitting|doing|have|scheduled)(?: for)? (?:(?:my|the|his|her|board|certifying|oral) )*(?:boards?|exams?|orals?) {_TO_COME}"
)
# "Passed the ABR certifying exam in October" was before that October ended.
_PASSED = r"^(?!.*\b(?:not|never|haven't|hasn't|didn't|until|once|when|if)\b).*\bpassed\b(?!.*\b(?:core|part (?:1|2|one|two|i|ii))\b)"
_NATIONALLY = (
    r"\b(?:national|local|country's|home|our|specialist|state)\b(?:\s+\S+){0,2}?\s+"
    r"(?:boards?|certificat\w+|certified|diploma|qualification|examination)\b|\bcertified\b|\bboards? is (?:the|a) (?:national|local)\b"
)
_FOREIGN = (
    r"<(?:ADJECTIVE|PLACE):outside>(?:\s+\S+){0,2}?\s+(?:board|certified|certificate|certification|title|diploma|society|registration|qualification)\b"
    r"|\bcert(?:ified)?(?:\s+\S+){0,3}?\s+<PLACE:outside>|\b(?:specialist|title|titulo|t[ií]tulo|diplom[ae]?|registration|certificate|certification|qualification)\b(?:\s+\S+){0,4}? (?:in|from|of|by) (?:the )?<PLACE:outside>|<PLACE:outside> where (?:i'm|i am|he is|she is)(?: \w+)? certified\b"
    r"|\bcert(?:ified)? (?:there|here|at home|in my (?:home |own )?country|by my country|nationally)"
)
_NOT_HELD = (
    r"\bcore\b|\b(?:wants?|requires?|needs?|asks? for|demands?|insists?)\b(?:\s+\S+){0,3}?\s+<BOARD"
    rf"|{_FIRST_PARTS}"
    r"|<BOARD:\w+>(?:\s+\S+){0,3}?\s+(?:isn't|eligible|pending|scheduled|in progress|training|trainee|candidate)\b"
)
_GOES_ON = r"^<BOARD:\w+> (?:or|nor) (?:any|the|a|an|other|<)"
# "Not the ABR" tells boards apart, and leaves open which is held.
_TOLD_APART = (
    r"\bnot (?:(?:by|the|an?) )*<NOT:BOARD:\w+>(?!.*\b(?:yet|any|anything|another|equivalent)\b)"
)
_NOT_CERTIFIED_BY = r"\bnot (?:\w+ ){0,2}?<NOT:BOARD:\w+>\W*(?:board\W)?(?:certified|boarded)\b"
_HEDGED = r"\b(?:i think|i guess|maybe|perhaps|not sure|dunno|don't know|no idea|laps\w*)\b"
_NOT_THAT_ONE = r"<NOT:BOARD:\w+>|<NOT:(?:PLACE|ADJECTIVE):us> (?:board|cert)"
_CERTIFIED = {"physician", "medical_physicist", None}
_EXAM = r"\b(?:take|taking|sit|sitting|exam|exams|test)\b"


# "The Royal College", where nothing says of which country.
_UNCLEAR = "unclear"
_CANADIAN = {"rcpsc", "cmq"}


def names_first_parts(clauses: Sequence[Clause]) -> bool:
    """Tell whether an exam is said to be passed in part, which leaves no doubt that nothing is certified yet."""
    return any(clause.matches(_FIRST_PARTS) for clause in clauses)


def is_unclear(clauses: Sequence[Clause]) -> bool:
    """Tell whether a board is named that several countries have."""
    return any(_UNCLEAR in _of_clause(clause) for clause in clauses)


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], _: date) -> Facts:
    """Return `board`; only physicians and physicists are asked for one, and students hold none."""
    if profile.get("stage") == "student" or profile.get("profession") not in _CERTIFIED:
        return {}
    if any(
        clause.matches(_HEDGED) and clause.matches(_NATIONALLY) and not clause.denies("BOARD")
        for clause in clauses
    ):
        return {}
    is_here = profile.get("place") == "us" and profile.get("stage") == "in_practice"
    denies = any(_denies(clause, clauses, is_here=is_here) for clause in clauses)
    boards = {board for clause in _without_lists(clauses) for board in _of_clause(clause)}
    if _UNCLEAR in boards:
        boards.remove(_UNCLEAR)
        if any(_speaks_of_canada(clause) for clause in clauses):
            boards.add("rcpsc")
        elif not boards:
            return {}
    abroad = profile.get("place") == "outside" and any(
        clause.matches(_NATIONALLY) for clause in clauses
    )
    if not boards and not denies and abroad:
        boards = {"foreign"}
    if boards:
        return {"board": sorted(boards)}
    return {"board": ["none"]} if denies else {}


def _without_lists(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out what goes on with a list of denied boards: "never by the ABR, AOBR or any other"."""
    kept: list[Clause] = []
    is_denied = False
    for clause in clauses:
        is_denied = clause.denies("BOARD") or (is_denied and bool(clause.matches(_GOES_ON)))
        if not is_denied or clause.denies("BOARD"):
            kept.append(clause)
    return kept


def _speaks_of_canada(clause: Clause) -> bool:
    named = {*clause.values("PLACE"), *clause.values("ADJECTIVE"), *clause.values("BOARD")}
    return bool(named & {"canada", *_CANADIAN})


def _denies(clause: Clause, clauses: Sequence[Clause], *, is_here: bool) -> bool:
    """Tell whether somebody holds none; no American one says little of who works elsewhere."""
    if clause.matches(_HEDGED) and not clause.has("BOARD", status="PAST"):
        return False
    if clause.matches(_TOLD_APART) and not clause.matches(_NOT_CERTIFIED_BY):
        return False
    if clause.matches(_PASSED) and not clause.denies("BOARD"):
        return False
    if not clause.denies("BOARD") and (
        not clause.matches(_NOT_CERTIFIED) or clause.has("ECFMG", "ARRT")
    ):
        return False
    only_that = clause.matches(_NOT_THAT_ONE) is not None
    from_abroad = any(
        "outside" in (*other.values("PLACE"), *other.values("ADJECTIVE")) for other in clauses
    )
    return is_here or not (only_that and from_abroad)


def _of_clause(clause: Clause) -> set[str]:
    is_passed = clause.matches(_PASSED) is not None
    if clause.matches(_NOT_CERTIFIED) and not clause.denies("BOARD") and not is_passed:
        return set()
    if clause.matches(r"\bask(?:ing|ed)? (?:you )?about\b"):
        return set()
    certified = clause.matches(r"\b(?:passed|certified)\b")
    if clause.matches(_NOT_HELD):
        return set()
    if (clause.has("ACCREDITED") or clause.matches(_EXAM)) and not certified:
        return set()
    if clause.matches(_OF_ANOTHER_COUNTRY):
        return {*clause.values("BOARD"), "foreign"} - {_UNCLEAR}
    return set(clause.values("BOARD")) | ({"foreign"} if clause.matches(_FOREIGN) else set())
