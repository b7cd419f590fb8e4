"""What a message leans on: "and how much is that?" after an answer about a category.

Only short messages that point back are read so, and only when exactly one answer is meant; otherwise
nothing is guessed.
"""

from __future__ import annotations

import re

_LONGEST = 10
_POINTS_BACK = re.compile(
    r"^(?:and|but|so|ok(?:ay)?|what about|how about|then)\b|\b(?:that|it|they|them|those|this|these|one)\b",
    re.IGNORECASE,
)
# Whoever names a category or a person of one asks about that, not about the last answer.
_NAMES_A_CATEGORY = re.compile(
    r"\b(?:general|associate|international|intl|allied|retired|retire|trainees?|residents?|fellows?|students?|"
    r"physicists?|rra|full member|member.in.training|mit|military|va|chapters?)\b",
    re.IGNORECASE,
)
_ASPECTS = (
    (
        "rights",
        r"\b(?:hold|run for|elected?|serve in) (?:an? |any )?office\b|\bvot(?:e|ing)\b|\bcommittees?\b|\brights?\b|\bsame (?:as|rights)\b|\bbe elected\b",
    ),
    ("dues", r"\b(?:how much|costs?|price|fees?|dues|pay|paying|expensive|cheap|free|charge)\b"),
    (
        "eligibility",
        r"\b(?:who can|who is|who qualifies|qualif\w+|eligib\w+|requirements?|conditions?|get in|join)\b",
    ),
)
_COMPILED = tuple((aspect, re.compile(pattern, re.IGNORECASE)) for aspect, pattern in _ASPECTS)
_ELSEWHERE = re.compile(
    r"^(?:and |but |so |ok )?(?:what|how) (?:about|if)\b.*\b(?:abroad|overseas|outside|another country|other countries|not in the us|europe|india|uk|mexico|foreign)\b",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"^(?:and |but |so |ok )?(?:what|how) (?:about|if)\b.*\b(?:canada|canadian|u\.?s\.?a?|america|united states)\b",
    re.IGNORECASE,
)

_RIGHTS = {"associate", "international", "retired"}
_ABROAD = {
    "general": "international",
    "associate": "international",
    "training": "international_training",
    "medical_student": "international_training",
}
_AT_HOME = {"international": "general", "international_training": "training"}
# Answers without a category in their name that are about one all the same.
_ABOUT = {
    "fellowship_free": "training",
    "transition_to_paid": "training",
    "dues_after_training": "training",
    "trainee_update": "training",
    "renewal": "medical_student",
    "enrollment_verification": "medical_student",
    "verification_letter": "medical_student",
    "undecided": "medical_student",
    "matched": "medical_student",
    "unmatched": "medical_student",
    "international_training_status": "international_training",
}
_LEANS = re.compile(r"(?:and|but|so|ok(?:ay)?)\b.*\b(?:that|it|they|them|those)\b", re.IGNORECASE)
_ASKED_BACK = {
    "dues": (
        "membership/medical_student_dues",
        "membership/training_dues",
        "membership/general_dues",
    ),
    "rights": tuple(f"membership/{one}_rights" for one in sorted(_RIGHTS)),
}
_OF_DECISIONS = {"member_in_training": "training", "international_mit": "international_training"}
_NAME = re.compile(r"membership/(\w+?)_(eligibility|dues|rights)")


def resolve(text: str, last_id: str | None, decided: str | None) -> tuple[str, ...]:
    """Return the id that a message means together with what came before; empty: nothing certain.

    Several ids: it is clear what is asked, but not of which category; ask back.

    `last_id` is the answer given last, `decided` the category decided last; the later of them counts
    and the other is None.
    """
    plain = text.strip().replace("’", "'")
    if len(plain.split()) > _LONGEST or _NAMES_A_CATEGORY.search(plain):
        return ()
    category, aspect_before = _category(last_id, decided)
    if category is None:
        return _of_any(plain)
    if _ELSEWHERE.match(plain):
        return _id(_ABROAD.get(category), aspect_before)
    if _HERE.match(plain):
        return _id(_AT_HOME.get(category, category), aspect_before)
    if not _POINTS_BACK.search(plain):
        return ()
    aspects = [aspect for aspect, pattern in _COMPILED if pattern.search(plain)]
    return _id(category, aspects[0]) if len(aspects) == 1 else ()


def _of_any(plain: str) -> tuple[str, ...]:
    """It leans on something that was never said: ask of which category."""
    if not _LEANS.match(plain):
        return ()
    aspects = [aspect for aspect, pattern in _COMPILED if pattern.search(plain)]
    return _ASKED_BACK.get(aspects[0], ()) if len(aspects) == 1 else ()


def _category(last_id: str | None, decided: str | None) -> tuple[str | None, str]:
    if decided:
        return _OF_DECISIONS.get(decided, decided), "eligibility"
    if not last_id:
        return None, ""
    if found := _NAME.fullmatch(last_id):
        return found[1], found[2]
    return _ABOUT.get(last_id.partition("/")[2]), "eligibility"


def _id(category: str | None, aspect: str) -> tuple[str, ...]:
    if category is None:
        return ()
    if aspect == "rights" and category not in _RIGHTS:
        return tuple(f"membership/{one}_rights" for one in sorted(_RIGHTS))
    return (f"membership/{category}_{aspect}",)
