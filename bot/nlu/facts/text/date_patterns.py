"""How people write a day, a month or a span of time."""

from __future__ import annotations

import re

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = rf"(?:{MONTHS})(?![a-z])"
COUNTS = {
    word: number
    for number, words in enumerate(
        "a/an/one two three four five six seven eight nine ten".split(), start=1
    )
    for word in words.split("/")
}
_COUNT = rf"(?:{'|'.join(COUNTS)}|\d{{1,2}})"
DATE = re.compile(
    r"(?P<iso>\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b20\d\d-(?:0\d|1[0-2])\b(?!-))"
    # A hyphen before the second day of a span is none of its own.
    r"|(?P<numbers>(?:(?<![\d/.-])|(?<=/\d{4}-)|(?<=/\d\d-))\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?![\d/]))"
    # 30 June 2027, 30JUN2027, 30-Jun-27, 30 June '27
    rf"|\b(?P<day>{_DAY})[\s-]*(?:of\s+)?(?P<month>{_MONTH})[.,\s-]*(?P<year>\d{{4}}|['’]\d\d|[23]\d)\b"
    # June 30, 2027, Jun-30-27, June 30 '27
    rf"|\b(?P<month2>{_MONTH})[.\s-]*(?P<day2>{_DAY})(?:,\s*|\s+|-)(?P<year2>\d{{4}}|['’]\d\d|(?<=[,-])[23]\d|(?<=,\s)[23]\d)\b"
    # June 2027, Jun '27, jun-27, June of 2027
    rf"|\b(?P<month3>{_MONTH})[.,\s-]*(?:of\s+)?(?P<year3>\d{{4}}|['’]\d\d|(?<=-)2\d)\b"
    # 2014 June, and nothing else: "in 2027 may I join" names no month.
    rf"|^\W*(?P<year7>(?:19|20)\d\d)[,\s]+(?P<month7>{_MONTH})\W*$"
    r"|(?<![\d/])(?P<month4>\d{1,2})/(?P<year4>(?:19|20)\d\d)(?![\d/])"
    r"|\b(?P<part>mid|middle of|end of|start of|beginning of)[\s-]*(?P<year5>(?:19|20)\d\d)\b"
    # The class of a year, and who graduates in it, end with its June.
    rf"|\b(?P<class>class of|graduation(?:(?!20|\b{_MONTH}[.,\s-]*(?:of\s+)?\d)[^.!?;\n]){{0,25}}|graduat(?:e|es|ing)(?:\s+in)?)\s+(?P<year6>20\d\d|['’]\d\d)\b"
    rf"|(?P<near>\b(?:(?P<which>this|next|last|past|coming)\s+)?(?:(?P<nearday>{_DAY})[\s-]*(?:of\s+)?)?"
    rf"(?P<nearmonth>{_MONTH})(?:[.\s-]*(?P<nearday2>{_DAY})\b)?"
    r"(?:,?\s+(?:of\s+)?(?P<whose>this|last|next)\s+year)?)"
    rf"|(?P<relative>\b(?:today|tomorrow|yesterday|(?:in\s+)?{_COUNT}\s+(?:month|week|year)s?(?:\s+(?:ago|from now))?)\b)",
    re.IGNORECASE,
)
# "May" and "march" alone are verbs.
ALSO_VERBS = {"may", "mar", "march"}
BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|through|before|after|during|of|late|early|mid)\s+$",
    re.IGNORECASE,
)
# "A year from" next June.
SHIFT = re.compile(
    rf"\b(?P<count>{_COUNT})\s+(?P<unit>year|month|week)s?\s+(?:from|after)\s+$", re.IGNORECASE
)
SPAN = re.compile(rf"(?P<count>{_COUNT})\s+(?P<unit>month|week|year)s?", re.IGNORECASE)
PARTS = {"mid": 6, "middle of": 6, "end of": 12, "start of": 1, "beginning of": 1}


def count_of(word: str) -> int:
    """Return the number that a word of COUNTS, or digits, stand for."""
    return COUNTS.get(word.lower()) or int(word)
