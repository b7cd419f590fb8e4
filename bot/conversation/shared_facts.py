"""What somebody shares with the person spoken of before them: "my brother does the same in Madrid", "same hospital"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from bot.conversation.state import State

_THE_SAME = re.compile(
    r"\b(?:does|do|did|doing|is|are|am|has|have) (?:exactly |pretty much )?the same\b(?! (?:hospital|office|clinic|practice|group|city|town|place|building|department|university|college|state|country)\b)"
    r"|\bsame (?:job|work|thing|position|role|specialty|field|training|situation|case|story|here|school|program|residency|fellowship|class)\b|\b(?:just )?like (?:me|him|her|us)\b",
    re.IGNORECASE,
)
_SAME_PLACE = re.compile(
    r"\bsame (?:hospital|office|clinic|practice|group|city|town|place|building|department|university|college|state|country)\b"
    r"|\b(?:with|alongside) (?:me|him|her|us)\b|\bhere\b|\bat (?:our|my) (?:hospital|school|practice|program)\b",
    re.IGNORECASE,
)
_OF_WORK = ("stage", "profession", "program", "field", "board", "residency_completed", "enrolled")
_OF_PLACE = ("place",)
# Where somebody is in training or at school says where they are; the school one came from long ago does not.
_OF_A_STUDENT = "school_place"


def shared_facts(
    text: str, person: str, facts: Mapping[str, Any], state: State, near: Collection[str]
) -> Mapping[str, Any]:
    """Return the facts of somebody with those they share with whoever was spoken of before.

    Only who is spoken of for the first time is taken to share what is not said of them.
    """
    before = _before(person, state)
    if not before or state.facts_of(person):
        return facts
    names: tuple[str, ...] = ()
    if _THE_SAME.search(text):
        names = (*_OF_WORK, *_OF_PLACE, _OF_A_STUDENT)
    elif facts and (person in near or _SAME_PLACE.search(text)):
        names = _OF_PLACE
    if "place" in facts or "school_place" in facts:
        names = tuple(name for name in names if name not in {*_OF_PLACE, _OF_A_STUDENT})
    return {**{name: before[name] for name in names if name in before}, **facts}


def _before(person: str, state: State) -> Mapping[str, Any]:
    """Return the facts of the person spoken of last, of whom something is known."""
    if person != state.person and state.told:
        return state.told
    others = [facts for name, facts in state.others.items() if name != person and facts]
    return others[-1] if others else {}
