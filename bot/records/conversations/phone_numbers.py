"""Finds telephone numbers of persons: North American ones, with a country, and other countries' own."""

from __future__ import annotations

import re

from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberMatcher,
    PhoneNumberType,
    number_type,
    parse,
)

from bot.records.conversations.spans import Places, spans

# Most visitors write from there; a number without a country is read so.
_HOME = "US"
# Nobody's own: the College's number is one of these. 911 and 988 are too short for any finder.
_OF_ORGANISATIONS = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE,
}
_FEWEST_DIGITS = 7
# The library takes no number for one that its country does not give out; people mistype.
_WITH_COUNTRY_OR_AREA = re.compile(
    r"\+\d{1,3}(?:[ ./()-]{0,2}\d){6,12}(?!\d)"
    r"|(?<![\w$.,/+-])0\d{2,4}/\d{5,9}(?![\d/])"
    # As dialled from abroad.
    r"|(?<![\w$.,/+-])00\d{1,3}[ .-](?:[ .()-]{0,2}\d){6,12}(?!\d)"
    r"|(?<![\w$])\(0?\d{2,4}\) ?\d{3,5}[ .-]?\d{3,4}(?![ .-]?\d)"
)
# As written at home elsewhere: from a 0 on, nine to fifteen digits in groups.
_DATE = re.compile(r"\d{1,2}([./ -])\d{1,2}\1(?:19|20)\d\d")
_NATIONAL = re.compile(r"(?<![\d$.,/(+-])0(?:[ .-]?\d){8,14}(?![ .-]?\d)")

# Marks that no country puts between groups, and people do.
_OTHER_MARKS = re.compile(
    r"(?<![\w$.])\(?\d{3}\)? ?[_·•|~=*] ?\d{3} ?[_·•|~=*-] ?\d{4}(?!\d)"
    # Three, three and four: an amount has groups of three alone.
    r"|(?<![\w$.,])\d{3},\d{3},\d{4}(?![\d,])"
    # The letter for the figure.
    r"|(?<![\w$.,])\d{3}[-. ]\d{3}[-. ](?=\d{0,3}[Oo])[\dOo]{4}\b"
)
_EXTENSION = re.compile(
    r"\bext(?:n|ension)?\b\.?(?: is| no\.?|:| #)? ?(?P<it>(?!(?:19|20)\d\d)\d{3,6})\b",
    re.IGNORECASE,
)
_PHONE = r"(?:(?:tele)?phone|mobile|cell(?:phone)?|tel|fax|pager|whatsapp|wechat|viber|telegram|signal|sms|text)"
_DIGITS = r"\d(?:[ ._·-]{0,2}\d){6,14}"
# Numbers of any length that a word beside them calls so.
_NAMED = re.compile(
    rf"\b{_PHONE}\b(?: (?:me|us)\b)?(?:\s*(?:\b(?:number|num|no|nr|is|at|on|to)\b\.?|[:=#]))*\s*(?P<it>{_DIGITS})(?![\d/])"
    rf"|(?<![\d$.,/(+-])(?P<ending>{_DIGITS})(?= is my {_PHONE}\b)",
    re.IGNORECASE,
)
_YEARS_OR_DAY = re.compile(
    r"(?:(?:19|20)\d\d[ -]{0,2})+|(?:19|20)\d\d[.-]\d\d?[.-]\d\d?|\d\d?[.-]\d\d?[.-](?:19|20)\d\d"
)


def international(text: str) -> Places:
    """Yield numbers with a country or an area in brackets, and North American ones however written."""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return
    for match in _WITH_COUNTRY_OR_AREA.finditer(text):
        if not _is_of_organisation(_parsed(match.group())):
            yield match.span()
    for number in PhoneNumberMatcher(text, _HOME, leniency=Leniency.POSSIBLE):
        is_amount = text[: number.start].rstrip().endswith(("$", "€", "£"))
        is_date = _DATE.fullmatch(number.raw_string)
        if not (is_amount or is_date or _is_of_organisation(number.number)):
            yield number.start, number.end


def national(text: str) -> Places:
    """Yield numbers as they are written within another country."""
    yield from spans(_NATIONAL, text)
    yield from spans(_OTHER_MARKS, text)
    yield from spans(_EXTENSION, text)


def named(text: str) -> Places:
    """Yield numbers that a word beside them calls a telephone's."""
    for start, end in spans(_NAMED, text):
        number = text[start:end]
        if not (_YEARS_OR_DAY.fullmatch(number) or _is_of_organisation(_parsed(number))):
            yield start, end


def _parsed(text: str) -> PhoneNumber | None:
    try:
        return parse(text, _HOME)
    except NumberParseException:
        return None


def _is_of_organisation(number: PhoneNumber | None) -> bool:
    return number is not None and number_type(number) in _OF_ORGANISATIONS
