"""Work: in practice or not working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.nlu.facts.attributes.retirement import has_retired
from bot.nlu.facts.evidence import PLAIN, STRONG, WEAK, Stage
from bot.nlu.facts.text.clause import Clause

_TO_COME = r"\b(?:want to|hope to|plan to|will|going to|no longer|used to|start(?:s|ing)?(?: as| work as)?)\s+<ATTENDING>"
_JOINED = r"\bjoined (?:an?|the|my) (?:\S+ ){0,2}?(?:group|department)\b"
_NOT_THERE = r"<NOTWORKING> in (?:the )?<NOT:PLACE"
TO_BECOME = (
    r"\b(?:become|becoming|be)\s+(?:an?\s+)?<SPECIALIST"
    r"|\b(?:want|wants|hope|hopes|dream|dreams|study|studying)\b(?:\s+\S+){0,4}?\s+<SPECIALIST"
)


def stages_of_work(clauses: Sequence[Clause], today: date) -> Iterator[Stage]:
    for clause in clauses:
        if clause.matches(r"\bfirst paid\b"):
            yield "in_practice", STRONG
        if (
            clause.has("NOTWORKING")
            and not clause.matches(_NOT_THERE)
            and not has_retired(clause, today)
        ):
            yield "not_working", STRONG
        works = clause.has("ATTENDING", "REMOTE") or clause.matches(_JOINED)
        if works and not clause.has("STUDENT", "RESIDENT", "SCHOOL"):
            if not clause.matches(_TO_COME):
                yield "in_practice", PLAIN
        elif _names_a_profession(clause) and not clause.matches(TO_BECOME):
            yield "in_practice", WEAK


def _names_a_profession(clause: Clause) -> bool:
    return clause.has("SPECIALIST", "PHYSICIST", "RRA", "MRISCIENTIST", "OTHERJOB") or (
        clause.has("PHYSICIAN") and clause.has("FIELD", "SERVICE", "PLACE")
    )
