"""Finds telephone numbers of persons: North American ones, with a country, and other countries' own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberMatcher,
    PhoneNumberType,
    number_type,
    parse,
)

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
    r"|(?<![\w$])\(0?\d{2,4}\) ?\d{3,5}[ .-]?\d{3,4}(?![ .-]?\d)"
)
# As written at home elsewhere: from a 0 on, nine to fifteen digits in groups.
_DATE = re.compile(r"\d{1,2}([./ -])\d{1,2}\1(?:19|20)\d\d")
_NATIONAL = re.compile(r"(?<![\d$.,/(+-])0(?:[ .-]?\d){8,14}(?![ .-]?\d)")


def international(text: str) -> Iterator[tuple[int, int]]:
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


def national(text: str) -> Iterator[tuple[int, int]]:
    """Yield numbers as they are written within another country."""
    return (match.span() for match in _NATIONAL.finditer(text))


def _parsed(text: str) -> PhoneNumber | None:
    try:
        return parse(text, _HOME)
    except NumberParseException:
        return None


def _is_of_organisation(number: PhoneNumber | None) -> bool:
    return number is not None and number_type(number) in _OF_ORGANISATIONS
