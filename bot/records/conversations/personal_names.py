"""Finds names of people: those that a word introduces, and a first name that is known with a surname after it."""

from __future__ import annotations

import re

from bot.records.conversations.first_names import is_first_name
from bot.records.conversations.spans import Places

_WORD = r"[^\W\d_][\w'-]*"
# What follows "my name is" or "dr" where no name does.
_NO_NAME = (
    r"(?!(?:a|an|the|and|or|but|not|no|on|in|at|of|for|to|from|with|by|as|is|was|are|am|be|i|i'm|im|my|me|we|you|"
    r"he|she|it|they|who|what|how|when|where|why|which|that|this|these|here|there|now|still|so|if|do|does|did|can|"
    r"could|should|would|will|have|has|had|just|already|also|only|too|very|wrong|missing|spelled|spelt|misspelled|"
    r"misspelt|incorrect|different|changed|listed|showing|correct|right|ruined|because|since|than|then|about|"
    r"after|before|under|over|out|up|none|never|both|one|all|any|some|please|thanks|retired|practi[cs]ing|"
    r"working|training|applying|trying|looking|planning|finishing|starting|going|joining|wanting|moving|living|"
    r"dr|prof|resident|fellow|student|doctor|physician|member|radiologist)\b)"
)
_SOMEBODY = rf"{_NO_NAME}{_WORD}(?: (?:[a-z]\. )?{_NO_NAME}{_WORD}){{0,2}}"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:'[A-Z])?[^\W\d_A-Z]['\w-]*"
_FIRST = rf"{_CAPITAL}(?: (?:[A-Z]\. )?{_CAPITAL})"
_TITLE = r"(?:M\.?D|D\.?O|Ph\.?D|MBBS|FACR|MPH|MBA|MSc|FRCR)\b"
_DEGREE = r"(?:,? (?:MD|DO|PhD|MBBS|FACR))*"
# What stands behind "dr." where it is diagnostic radiology, or anybody's trade.
_NO_FIELD = (
    r"(?!(?:residen|program|fellow|radiolog|interven|train|physic|certif|licen|abroad|candidat|spouse|degree|"
    r"board|member|match|today|tomorrow|after|next|last|first|year|say|said|told|tell|think|thought|want|ask|need))"
)
# "Call me Monday".
_NO_DAY = r"(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Tomorrow|Today|Back|Later|Now|When|If|After|Before|At|On|Please)\w*)"
_INTRODUCED = (
    re.compile(
        rf"\bmy (?:full |last |first )?name(?: is|'s)[: ]+(?:(?:dr|prof)\.? )?(?P<it>{_SOMEBODY})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?i:i am|i'm|im|this is|it is|it's|its) (?:[Dd]r|[Pp]rof|[Mm]rs?|[Mm]s)\.? (?P<it>(?i:{_SOMEBODY}))"
    ),
    re.compile(
        rf"(?<![\w/])(?:[Dd]r|[Pp]rof|[Mm]rs?|[Mm]s|[Mm]iss)\.? (?P<it>{_FIRST}{{0,2}}{_DEGREE})"
    ),
    re.compile(rf"(?:\b[Tt]his is|\b[Ii](?: a|')m called|\b[Ii]t's) (?P<it>{_FIRST}{{1,2}})"),
    re.compile(rf"(?P<it>(?:(?<=^)|(?<=[,.!] )){_FIRST}{{1,2}}) (?:here|speaking)\b"),
    re.compile(rf"\b[Tt]he name is (?P<it>{_FIRST}{{1,2}})"),
    # Whom somebody knows, spoke with or asks for.
    re.compile(
        rf"\b[Mm]y (?:colleague|husband|wife|partner|friend|chair|boss|mentor|director|son|daughter|secretary|assistant) (?P<it>{_FIRST})"
    ),
    re.compile(
        rf"\b(?i:spoke (?:with|to)|talked (?:with|to)|ask for|look up|on behalf of|signed by) (?P<it>{_FIRST})"
    ),
    re.compile(rf"(?P<it>{_SOMEBODY}) is my (?:full |last |first )?name\b", re.IGNORECASE),
    # "dr. natarajan from …": in small letters the dot tells it from the field, and "a" or "my" from a trade.
    re.compile(
        rf"(?<![\w/])(?<!\b(?:an|am|as|im|or|my|'m) )(?<!\ba )(?<!\bthe )dr\. (?P<it>{_NO_NAME}{_NO_FIELD}[a-z][a-z'-]{{2,}})\b"
    ),
    # "Name: …", as in a form or a signature.
    re.compile(
        rf"\b(?:full |first |last |sur|family |maiden )?name ?[:=-] ?(?P<it>{_SOMEBODY})",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?i:(?:first|last|sur|family|maiden) ?name)(?i: is| was)? (?P<it>{_CAPITAL})"),
    re.compile(rf"\b[Nn]ame (?P<it>{_FIRST}{{1,2}})"),
    re.compile(rf"\b(?i:call(?:s|ed)? me|i go by) (?P<it>{_NO_DAY}{_CAPITAL})"),
    re.compile(
        rf"\b(?:me llamo|mi nombre es|je m'appelle|mein name ist|ich hei(?:ß|ss)e|mi chiamo|meu nome é|me chamo)"
        rf" (?P<it>{_WORD}(?: {_WORD})?)",
        re.IGNORECASE,
    ),
    # Not "the Harvard MD program": a comma before it, or nothing after.
    re.compile(rf"(?P<it>{_FIRST}{{1,2}}, {_TITLE})"),
    re.compile(rf"(?P<it>{_FIRST}{{1,2}} {_TITLE}(?=\s*(?:$|[,.;:!?)])))"),
    re.compile(
        rf"\b(?i:signed|regards|sincerely|thanks|thank you|cheers|yours(?: truly)?)[,.!]?\s+(?P<it>{_FIRST}{{1,2}}{_DEGREE})\W*$"
    ),
    re.compile(
        rf"(?:\b(?i:best|regards|sincerely|thanks|thank you|cheers|yours|love),\s+|\b(?i:best|kind|warm) regards\s+)(?P<it>{_NO_DAY}(?i:{_NO_NAME}){_CAPITAL})\W*$"
    ),
)


# Institutions, prizes and places that bear a person's name: "a residency at Henry Ford Hospital".
_OF_SOMETHING = (
    r"(?:Hospitals?|Universit\w+|Colleges?|Clinics?|Cent(?:er|re)s?|Medical|Medicine|Health\w*|Institutes?|Schools?|"
    r"Memorial|General|Children\w*|Foundation|Societ\w+|Associat\w+|Academy|Council|Board|Count(?:y|ies)|City|State|"
    r"Street|Avenue|Road|Beach|Island|Valley|Springs?|Hills?|Park|Radiolog\w+|Imaging|Fellowships?|Scholarships?|"
    r"Awards?|Grants?|Lectures?|Medals?|Residen\w+|Students?|Members?\w*|Fellows?|Physicians?|Trainees?|Programs?|"
    r"Dues|Fees?|Rates?|Training|Practice|Course|Chapter|Fund|Prize|Securit\w+|Services?|Support|Departments?|Teams?|Desk|Offices?|Oncolog\w+|Americans?|Indians?|Cross|Street)"
)
# "This is Boston Medical Center": what is introduced so is nobody.
_INSTITUTION = re.compile(rf"(?:\w[\w'-]* ){{1,3}}{_OF_SOMETHING}\b")
_OF_SOMETHING_SMALL = r"(?:hospital|university|college|clinic|institute|foundation|fellowship|scholarship|award|lecture|grant|medal)s?"
# Who works "at Henry Ford", or moves "to Abu Dhabi", names no person.
_PLACE_BEFORE = re.compile(r"\b(?:at|in|into|near|to|from|through|out of)$", re.IGNORECASE)
_KNOWN = re.compile(
    # Not after another capital, which may begin a place: "San Jose California".
    rf"(?<![\w'-])(?<![A-Z][a-z] )(?<![a-z]\. )(?P<it>(?P<first>{_CAPITAL}) (?:[A-Z]\.? )?"
    rf"(?!{_OF_SOMETHING}\b){_CAPITAL}(?:-{_CAPITAL})?)(?![\w'-])"
    rf"(?! (?:{_CAPITAL} ){{0,2}}{_OF_SOMETHING}\b)(?! (?:\w+ )?{_OF_SOMETHING_SMALL}\b)"
)
_ENDS = r"(?=\s*(?:$|[,.;:!?)]|(?:from|and|is|has|was|who|at|in|here|again|with|asks?)\b))"
_WITH_A_TITLE = re.compile(
    # In capitals it is diagnostic radiology.
    rf"\b(?:[Dd]r|[Pp]rof(?:essor)?|[Mm]rs?|[Mm]s|[Mm]iss|[Dd]octor)\.? "
    rf"(?i:(?P<it>(?P<first>{_WORD})(?: {_NO_NAME}{_WORD}{_ENDS})?))"
)
# "I'm Zhang Wei": who says so may put the surname first.
_SAID_OF_ONESELF = re.compile(
    rf"\b(?i:i am|i'm|im|this is) (?P<it>(?P<family>{_CAPITAL}) (?!{_OF_SOMETHING}\b)(?P<first>{_CAPITAL}))(?! {_CAPITAL})"
)
# A first name alone, where it ends what is said of oneself: "i'm anjali and …", "thx Anjali".
_FIRST_ALONE = re.compile(
    rf"\b(?:(?i:i am|i'm|im|this is) (?![A-Z]{{2}})|(?i:thx|thanks) (?=[A-Z]))(?i:(?P<it>{_NO_NAME}(?P<first>{_WORD})))"
    r"(?=\s*(?:$|[,.;!]|(?:from|and|here|again|calling|at)\b))"
)
_SURNAME_FIRST = re.compile(rf"^\W*(?P<it>{_CAPITAL}, (?P<first>{_CAPITAL}))(?! {_CAPITAL})(?!,)\b")
_ALL_CAPITALS = re.compile(
    r"\W*(?P<it>(?P<first>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]+) [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]{2,})\W*"
)
_CAPITALISED = re.compile(r"\b[A-Z]")
# So begins nobody's headline: "I'm Mary Smith from Boise".
_OF_ONESELF = re.compile(
    r"\W*(?:(?:hi|hello|hey)\b\W*)?(?:i am|i'm|im|this is|my|it is|it's)\b", re.IGNORECASE
)
_MOST_CAPITALS = 0.7
_FEW_WORDS = 4


def known_names(text: str) -> Places:
    """Yield a first name that is known, with the surname after it: both begin with a capital, or a title does."""
    if not _is_a_headline(text):
        for match in _KNOWN.finditer(text):
            is_place = _PLACE_BEFORE.search(text[: match.start("it")].rstrip())
            if is_first_name(match["first"]) and not is_place:
                yield match.span("it")
        for match in _SAID_OF_ONESELF.finditer(text):
            if is_first_name(match["first"]) or is_first_name(match["family"]):
                yield match.span("it")
    for pattern in (_WITH_A_TITLE, _FIRST_ALONE, _SURNAME_FIRST):
        for match in pattern.finditer(text):
            if is_first_name(match["first"]):
                yield match.span("it")
    capitals = _ALL_CAPITALS.fullmatch(text)
    if capitals and is_first_name(capitals["first"]):
        yield capitals.span("it")


def _is_a_headline(text: str) -> bool:
    """Tell whether nearly every word begins with a capital, so that capitals tell nothing."""
    # What is all capitals is short for something: "Mary Smith MD MPH asks" is no headline.
    words = [word for word in text.split() if not word.isupper()]
    capitals = sum(bool(_CAPITALISED.match(word)) for word in words)
    is_long = len(words) > _FEW_WORDS and not _OF_ONESELF.match(text)
    return is_long and capitals > _MOST_CAPITALS * len(words)


def introduced_names(text: str) -> Places:
    """Yield names that a word before or after them tells to be one."""
    for pattern in _INTRODUCED:
        for match in pattern.finditer(text):
            start, end = match.span("it")
            first = text[start:end].split(maxsplit=1)[0]
            if _INSTITUTION.match(text, start) and not is_first_name(first):
                continue
            yield start, end - len("'s") if text[start:end].endswith("'s") else end
