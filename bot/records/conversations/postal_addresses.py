"""Finds streets with a number, post boxes and postal codes; a town or a country alone stays."""

from __future__ import annotations

import re

from bot.records.conversations.spans import IS, Places, spans

# Words that stand between a number and "road" in a sentence, never in the name of a street.
_NO_STREET = (
    r"(?!(?:on|the|in|a|an|of|to|at|and|or|for|by|with|from|is|are|years?|months?|days?|down)\b)"
)
_UNIT = (
    r"(?: (?:[NS][EW]?|[EW])\b)?"
    r"(?:,? (?:apt|apartment|suite|ste|unit|floor|fl|room|rm|#)\.? ?#?\w+)?"
)
_STREET = re.compile(
    r"(?:\b(?:flat|unit|apt|apartment) \w{1,4},? )?"
    rf"(?<![\d$.,-])\d{{1,5}}(?:-\d{{1,4}})?[a-z]? (?:\d{{1,3}}(?:st|nd|rd|th) (?=st|ave|rd)|(?:{_NO_STREET}[a-z][\w'.]*,? ){{1,4}}?)"
    r"(?:street|st(?=\.?(?:,|$| apt| suite| unit))|avenue|ave|road|rd|boulevard|blvd|lane|parkway|pkwy|highway"
    rf"|hwy|terrace)\b\.?{_UNIT}",
    re.IGNORECASE,
)
# These types are other words as well ("ct", "dr", "place"): capitals tell.
_STREET_IN_CAPITALS = re.compile(
    r"(?:(?<![\d$.,-])\d{1,5}|\b(?:One|Two|Three|Four|Five)) (?:[A-Z][\w'.]* ){1,4}?"
    rf"(?:St|Dr|Drive|Ct|Court|Way|Place|Pl|Circle|Cir|Square|Sq|Ln|Crescent|Close|Gardens|Grove|Mews|Plaza|Loop|Trail)\b\.?(?i:{_UNIT})"
)
# The number behind, as in German and Spanish; before a French street.
_STREET_ABROAD = re.compile(
    r"\b[\w-]{2,30}(?:stra(?:ß|ss)e|gasse|allee|platz|damm|ufer) \d{1,4}[a-z]?\b"
    r"|\b(?:calle|carrera|avenida|avda|(?-i:Av)|viale|piazza|rua|(?-i:Via|Corso|Vicolo))\.? (?:[\w'.]{1,20},? ){0,4}?\d{1,4}(?: (?:no|#)\.? ?\d{1,4})?(?:-\d{1,4})?\b"
    r"|\bul\. ?[\w-]{2,30} \d{1,4}\b|\b\d{1,4},? (?:rue|chemin|impasse|quai) (?:(?:de la|des|du|de) |de l'|d')?[\w'-]{2,30}"
    r"(?: (?-i:[A-ZÀ-Ý])[\w'-]{1,30})?|\b\d{2,5} (?:(?:us|state|county) )?(?:highway|hwy|route) \d{1,4}\b",
    re.IGNORECASE,
)
_BOX_OR_CODE = re.compile(
    r"\b(?:p\.? ?o\.? box \d+|(?<![\d-])\d{5}-\d{4}(?![\d-])|[a-z]\d[a-z] \d[a-z]\d)\b",
    re.IGNORECASE,
)
_NAMED_CODE = re.compile(
    r"\b(?:zip(?: ?code)?|post(?:al)? ?code|pin ?code|plz)\b"
    + IS
    + r"(?P<it>\d{4,6})\b|\beircode\b"
    + IS
    + r"(?P<ending>[a-z]\d[\dw] ?[a-z\d]{4})\b",
    re.IGNORECASE,
)
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]"
    "|W[AIVY]"
)
_NAMES_OF_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois"
    "|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri"
    "|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio"
    "|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia"
    "|washington|west virginia|wisconsin|wyoming|puerto rico"
)
_CODE_OF_STATE = re.compile(
    rf"\b(?:{_STATES}),? (?P<it>\d{{5}})\b"
    rf"|\b(?i:{_NAMES_OF_STATES}),? (?P<quoted>\d{{5}})\b"
    # In small letters behind a town's name: "in 60640" is none.
    rf"|\b[a-z]{{4,}},? (?!(?:in|or|me|hi|ok|id|ma|pa|la|de)\b)(?i:{_STATES}),? (?P<ending>\d{{5}})\b"
)
_BRITISH_CODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")


def addresses(text: str) -> Places:
    for pattern in (
        _STREET,
        _STREET_IN_CAPITALS,
        _STREET_ABROAD,
        _BOX_OR_CODE,
        _NAMED_CODE,
        _CODE_OF_STATE,
        _BRITISH_CODE,
    ):
        yield from spans(pattern, text)
