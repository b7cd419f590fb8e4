"""Whom a message is about: the person who writes, or somebody else that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.conversation.state import SPEAKER

MALE = "husband father stepfather dad son brother boyfriend uncle grandfather nephew guy man gentleman".split()
FEMALE = "wife mother stepmother mom mum daughter sister girlfriend aunt grandmother niece girl woman lady".split()
_ANY_GENDER = (
    "spouse partner fiance fiancee friend colleague coworker classmate roommate boss attending chair "
    "caller client doctor resident fellow student trainee intern physicist member cousin child kid "
    "applicant director radiologist oncologist internist pediatrician technologist assistant nurse hire"
).split()
# Those of either gender that need no word of whose they are.
_UNOWNED = "spouse partner fiance fiancee colleague coworker".split()
RELATIONS = (*MALE, *FEMALE, *_ANY_GENDER)
_NAMED = re.compile(
    rf"\b(?:my|our|his|her|their|the|a) (?:\w+ )?({'|'.join(RELATIONS)})\b(?!'s? (?:dues|membership))(?!\s+(?:dues|member|membership|category|letter|status|rate|fee|price|account|program|list|years?|job|position|post|gig|role|contract|salary)\b)",
    re.IGNORECASE,
)
# "Wife is a radiologist in Lyon", "and the girl in her residency here": without a word of whose.
_BARE = re.compile(
    rf"^\W*(?:(?:and|also|plus|for|what about|how about|so|ok|now)\s+)*(?:(?:the|a|an|this|that)\s+)?({'|'.join([*MALE, *FEMALE, *_UNOWNED])})\b(?!'?s? (?:dues|membership))",
    re.IGNORECASE,
)
# A name after the title ("Dr. B") is somebody of that name; "DR residency" is one in diagnostic radiology.
_TITLED = re.compile(
    r"(?<![Nn]ame is )(?<![Ii] am )(?<![Ii]'m )(?<![Ii]m )(?<![Tt]his is )(?<![Mm]yself )\b(?:(?:[Dd]r\.?|DR\.) (?P<name>[A-Za-z]\w*)|DR (?P<shouted>[A-Z]\w*))"
)
_NO_NAME = frozenset(
    "program programs residency residencies resident residents fellow fellows fellowship training trainee "
    "position positions spot spots slot track year years pathway board boards core exam exams match job jobs "
    "radiology radiologist attending practice applicant application applicants specialty field and or vs in at "
    "is was as then to for with now here from if but on of i my we the a who that this not "
    "how what when where why which does do can could should would may".split()
)
_CALLER = re.compile(r"^\W*(?:the )?(caller|client)\b", re.IGNORECASE)
# Words that name people only as a class ("the student membership") unless they are somebody's own.
_OWNED = re.compile(r"\b(?:my|our|his|her|their)\b", re.IGNORECASE)
_CLASSES = frozenset(
    "resident fellow student trainee intern physicist member doctor applicant radiologist oncologist "
    "internist pediatrician technologist assistant nurse".split()
)
_HE = re.compile(r"\b(?:he|him|his|he's)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|she's)\b", re.IGNORECASE)
_NAMES_ONESELF = r"(?:^|[.,;!?]\s*)me\s*[:=]|\bthat'?s me\b"
_ONESELF = re.compile(
    rf"{_NAMES_ONESELF}|\b(?:can|could|am|do|did|will|would|should|may|must|if) \W?i\b|\bi(?:'m| am|'ve| have)\b|\b(?:for|about|and|to|4) me\b|\bmyself\b|\bi\b|\bmy (?:dues|membership|own|category|case|status)\b",
    re.IGNORECASE,
)
_ASKS_FOR_ONESELF = re.compile(
    rf"{_NAMES_ONESELF}|\bwhat if i\b|\b(?:can|could|am|do|will|would|should|may|must) i\b|\b(?:for|about) me(?:\b|$)|\bi (?:pay|owe|join|qualify|apply|get)\b|\bmy (?:own )?(?:dues|membership|category)\b|\band me\b",
    re.IGNORECASE,
)


# "The second part" of what is asked counts nobody.
NOT_A_PERSON = r"(?![-\s]+(?:part|half|question|q|thing|point|topic|issue|year|yr|time|step|exam|opinion|option|language|residency|fellowship|career|job|attempt|try|board|choice|look|rate|dues|bill|payment|class|of|month|day|week|quarter|gen|and)\b)"
# One of several who were counted ("and the second one?").
_COUNTED = re.compile(
    rf"\b(?:number |#)?(first|1st|second|2nd|third|3rd|fourth|4th)(?: (?:one|doc|doctor|person|guy|lady|caller))?\b{NOT_A_PERSON}",
    re.IGNORECASE,
)
ORDINALS = ("first person", "second person", "third person", "fourth person")
_NUMBERS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
# Parents ask "what would I have to pay" about their children.
_CHILDREN = frozenset("daughter son child kid niece nephew".split())
_TELLS_OF_ONESELF = re.compile(
    rf"{_NAMES_ONESELF}|\b(?:i'm|i am|i work|i practi[cs]e|i retired|i finished|i graduated|i train)\b",
    re.IGNORECASE,
)


def person_in(text: str, known: Iterable[str], focus: str) -> str:
    """Return the person that a message is about: SPEAKER, or the word by which somebody is called.

    `known` are the people of the conversation so far; a pronoun means the last of them that it fits.
    """
    known = list(known)
    plain = text.replace("’", "'")
    counted = _COUNTED.search(plain)
    if counted and any(name in ORDINALS for name in known):
        return counted_as(counted[1])
    named = _named_in(plain)
    if named in _CHILDREN and not _TELLS_OF_ONESELF.search(plain):
        return named
    if named and not _ASKS_FOR_ONESELF.search(plain):
        return named
    others = [name for name in known if name != SPEAKER]
    pronoun = _pronoun(plain, others, focus)
    if pronoun and not _ASKS_FOR_ONESELF.search(plain):
        return pronoun
    if _ONESELF.search(plain):
        return SPEAKER
    return focus


def _named_in(text: str) -> str | None:
    if caller := _CALLER.search(text):
        return caller[1].lower()
    if bare := _BARE.match(text):
        return bare[1].lower()
    if titled := title_in(text):
        return titled
    for match in _NAMED.finditer(text):
        word = match[1].lower()
        if word not in _CLASSES or _OWNED.match(match[0]):
            return word
    return None


def title_in(text: str) -> str | None:
    """Return somebody named by title; "DR residency" names nobody."""
    for match in _TITLED.finditer(text):
        name = match["name"] or match["shouted"]
        if name.lower() not in _NO_NAME:
            return f"Dr. {name.capitalize()}"
    return None


def asks_for_oneself(text: str) -> bool:
    """Tell whether whoever writes asks something for themselves."""
    return bool(_ASKS_FOR_ONESELF.search(text))


def counted_as(number: str) -> str:
    """Return how somebody is called who is counted as "first" or "1st"."""
    number = number.lower()
    return f"{_NUMBERS.get(number, number)} person"


def _pronoun(text: str, others: list[str], focus: str) -> str | None:
    order = ([focus] if focus != SPEAKER else []) + [
        name for name in reversed(others) if name != focus
    ]
    if _HE.search(text):
        return next((name for name in order if name not in FEMALE), None)
    if _SHE.search(text):
        return next((name for name in order if name not in MALE), None)
    return None
