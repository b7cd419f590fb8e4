"""Marks roles that somebody does not hold, so that no later step takes them for present.

`<PAST:RESIDENT>` is over ("no longer a resident"), `<NOT:RESIDENT>` denied ("not a resident"),
`<LATER:RESIDENT>` only spoken of ("once I stop being a resident"). It is decided once, for all
attributes; whatever was looked up as `<RESIDENT>` is left as it is.
"""

from __future__ import annotations

import re
from functools import partial

_TRAINEE = r"<(?:RESIDENT|FELLOW|INTERN|STUDENT|STUDENTWORD|PHYSTRAINEE)>"
_ROLE = (
    r"<(?:RESIDENT|FELLOW|INTERN|STUDENT|STUDENTWORD|PHYSTRAINEE|PHYSICIST|PHYSICIAN|RRA"
    r"|MRISCIENTIST|OTHERJOB|SPECIALIST:\w+)>"
)
_FILL = (
    r"(?:(?:an?|the|in|any|even|really|actually|currently|yet|being|been|to be|be|medical|chief"
    r"|practi[cs]ing|<FIELD:\w+>)\s+)*"
)


def _list_of(role: str) -> str:
    """A role, and those that "or" and "nor" put beside it."""
    return rf"{_FILL}{role}(?:\s+(?:or|nor)\s+{_FILL}{role})*"


_ONCE = (
    r"\b(?:once|when|after|until|before|as soon as)\s+(?:i|he|she|we|they|i'm|he's|she's)\s+"
    rf"(?:(?!was\b|were\b|had\b|used\b)\S+\s+){{0,4}}?{_TRAINEE}"
)
_NO_LONGER = (
    r"\b(?:no longer|ex|former|formerly|(?:stop|stopped|quit|ceased|done|finished|gave up)"
    rf"(?= being\b))\s+{_list_of(_TRAINEE)}"
)
_NOT_ANYMORE = (
    rf"(?:\bnot|n't)\s+{_list_of(_TRAINEE)}"
    r"(?=(?:\s+\S+){0,4}?\s+(?:anymore|any more|any longer|now)\b)"
)
_NOT = rf"(?:\b(?:no longer|not|neither|nor|never)|n't)\s+{_list_of(_ROLE)}"
# The first that fits decides: a marked role is no plain one for those behind it.
_STATUSES = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        ("LATER", _ONCE),
        ("PAST", _NO_LONGER),
        ("PAST", _NOT_ANYMORE),
        ("NOT", _NOT),
    )
)


def mark_status(text: str) -> str:
    """Return a tagged clause with the status of each role that is not held in its tag."""
    for status, pattern in _STATUSES:
        text = pattern.sub(partial(_marked, status), text)
    return text


def _marked(status: str, match: re.Match[str]) -> str:
    return re.sub(_ROLE, lambda role: f"<{status}:{role.group()[1:]}", match.group())
