"""Decides once, for every attribute, whether what a clause names is so for the person.

A plain tag is so now. The others carry a status, and no step takes them for present:
`<NOT:BOARD:abr>` is denied, `<PAST:RESIDENT>` over, `<LATER:RESIDENT>` only spoken of, `<IF:PLACE:us>`
supposed, and `<OTHER:RESIDENT>` what somebody else is.
"""

from __future__ import annotations

import re
from functools import partial

_TRAINEE = r"(?:RESIDENT|FELLOW|INTERN|STUDENT|STUDENTWORD|PHYSTRAINEE)"
_ROLE = (
    rf"(?:{_TRAINEE}|PHYSICIST|PHYSICIAN|RRA|MRISCIENTIST|OTHERJOB|SPECIALIST:\w+|ATTENDING"
    r"|RETIRED|SEMIRETIRED|WAITING)"
)
_CERTIFICATE = r"(?:BOARD:\w+|ECFMG(?::\w+)?|ARRT)"
_SERVICE = r"SERVICE:\w+"
_STANDING = r"(?:GOODSTANDING|ACCREDITED|PROBATION|REGISTERED)"
_PLACE = r"(?:PLACE|ADJECTIVE):\w+"
# What is denied together is of one kind: "no ABR in Ohio" does not deny Ohio.
_KINDS = (_ROLE, _CERTIFICATE, _SERVICE, _STANDING, _PLACE)
# Words between what denies and what is denied. Any other word ends the denial: "not only", "not sure".
_BETWEEN = (
    r"(?:(?:an?|the|any|my|his|her|our|its?|of|in|on|at|by|from|for|with|as|to|or|even|really|actually"
    r"|currently|yet|ever|being|been|be|am|have|has|had|got|get|hold|holds|held|holding|possess"
    r"|pass(?:ed)?|t(?:ake|aken|ook)|s[ai]t|boards?|board|certifi(?:ed|cate|cation)|diploma|live[sd]?|living"
    r"|practi[cs](?:e|es|ed|ing)|works?|worked|working|served?|serving|registered|medical|chief"
    r"|current|valid|active|either|still|one|consider(?:ed)?|me|myself|himself|herself|him|<(?:NOT:)?ATTENDING>|<FIELD:\w+>)\s+)*"
)
_JOINED = r"(?:(?:\s+(?:or|nor|the|any|an?|in|by|not|from|boards?|certifi(?:ed|cate|cation)))*\s+<{kind}>)*"


def _list_of(kind: str) -> str:
    """What the words in front deny or end, with what "or" and "nor" put beside it."""
    return rf"{_BETWEEN}<{kind}>{_JOINED.replace('{kind}', kind)}"


_NO = r"(?:\b(?:no|not|neither|nor|never|without|non|cannot|lacks?|lacking)|n't)(?<!whether or not)"
_NO_MORE = r"\b(?:no longer|ex|former|formerly|used to|lost|gave up|giv(?:en|ing) up|lapsed|expired|(?:stop|stopped|quit|ceased|done|finished|gave up)(?= being\b))"
_ANYMORE = r"(?=(?:\s+\S+){0,4}?\s+(?:anymore|any more|any longer|now)\b)"
_ENDED = (
    r"(?=(?:\s+(?!<|but\b|and\b|i\b)\S+){0,3}?\s+(?:lapsed?|expired|ran out|failed|revoked|withdrawn"
    r"|(?:is|are) (?:over|gone)|years ago|(?:no|nope|none|never|false)(?!\s+<)|(?:i )?(?:do not|don't|haven't|have not))\b)"
)
_ONCE = (
    r"\b(?:once|when|after|until|before|as soon as)\s+(?:i|he|she|we|they|i'm|he's|she's)\s+"
    rf"(?:(?!was\b|were\b|had\b|used\b)\S+\s+){{0,4}}?<{_TRAINEE}>"
)
_ONCE_RETIRED = (
    r"\b(?:once|as soon as|until|before)\s+(?:i|he|she|we|they)(?:'ve|'m|'s|\s+(?:have|am|has|is|are))?"
    r"\s+<RETIRED>"
)
# A past tense behind "if" says that it is not so; "if I'm a resident" may well be.
_SUPPOSED = (
    r"(?:\bif (?:i|he|she|we|they) (?:were|was to|moved|went|became|took|lived|worked|practi[cs]ed"
    r"|switched|changed|relocated|came|left|got|had|would|could|ever|did)\b"
    r"|\b(?:what if|even if|suppos(?:e|ing)|imagine|assuming|in case)\b).*"
)
_OF_OTHERS = (
    r"\b(?:supervis\w+|teach(?:es|ing)?|mentor\w*|train(?:s|ing)?|overs(?:ee|ees|eeing)|manag(?:e|es|ing)"
    r"|married to|work(?:s|ing)? (?:with|under|alongside)|shadow(?:s|ing)?"
    r"|assist(?:s|ing)?)\s+(?:(?:an?|the|my|our|some|many|several|other|all|new|<FIELD:\w+>)\s+)*"
    rf"<{_ROLE}>(?:\s+(?:and|or|the|an?)\s+<{_ROLE}>)*"
)
_AHEAD = (
    r"(?:\b(?:incoming|future|prospective|soon to be|upcoming|aspiring)|<ADMITTED>)\s+"
    r"(?:<FIELD:\w+>\s+){0,2}<(?:RESIDENT|FELLOW|INTERN)>"
)
_LEFT_SCHOOL = rf"\b(?:quit|left|leaving|dropped out of|withdrew from)\s+{_BETWEEN}<SCHOOL>"
_WAS = rf"(?:(?<!never )(?<!not )\b(?:was|were|served|left|separated|discharged|retired)|<RETIRED>)\s+(?:(?!now\b)\w+\s+){{0,5}}?<{_SERVICE}>"
# The first that fits decides: a marked tag is no plain one for those behind it.
_STATUSES = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        ("IF", _SUPPOSED),
        ("LATER", _ONCE),
        ("LATER", _ONCE_RETIRED),
        ("LATER", _AHEAD),
        ("PAST", _LEFT_SCHOOL),
        ("OTHER", _OF_OTHERS),
        ("PAST", rf"{_NO_MORE}\s+{_list_of(_TRAINEE)}"),
        *(
            ("PAST", rf"{_NO_MORE}\s+{_list_of(kind)}")
            for kind in (_CERTIFICATE, _SERVICE, _STANDING)
        ),
        ("PAST", _WAS),
        ("PAST", rf"(?:\bnot|n't)\s+{_list_of(_TRAINEE)}{_ANYMORE}"),
        ("NOT", rf"(?<=<NOTWORKING> in )(?:the )?<{_PLACE}>"),
        *(("NOT", rf"{_NO}\s+{_list_of(kind)}") for kind in _KINDS),
        *(("PAST", rf"<{kind}>{_ENDED}") for kind in (_CERTIFICATE, _SERVICE, _STANDING)),
    )
)
# A field between is of the role: "not a radiology resident" says nothing against radiology.
_PLAIN_TAG = re.compile(r"<(?!(?:NOT|PAST|LATER|IF|OTHER|FIELD)\b)")


def mark_status(text: str) -> str:
    """Return a tagged clause in which each thing that is not so now has its status in its tag."""
    if "<" not in text:
        return text
    for status, pattern in _STATUSES:
        text = pattern.sub(partial(_marked, status), text)
    return text


def _marked(status: str, match: re.Match[str]) -> str:
    return _PLAIN_TAG.sub(f"<{status}:", match.group())
