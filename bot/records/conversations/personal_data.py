"""Finds what is personal in a text: by its shape, or by the words that announce it.

Each finder yields where something begins and ends. Dashes and blanks of every kind were made plain before.
"""

from __future__ import annotations

import ipaddress
import re

from bot.records.conversations.spans import IS, Places, spans

_AT = r"(?:\[at\]|\(at\)|\{at\}|<at>|\(a\)|\[a\]|\[@\]|\(@\)|-at-|\*at\*|\barroba\b)"
_DOT = r"(?:\.|\[dot\]|\(dot\)|\{dot\}|<dot>|-dot-|\*dot\*|\bpunto\b)"
_EMAIL = re.compile(
    r"(?<![\w.+'%-])[\w.+'%-]{1,64} ?@ ?[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w.+'%-])[\w.+'-]{{1,64}} ?{_AT} ?[\w-]+(?: ?{_DOT} ?[\w-]+)+"
    # A slip of the keyboard, or a blank, in the part behind the @.
    r"|(?<![\w.+'%-])[\w.+'%-]{1,64} ?@ ?[\w-]{2,63}(?: ?[,.] ?| dot )(?:com|org|edu|net|gov|ac)\b"
    r"|(?<![\w.+'%-])[\w.+'%-]{1,64}@[\w-]{2,63} (?:[\w-]{2,63} )?(?:com|org|edu|net)\b"
    r"|(?<![\w.+'%-])[\w.+'%-]{1,64}@(?:gmail|yahoo|hotmail|outlook|icloud)\w*"
    r"|(?<![\w.+'%-])[\w.+'-]{1,64}?_at_[\w-]{2,63}(?:\.|_dot_)[\w.-]{2,63}"
    r"|\"[^\"@]{1,64}\"@[\w-]+(?:\.[\w-]+)*",
    re.IGNORECASE,
)
_PROVIDER = r"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|live|msn)"
# A name with a dot or a digit, or a provider that gives addresses to anybody: "apply at acr.org" is none.
_EMAIL_AT = re.compile(
    r"(?<![\w.+'%-])(?:[\w+'-]+(?: dot |\.))*[\w+'-]+ at "
    + _PROVIDER
    + r"(?:\.| dot )com\b"
    + r"|(?<![\w.+'%-])(?=[\w+'-]*[.\d_])[\w.+'-]+ at (?:[\w-]{1,63}\.){1,4}(?:com|org|edu|net|gov)\b"
    + rf"|^(?!look|apply|join|sign)[\w.+'-]{{3,64}} at {_PROVIDER}\W*$",
    re.IGNORECASE,
)
# In words alone only where the sentence is about mail: "look at acr dot org" is none.
_EMAIL_IN_WORDS = re.compile(
    r"\b(?:e-?mail|mail|write|reach|contact|address)\b.{0,30}?(?P<it>\b(?:[\w+'-]{1,40} (?:dot|dash|underscore) ){0,3}[\w.+'-]+ at [\w-]+(?: dot [\w-]+)+)",
    re.IGNORECASE,
)

# Where the sentence says what it is, a name without its provider is enough.
_EMAIL_NAME = re.compile(
    r"\b(?:gmail|yahoo|hotmail|outlook|icloud|e-?mail)(?: address| name| id)?(?: is| name is|:) "
    r"(?P<it>(?=[\w+'-]*[.\d_])[\w.+'-]*\w)",
    re.IGNORECASE,
)
# As whole messages or their ends have it; what people do at a page is no name: "look at acr dot org".
_EMAIL_ALONE = re.compile(
    r"(?:^|[:,;.] |\b(?:is|me|to) )(?P<it>"
    r"(?!(?:look|apply|join|sign|see|register|find|go|start|check|read|shop|pay|renew|log|login|page|site|looked|"
    r"applied|joined|signed|registered|work|am|it|you|residents?|members?|fellows?|students?)\b)"
    r"[\w+'-]{2,40} at (?!acr\b)[\w-]{2,63}(?: dot [\w-]{2,63}){1,4})",
    re.IGNORECASE,
)
# A dot within the name as well: no page is called so.
_EMAIL_OF_DOTTED_NAME = re.compile(
    r"\b[\w+'-]{1,40}(?: (?:dot|dash|underscore) [\w+'-]{1,40}){1,4} at [\w-]{2,63}(?:(?: dot |\.)[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)

_CARD_GROUPS = r"\d{4}(?:[ ./_·-]\d{4}){3}|\d{4}[ ./_·-]\d{6}[ ./_·-]\d{5}"
_GROUPED_AS_A_CARD = re.compile(_CARD_GROUPS)
_CARD = re.compile(
    rf"(?<![\d.+])(?:\d{{13,19}}(?!\d)|(?:{_CARD_GROUPS})(?!\d)|(?:\d[ ./_·-]?){{12,18}}\d(?!\d))"
)
_PART_OF_A_CARD = re.compile(
    r"\b(?:card|account|visa|mastercard|amex|discover|ssn|social(?: security)?(?: number)?)s? end(?:ing|s)(?: in| with)? (?P<ending>(?!20[2-4])\d{4})\b"
    r"|\blast (?:4|four)(?: digits)?(?: of)?(?: my| the)? "
    r"(?:ssn|social(?: security)?(?: number)?|card|account)\b" + IS + r"(?P<it>\d{4})\b"
    r"|\b(?:ssn|social(?: security)?(?: number)?),? last (?:4|four)(?: digits)?\b"
    + IS
    + r"(?P<quoted>\d{4})\b",
    re.IGNORECASE,
)
# As written by capitals and places: British, Mexican, and of bank accounts.
_NATIONAL_NUMBER = re.compile(
    r"\b(?:[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|[A-Z]{4}\d{6}[A-Z]{6}[A-Z\d]{2}"
    # Indian tax numbers.
    r"|[A-Z]{5}\d{4}[A-Z]"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?"
    # Medicare's.
    r"|\d[A-Z][A-Z\d]\d-?[A-Z][A-Z\d]\d-?[A-Z]{2}\d{2})\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")

_NAMED_SOCIAL_NUMBER = re.compile(
    r"\b(?:ssn|sin|social(?: security| insurance)?)\b"
    + IS
    + r"(?P<it>\d(?:[ ./_·-]{0,3}\d){8})(?!\d)",
    re.IGNORECASE,
)
_SOCIAL_NUMBER = re.compile(
    r"(?<![\d$.,+-])\d{3}(?: ?[-.] ?| )(?:\d{2}(?: ?[-.] ?| )?\d{4}|\d{3}[ -]\d{3})(?![\d/]|[.,-]\d)"
    r"|(?<![\w$.,/+-])\d{3}(?P<mark>[/_*])\d{2}(?P=mark)\d{4}(?![\w/])"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NAMED_NUMBER = re.compile(
    r"\b(?:mrn|med(?:ical)? rec(?:ord)?|patient(?! mrn)(?: id)?|chart|lic(?:en[cs]e)?|npi|dea|passport|visa|usmle|ecfmg|"
    r"abr|aamc|nrmp|eras|acr|member(?:ship)?|employee|staff|badge|fellow|hospital|gmc|residence permit|sort code|student|acc(?:oun)?t|acc|registration|customer|policy|green card|uscis|aadh?aa?r|"
    r"national insurance|insurance|curp|cpf|dni|ein|tax id|itin|nhs|cert(?:ificat\w{1,4})?)\b\.?"
    + IS
    # A day, a year of training or a kind of visa is none: "told the ACR may 2 2027", "visa J1 2026".
    + rf"(?!{_MONTH} |(?:pgy|ms)[ -]?\d\b|[fhjo]-?1b?\b)"
    + r"(?P<it>(?:[a-z]{1,3}-|(?-i:[A-Z]{2}) (?=[a-z]?\d))?(?:[a-z]{1,3}[ .-]?)?\d(?:[ .-]?\d){3,}(?:-?[a-z])?)\b",
    re.IGNORECASE,
)
_FEWEST_DIGITS_NAMED, _FEWEST_DIGITS_IN_CODE = 5, 3
# With a letter at its number, a licence or record has fewer.
_LETTER_AND_DIGITS = re.compile(r"(?:[a-z]{2} )?[a-z]{1,3}-?\d{4}|\d{4}[a-z]", re.IGNORECASE)
# Of letters and digits in any order, in capitals; a reference of ours is not called so.
_NAMED_CODE = re.compile(
    r"\b(?i:confirmation|tracking|order|ticket|invoice|transaction)(?i: (?:number|no|id)\b\.?|(?=\s*#))?"
    r"[:=# ]+(?P<it>(?=[A-Z\d-]*\d{2})(?=[A-Z\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+){0,4})\b"
)
_YEARS = re.compile(r"[a-z]{0,3}[ -]?(?:19|20)\d\d(?:[ -]{1,3}(?:19|20)\d\d)*", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<![\d$.,-])\d{7,}(?![\d.,]\d)")

_MONTH_ABROAD = (
    r"(?:ene|abr|ago|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|se[pt]+iembre|octubre|noviembre|diciembre"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|februar|märz|juni|juli|august|oktober|dezember|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro"
    r"|novembro|dezembro)"
)
_DAY = (
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{2,4}}"
    rf"|\d{{1,2}}\.?(?: de| of)? {_MONTH_ABROAD}(?: de)? \d{{2,4}}|\d{{8}})"
)
_DAY_OR_MONTH = r"(?:[0-2]?\d|3[01])"
_WHOLE_DAY = re.compile(
    rf"(?:19|20)\d\d[/.-][01]?\d[/.-]{_DAY_OR_MONTH}"
    rf"|{_DAY_OR_MONTH}[/.-]{_DAY_OR_MONTH}[/.-](?:19|20)?\d\d"
)
# Behind such a word a month with a year, or a day without one, is a birth as well.
_PART_OF_DAY = (
    rf"{_MONTH},? (?:of )?(?:19|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/(?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th) of {_MONTH}|{_MONTH} \d{{1,2}},? '\d\d"
)
_DATE_OF_BIRTH = re.compile(
    r"\b(?:dob|d\.o\.b|date of birth|birth ?date|birthday|b-?day|birth|born|b(?=\. ?\d)"
    r"|geboren|geb|nacid[oa]|nací|née?|nasc\w{1,6}|turn(?:ed)? \d\d)\b\.?"
    r"(?:\s*(?:\b(?:is|was|on|the|in|am|el|le|em)\b|'s\b|[:=]|-(?= )))*\s*"
    rf"(?P<it>{_DAY}|{_PART_OF_DAY})(?! ?'?\d)",
    re.IGNORECASE,
)

_MAYBE_IP = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?=:\d{1,5}\b)|\d{1,3}(?:\.\d{1,3}){3}(?!:)|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*(?!:))(?!\w|\.\d)",
    re.IGNORECASE,
)


def emails(text: str) -> Places:
    for pattern in (
        _EMAIL,
        _EMAIL_AT,
        _EMAIL_IN_WORDS,
        _EMAIL_OF_DOTTED_NAME,
        _EMAIL_NAME,
        _EMAIL_ALONE,
    ):
        yield from spans(pattern, text)


def national_numbers(text: str) -> Places:
    """Yield numbers that other countries and banks write with letters."""
    return spans(_NATIONAL_NUMBER, text)


def parts_of_cards(text: str) -> Places:
    """Yield the last four digits of a card, an account or a social number, where they are called so."""
    return spans(_PART_OF_A_CARD, text)


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
    return spans(_NAMED_SOCIAL_NUMBER, text)


def social_numbers(text: str) -> Places:
    return spans(_SOCIAL_NUMBER, text)


def named_numbers(text: str) -> Places:
    """Yield numbers that a word before them calls a licence, a record, an account and the like."""
    for match in _NAMED_NUMBER.finditer(text):
        number = match.group("it")
        is_long = sum(map(str.isdigit, number)) >= _FEWEST_DIGITS_NAMED
        if (is_long or _LETTER_AND_DIGITS.fullmatch(number)) and not (
            _YEARS.fullmatch(number) or _WHOLE_DAY.fullmatch(number)
        ):
            yield match.span("it")
    for start, end in spans(_NAMED_CODE, text):
        if sum(map(str.isdigit, text[start:end])) >= _FEWEST_DIGITS_IN_CODE:
            yield start, end


def long_numbers(text: str) -> Places:
    return spans(_LONG_NUMBER, text)


def dates_of_birth(text: str) -> Places:
    """Yield days that a word before them calls a birth; a year alone stays."""
    return spans(_DATE_OF_BIRTH, text)


def ip_addresses(text: str) -> Places:
    for match in _MAYBE_IP.finditer(text):
        try:
            address = ipaddress.ip_address(match.group())
        except ValueError:
            continue
        if not (address.is_loopback or address.is_unspecified):
            yield match.span()


def _passes_luhn(text: str) -> bool:
    digits = [int(character) for character in reversed(text) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
