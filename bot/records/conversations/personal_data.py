"""Finds what is personal in a text: by its shape, or by the words that announce it.

Each finder yields where something begins and ends. Dashes and blanks of every kind were made plain before.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

Places = Iterator[tuple[int, int]]
# The groups of a pattern that are taken out; what stands around them stays.
_WHAT = ("it", "colon", "quoted", "ending")

_LINK = re.compile(
    r"(?:\bhttps?://|(?<![\w.-])(?:www\.|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/))\S*[^\s.,;:!?)]",
    re.IGNORECASE,
)
# A question mark, a name before an @, or a long part that no person would write: it may open something.
_OPENS_SOMETHING = re.compile(r"[?@]|/(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}", re.IGNORECASE)

_EMAIL = re.compile(
    r"(?<![\w.+'%-])[\w.+'%-]{1,64} ?@ ?[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.+'%-])[\w.+'-]{1,64} ?(?:\[at\]|\(at\)|\{at\}) ?[\w-]+(?: ?(?:\.|\[dot\]|\(dot\)|\{dot\}) ?[\w-]+)+",
    re.IGNORECASE,
)
_PROVIDER = r"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|live|msn)"
# A name with a dot or a digit, or a provider that gives addresses to anybody: "apply at acr.org" is none.
_EMAIL_AT = re.compile(
    r"(?<![\w.+'%-])(?:[\w+'-]+(?: dot |\.))*[\w+'-]+ at "
    + _PROVIDER
    + r"(?:\.| dot )com\b"
    + r"|(?<![\w.+'%-])(?=[\w+'-]*[.\d_])[\w.+'-]+ at [\w-]+\.(?:com|org|edu|net|gov)\b",
    re.IGNORECASE,
)
# In words alone only where the sentence is about mail: "look at acr dot org" is none.
_EMAIL_IN_WORDS = re.compile(
    r"\b(?:e-?mail|mail|write|reach|contact|address)\b.{0,30}?(?P<it>\b[\w.+'-]+ at [\w-]+(?: dot [\w-]+)+)",
    re.IGNORECASE,
)

_IS = r"(?:\s*(?:\b(?:is|was|are|number|num|no|nr|id)\b\.?|'s\b|[:=#,]))*\s*"
# Letters alone may be any word ("my password is wrong"): a digit or a sign within is asked for.
_PASSWORD = re.compile(
    r"\b(?:pass(?:word|code|wd|phrase)s?|pw|pwd|pin(?: code)?)\b(?:\s*(?:\b(?:is|was)\b|[:=]))*\s*"
    r"['\"]?(?P<it>(?=\S*\d|\w+[^\w\s.,/?!;'-]\w)(?!\[)\S{3,}[^\s,.;?)'\"])",
    re.IGNORECASE,
)

# With a colon or in quotes it is one, whatever it looks like.
_PLAIN_PASSWORD = re.compile(
    r"\b(?:pass(?:word|code|wd|phrase)?|pw|pwd)(?:\s*[:=]\s*['\"]?(?P<colon>(?!\[)[^\s'\"\[]{3,})"
    r"|(?: is| was)?\s+(?P<quote>['\"])(?P<quoted>[^'\"\[]{3,40})(?P=quote))",
    re.IGNORECASE,
)
_ONE_TIME_CODE = re.compile(
    r"\b(?:otp|cvv2?|cvc|(?:verification|security|sign-?in|login|one-?time|2fa|auth\w*) (?:code|password))\b"
    + _IS
    + r"(?P<it>\d{3,8})\b",
    re.IGNORECASE,
)
# A word alone may be any ("login page", "my username is wrong").
_ACCOUNT_NAME = re.compile(
    r"\b(?:user ?name|login|log-?in|user ?id)\b(?:\s*[:=]\s*(?P<colon>[^\s,;\[]{3,})"
    r"|\s+(?:is\s+)?(?P<it>(?=[\w.-]*[\d_])[\w.-]{4,}))",
    re.IGNORECASE,
)

_CARD_GROUPS = r"\d{4}(?:[ ./-]\d{4}){3}|\d{4}[ ./-]\d{6}[ ./-]\d{5}"
_GROUPED_AS_A_CARD = re.compile(_CARD_GROUPS)
_CARD = re.compile(
    rf"(?<![\d.+])(?:\d{{13,19}}(?!\d)|(?:{_CARD_GROUPS})(?!\d)|(?:\d[ ./-]?){{12,18}}\d(?!\d))"
)
_PART_OF_A_CARD = re.compile(
    r"\b(?:card|account)s? ending(?: in| with)? (?P<ending>\d{4})\b"
    r"|\blast (?:4|four)(?: digits)?(?: of)?(?: my| the)? "
    r"(?:ssn|social(?: security)?(?: number)?|card|account)\b" + _IS + r"(?P<it>\d{4})\b",
    re.IGNORECASE,
)
# As written by capitals and places: British, Mexican, and of bank accounts.
_NATIONAL_NUMBER = re.compile(
    r"\b(?:[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|[A-Z]{4}\d{6}[A-Z]{6}[A-Z\d]{2}"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")

_NAMED_SOCIAL_NUMBER = re.compile(
    r"\b(?:ssn|sin|social(?: security| insurance)?)\b"
    + _IS
    + r"(?P<it>\d(?:[ ./-]{0,3}\d){8})(?!\d)",
    re.IGNORECASE,
)
_SOCIAL_NUMBER = re.compile(
    r"(?<![\d$.,+-])\d{3}(?: ?[-.] ?| )(?:\d{2}(?: ?[-.] ?| )?\d{4}|\d{3}[ -]\d{3})(?![\d/]|[.,-]\d)"
)
_NAMED_NUMBER = re.compile(
    r"\b(?:mrn|medical record|patient id|licen[cs]e|npi|dea|passport|usmle|ecfmg|abr|aamc|nrmp|eras|"
    r"member(?:ship)?|account|registration|customer|policy|green card|aadhaar|curp|tax id|itin|nhs)\b"
    + _IS
    + r"(?P<it>(?:[a-z]{1,3}[ -]?)?\d(?:[ -]?\d){3,}[a-z]?)\b",
    re.IGNORECASE,
)
_FEWEST_DIGITS_NAMED = 5
_LONG_NUMBER = re.compile(r"(?<![\d$.,-])\d{7,}(?![\d.,]\d)")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{2,4}})"
)
_DATE_OF_BIRTH = re.compile(
    r"\b(?:dob|d\.o\.b|date of birth|birth ?date|birthday|born)\b\.?(?:\s*(?:\b(?:is|was|on|the)\b|[:=]))*\s*"
    rf"(?P<it>{_DAY})(?!\d)",
    re.IGNORECASE,
)

# Words that stand between a number and "road" in a sentence, never in the name of a street.
_NO_STREET = (
    r"(?!(?:on|the|in|a|an|of|to|at|and|or|for|by|with|from|is|are|years?|months?|days?|down)\b)"
)
_UNIT = r"(?:,? (?:apt|apartment|suite|ste|unit|floor|fl|room|rm|#)\.? ?#?\w+)?"
_STREET = re.compile(
    rf"(?<![\d$.,-])\d{{1,5}}[a-z]? (?:{_NO_STREET}[a-z][\w'.]*,? ){{1,4}}?"
    rf"(?:street|st(?=\.?(?:,|$| apt| suite| unit))|avenue|ave|road|rd|boulevard|blvd|lane|parkway|pkwy|highway|hwy|terrace)\b\.?{_UNIT}",
    re.IGNORECASE,
)
# These types are other words as well ("ct", "dr", "place"): capitals tell.
_STREET_IN_CAPITALS = re.compile(
    r"(?<![\d$.,-])\d{1,5} (?:[A-Z][\w'.]* ){1,4}?"
    rf"(?:St|Dr|Drive|Ct|Court|Way|Place|Pl|Circle|Cir|Square|Sq|Ln)\b\.?(?i:{_UNIT})"
)
_OTHER_ADDRESS = re.compile(
    r"\b(?:p\.? ?o\.? box \d+|(?<![\d-])\d{5}-\d{4}(?![\d-])|[a-z]\d[a-z] \d[a-z]\d)\b",
    re.IGNORECASE,
)
_BRITISH_CODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_MAYBE_IP = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*)(?![\w:]|\.\d)",
    re.IGNORECASE,
)


def links(text: str) -> Places:
    """Yield links that may open something for whoever has them; a plain link to a page stays."""
    for match in _LINK.finditer(text):
        if _OPENS_SOMETHING.search(match.group()):
            yield match.span()


def emails(text: str) -> Places:
    for pattern in (_EMAIL, _EMAIL_AT, _EMAIL_IN_WORDS):
        yield from _spans(pattern, text)


def passwords(text: str) -> Places:
    for pattern in (_PASSWORD, _PLAIN_PASSWORD, _ONE_TIME_CODE):
        yield from _spans(pattern, text)


def account_names(text: str) -> Places:
    return _spans(_ACCOUNT_NAME, text)


def national_numbers(text: str) -> Places:
    """Yield numbers that other countries and banks write with letters."""
    return _spans(_NATIONAL_NUMBER, text)


def parts_of_cards(text: str) -> Places:
    """Yield the last four digits of a card, an account or a social number, where they are called so."""
    return _spans(_PART_OF_A_CARD, text)


def cards(text: str) -> Places:
    """Yield numbers with a card's check digit, or grouped as on a card, unless all of it are years."""
    for match in _CARD.finditer(text):
        number = match.group()
        is_grouped = _GROUPED_AS_A_CARD.fullmatch(number)
        if is_grouped and all(map(_YEAR.fullmatch, re.findall(r"\d{4}", number))):
            continue
        if is_grouped or _passes_luhn(number):
            yield match.span()


def named_social_numbers(text: str) -> Places:
    return _spans(_NAMED_SOCIAL_NUMBER, text)


def social_numbers(text: str) -> Places:
    return _spans(_SOCIAL_NUMBER, text)


def named_numbers(text: str) -> Places:
    """Yield numbers that a word before them calls a licence, a record, an account and the like."""
    for match in _NAMED_NUMBER.finditer(text):
        number = match.group("it")
        if sum(map(str.isdigit, number)) >= _FEWEST_DIGITS_NAMED:
            yield match.span("it")


def long_numbers(text: str) -> Places:
    return _spans(_LONG_NUMBER, text)


def dates_of_birth(text: str) -> Places:
    """Yield days that a word before them calls a birth; a year alone stays."""
    return _spans(_DATE_OF_BIRTH, text)


def addresses(text: str) -> Places:
    for pattern in (_STREET, _STREET_IN_CAPITALS, _OTHER_ADDRESS, _BRITISH_CODE):
        yield from _spans(pattern, text)


def ip_addresses(text: str) -> Places:
    for match in _MAYBE_IP.finditer(text):
        try:
            address = ipaddress.ip_address(match.group())
        except ValueError:
            continue
        if not (address.is_loopback or address.is_unspecified):
            yield match.span()


def _spans(pattern: re.Pattern[str], text: str) -> Places:
    """Yield the named group that matched, or all of a pattern without one."""
    for match in pattern.finditer(text):
        spans = [match.span(name) for name in _WHAT if match.groupdict().get(name)]
        yield spans[0] if spans else match.span()


def _passes_luhn(text: str) -> bool:
    digits = [int(character) for character in reversed(text) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
