"""Whom somebody asks for who keeps the memberships of others: "I'm the coordinator, we have eight residents"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_KEEPS = re.compile(
    r"(?<!\bmy )(?<!\bour )(?<!\byour )(?<!\btheir )\b(?:practice|office|department|dept|group|clinic|program|residency|fellowship|business|chief) (?:manager|admin\w*|coordinator|secretary|director's assistant)\b"
    r"|\bi (?:manage|run|keep the memberships of|handle the memberships of) (?:an?|the|our) (?:\w+ ){0,3}(?:group|practice|office|department|clinic|program)\b"
    r"|\bi coordinate\b"
    r"|^\W*(?:\w+ ){0,2}(?:coordinator|manager|secretary) here\b"
    r"|\bsecretary (?:of|at|in|for)\b|\bi run the office of\b"
    r"|\bi (?:chair|head|lead|direct) (?:an?|the|our|my) (?:\w+ ){0,3}(?:group|practice|division|section|department|clinic|program)\b"
    r"|\basking for (?:my|our|the) (?:faculty|attendings|residents|fellows|radiologists|doctors|group|staff)\b"
    r"|\b(?:i'?m|i am|as) (?:the|an?|their|our) (?:\w+ )?(?:manager|admin\w*|coordinator|secretary|recruiter|chair(?:man|woman|person)?)\b",
    re.IGNORECASE,
)
# How a message calls those whom it is about, and what one of them is.
_ONE_OF = {
    "radiologists": "radiologist in practice",
    "attendings": "radiologist in practice",
    "faculty": "physician in practice",
    "rads": "radiologist in practice",
    "doctors": "physician in practice",
    "docs": "physician in practice",
    "physicians": "physician in practice",
    "physicists": "medical physicist",
    "residents": "resident",
    "r1s": "resident",
    "r2s": "resident",
    "interns": "intern",
    "fellows": "fellow",
    "students": "medical student",
}
_ALSO_CALLED = {
    "rads": "radiologists",
    "docs": "doctors",
    "physicians": "doctors",
    "r1s": "residents",
    "r2s": "residents",
}
GROUPS = frozenset(_ONE_OF)
_NAMED = re.compile(rf"\b({'|'.join(_ONE_OF)})\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b(?:(?:all|both|\d+|two|three|four|five|six|seven|eight|nine|ten)\s+)?(?:of\s+)?(?:our\s+|the\s+|my\s+|new\s+|incoming\s+)*({'|'.join(_ONE_OF)})\b",
    re.IGNORECASE,
)
_OF_EACH = frozenset({"stage", "profession", "field", "place"})
# What is said of one among them is not said of all.
_ONE_AMONG = re.compile(
    r"(?:,\s*)?\b(?:and )?(?:one|another|1) (?:of them )?(?:is|was) (?:an? )?[^.;,!?]*|\band (?:one|1) \w+\b",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they'?re|they are|these are)\b", re.IGNORECASE)
_MEANS_THEM = re.compile(
    r"\b(?:they|them|their|each|everyone|all of them|for all|these|the (?:two|three|four|five|six|seven|eight|nine|ten|\d+))\b",
    re.IGNORECASE,
)


def group_in(text: str, known: Iterable[str]) -> str | None:
    """Return how those are called whom a keeper of memberships asks for; None where it is no such message.

    `known` are the people of the conversation so far.
    """
    before = next((name for name in known if name in GROUPS), None)
    named = _NAMED.search(text)
    if _KEEPS.search(text):
        return before or (_called(named[1]) if named else None)
    if before is None:
        return None
    return before if named or _MEANS_THEM.search(text) else None


def _called(name: str) -> str:
    return _ALSO_CALLED.get(name.lower(), name.lower())


def of_all(text: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is told of a group: where its members differ, no more than what each of them is."""
    kinds = {_ONE_OF[match[1].lower()] for match in _NAMED.finditer(text)}
    differ = len(kinds) > 1
    return {name: facts[name] for name in _OF_EACH & set(facts)} if differ else facts


def as_one(text: str) -> str:
    """Return what is told of a group as if it were one person who tells it."""
    text = _ONE_AMONG.sub(" ", _KEEPS.sub(" ", text))
    text = _THEY.sub("i am", text)
    return _COUNTED.sub(lambda match: f"a {_ONE_OF[match[1].lower()]}", text)
