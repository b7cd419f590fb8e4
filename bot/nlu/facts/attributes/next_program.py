"""The program after the present one: none, in the U.S. or Canada, or elsewhere.

A fellowship that follows in the U.S. or Canada, and whose end or length is named, moves the end of
training; one elsewhere does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.nlu.facts.attributes.training import forgoes_training
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.date_patterns import count_of
from bot.nlu.facts.text.place_of_clause import where_of

_FELLOWSHIP = r"<(?:LATER:)?FELLOW(?:SHIP)?>"
_FOLLOWS = (
    rf"^(?:and )?(?:i |he |she )?(?:then|start|starts|starting|begin|begins|beginning|followed by)\b.*{_FELLOWSHIP}"
    rf"|{_FELLOWSHIP}.*\b(?:after that|afterwards?|thereafter)\b|\b(?:after that|afterwards?|thereafter)\b.*{_FELLOWSHIP}"
    rf"|{_FELLOWSHIP}(?:\s+\S+){{0,4}}? lined up\b|\b(?:signed|accepted|heading|headed|off)\b.*{_FELLOWSHIP}|(?:'ll|\bwill) (?:be )?(?:do|doing|start|starting)\b.*{_FELLOWSHIP}"
    rf"|\b(?:followed by|and then|then (?:i )?(?:start|begin|do))\b.*{_FELLOWSHIP}"
)
# A place that is held, or a move to one, says that it is arranged.
_ARRANGED = (
    rf"{_FELLOWSHIP} (?:position|spot|place|offer|contract)\b.*\b(?:for|in|from|starting) (?:20\d\d|next|date\d)|{_FELLOWSHIP}.*\b(?:planned|scheduled|arranged|set|secured) (?:for|in)\b"
    rf"|<MATCHED>(?: \S+){{0,4}} {_FELLOWSHIP}|\b(?:moving|going|heading|relocating|off)\b.*\bto (?:\w+ ){{0,3}}{_FELLOWSHIP}|\bstarting (?:\S+ ){{0,3}}{_FELLOWSHIP}.* date\d"
)
_UNSURE = (
    r"\b(?:hop(?:e|es|ing)|might|may|maybe|perhaps|want|wants|would|could|if|consider\w*|thinking|"
    r"plan(?:s|ning)?|planned to|appl\w+|not sure|or)\b"
)
# "Just started at the VA in August after fellowship."
_BEFORE_WORK = rf"\b(?:started|joined|began)\b.* after (?:\S+ ){{0,3}}{_FELLOWSHIP}"
# Who trains there and names no other place, goes on there.
_HERE = frozenset({"us", "canada"})
_UNTIL = r"(?<!start )(?<!begin )\b(?:until|through|to|ending|ends|till)\s+(?:in |on |the end of )?date(\d+)\b"
_LENGTH = (
    rf"\b(a|one|two|1|2) years?\b(?=(?:\s+\S+){{0,3}}?\s+{_FELLOWSHIP})"
    rf"|{_FELLOWSHIP}.*\bfor (a|one|two|1|2) years?\b"
)


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    if any(forgoes_training(clause) for clause in clauses):
        return {"next_program": "none"}
    end = date.fromisoformat(profile.get("training_end", today.isoformat()))
    following = next((clause for clause in clauses if follows(clause)), None)
    is_over = end < today and not (following and following.day and following.day.day > today)
    if is_over or profile.get("stage") not in {"in_training", "not_working", None}:
        return {}
    return _after(following, profile, is_over=end < today) if following else {}


def follows(clause: Clause) -> bool:
    """Tell whether the clause is about a fellowship that is arranged."""
    is_dated = clause.has("FELLOWSHIP", status="LATER") and clause.day is not None
    arranged = clause.matches(rf"{_FOLLOWS}|{_ARRANGED}") is not None or is_dated
    is_before = clause.matches(_BEFORE_WORK) is not None
    return arranged and not (is_before or clause.matches(_UNSURE) or clause.asks)


def _after(clause: Clause, profile: Mapping[str, Any], *, is_over: bool) -> Facts:
    where = where_of(clause)
    if where == "outside":
        return {"next_program": "outside"}
    end = None if is_over else _end(clause, profile)
    if end is not None:
        return {"training_end": end.isoformat(), "next_program": None, "next_program_start": None}
    is_here = where is not None or profile.get("place") in _HERE
    return {"next_program": "us_canada"} if is_here else {}


def _end(clause: Clause, profile: Mapping[str, Any]) -> date | None:
    """Return the end of the program that follows, where it is named or its length is."""
    if until := clause.matches(_UNTIL):
        return clause.days[int(until[1])].last
    length = re.search(_LENGTH, clause.text)
    if length is None or "training_end" not in profile:
        return None
    years = count_of(length[1] or length[2])
    return date.fromisoformat(profile["training_end"]) + relativedelta(years=years)
