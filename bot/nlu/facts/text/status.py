"""Decides once, for every attribute, whether what a clause names is so for the person.

A plain tag is so now. The others carry a status, and no step takes them for present:
`<NOT:BOARD:abr>` is denied, `<PAST:RESIDENT>` over, `<LATER:RESIDENT>` only spoken of, `<IF:PLACE:us>`
supposed, and `<OTHER:RESIDENT>` what somebody else is.
"""

from __future__ import annotations

import re
from functools import partial

_TRAINEE = r"(?:RESIDENT|FELLOW|INTERN|STUDENT|STUDENTWORD|PHYSTRAINEE)"
_PROGRAM = r"(?:RESIDENCY|FELLOWSHIP|PHYSTRAINEE|INTERN)"
_ROLE = (
    rf"(?:{_TRAINEE}|PHYSICIST|PHYSICIAN|RRA|MRISCIENTIST|OTHERJOB|SPECIALIST:\w+|ATTENDING"
    r"|RETIRED|SEMIRETIRED|WAITING|GRADUATED|OTHERFIELD|VET)"
)
_CERTIFICATE = r"(?:BOARD:\w+|ECFMG(?::\w+)?|ARRT)"
_SERVICE = r"SERVICE:\w+"
_STANDING = r"(?:GOODSTANDING|ACCREDITED|PROBATION|REGISTERED)"
_PLACE = r"(?:PLACE|ADJECTIVE):\w+"
# What is denied together is of one kind: "no ABR in Ohio" does not deny Ohio.
_KINDS = (_ROLE, _CERTIFICATE, _SERVICE, _STANDING, _PLACE)
# Words between what denies and what is denied. Any other word ends the denial: "not only", "not sure". Each stands
# here once: read in two ways, thirty of them take for ever.
_BETWEEN = (
    r"(?:(?:an?|the|any|my|his|her|our|its?|of|in|on|at|by|from|for|with|as|to|or|even|really|actually"
    r"|currently|yet|ever|being|been|be|am|have|has|had|got|get|hold|holds|held|holding|possess"
    r"|pass(?:ed)?|t(?:ake|aken|ook)|s[ai]t|boards?|certifi(?:ed|cate|cation)|diploma|live[sd]?|living"
    r"|practi[cs](?:e|es|ed|ing)|works?|worked|working|served?|serving|registered|medical|chief"
    r"|current|valid|active|activated|deployed|either|still|one|that|i'm|because|consider(?:ed)?|me|myself|himself|herself|him|<(?:NOT:)?ATTENDING>|<FIELD:\w+>)\s+)*"
)
_JOINED = r"(?:(?:\s+(?:or|nor|the|any|an?|in|by|not|from|for|at|with|worked|served|been|boards?|certifi(?:ed|cate|cation)))*\s+<{kind}>)*"


def _list_of(kind: str) -> str:
    """What the words in front deny or end, with what "or" and "nor" put beside it."""
    return rf"{_BETWEEN}<{kind}>{_JOINED.replace('{kind}', kind)}"


_NO = r"(?:\b(?:no|not|none of|neither|nor|never|without|non|cannot|lacks?|lacking)|n't)(?<!whether or not)"
_NO_MORE = (
    r"\b(?:no longer|no more|ex|former|formerly|previously|used to|lost|gave up|giv(?:en|ing) up|surrendered|relinquished|lapsed|expired|once(?= an? )"
    r"|ceased to|(?:last day|days|time|years|life) as|(?:stop|stopped|quit|ceased|done|finished|gave up)(?= being\b))"
)
_ANYMORE = r"(?=(?:\s+\S+){0,4}?\s+(?:anymore|any more|any longer|now)\b)"
_ENDED = (
    r"(?=(?:\s+(?!<|but\b|and\b|i\b|will\b|to\b)\S+){0,3}?\s+(?:laps(?:e|ed|ing)|expired?|r[au]n out|failed|revoked|withdrawn"
    r"|not yet(?!\s+<)|(?:is|are|was|were) (?:over|gone)|ended|years ago|(?:no|nope|none|never|false)(?!\s+<))\b|\s+(?:i )?(?:do not|don't|haven't|have not)\b)"
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
    r"(?:\bif (?:i|he|she|we|they|it|my \S+) (?:were|was|moved|went|became|took|lived|worked|practi[cs]ed"
    r"|switched|changed|relocated|came|left|got|had|would|could|ever|did)\b"
    r"|\b(?:what if|even if|suppos(?:e|ing)|imagine|assum(?:e|ing)|pretend(?:ing)?|hypothetical(?:ly)?|in case|in the event|let's say"
    r"|^say(?= i\b)|^(?:had|were)(?= (?:i|he|she|we)\b)) (?!<).*|\b(?:i|he|she|we)(?:'d| would) (?:be|have|hold|get)\b.*\bif\b).*"
)
# What somebody wishes for, or sits an exam for, is not held.
_WISHED = (
    r"\b(?:(?:would|'d) (?:love|like|want)|hop(?:e|es|ing)|wants?|plan(?:s|ning)?|consider(?:s|ing)?|thinking|aim(?:s|ing)?"
    r"|wish(?:es)?|intend(?:s|ing)?|prepar(?:e|es|ing)|study(?:ing)?|sit(?:ting)?|tak(?:e|ing)|waiting|await(?:s|ing)?)\s+"
    r"(?:(?:to|of|about|for|in|at|with|on|the|an?|my|take|taking|sit|sitting|get|getting|pass|earn|obtain|serve|join|joining"
    r"|become|switch(?:ing)?|job|position|results?|<ATTENDING>)\s+)*<{kind}>"
)
# What others say of people in general, or of somebody else.
_REPORTED = (
    r"(?:\b(?:says?|said|claims?|thinks?|tells? (?:me|us)|(?<!i )told (?:me|us)|states?)|\bi(?:'m| am|'ve been| was| have been| hear| heard)(?: told)?(?<= told| hear|heard))"
    r"\s+(?:that\s+)?(?!(?:i|i'm|im|my|we|i'll|i've|he|she|me|us)\b)(?=\S*\s*(?:<\w+(?::\w+)?>\s+)*(?:are|is|pay|get|join|can|cannot|may|do|have|were|will)\b).*"
)
_OF_OTHERS = (
    r"\b(?:supervis\w+|teach(?:es|ing)?|mentor\w*|train(?:s|ing)?|overs(?:ee|ees|eeing)|manag(?:e|es|ing)"
    r"|married(?: to)?|(?:work|liv)(?:e?s?|ing) (?:with|under|alongside)|shadow(?:s|ing)?"
    r"|assist(?:s|ing)?)\s+(?:(?:an?|the|my|our|some|many|several|other|all|new|<FIELD:\w+>)\s+)*"
    rf"<{_ROLE}>(?:\s+(?:and|or|the|an?)\s+<{_ROLE}>)*"
)
_AHEAD = (
    r"(?:\b(?:incoming|future|prospective|soon to be|upcoming|aspiring)|<ADMITTED>)\s+"
    r"(?:<FIELD:\w+>\s+){0,2}<(?:RESIDENT|FELLOW|INTERN)>"
)
_LEFT_SCHOOL = rf"\b(?:quit|left|leaving|dropped out of|withdrew from)\s+{_BETWEEN}<SCHOOL>"
_PENDING = (
    r"(?= (?:(?:is|are|still|certificate|certification|cert|exam|board|boards|results?) )*"
    r"(?:pending|eligible|scheduled|in progress|in process|not yet)\b)"
)
_NOT_THAT_FIELD = r"\b(?:not|rather than|instead of) (?:(?:in|into|an?|for) )*<FIELD:\w+>(?! <)"
# The title of a college is no fellowship that somebody is in.
_TITLE = r"<BOARD:\w+> (?P<what><FELLOW>)"
# The field that somebody would like to change to is not yet theirs.
_SWITCHES_TO = (
    r"\b(?:(?:think|consider|want|wish|hop|plan|decid|try)\w*|would|might|may)\b(?:\s+(?!<)\S+){0,3}?\s+"
    r"(?:(?:switch|chang|transfer|mov|cross)\w*(?: over)? (?:in)?to|rather be (?:in|an?)) <(?:FIELD|SPECIALIST):\w+>"
)
# What somebody was when they joined, or while they were a member.
_WHILE_A_MEMBER = (
    r"(?:\bjoined\b|\bbelonged\b|(?:\bmember(?:ship)?\b|<MEMBER:\w+>)(?=(?:\s+(?!<)\S+){0,3}?\s+(?:during|since|through\w*|while|when)\b)"
    r"|\b(?:was|were|been|had)\b(?:\s+(?!<)\S+){0,4}?\s+(?:member(?:ship)?\b|<MEMBER:\w+>))"
    rf"(?:\s+(?!<)\S+){{0,3}}?\s+(?:(?:as|in|during|since|through\w*|while|when)\b(?:\s+(?!<)\S+){{0,3}}?\s+)?(?P<what><(?:{_TRAINEE}|{_PROGRAM})>)"
)
_DIRECTS = (
    r"(?:\b(?:director|coordinator|chair\w*|head|lead\w*|secretary|administrator) |(?<=<ATTENDING> ))(?:(?:of|for|at|in|with|an?|the|our|my|<FIELD:\w+>) )*"
    rf"<{_PROGRAM}>"
)
# "In residency I was a member" tells of a time gone by.
_BACK_THEN = rf"^(?:(?:back|already|as|an?|while|still) )*<{_TRAINEE}>(?= (?:i|he|she|we) (?:was|were|had|did|joined|went|got|loved|used)\b)"
_LEFT_PROGRAM = rf"\b(?:gave up|given up|dropped out of|withdrew from|resigned from|quit|left(?! in\b))\s+{_BETWEEN}<{_PROGRAM}>"
_NOT_BEGUN = rf"(?:\b(?:not|never|yet to)|n't)\s+(?:\w+\s+)?(?:beg[iu]n|start(?:ed)?)\s+{_BETWEEN}<{_PROGRAM}>"
_WAS_TRAINEE = rf"\b(?:was|were|had been)\s+{_list_of(_TRAINEE)}"
_WAS = (
    rf"(?:(?<!never )(?<!not )(?<!have )(?<!'ve )(?<!has )(?<!'s )\b(?:was|were|served|worked|left|separated|discharged|retired|got out of|came off|out of|did)"
    rf"|<RETIRED>)\s+(?:(?!now\b)\w+\s+){{0,5}}?<{_SERVICE}>(?!.*\bsince\b)"
)
# The first that fits decides: a marked tag is no plain one for those behind it.
# A group `what` says which part of it is meant, where not all is.
_STATUSES = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        ("IF", _SUPPOSED),
        ("OTHER", _REPORTED),
        ("LATER", _ONCE),
        ("LATER", _ONCE_RETIRED),
        ("LATER", _AHEAD),
        ("LATER", _NOT_BEGUN),
        *(("LATER", _WISHED.replace("{kind}", kind)) for kind in (_CERTIFICATE, _SERVICE)),
        ("NOT", rf"<{_CERTIFICATE}>{_PENDING}"),
        ("NOT", _NOT_THAT_FIELD),
        ("LATER", _SWITCHES_TO),
        ("PAST", _LEFT_SCHOOL),
        ("PAST", _LEFT_PROGRAM),
        ("OTHER", _OF_OTHERS),
        ("PAST", _WHILE_A_MEMBER),
        ("OTHER", _TITLE),
        ("OTHER", r"\bcivilian\b.*<SERVICE:active_duty>"),
        ("PAST", rf"{_NO_MORE}\s+{_list_of(_TRAINEE)}"),
        ("PAST", rf"{_NO_MORE}\s+{_list_of('ATTENDING')}"),
        ("PAST", rf"{_NO_MORE}\s+(?:be )?{_list_of('SPECIALIST:non_radiology')}"),
        ("OTHER", _DIRECTS),
        ("OTHER", rf"\bour (?:\w+ |<FIELD:\w+> )?<{_PROGRAM}>"),
        ("PAST", rf"<{_PROGRAM}>(?= (?:<GRADUATED>|trained|before (?:that|this)))"),
        ("PAST", rf"\b(?:before|prior to) (?:that|this) (?:(?!<)\S+ ){{0,4}}?<{_PROGRAM}>"),
        ("PAST", rf"\b(?:stopped|quit|left|paused|gave up) {_BETWEEN}<ATTENDING>"),
        ("PAST", r"\bemerit(?:us|a) <ATTENDING>"),
        (
            "LATER",
            r"\b(?:hop(?:e|ing)|afraid|fear|worried|won't|will not|in case|if) (?:(?!<)\S+ ){0,5}?<UNMATCHED>",
        ),
        *(
            ("PAST", rf"{_NO_MORE}\s+{_list_of(kind)}")
            for kind in (_CERTIFICATE, _SERVICE, _STANDING)
        ),
        ("PAST", _WAS_TRAINEE),
        ("PAST", _BACK_THEN),
        ("NOT", rf"\b(?:almost|nearly) (?:became|becoming|was|did|started) {_list_of(_TRAINEE)}"),
        ("PAST", rf"<GRADUATED> <{_TRAINEE}>"),
        ("PAST", r"\bwas <RETIRED>(?= (?:for|until|from|but|briefly)\b)"),
        ("PAST", rf"(?:\bnot|n't)\s+{_list_of(_TRAINEE)}{_ANYMORE}"),
        ("NOT", rf"\bfail(?:ed|ing|s)?\s+{_list_of(_CERTIFICATE)}"),
        ("NOT", rf"(?<=<NOTWORKING:there> in )(?:the )?<{_PLACE}>"),
        *(("NOT", rf"{_NO}\s+{_list_of(kind)}") for kind in _KINDS),
        ("PAST", _WAS),
        *(("PAST", rf"<{kind}>{_ENDED}") for kind in (_CERTIFICATE, _SERVICE, _STANDING)),
    )
)
# A field between is of the role: "not a radiology resident" says nothing against radiology.
_PLAIN_TAG = re.compile(r"<(?!(?:NOT|PAST|LATER|IF|OTHER|FIELD)\b)|<(?=FIELD:\w+>$)")


def mark_status(text: str) -> str:
    """Return a tagged clause in which each thing that is not so now has its status in its tag."""
    if "<" not in text:
        return text
    for status, pattern in _STATUSES:
        text = pattern.sub(partial(_marked, status), text)
    return text


def _marked(status: str, match: re.Match[str]) -> str:
    if "what" not in match.groupdict():
        return _PLAIN_TAG.sub(f"<{status}:", match.group())
    start, end = (place - match.start() for place in match.span("what"))
    text = match.group()
    return text[:start] + _PLAIN_TAG.sub(f"<{status}:", text[start:end]) + text[end:]
