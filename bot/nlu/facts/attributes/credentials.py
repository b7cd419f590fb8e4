"""What somebody holds or serves in: ECFMG, ARRT, federal service, a completed residency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.profession import CLINICAL
from bot.nlu.facts.attributes.training import COMPLETED_TRAINING
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

_NO = r"\b(?:no|not|never|don't|do not|haven't|have not|hasn't|without|lack|didn't|isn't|expired|lapsed?|ran out|waiting for|yet|working on)\b"
# What is wrong with the certificate stands near it.
_LACKS = r"\b(?:waiting for|yet|working on|lack)\b(?:\s+(?!<)\S+){0,4}?\s+<ECFMG|<ECFMG(?::\w+)?>(?:\s+(?!<|i\b)\S+){0,4}?\s+(?:no|not|isn't|hasn't|yet|expired|laps\w+|r[au]n out)\b"
_VALID = (
    r"<ECFMG(?::\w+)?>(?: (?:is|still|certificate))* (?:valid|current|good|active)\b"
    # What will lapse is still held.
    r"|<ECFMG(?::\w+)?>(?: certificate)? (?:(?:will|is going to|is about to|is set to) (?:expire|lapse|run out)|(?:expires|lapses|runs out|is expiring|is running out))\b"
)
UNSURE = r"\b(?:don't know|do not know|not sure|no idea|unsure|dunno|no clue|can't tell|can't remember|cannot remember|don't remember)\b"
_TO_COME = r"\b(?:pending|in progress|in process|soon|next|need|needs|applied|applying|almost|will|plan\w*|started|after|once|until|when|get|getting|missing)\b"
_HELD = r"<ECFMG:current>|\b(?:current\w*|valid|active|have|has|hold|holds|holding|got|with|ok|okay|yes|done|hand|passed|good|already|i am|i'm|certified|my|up to date|too|and)\b|^<ECFMG>$"
# "No, she still has her ARRT": the "no" is meant for what was said before.
_STILL_HELD = r"\bstill (?:has|have|holds?)\b(?:\s+(?!<)\S+){0,2}\s+<(?:NOT:)?ARRT\b"
_NEVER_COMPLETED = (
    r"(?:\bnever|n't|\bnot|\bwithout)\s+(?:finish\w*|complet\w*|done|did|do)\s+(?:an?|the|my|any|approved|<FIELD:\w+>|\s)*<(?:\w+:)?RESIDENCY>"
    r"|\b(?:gave up|given up|dropped out of|withdrew from|resigned from|quit|left) (?:an?|the|my|his|her|<FIELD:\w+>|\s)*<(?:\w+:)?RESIDENCY>"
    r"|<NOTRADIOLOGY> <(?:\w+:)?RESIDENCY>"
)
_NO_RESIDENCY = (
    r"\b(?:no|without(?: an?)?) (?:<FIELD:\w+> )?<RESIDENCY>(?! (?:spot|position|place|seat))"
)
_TRAINED_IN_FIELD = r"\b(?:finished|completed|done with)\b.*<FIELD:\w+> training\b"
_TO_BE_COMPLETED = r"\b(?:will|'ll|going to|once|when|before|plan\w*)\b|\bafter <RESIDENCY>$"
_AS_A_MEMBER = r"<(?:PAST:)?MEMBER|\bmember(?:ship)?\b|\bjoined\b"
_OF_RADIOLOGY = {"abr", "aobr"}
# Two years of a residency are not a residency.
_PART_OF_IT = r"\b(?:did|had|spent|only)\b(?:\s+\S+){0,2}?\s+(?:one|two|three|a|\d) (?:years?|months?) (?:of|in)\b"


_PAST_TRAINING = {"in_practice", "not_working", "partly_retired", "fully_retired"}


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], _: date) -> Facts:
    facts: Facts = {}
    for clause in clauses:
        if ecfmg := _ecfmg(clause):
            facts["ecfmg"] = ecfmg
        if arrt := _arrt(clause):
            facts["arrt"] = arrt
        if profile.get("stage") != "student" and not clause.asks:
            facts.update(_service(clause, facts))
        never = profile.get("stage") in _PAST_TRAINING and clause.matches(_NO_RESIDENCY)
        if never or clause.matches(_NEVER_COMPLETED):
            facts["residency_completed"] = "no"
        elif _completed_residency(clause, profile):
            facts["residency_completed"] = "yes"
    denied = {value for clause in clauses for value in clause.values("SERVICE", status="NOT")}
    if facts.get("federal_service") in denied:
        del facts["federal_service"]  # said and denied: it is asked
    elif "other" in denied or len(denied) > 1:
        facts.setdefault("federal_service", "none")
    return facts


def _ecfmg(clause: Clause) -> str | None:
    if clause.matches(rf"{UNSURE}.*ECFMG|ECFMG.*{UNSURE}"):
        return "unknown"
    if clause.denies("ECFMG"):
        return "not_current"
    if clause.asks or not clause.has("ECFMG"):
        return None
    if clause.matches(_VALID):
        return "current"
    if clause.matches(_LACKS) or clause.matches(_TO_COME):
        return "not_current"
    return "current" if clause.matches(_HELD) else None


def _arrt(clause: Clause) -> str | None:
    if clause.matches(_STILL_HELD) and not clause.asks:
        return "yes"
    if clause.denies("ARRT"):
        return "no"
    if clause.asks or not clause.has("ARRT"):
        return None
    return "no" if clause.matches(_NO) or clause.matches(_TO_COME) else "yes"


def _service(clause: Clause, facts: Facts) -> Facts:
    """The present service; one in uniform that is over makes a veteran of who serves nowhere else."""
    services = clause.values("SERVICE")
    for distinct in ("reserve_guard", "va", "usphs", "veteran"):
        if distinct in services:
            return {"federal_service": distinct}
    if services:
        return {"federal_service": services[-1]}
    served = "active_duty" in clause.values("SERVICE", status="PAST")
    return {"federal_service": "veteran"} if served and "federal_service" not in facts else {}


def _completed_residency(clause: Clause, profile: Mapping[str, Any]) -> bool:
    """A radiology residency completed in the U.S. or Canada counts as an approved one."""
    named = clause.has("RESIDENCY", "RESIDENT") or clause.matches(_TRAINED_IN_FIELD)
    completed = (
        named and clause.matches(COMPLETED_TRAINING) and not clause.matches(_TO_BE_COMPLETED)
    )
    over = clause.has("RESIDENCY", status="PAST") and not clause.matches(_AS_A_MEMBER)
    if not (completed or over):
        return False
    if clause.matches(_PART_OF_IT):
        return False
    radiologic = clause.value("FIELD") in CLINICAL or profile.get("field", "") in CLINICAL
    radiologic = radiologic or bool(_OF_RADIOLOGY & set(profile.get("board", ())))
    where = clause.value("PLACE") or clause.value("ADJECTIVE") or profile.get("place")
    abroad = where == "outside"
    return radiologic and not abroad and not clause.matches(_NO)
