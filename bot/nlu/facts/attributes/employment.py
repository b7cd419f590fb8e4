"""Work: in practice or not working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.nlu.facts.attributes.retirement import has_retired
from bot.nlu.facts.evidence import PLAIN, STRONG, WEAK, Stage
from bot.nlu.facts.text.clause import Clause

_TO_COME = (
    r"\b(?:want to|hope to|plan to|will|going to|no longer|used to|start(?:s|ing)?(?: as| work as)?)\s+<ATTENDING>"
    r"|\b(?:wants?|wanna|hop(?:e|es|ing)|dreams?|dreaming|would (?:like|love)|'d (?:like|love)) (?:to (?:be|become)|of (?:being|becoming))\b"
)
_READS = r"\b(?:read|reads|reading) (?:\S+ ){0,2}?(?:cts?|mris?|mrs|films?|mammo\w*|studies|scans|x\W?rays?|images|plain films|ultrasound)\b|\b(?:now|i) read (?:at|in|for|from)\b"
_WORKS = (
    r"\bwork(?:s|ing)? (?:\S+ ){0,3}(?:for|at|in|with) (?:an?|the|my|our) (?:\S+ ){0,2}?"
    r"(?:group|practice|hospital|clinic|center|centre|department)\b"
    r"|\b(?:been|am|i'm) (?:now )?(?:with|at|in) (?:an?|the|my) (?:\S+ ){0,2}?(?:group|practice|hospital|clinic)\b"
)
# What somebody who is certified calls themselves, or where they work.
_AT_WORK = r"^<FIELD:\w+>(?: in)? <PLACE:\w+>|^<FIELD:\w+>$|^(?:i |and )*work(?:s|ing)?\b.* (?:in|at|for) <PLACE"
_FOUND_NONE = r"(?:\b(?:not|never)|n't)(?: yet)? (?:found|find) (?:an? |any |my )?(?:\w+ )?(?:job|position|work|post|<ATTENDING>)\b"
_OWNS = r"\b(?:have|own|owns|has|run|runs) (?:an?|my|his|her|the) (?:own )?(?:\S+ ){0,2}?(?:clinic|practice|center|centre|<ATTENDING>)\b|\bcover(?:s|ing)? (?:\S+ ){0,3}?(?:for|at|in) (?:an?|the|my) (?:\S+ )?(?:group|hospital|practice)\b"
_JOINED = r"\bjoined (?:an?|the|my) (?:\S+ ){0,2}?(?:group|department)\b"
_NOT_THERE = r"<NOTWORKING:there> in (?:the )?<NOT:PLACE"
# Who only names a profession and speaks of an end, or of time away, may not work: it is asked.
_IN_DOUBT = (
    r"\bwas an? (?:<FIELD:\w+> )*<SPECIALIST|\bemeritus\b|\b(?:winding|wound|slowing|slowed) down\b|\bno (?:\w+ )?work\b|\bhome with\b"
    r"|\b(?:job|work|contract|position)\b(?:\s+(?!<)\S+){0,3}?\s+(?:ended|ends|stopped|over|fell through)\b|\bno new (?:one|job)\b"
    r"|\b(?:not|n't) (?:\w+ )?(?:work|worked|working|practiced?|read|reading)\b|\bany ?(?:more|longer)\b|\b(?:first|second|third|fourth|fifth|final|\d(?:st|nd|rd|th)) year\b|\blast day\b"
)
_TO_BECOME = (
    r"\b(?:become|becoming|be)\s+(?:an?\s+)?<(SPECIALIST)\b|\bhow (?:do|would|can|does) (?:i|you|u|one|someone|people) become\s+(?:an?\s+)?<(RRA|PHYSICIST)\b"
    r"|\b(?:think\w* (?:about|of)|consider\w*|want\w*|hop(?:e|es|ing)|plan\w*|like) (?:to )?(?:be|become|becoming)\s+(?:an?\s+)?<(RRA|PHYSICIST)\b"
    r"|\b(?:want|wants|hope|hopes|dream|dreams|study|studying)\b(?:\s+\S+){0,4}?\s+<(SPECIALIST)\b"
    r"|\b(?:only|not until|just) (?:once|when|after|if) (?:i|he|she)(?:'?m| am| is|'?s)\s+(?:an?\s+)?<(RRA|PHYSICIST)\b"
)


def becomes(clause: Clause) -> str | None:
    """Return the tag of what somebody only wants to be: a technologist "thinking about becoming an RRA" is none yet."""
    match = clause.matches(_TO_BECOME)
    return next(filter(None, match.groups())) if match else None


def stages_of_work(clauses: Sequence[Clause], today: date) -> Iterator[Stage]:
    in_doubt = any(
        (clause.matches(_IN_DOUBT) or clause.denies("ATTENDING")) and not clause.asks
        for clause in clauses
    )
    certified = any(clause.has("BOARD") for clause in clauses)
    for clause in clauses:
        if clause.matches(r"\bfirst paid\b"):
            yield "in_practice", STRONG
        if certified and not clause.asks and clause.matches(_AT_WORK):
            yield "in_practice", WEAK
        if (
            (clause.has("NOTWORKING") or clause.matches(_FOUND_NONE))
            and not clause.matches(_NOT_THERE)
            and not has_retired(clause, today)
        ):
            yield "not_working", STRONG
        works = clause.has("ATTENDING", "REMOTE") or clause.matches(
            rf"{_JOINED}|{_READS}|{_WORKS}|{_OWNS}"
        )
        if works and not clause.has("STUDENT", "RESIDENT", "SCHOOL"):
            if not clause.matches(_TO_COME):
                yield "in_practice", PLAIN
        elif _names_a_profession(clause) and not in_doubt:
            yield "in_practice", WEAK


def _names_a_profession(clause: Clause) -> bool:
    if clause.has("STUDENTWORD"):
        return False
    named = {"SPECIALIST", "PHYSICIST", "RRA", "MRISCIENTIST", "OTHERJOB"}
    to_be = becomes(clause)
    return clause.has(*(named - {to_be})) or (
        to_be is None and clause.has("PHYSICIAN") and clause.has("FIELD", "SERVICE", "PLACE")
    )
