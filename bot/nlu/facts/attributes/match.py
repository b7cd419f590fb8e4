"""A residency to come: waited for, won or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.place_of_clause import program_of

_WAITS = (
    r"\bcarms\b|\b(?:wait\w*|hop(?:e|es|ed|ing)|try(?:ing)?|tries|want\w*|application for)\b(?:\s+\S+){0,6}?\s+"
    r"(?:match|spot|position|seat|<RESIDENCY>)"
    r"|\bappl(?:y|ying|ies|ied) (?:to |for |into )?(?:<FIELD|<RESIDEN)"
    r"|\b(?:try(?:ing)?|tries|hop(?:e|es|ing)) (?:to get|for|to go) (?:in |into )?(?:\S+ )?<FIELD"
)
_GOT_ONE = (
    r"\bi got (?:a |into )?<FIELD:\w+>|<RESIDENCY> (?:is |all )?lined up\b|\b(?:got|secured|landed|won|obtained) my (?:spot|place|seat)\b"
    r"|\b(?:got|secured|landed|won|obtained|have) (?:an?|my|the) (?:(?:<FIELD:\w+>|<RESIDENCY>|training) )+(?:spot|position|place|seat|slot)\b"
    r"|<FIELD:\w+> (?:spot|position|place|seat|slot) (?:is )?(?:secured|lined up|guaranteed|reserved|waiting)\b"
    r"|(?<!they )\b(?:start|starts|starting|begin|begins|beginning)\b(?:\s+\S+){0,4}?\s+<RESIDENCY>"
)
_INCOMING = r"(?:\bincoming|<ADMITTED>) (?:\S+ ){0,2}?<LATER:RESIDENT>"
_WAITS_IN_ANSWER = r"\b(?:wait|appl|reappl|hop|try)\w*\b"
# What an intern names for later is the place that they have.
_AFTER_INTERNSHIP = r"^(?:and |but |i |will )*(?:then|followed by|start\w*|begin\w*|before)\b.*<FIELD|<FIELD:\w+>.*\b(?:next (?:year|july|june|summer)|from date\d|starts?|starting|begins?|beginning|in 20\d\d|date\d)"
_AGAIN = r"\b(?:again|reappl\w+|re applying|next (?:cycle|match)|this cycle)\b"
_STAGES = {None, "between_school_and_training", "in_training", "student"}


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], _: date) -> Facts:
    match = _match(clauses, profile) if profile.get("stage") in _STAGES else None
    return {"match": match} if match else {}


def read_match(clauses: Sequence[Clause]) -> str | None:
    """Return what an answer to the question about a residency place says."""
    match = _match(clauses, {})
    if match is not None or not any(clause.matches(_WAITS_IN_ANSWER) for clause in clauses):
        return match
    where = next((where for clause in clauses if (where := _program_place(clause))), None)
    return _waiting(where, radiologic=_is_radiologic(clauses))


def awaits(clause: Clause) -> bool:
    """Tell whether the clause is about a residency to come, won or lost."""
    return waits(clause) or has_matched(clause) or clause.has("UNMATCHED")


def waits(clause: Clause) -> bool:
    if clause.matches(r"<WAITING>(?: (?:to|for|an?))* <SCHOOL>"):
        return False  # for school, and not for a residency
    return clause.has("WAITING") or clause.matches(_WAITS) is not None


def has_matched(clause: Clause) -> bool:
    return clause.has("MATCHED") or clause.matches(rf"{_GOT_ONE}|{_INCOMING}") is not None


def _match(clauses: Sequence[Clause], profile: Mapping[str, Any]) -> str | None:
    match = None
    unmatched = any(
        clause.has("UNMATCHED") and not clause.asks for clause in clauses
    ) and not _matched_since(clauses)
    again = unmatched and any(clause.has("WAITING") or clause.matches(_AGAIN) for clause in clauses)
    if unmatched and not again:
        return "unmatched"
    certified = any(clause.has("ECFMG") or clause.denies("ECFMG") for clause in clauses)
    for place, clause in enumerate(clauses):
        near = [clause, *clauses[place + 1 : place + 2], *clauses[max(0, place - 1) : place]]
        radiologic = _is_radiologic(near)
        where = next((where for near_ in near if (where := _program_place(near_))), None)
        where = where or (_only_place(clauses) if again else None)
        if where is None and certified and waits(clause):
            where = "us"  # what the certificate is for
        is_next = profile.get("program") == "internship" and clause.matches(_AFTER_INTERNSHIP)
        if (has_matched(clause) or (is_next and radiologic)) and not again:
            match = _matched(where, radiologic=radiologic)
        elif waits(clause) and match is None and profile.get("stage") != "student":
            match = _waiting(where, radiologic=radiologic)
    return match


def _matched_since(clauses: Sequence[Clause]) -> bool:
    """Tell whether a match came after the one that failed."""
    failed = max(
        (place for place, clause in enumerate(clauses) if clause.has("UNMATCHED")), default=0
    )
    return any(has_matched(clause) for clause in clauses[failed + 1 :])


def _program_place(clause: Clause) -> str | None:
    if clause.matches(r"\bcarms\b"):
        return "canada"
    if clause.has("SCHOOL", "GRADUATED", "IMG") and not awaits(clause):
        return None
    return program_of(clause)


def _only_place(clauses: Sequence[Clause]) -> str | None:
    """Who tries once more where they live and went to school tries there."""
    everywhere = {value for clause in clauses for value in clause.values("PLACE")}
    return everywhere.pop() if len(everywhere) == 1 else None


def _is_radiologic(near: Sequence[Clause]) -> bool | None:
    for clause in near:
        value = clause.value("FIELD")
        if value == "non_radiology":
            return False
        if value and value != "undecided":
            return True
    return None


def _matched(where: str | None, *, radiologic: bool | None) -> str | None:
    if radiologic is False:
        return "matched_non_radiology"
    if where == "outside":
        return "matched_outside"
    if not radiologic or where is None:
        return None
    return f"matched_{where}_radiologic"


def _waiting(where: str | None, *, radiologic: bool | None) -> str | None:
    if where == "canada":
        return "waiting_canada"
    if where != "us" or radiologic is None:
        return None
    return "waiting_us_radiologic" if radiologic else "waiting_us_other"
