"""Work and the end of it: in practice, not working, partly or fully retired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.nlu.profile.clause import Clause

# The stronger wins; later wins among equals: who is retired was a radiologist once.
WEAK, PLAIN, PRESENT, STRONG, STRONGEST = 1, 2, 3, 4, 5

_TO_COME = r"\b(?:want to|hope to|plan to|will|going to|no longer|used to)\s+<ATTENDING>"
TO_BECOME = r"\b(?:become|becoming|be)\s+(?:an?\s+)?<SPECIALIST|\b(?:want|wants|hope|hopes|dream|dreams|study|studying)\b(?:\s+\S+){0,4}?\s+<SPECIALIST"
_AHEAD = r"\b(?:will|going to|plan\w*|about to|thinking|soon|would|if|when|want|hope|expect\w*|retiring|intend\w*|considering|can he|can she|can i)\b"
_NOT_RETIRED = r"\b(?:not|don't|never|before|until|from|if)\b(?:\s+\S+){0,3}?\s+<RETIRED>"
_RETIRED_AS_CATEGORY = (
    r"<RETIRED>\s+(?:rate|member\w*|category|status|dues|class|people|from that)|\bto <RETIRED>$"
)
_DOWN_TO = r"\b(?:down|cut back|back) to (?:\S+ ){1,3}(?:a|per) week\b"
_GAVE_UP = (
    r"\b(?:gave up|given up|quit|stopped|left|ended|closed|hung up)\b(?:\s+\S+){0,4}?\s+"
    r"(?:for good|altogether|entirely|completely|forever|permanently|for ever)\b"
)
_STILL = r"\bstill (?:\S+ )?(?:reads?|reading|works?|working|covers?|covering|sees?|seeing|does|doing|do|takes?|taking|practic\w+|<ATTENDING>)(?:\s|$)"

Stage = tuple[str, int]


def stages_of_work(clauses: Sequence[Clause], today: date) -> Iterator[Stage]:
    for clause in clauses:
        yield from _work(clause)
        if (clause.has("SEMIRETIRED") or clause.matches(_DOWN_TO)) and not clause.asks:
            yield "partly_retired", STRONG
        if clause.has("RETIRED") or clause.matches(_GAVE_UP):
            yield from _retirement(clause, today)
    retired = any(_has_retired(clause) for clause in clauses)
    if retired and any(clause.matches(_STILL) for clause in clauses):
        yield "partly_retired", STRONGEST


def _work(clause: Clause) -> Iterator[Stage]:
    if clause.matches(r"\bfirst paid\b"):
        yield "in_practice", STRONG
    if clause.has("NOTWORKING") and not _has_retired(clause):
        yield "not_working", STRONG
    if clause.has("ATTENDING", "REMOTE") and not clause.has("STUDENT", "RESIDENT", "SCHOOL"):
        if not clause.matches(_TO_COME):
            yield "in_practice", PLAIN
    elif _names_a_profession(clause) and not clause.matches(TO_BECOME):
        yield "in_practice", WEAK


def _names_a_profession(clause: Clause) -> bool:
    return clause.has("SPECIALIST", "PHYSICIST", "RRA", "MRISCIENTIST", "OTHERJOB") or (
        clause.has("PHYSICIAN") and clause.has("FIELD", "SERVICE", "PLACE")
    )


def _retirement(clause: Clause, today: date) -> Iterator[Stage]:
    day = clause.day
    if day and day.day > today:
        yield "in_practice", STRONG
    elif clause.matches(_RETIRED_AS_CATEGORY):
        return
    elif _has_retired(clause):
        yield "fully_retired", STRONG
    elif clause.matches(_AHEAD):
        yield "in_practice", WEAK


def _has_retired(clause: Clause) -> bool:
    return (clause.has("RETIRED") or clause.matches(_GAVE_UP) is not None) and not (
        clause.asks
        or clause.matches(_AHEAD)
        or clause.matches(_NOT_RETIRED)
        or clause.matches(_RETIRED_AS_CATEGORY)
    )
