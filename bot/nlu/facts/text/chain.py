"""Training and practice follow each other: internship, residency, fellowship, practice.

"Residency in Boston, fellowship in Toronto, now a radiologist in Vermont" says once what is so now, and
the order says the rest: what comes before it is over, what comes after it has not begun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.nlu.facts.text.clause import Clause

_PROGRAMS = {"INTERN": 1, "RESIDENCY": 2, "FELLOWSHIP": 3}
_PERSONS = {"INTERN": 1, "RESIDENT": 2, "FELLOW": 3}
_PRACTICE = 4
_WORK = ("ATTENDING", "SPECIALIST")
_NOW = r"\b(?:now|currently|presently|at present|at the moment|these days|nowadays|today|ever since|since then|since date\d)\b|\bsince$"
_BEGUN = r"\b(?:since|start\w*|began|begun|beg[ai]n\w*|from|class)\b"
_ENDS = r"\b(?:ends?|ending|ended|finish\w*|complet\w*|until|till|through|over|done|graduat\w*|wrap\w*|conclude\w*|by)\b"
_STARTS = r"<FELLOWSHIP>(?: (?!<FELLOW)\S+){0,4}? (?:starts?|starting|begins?|beginning)\b"
_BARE_PROGRAM = (
    r"^(?:(?:at|in|from|then|first|an?|msk|body|breast|neuro|<FIELD:\w+>|<PLACE:\w+>|<ADJECTIVE:\w+>) )*<(?:RESIDENCY|FELLOWSHIP)>"
    r"(?: (?:at|in|from|the|<FIELD:\w+>|<PLACE:\w+>))*$"
)
# "I practice in the US. Residency in India."
_PRACTICES = r"^(?:i|he|she) <ATTENDING>|<ATTENDING>(?:\s+\S+){0,3}? since\b"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNTIL = r"\b(?:until|till|through|up to|to) (?:the end of )?(?:date(?P<date>\d+)|last (?:year|month|week|spring|summer|fall|autumn|winter)|(?P<year>(?:19|20)\d\d))\b"
_NOT_UNTIL = r"\b(?:not|n't|only|never)\b"
_BYGONE = r"\b(?:was|were|had|held|worked|served|did|been)\b"
# What lasts for a time; a membership that is over still is the history of one.
_LASTING = (
    "SERVICE:\\w+",
    "BOARD:\\w+",
    "ATTENDING",
    "RESIDENT",
    "FELLOW",
    "INTERN",
    "RESIDENCY",
    "FELLOWSHIP",
)
# Nothing is left to the order where the clause says it.
_SAYS_SO = r"\b(?:finished|completed|did|done|ended|was|were|had|wrapped|trained|after|before)\b"
# A spot, an application or an office is not the program itself.
_NAMED_ONLY = r"<(?:RESIDENCY|FELLOWSHIP)> (?:director|coordinator|office|application|applications|spot|position|place|interview\w*)\b"


def order_stages(clauses: Sequence[Clause], today: date) -> list[Clause]:
    """Mark programs that come before the present stage as over, and those that come after as to come."""
    dated = [_by_day(_by_end(clause, today), today) for clause in clauses]
    present = max((_present_rank(clause) for clause in dated), default=0)
    programs = {rank for clause in dated if (rank := _bare_rank(clause)) > _PROGRAMS["INTERN"]}
    if not present and len(programs) > 1:
        present = max(programs)
    ordered = [_by_order(clause, present) for clause in dated] if present else dated
    return [
        _marked(clause, "PAST", _PROGRAMS)
        if _leads_to_work(clause, ordered[:place], ordered[place + 1 :])
        else clause
        for place, clause in enumerate(ordered)
    ]


def _by_end(clause: Clause, today: date) -> Clause:
    """Mark all that a clause says to have lasted until a day gone by."""
    until = clause.matches(_UNTIL)
    if until is None or clause.matches(_NOT_UNTIL):
        return clause
    if until["date"]:
        day = clause.days[int(until["date"])]
        is_over = day.last < today and (day.has_year or clause.matches(_BYGONE) is not None)
    else:
        is_over = until["year"] is None or int(until["year"]) < today.year
    return _marked(clause, "PAST", _LASTING) if is_over else clause


def _by_day(clause: Clause, today: date) -> Clause:
    """Mark a program that a day or a year says to be over, or not begun."""
    if not _bare_rank(clause) or clause.matches(_NAMED_ONLY) or clause.matches(_SAYS_SO):
        return clause
    first = clause.day
    if first is None:
        years = [int(year) for year in _YEAR.findall(clause.text)]
        is_over = years and max(years) < today.year and not clause.matches(_BEGUN)
        return _marked(clause, "PAST", _PROGRAMS) if is_over else clause
    last = clause.days[int(re.findall(r"\bdate(\d+)\b", clause.text)[-1])]
    if last.last < today and last.has_year and not clause.matches(_BEGUN):
        return _marked(clause, "PAST", _PROGRAMS)
    starts = clause.matches(_STARTS) is not None
    is_start = (
        re.search(rf"{_ENDS}[^<]*\bdate\d", clause.text[: clause.text.index("date") + 5]) is None
    )
    if first.day > today and first.has_year and (starts or (is_start and last is not first)):
        return _marked(clause, "LATER", _PROGRAMS)
    return clause


def _present_rank(clause: Clause) -> int:
    """Return the rank of what the clause plainly says to be so now."""
    if clause.asks:
        return 0
    ranks = [rank for tag, rank in _PERSONS.items() if tag != "INTERN" and clause.has(tag)]
    if clause.matches(_NOW):
        ranks += [rank for tag, rank in _PROGRAMS.items() if clause.has(tag)]
        if not ranks and clause.has(*_WORK):
            ranks.append(_PRACTICE)
    return max(ranks, default=0)


def _leads_to_work(clause: Clause, before: Sequence[Clause], later: Sequence[Clause]) -> bool:
    """Tell whether it only names a program, and practice is told of behind it, or plainly before it."""
    if clause.matches(_BARE_PROGRAM) is None:
        return False
    is_told = any(other.has("ATTENDING") and not other.asks for other in later)
    return is_told or any(other.matches(_PRACTICES) and not other.asks for other in before)


def _bare_rank(clause: Clause) -> int:
    return max((rank for tag, rank in _PROGRAMS.items() if clause.has(tag)), default=0)


def _by_order(clause: Clause, present: int) -> Clause:
    if (
        clause.asks
        or _present_rank(clause)
        or clause.matches(_NAMED_ONLY)
        or clause.matches(_SAYS_SO)
    ):
        return clause
    before = {tag: rank for tag, rank in _PROGRAMS.items() if rank < present}
    if clause.day is None and not clause.matches(r"\b(?:my|the) <RESIDENCY>"):
        clause = _marked(clause, "PAST", before)
    return clause


def _marked(clause: Clause, status: str, tags: Sequence[str] | dict[str, int]) -> Clause:
    if not tags:
        return clause
    text = re.sub(rf"<({'|'.join(tags)})>", rf"<{status}:\1>", clause.text)
    return replace(clause, text=text)
