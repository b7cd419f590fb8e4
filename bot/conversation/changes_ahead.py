"""What a message supposes to end for somebody: their service, their hope of the boards, their work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

RETIRED = "fully_retired"
IF = re.compile(r"\b(?:if|when|once|after|suppose|say|what happens|instead)\b", re.IGNORECASE)
# "What if I do a second fellowship": one more than the training that was told of.
ANOTHER = re.compile(r"\b(?:another|second|2nd|further|one more|third|3rd)\b", re.IGNORECASE)
_IF_OR_THEN = re.compile(
    r"\b(?:if|when|by then|at that point|after|afterwards|once)\b", re.IGNORECASE
)
# "If I fail the boards", "not certified by then".
_FAILS = re.compile(
    r"\b(?:fail\w*|(?:don'?t|do not|never|not|haven'?t|without) pass\w*|without)\b.{0,20}\b(?:boards?|exams?|orals?|abr|core|certif\w+|part 3|them|it)\b|\bnot (?:yet )?(?:board[- ])?certified\b|\b(?:don'?t|do not) pass\b(?! (?:the )?(?:course|class|usmle|step))",
    re.IGNORECASE,
)
# "I take my boards in February only", "not certified till then".
_CERTIFIED_LATER = re.compile(
    r"\b(?:pass|sit|take|get|have|finish|do)\w*\b.{0,12}\b(?:boards?|certif\w+|abr|orals?)\b.{0,30}\b(?:only|later|not (?:until|till?)|until|afterwards?)\b"
    r"|\b(?:still|yet|will|going to) (?:\w+ ){0,2}?(?:take|taking|sit|sitting)\b.{0,16}\b(?:boards?|certif\w+|abr|orals?|exam)\b(?!.*\bcore\b)"
    r"|\b(?:boards?|certif\w+|orals?)(?: exam)? (?:is|are)?n'?t (?:until|till?)\b"
    r"|\b(?:won'?t|not|isn'?t)\b.{0,16}\bcertified\b.{0,12}\b(?:until|till?|before|yet|by then)\b"
    r"|\bboards?\b.{0,12}\b(?:not|only|aren'?t|isn'?t)\b.{0,12}\b(?:until|till?|later|after)\b",
    re.IGNORECASE,
)
# "I'd be boarded during it".
_WILL_BE_CERTIFIED = re.compile(
    r"\b(?:will|i'?ll|i'?d|he'?ll|he'?d|she'?ll|she'?d|would|id|ill) (?:already |then )?be (?:board(?:ed)?|board[- ]?certified|certified)\b",
    re.IGNORECASE,
)
# "Retiring in three years": not so yet.
_RETIRES_LATER = re.compile(
    r"\bretir(?:e|ing|ement)\b.{0,12}\b(?:in (?:\d+|an?|two|three|four|five|ten|some|a few|a couple(?: of)?) (?:more )?(?:years?|yrs?|months?)|next year|someday|one day|at (?:6|7)\d)\b",
    re.IGNORECASE,
)
_STOPS_WORK = re.compile(
    r"\b(?:stop|quit|give up)\w*\b.{0,20}\b(?:completely|altogether|entirely|fully|for good|work\w*|practi\w+)\b|\bretire\b.{0,12}\b(?:fully|completely|for good)\b|\b(?:fully|completely) retire\b",
    re.IGNORECASE,
)
# "If I did get in": into a residency that was spoken of.
_GETS_IN = re.compile(
    r"\bif (?:i|he|she) (?:did |do |does |actually )*(?:get|gets|got) (?:in\b|accepted\b|into (?:one|it|radiology|a residency)\b|an? (?:spot|place|position)\b)",
    re.IGNORECASE,
)
_GRADUATE_SCHOOL = re.compile(
    r"\b(?:start|begin|enter|in|do)\w*\b.{0,24}\b(?:master'?s|masters|phd|doctorate|grad(?:uate)? (?:school|program)|campep)\b",
    re.IGNORECASE,
)
_LEAVES_RADIOLOGY = re.compile(
    r"\bif\b.{0,40}\b(?:not|don'?t|never|do not|won'?t) (?:\w+ ){0,3}(?:do(?:ing)?|going (?:in)?to|go (?:in)?to|choos\w+|pick\w*|in|into|become|becoming) (?:a )?(?:radiolog\w+|rads)\b"
    r"|\bif\b.{0,30}\b(?:pick\w*|choos\w+|chose|end(?:ing)? up|wind up|go(?:ing)?|switch\w*|decid\w+|do(?:ing)?)\b.{0,24}\b(?:something|anything) else\b"
    r"|\bif\b.{0,30}\b(?:pick\w*|choos\w+|chose|end(?:ing)? up|wind up|go(?:ing)?|switch\w*|decid\w+|do(?:ing)?)\b.{0,24}\b(?:another|a different|some other) (?:field|specialt\w+|residency|path)\b",
    re.IGNORECASE,
)
_LEAVES_SERVICE = re.compile(
    r"\b(?:gets?|getting|got) out\b(?! of (?:the |my |a |it|this|that|paying|chapter|dues))|\b(?:leav(?:es?|ing)|quit\w*) (?:the |my )?(?:army|navy|air force|military|marines|service|va|v\.a\.|usphs|public health|phs|active|government|federal)\b|\bdischarged?\b|\bseparat\w+\b|\b(?:no longer|won'?t be|will not be|not be|stop being|don'?t work)\b.{0,25}\b(?:army|navy|military|service|va|usphs|phs|active|employee|federal)\b|\b(?:civilian|private practice|after the va)\b",
    re.IGNORECASE,
)
SERVES = frozenset({"active_duty", "va", "usphs"})
# What somebody is once they have left.
_AFTER_SERVICE = {"active_duty": "veteran"}
_OF_MONEY_BACK = re.compile(r"\b(?:refund\w*|back|reimburs\w*)\b", re.IGNORECASE)


def change_ahead(text: str, told: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the facts as they would be then; empty where a message supposes no such end."""
    return (
        _leaving_service(text, told, read)
        or failing(text, told)
        or _leaving_radiology(text, told)
        or _entering(text, told)
        or _retiring(text, told, read)
    )


def _entering(text: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the program of whoever speaks of getting into radiology from another field, or into physics."""
    if not IF.search(text):
        return {}
    practises_another = (
        facts.get("field") == "non_radiology" and facts.get("stage") == "in_practice"
    )
    if practises_another and _GETS_IN.search(text):
        residency = {"stage": "in_training", "program": "residency"}
        return {**residency, "field": "diagnostic_radiology"}
    is_physicist = facts.get("profession") == "medical_physicist"
    if is_physicist and facts.get("stage") != "in_training" and _GRADUATE_SCHOOL.search(text):
        return {"stage": "in_training", "program": "physics_program"}
    return {}


def _leaving_radiology(text: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return that a student goes into another field, where they speak of it as of what may come."""
    leaves = facts.get("stage") == "student" and _LEAVES_RADIOLOGY.search(text)
    return {"field": "non_radiology"} if leaves and IF.search(text) else {}


def _leaving_service(
    text: str, told: Mapping[str, Any], read: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what the federal service of somebody becomes who speaks of leaving it; else nothing."""
    service = str(told.get("federal_service"))
    if service not in SERVES or not _LEAVES_SERVICE.search(text):
        return {}
    joins = read.get("federal_service", service)
    return {"federal_service": joins if joins != service else _AFTER_SERVICE.get(service, "none")}


def failing(text: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return that somebody in training has no certificate, where they speak of failing, or of later, exams."""
    if _WILL_BE_CERTIFIED.search(text) and told.get("stage") == "in_training":
        return {"board": ["abr"]} if told.get("place") == "us" else {}
    fails = speaks_of_failing(text)
    return {"board": ["none"]} if fails and told.get("stage") == "in_training" else {}


def speaks_of_failing(text: str) -> bool:
    """Tell whether exams are not passed yet, or may not be passed, by what somebody says."""
    if _WILL_BE_CERTIFIED.search(text):
        return False
    may_fail = _IF_OR_THEN.search(text) and _FAILS.search(text)
    return bool(_CERTIFIED_LATER.search(text) or may_fail)


def _retiring(text: str, told: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return that somebody has retired, where they speak of it as of later; a day that is told is worked with."""
    stage = told.get("stage")
    stops = _STOPS_WORK.search(text) and IF.search(text) and not _OF_MONEY_BACK.search(text)
    later = _RETIRES_LATER.search(text) and "retirement_date" not in {*read, *told}
    if stage == "student" or not (stops or (later and stage not in {None, RETIRED})):
        return {}
    return {"stage": RETIRED, "acr_history": "in_practice"}
