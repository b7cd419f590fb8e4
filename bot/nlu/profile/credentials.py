"""What somebody holds or is subject to: boards, certificates, service, standing, earlier membership."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.profile.career import DONE_TRAINING
from bot.nlu.profile.clause import Clause

_NOT_CERTIFIED = (
    r"\b(?:not|never|isn't|aren't|wasn't|yet to be|un|non)\W*(?:\w+\s){0,2}?(?:board\s)?certified|\buncertified"
    r"|\bnot (?:yet )?boarded|\bboard eligible|\bno board|\bno boards|\bwithout (?:any )?(?:board|certification)"
    r"|\b(?:failed|haven't (?:taken|passed|sat)|have not (?:taken|passed|sat)|didn't pass|did not pass|never (?:took|passed|sat|got)|"
    r"haven't got|still need to (?:take|pass)|(?:don't|do not|doesn't|does not|never) (?:have|hold)|hold no|no|without|not passed|waiting for)\b(?:\s+\S+){0,3}?\s+(?:boards?\b|<BOARD:\w+>|certification|certificate|core exam)"
    r"|<BOARD:\w+>(?:\s+\S+){0,3}?\s+(?:lapsed|expired|failed)"
    r"|\bcertification (?:from )?none"
)
_NO = r"\b(?:no|not|never|don't|do not|haven't|have not|hasn't|without|lack|didn't|isn't|expired|lapsed?|ran out|waiting for|yet|working on)\b"
_RADIOLOGIC = {
    "diagnostic_radiology",
    "interventional_radiology",
    "radiation_oncology",
    "nuclear_medicine",
}
_NATIONALLY = (
    r"\b(?:national|local|country's|home|our|specialist|state)\b(?:\s+\S+){0,2}?\s+"
    r"(?:boards?|certificat\w+|certified|diploma|qualification|examination)\b|\bcertified\b"
)
_UNSURE = r"\b(?:don't know|do not know|not sure|no idea|unsure|can't remember|cannot remember|don't remember)\b"
_ASKS = r"^(?:so )?(?:do|does|is|are|can|could|should|would|will|what|which|how|if|may|am i)\b"
_HYPOTHETICAL = r"\b(?:become|(?<!used to )be|join as|apply|qualify|eligible|want|would|get the|instead of|for the|or)\b"

Told = dict[str, Any]


def read(clauses: Sequence[Clause], told: Mapping[str, Any], _: date) -> Told:
    found: Told = {}
    boards: set[str] = set()
    none = False
    for clause in clauses:
        if told.get("stage") != "student":
            if clause.matches(_NOT_CERTIFIED):
                none = True
            elif not clause.matches(r"\b(?:take|taking|sit|sitting|exam|exams|test)\b") or clause.matches(r"\b(?:passed|certified)\b"):
                boards.update(_held(clause))
                if clause.matches(r"<(?:ADJECTIVE|PLACE):outside>(?:\s+\S+){0,2}?\s+(?:board|certified|certificate|certification)|\bcertified(?:\s+\S+){0,3}?\s+<PLACE:outside>|\bcertified (?:there|here|at home|in my (?:home )?country|in my own country|by my country|nationally)"):
                    boards.add("foreign")
        _one_clause(clause, told, found)
    if boards - {"foreign"} == set() and not none and told.get("place") == "outside" and any(
        clause.matches(_NATIONALLY) for clause in clauses
    ):
        boards.add("foreign")
    if boards or none:
        found["board"] = sorted(boards) or ["none"]
    return found


def _held(clause: Clause) -> set[str]:
    """The boards of a clause, without those that are named as not the ones meant."""
    before = r"\b(?:not|than|besides|instead of|except|without|no|(?:don't|do not|doesn't) (?:have|hold))\s+(?:the |by the |from the |an? )?<BOARD:(\w+)>"
    after = r"<BOARD:(\w+)>\s+(?:no|never|not)\b"
    denied = {*re.findall(before, clause.text), *re.findall(after, clause.text)}
    return set(clause.values("BOARD")) - denied


def _one_clause(clause: Clause, told: Mapping[str, Any], found: Told) -> None:
    asks = clause.matches(_ASKS) is not None
    if clause.has("ECFMG") and clause.matches(_UNSURE):
        found["ecfmg"] = "unknown"
    elif clause.has("ECFMG") and not asks:
        found["ecfmg"] = "not_current" if clause.matches(_NO) else "current"
    if clause.has("ARRT") and not asks:
        found["arrt"] = "no" if clause.matches(_NO) else "yes"
    services = clause.values("SERVICE")
    service = next((one for one in ("reserve_guard", "veteran") if one in services), None) or (
        services[-1] if services else None
    )
    if service and not asks and told.get("stage") != "student":
        past = clause.matches(r"\b(?:was|used to|former|left|separated|years ago)\b")
        found["federal_service"] = "veteran" if past and service == "active_duty" else service
    _residency(clause, told, found)
    _standing(clause, told, found)
    _member(clause, asks, found)


def _residency(clause: Clause, told: Mapping[str, Any], found: Told) -> None:
    """A radiology residency completed in the U.S. or Canada counts as an approved one."""
    radiologic = _is_radiologic(clause) or told.get("field") in _RADIOLOGIC
    if clause.matches(DONE_TRAINING) and clause.has("RESIDENCY", "RESIDENT") and radiologic and not clause.matches(_NO):
        if clause.value("PLACE") != "outside" and clause.value("ADJECTIVE") != "outside":
            found["residency_completed"] = "yes"


def _is_radiologic(clause: Clause) -> bool:
    return clause.value("FIELD") in _RADIOLOGIC


def _standing(clause: Clause, told: Mapping[str, Any], found: Told) -> None:
    student = told.get("stage") == "student"
    if student and clause.has("PROBATION") and not clause.matches(r"\b(?:never|not on|no)\b"):
        found["good_standing"] = "no"
    elif student and clause.has("GOODSTANDING"):
        found["good_standing"] = "no" if clause.matches(r"\bnot\b") else "yes"
    if clause.has("ETHICSBAD") and not clause.matches(r"\b(?:no|never|without)\b"):
        found["ethical_standing"] = "no"
    elif clause.has("ETHICSGOOD"):
        found["ethical_standing"] = "yes"
    if clause.has("UNACCREDITED") or (clause.has("ACCREDITED") and clause.matches(r"\b(?:not|isn't|never|wasn't|no)\b")):
        found["school_accredited" if student else "program_approved"] = "no"
    elif clause.has("NOTAPPROVED"):
        found["program_approved"] = "no"
    elif clause.has("ACCREDITED") and not clause.matches(_ASKS):
        if student and not clause.has("RESIDENCY", "FELLOWSHIP"):
            found["school_accredited"] = "yes"
        elif told.get("stage") == "in_training":
            found["program_approved"] = "yes"
    if (clause.has("ROYALTRACK") or clause.matches(r"\bformal <PHYSTRAINEE>")) and told.get("stage") == "in_training":
        found["program_approved"] = "yes"
    years = clause.matches(r"\b(three|four|five|six|seven|\d)\s+(?:years?|yrs?)(?:\s+long\b|\s+(?:\S+\s+){0,2}?(?:<SCHOOL>|program\w*|course|degree|curriculum|career|md\b|<PHYSICIAN>|<STUDENT))")
    years = years or clause.matches(r"\b(?:takes|lasts?|is)\s+(?:only |just )?(three|four|five|six|seven|\d)\s+years\b")
    if student and years:
        number = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}.get(years[1])
        found["school_years"] = number or int(float(years[1]))


def _member(clause: Clause, asks: bool, found: Told) -> None:
    values = clause.values("MEMBER")
    if clause.matches(r"\bnever\b(?:\s+\S+){0,3}?\s+members?\b|\bnot\b(?:\s+\S+){0,2}?\s+member of (?:the )?acr\b"):
        values = ["never"]
    elif clause.matches(r"\bmember(?:\s+\S+){0,3}?\s+\d+\+? (?:years|yrs)\b"):
        values = [*values, "in_practice"]
    if not values or asks:
        return
    if "never" in values:
        found.setdefault("acr_history", "never")
    elif not clause.matches(_HYPOTHETICAL):
        order = ("student", "mit", "international_mit", "in_practice")
        best = max(values, key=order.index)
        held = found.get("acr_history")
        if held is None or held == "never" or order.index(best) > order.index(held):
            found["acr_history"] = best
