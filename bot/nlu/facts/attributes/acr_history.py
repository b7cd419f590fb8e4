"""What somebody has been to the College so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

_HYPOTHETICAL = r"\b(?:become|(?<!used to )be|join as|apply|qualify|eligible|want|would|get the|instead of|for the|or)\b"

_US = r"(?:the )?(?:acr|college|<COLLEGE>)"
_NEVER = (
    r"\bnot (?:previously|ever) an? (?:acr )?member\b|"
    r"\bnever\b(?:\s+\S+){0,3}?\s+member(?:s|ships?)?\b"
    rf"|\bnot\b(?:\s+\S+){{0,2}}?\s+member (?:of {_US}|so far|yet|before)"
    rf"|(?:\bnot|n't) ever (?:\w+ ){{0,2}}member|\bnew to {_US}|\bnever (?:been )?(?:with|in|part of|belonged to) {_US}|\bfirst (?:acr )?membership\b"
    rf"|\bnever (?:was|had|been)\b(?:\s+\S+){{0,4}}? (?:in|with|part of|of) {_US}"
    r"|^(?:but |and )*i never (?:was|bothered|did|have)(?: one)?$|\bmember never before$|^(?:i )?(?:was )?never (?:one )?before$"
    rf"|\bno (?:(?:previous|prior|earlier|past|acr) )*(?:membership|history with {_US})|\bno history with {_US}"
)
# What says nothing of these says nothing of a membership; most clauses do not.
_TOPIC = r"<(?:\w+:)?(?:MEMBER|COLLEGE)|member|dues|\b(?:acr|college|joined|belong\w*|associate|never|lapsed)\b"
_NEVER_AS = r"(?<!can )(?<!could )(?<!will )\bnever\b(?:\s+\S+){0,3}?\s+<MEMBER"
_NOT_AS = r"\b(?:not|wasn't|didn't|isn't)\b(?:\s+\S+){0,3}?\s+<MEMBER"
_YEARS = r"(?:\d+\+?|\w+ty(?: \w+)?|ten|many|several|two|three|four|five|six|seven|eight|nine) (?:years|decades)"
_FOR_YEARS = (
    rf"\bmember(?:\s+\S+){{0,3}}?\s+(?:{_YEARS}|forever|for ever|for ages|for life|always)\b|\b{_YEARS} (?:as )?(?:an? )?(?:acr )?member\b"
    r"|\b(?:was|were|been|used to be) an? (?:\w+ ){0,2}member\b|\bi(?:'m| am) an? (?:\w+ )?member\b|\bmember (?:until|till|through|up to)\b"
    r"|\bpaid (?:\w+ )?dues (?:\S+ ){0,4}for \S+ years\b|\bstopped paying (?:my |the )?dues\b"
    rf"|\bused to be (?:with|in) {_US}|\blapsed (?:in|since) (?:19|20)\d\d\b"
    rf"|\b(?:lifelong|life long|lifetime) (?:acr )?member\b|\b(?:been|was) (?:with|in) {_US} (?:for|since)\b"
    r"|(?<!student )(?<!trainee )\bmembership (?:since|lapsed|expired|ended|ran out)\b|^i belonged (?:until|for|from|once)\b"
    r"|\b(?:let|dropped|cancel\w*|gave up|resigned|lost) (?:my |his |her )?(?:acr )?membership\b"
)
# Nobody is in training for so long.
_DECADES = (
    r"\bmember(?:\s+\S+){0,3}?\s+(?:(?:1[5-9]|[2-9]\d)\+?|(?:twenty|thirty|forty|fifty|sixty)(?: \w+)?) years"
    r"|\bmember(?:\s+\S+){0,3}?\s+decades"
)
# Which free membership it was, the stage and the words beside it say.
_FREE = r"\b(?:had|have|got|was|were|been|am|i'm|as|on|with|still|already|the|my|his|her|an?)(?: \w+)? (?:free|complimentary) (?:acr )?member(?:ship)?\b|^(?:free|complimentary) (?:acr )?member(?:ship)?\b"
_BELONGED = rf"\b(?:belong(?:ed)? to|quit|left|dropped out of) {_US}\b"
_FREE_MEMBER = "free"
_PAYS_DUES = r"\b(?:pay|pays|paid|paying|used to pay) (?:my |the |your |acr )*dues\b(?:\s+\S+){0,2}? (?:since|every|each|until|for (?:\w+ )+(?:years|decades)|stopped)|\bused to pay (?:\w+ )?dues\b|\bpaid (?:my |the )?dues (?:all|always|my whole|the whole)\b|\bmember (?:the whole|all the) time\b|\b(?:was|as|were) (?:an? )?associate\b(?! prof)|^associate (?:for|since|until) |\bused to be an? associate\b(?! prof)"
# "Joined when I was a student", "member all through residency".
_SINCE = (
    r"(?:<MEMBER:for_long>|\bmember(?:ship)?\b|\bjoined\b|\bbelonged\b)(?:\s+(?!<|if\b)\S+){0,3}?\s+(?:as|in|during|through\w*|since|while|when|<(?=STUDENT>))(?:\s+(?!<)\S+){0,4}?\s*"
    r"<?(?:PAST:)?(STUDENT|STUDENTWORD|SCHOOL|RESIDENT|RESIDENCY|INTERN|FELLOW|FELLOWSHIP|training)\b"
)
# A member of many years was one in practice, unless they are in training still.
_FOR_LONG = "for_long"
_FREE_FOR = {
    "student": "student",
    "in_training": "mit",
    "in_practice": "mit",
    "not_working": "mit",
}
# The latest counts, and membership in practice overrides the rest.
_RANKS = ("never", "student", "mit", "international_mit", "in_practice")


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], _: date) -> Facts:
    held = {value for clause in clauses for value in _of_clause(clause)}
    if _FOR_LONG in held:
        held.remove(_FOR_LONG)
        if profile.get("stage") not in {"student", "in_training", None}:
            held.add("in_practice")
    if _FREE_MEMBER in held:
        held.remove(_FREE_MEMBER)
        if not held and (of_stage := _FREE_FOR.get(profile.get("stage", ""))):
            held.add(of_stage)
    if {"never", "in_practice"} <= held:
        return {}
    return {"acr_history": max(held, key=_RANKS.index)} if held else {}


def _of_clause(clause: Clause) -> list[str]:
    if clause.asks or not clause.matches(_TOPIC):
        return []
    values = clause.values("MEMBER")
    if clause.matches(_NEVER) or clause.matches(_NEVER_AS) or "never" in values:
        return ["never"]
    if (since := clause.matches(_SINCE)) and not clause.matches(r"\b(?:not|never)\b|n't\b"):
        return ["student" if since[1] in {"STUDENT", "STUDENTWORD", "SCHOOL"} else "mit"]
    if clause.matches(_FREE) and not values:
        by_words = (
            "student" if clause.has("STUDENT", "SCHOOL") or clause.denies("STUDENT") else None
        )
        is_trainee = clause.has("RESIDENT", "RESIDENCY", "FELLOW") or clause.denies("RESIDENT")
        return [by_words or ("mit" if is_trainee else _FREE_MEMBER)]
    if clause.matches(rf"{_PAYS_DUES}|{_BELONGED}") and not clause.matches(_NEVER):
        values.append(_FOR_LONG)
    if clause.matches(_FOR_YEARS) and not clause.matches(r"\b(?:never|not)\b|n't\b"):
        values.append("in_practice" if clause.matches(_DECADES) else _FOR_LONG)
    return [] if clause.matches(_HYPOTHETICAL) or clause.matches(_NOT_AS) else values
