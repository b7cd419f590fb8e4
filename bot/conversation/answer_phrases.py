"""What people say to one question that says nothing elsewhere: "lapsed", "no issues", "the second one".

The first pattern that fits wins, so a denial stands before what it denies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OTHER = r"^(?:none of (?:these|those|them|the above)|neither|other|others|something else|another(?: one)?)$"
_PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "profession": (
        ("other", _OTHER),
        ("medical_physicist", r"^(?:medical )?physics$"),
    ),
    "stage": (
        (
            "fully_retired",
            r"\b(?:fully|completely|totally|entirely) retired\b|\bretired (?:fully|completely|for good)\b",
        ),
        ("partly_retired", r"\bsemi\b|\bpart(?:ly|ially)? (?:time )?retired\b"),
        ("student", r"\bin (?:med(?:ical)? )?school\b"),
        (
            "between_school_and_training",
            r"\b(?:just|recently) graduated\b|^graduated?\b|\bnot (?:yet )?in residency\b",
        ),
        ("not_working", r"\bnot working\b|\bunemployed\b|\bon leave\b|\bno job\b"),
        (
            "in_practice",
            r"(?<!\bno )(?<!\bnot )(?<!\bstopped )\b(?:work|working|employed|practicing|practising)\b",
        ),
        ("in_training", r"^(?:i'm |i am )?(?:still )?(?:in )?training$|\btrainee\b"),
    ),
    "enrolled": (
        ("no", r"\b(?:next|not yet|starts?|will|going to|accepted|admitted|deferred|haven't)\b"),
        ("yes", r"\b(?:already|started|began|enrolled|since|i have|year)\b"),
    ),
    "place": (("outside", _OTHER),),
    "school_place": (("outside", rf"{_OTHER}|^foreign\b"),),
    "good_standing": (
        ("no", r"\b(?:probation|suspended|dismissed|not in good)\b|\bstanding\s+(?:no|nope)$"),
        ("yes", r"\b(?:good|fine|ok|okay)\b"),
    ),
    "school_accredited": (
        ("no", r"\b(?:not|isn't|lost)\b.*accredit|\bunaccredited\b"),
        ("yes", r"\b(?:accredited|lcme|coca)\b"),
    ),
    "program_approved": (
        (
            "no",
            r"\b(?:not|isn't|non|no)\b.*(?:approved|accredited|acgme)|\bun(?:approved|accredited)",
        ),
        ("yes", r"\b(?:approved|accredited|acgme|rcpsc|campep|formal)\b"),
    ),
    "ecfmg": (
        (
            "not_current",
            r"\b(?:expired|lapsed|pending|in progress|in process|not yet|working on|soon|applied|ran out|not any ?more)\b",
        ),
        ("current", r"\b(?:valid|current|active|certified|got it|have it|up to date)\b"),
    ),
    "residency_completed": (
        (
            "no",
            r"\b(?:still|not (?:yet )?(?:finished|completed|done)|never|half|quit|left|in progress)\b",
        ),
        (
            "yes",
            r"^(?:i )?(?:have )?(?:finished|completed|done)\b(?!.*\b(?:in|at) (?!\d|the u\.?s|us\b|canada))",
        ),
    ),
    "arrt": (
        ("no", r"\b(?:lapsed|expired|not any ?more|used to|ran out|no longer)\b"),
        ("yes", r"\b(?:certified|current|currently|active|valid|i have)\b"),
    ),
    "acr_history": (
        ("never", r"\b(?:first time|never|not before|new member)\b"),
        (
            "international_mit",
            r"\b(?:international|foreign|overseas)\b.*\b(?:training|trainee|mit)\b",
        ),
        ("in_practice", r"\b(?:full|regular|general|associate|in practice|practicing|attending)\b"),
        ("student", r"\b(?:student|med(?:ical)? school)\b"),
        ("mit", r"\b(?:training|trainee|resident|residency|fellow|fellowship|mit)\b"),
    ),
    "ethical_standing": (
        (
            "yes",
            r"\b(?:no|never|without|not)\b.*\b(?:issues?|problems?|complaints?|concerns?|trouble|anything)\b|\ball good\b|\bclean\b|\bnothing (?:pending|against)\b",
        ),
        ("no", r"\b(?:complaint|investigation|pending|disciplinary|suspended)\b"),
    ),
    "program": (("physics_program", r"^(?:medical )?physics\b"),),
    "field": (
        ("undecided", r"\b(?:not|haven't|hasn't|un) ?(?:yet )?decided\b"),
        ("non_radiology", rf"{_OTHER}|\b(?:not|isn't|outside) (?:in )?radiology\b|^im$"),
        ("diagnostic_radiology", r"^dr$"),
        ("medical_physics", r"^physics$"),
    ),
    "federal_service": (("none", r"^(?:neither|nothing|civilian|not applicable|n a|none|no)\b"),),
    "next_program": (("none", r"^(?:nothing|nope|not yet|none|no)\b"),),
    "board": (("none", r"\bfailed\b|\bboard eligible\b"),),
}
_COMPILED = {
    name: tuple((value, re.compile(pattern)) for value, pattern in patterns)
    for name, patterns in _PHRASES.items()
}
_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            "first 1st one 1",
            "second 2nd two 2",
            "third 3rd three 3",
            "fourth 4th four 4",
            "fifth 5th five 5",
            "sixth 6th six 6",
            "seventh 7th seven 7",
            "eighth 8th eight 8",
            "ninth 9th nine 9",
        )
    )
    for word in words.split()
}
_POINTS = re.compile(
    r"(?:(?:the|option|number|no|choice|answer|nr) )*(\w+)(?: (?:one|option|choice|answer|please))*"
)
_LEANS_NO = re.compile(
    r"\b(?:don't|do not) (?:think|believe) so\b|^(?:probably|i guess|i think) not\b"
)
_LEANS_YES = re.compile(
    r"^(?:i )?(?:think|guess|believe|suppose|assume)(?: so)?$|^(?:probably|likely|should be|pretty sure)\b"
)


def value_of_phrase(name: str, typed: str) -> str | None:
    """Return the value that the words give to this one attribute."""
    return next(
        (value for value, pattern in _COMPILED.get(name, ()) if pattern.search(typed)), None
    )


def leaning(typed: str) -> bool | None:
    """Return what somebody leans to who says neither yes nor no: "I think so"."""
    if _LEANS_NO.search(typed):
        return False
    return True if _LEANS_YES.search(typed) else None


def pointed_at(typed: str, values: Sequence[str]) -> list[str]:
    """Return the buttons that are pointed at by their place: "the second one", "1 and 3"."""
    chosen: list[str] = []
    for part in re.split(r" and | plus ", typed):
        word = _POINTS.fullmatch(part)
        place = _place(word[1], len(values)) if word else None
        if place is None:
            return []
        chosen.append(values[place])
    return chosen


def _place(word: str, count: int) -> int | None:
    place = _ORDINALS.get(word)
    return place if place is not None and place < count else None
