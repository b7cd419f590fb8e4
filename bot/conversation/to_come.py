"""What a trainee says of the time after: "done in June, then a job in London". It is not so yet, and changes what follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_IN_TRAINING = frozenset({"in_training", "student", "between_school_and_training"})
_IN_PRACTICE = "in_practice"
_JOB = re.compile(r"\b(?:job|work\w*|practi[cs]\w*|attending|consultant|position)\b", re.IGNORECASE)
_ABROAD = "outside"
_CLAUSES = re.compile(
    r"(?<=[.;!?])\s+|,\s*(?:and\s+|but\s+)?|\s+-+\s+|\s+(?=(?:and |but )?then\b)|\s+and\s+(?=after\b)|\s+(?:but|and)\s+(?=(?:i'm|im|i am|i will|i'll)\b)"
)
_CUE = re.compile(
    r"\b(?:after(?:wards?)?|then|later|next|once (?:i|he|she|that|this)|when (?:i|he|she)(?:'m| am| is)? (?:done|finish\w*|graduat\w*|comes?|moves?|goe?s?|returns?|leaves?)"
    r"|will (?:\w+ )?be|(?:i|he|she)'?ll (?:\w+ )?be|will (?:work|practi[cs]e|move|live|start)|going to|gonna|plan(?:ning|s)? to"
    r"|(?:moving|relocating|heading|going|mov(?:e|ing) back|going back) (?:back )?(?:to|home)|not staying"
    r"|(?:taking|take|takes|got|have|has|starting|start|starts|accepted) (?:a|an|my|his|her) (?:\w+ )?(?:job|position|post|attending|practice|fellowship)"
    r"|starts? (?:a |an |my |his |her |the )?(?:us |u\.s\.? |american |canadian )?(?:residency|fellowship)"
    r"|(?:do|doing|does|want|wants) (?:a |an |my |his |her |to do )*(?:fellowship|residency|job)|working in|job in)\b",
    re.IGNORECASE,
)
_WORDS_OF_TRAINING = re.compile(
    r"\b(fellowship|fellow|residency|resident|training)\b", re.IGNORECASE
)
_AFTER_TRAINING = re.compile(
    r"\b(?:after|(?:done|through) with|finish\w*|complet\w*)\b.{0,20}\b(?:fellowship|residency|training)\b",
    re.IGNORECASE,
)
# "… in Paris after Montreal": what comes stands before it.
_AFTER_SOMETHING = re.compile(r"(?<=\w)\s+after(?:wards?)?\b.*$", re.IGNORECASE)
_NOT = re.compile(r"\W*(?:i'm |im |i am |and |but )*(?:not|no longer|never)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|to|at|from) (?!in\b|to\b)(?=\w)", re.IGNORECASE)
_ASKS_OF_IT = re.compile(
    r"\b(?:then|there|after(?:wards)?|later|still|at that point|that case|that)\b", re.IGNORECASE
)
_OF_NOW = re.compile(
    r"\b(?:until|till|before) (?:then|that)\b|\b(?:right now|currently|today|at the moment)\b",
    re.IGNORECASE,
)
_WORDS_OF_A_FOLLOW_UP = 14
# Of these the rest of a message says how it is now.
MAY_CHANGE = frozenset({"place", "board", "stage", "program"})
_KEPT = frozenset({"place", "board", "field"})

Read = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class Coming:
    """`now` is the message without what is still to come, `facts` what that is: none where it changes nothing."""

    now: str
    facts: Mapping[str, Any]


def split(text: str, told: Mapping[str, Any], read: Read, suppose: Read) -> Coming | None:
    """Return what of a message is so now, and what comes after training; None where nothing is to come.

    `told` is what is known of the person besides this message; `read` gives the facts in a text, and
    `suppose` those in words of what is not so yet.
    """
    clauses = [clause for clause in _CLAUSES.split(text) if clause and clause.strip()]
    coming = [clause for clause in clauses if _CUE.search(clause)]
    if not coming:
        return None
    rest = ". ".join(clause for clause in clauses if clause not in coming)
    said_now = read(rest)
    now = {**told, **said_now}
    if now.get("stage") not in _IN_TRAINING | {_IN_PRACTICE}:
        return None
    facts = _facts_of(coming, suppose)
    if "stage" not in facts and "stage" not in said_now:
        rest, facts = "", _facts_of([text], suppose)  # "No, AFTER training. Consultant in Leeds."
    if "stage" not in facts:
        return None
    is_job = any(_JOB.search(clause) for clause in coming)
    if now.get("stage") == "student" and facts["stage"] == _IN_PRACTICE and not is_job:
        return None  # an exchange, or months in a hospital
    return Coming(rest, facts if _changes(now, facts) else {})


def _facts_of(clauses: Sequence[str], suppose: Read) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for clause in clauses:
        if _NOT.match(clause):
            continue
        before = _AFTER_SOMETHING.sub("", clause)
        said = suppose(before)
        if "place" not in said:
            said = {**said, **_where(before, suppose)}
        facts |= {name: said[name] for name in _KEPT & set(said)}
        if program := _program(clause):
            facts |= {"stage": "in_training", "program": program}
        elif _KEPT & set(said) or said.get("stage") == "in_practice":
            facts.setdefault("stage", "in_practice")
    return facts


def _where(clause: str, suppose: Read) -> Mapping[str, Any]:
    """Return the facts of the last place that a clause names."""
    places = [clause[match.end() :] for match in _WHERE.finditer(clause)]
    read = (suppose(f"in {place}") for place in reversed(places))
    return next((facts for facts in read if "place" in facts), {})


def next_program(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a fellowship on the other side of the border that was told beside the training of now."""
    place = {"outside": _ABROAD, "us_canada": "us"}.get(str(told.get("next_program")))
    is_trainee = told.get("stage") == "in_training" and "place" in told
    if place is None or not is_trainee or (told["place"] == _ABROAD) == (place == _ABROAD):
        return {}
    return {"stage": "in_training", "program": "fellowship", "place": place}


def is_asked_of(text: str) -> bool:
    """Tell whether a follow-up asks about what was said to come ("and the price then?")."""
    is_of_now = _OF_NOW.search(text) is not None
    is_short = len(text.split()) <= _WORDS_OF_A_FOLLOW_UP
    return is_short and not is_of_now and _ASKS_OF_IT.search(text) is not None


def _program(clause: str) -> str | None:
    match = _WORDS_OF_TRAINING.search(_AFTER_TRAINING.sub("", clause))
    if match is None:
        return None
    return "fellowship" if match[1].lower().startswith("fellow") else "residency"


def _changes(now: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Only the other side of the border, or practice abroad, changes what would follow anyway."""
    here = now.get("place", now.get("school_place"))
    there = facts.get("place", here)
    if "stage" not in facts or there is None:
        return False
    if now["stage"] == _IN_PRACTICE:
        # A fellowship after years of practice, or practice on the other side of the border.
        crosses = here is not None and (here == _ABROAD) != (there == _ABROAD)
        return crosses or (facts["stage"] == "in_training" and "place" in facts)
    if facts["stage"] == "in_practice" and "board" in facts:
        return True  # "I'll be certified by then": which category follows
    if facts["stage"] == "in_training" and now["stage"] != "in_training":
        return bool(here == _ABROAD)  # a residency in the U.S. is free, what comes before it is not
    crosses = here is not None and (here == _ABROAD) != (there == _ABROAD)
    return crosses or bool(there == _ABROAD and facts["stage"] == _IN_PRACTICE)
