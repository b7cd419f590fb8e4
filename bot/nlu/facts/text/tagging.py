"""From a message to clauses in which what we know is tagged: `i am a <RESIDENT> in <PLACE:canada>`.

A spaCy pipeline without a model: its tokenizer, and a phrase matcher filled from knowledge/words/facts.yml and the ISO lists of countries and subdivisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pycountry
from spacy.tokens import Doc, Span

from bot.knowledge.vocabulary import Vocabulary
from bot.nlu.facts.text.clause import QUESTION_MARK
from bot.nlu.facts.text.corrections import with_corrections
from bot.nlu.facts.text.dictation import with_full_stops
from bot.nlu.facts.text.gazetteer import places, towns, with_country
from bot.nlu.facts.text.phrase_finder import PhraseFinder
from bot.nlu.facts.text.shorthand import spell_out
from bot.nlu.facts.text.subject import RELATIVE

# As abbreviations these mean degrees or plain words more often than states.
_NOT_AS_STATES = frozenset("MD PA OK OR IN ME HI MS DO".split())
_STATE_CODES = (
    frozenset(
        subdivision.code.partition("-")[2]
        for country in ("US", "CA")
        for subdivision in pycountry.subdivisions.get(country_code=country)
    )
    - _NOT_AS_STATES
)
# "Houston, TX" and "in NY"; other pairs of capitals mean too many things.
_STATE_CODE = re.compile(r"(?:, ?|\b[Ii]n )([A-Z]{2})\b(?!-)")
# "Five years in CT", of a technologist, names no state.
_MODALITY = re.compile(
    r"\b(?:years?|yrs?|tech(?:nologist|nician)?|trained|registered|certified|experience|work(?:s|ed|ing)?)(?: \w+)? in CT\b(?! (?:now|as))"
)
_TECHNOLOGIST = re.compile(
    r"\b(?:tech|technologist|rt|arrt|rra|bachelors?|associates?)\b", re.IGNORECASE
)
_UNITED_STATES = re.compile(
    r"\bU\. ?S\.(?: ?A\.)?|(?<!use )\bUSA?\b|\b(?<=the )us\b|\b(?<=in )us\b|\bu\.s\.(?:a\.)?"
    r"|\bus(?= (?:states?|hospitals?|residenc\w+|boards?|citizen|mds?|med|medical|schools?|grads?|graduate|programs?|match|licen[cs]e|patients|practice|chapters?|fellowship|trained|rads|radiology)\b)"
)
_CLAUSE = re.compile(
    r"[.!?;:\n]+(?=\s|$)|\s+(?=hoping for\b|considering (?:an?|the)\b)|\s+with (?=an? (?:[\w-]+ ){0,4}?fellowship\b)|\s+[-–—]+\s+|,\s+(?:and|but)\b|\s+(?=(?:al)?though (?:i|i'm|my|he|she|we)\b)|,\s+(?=(?:now|then)\b)|\s+but\b|,\s+"
    r"|(?<!until)(?<!since)(?<!till)(?<!by)\s+(?=then\b|after i (?:finish|complete|graduate)\b|who (?:finished|completed|did|trained)\b|(?:currently |now )?rotating\b|doing (?:\w+ ){0,3}(?:electives?|rotations?|clerkships?|observerships?)\b)"
    # "and" joins two clauses where a verb or its subject follows.
    r"|(?<!when)(?<!after)(?<!before)(?<!that)(?<!where)(?<!until)(?<!since)(?<!once)(?<!\bif)(?<!and)(?<!but)(?<!then)(?<!which)(?<!while)(?<!year)(?<!as)\s+(?=i (?:came|moved|went|relocated|settled)\b)"
    r"|\s+and (?=(?:i|i'm|im|i've|now|then|since|am|will|have|has|just|want|my|he|she|we|would|who|which|"
    r"what|do|can|(?:starts?|starting|begins?|beginning) (?:[\w'-]+ ){0,5}?fellowship|(?:starts?|starting|begins?|beginning) (?:at|with|in|work|(?:my |an? |the )?(?:new |first )?(?:job|practice|position))|live|lives|work|works|practice|practices|hold|holds|was|is|waiting|trained|did|"
    r"moved|matched|stay|went|started|finished|got|currently|still|told|retired|plan|hop(?:e|es|ing)|dreams?|loves?|wait|waits|wants|try|tries|trying|not|never|hasn't|haven't|didn't|isn't|won't|don't|reappl\w+|(?:the|my) (?:\w+ ){0,2}(?:fellowship|residency))\b)",
    re.IGNORECASE,
)
# "I'm a resident.What do I pay?"
_NO_BLANK = re.compile(r"(?<=\w[a-z])([.?!])(?=[A-Z](?:[a-z]|'| ))")
_NO_APOSTROPHE = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should)nt\b", re.IGNORECASE
)
# The full stop of the abbreviation ends the sentence too, where a new one plainly begins.
_ENDS_WITH_US = re.compile(
    r"\bU\.\s?S\.(?:\s?A\.)?(?=\s+(?:I|I'm|My|Can|Do|Does|Is|Am|What|Which|How|Will|This|It|The|She|He|"
    r"We|And|But|So|Now|Who|Where|When|Could|Would|Should|There|Here|Not|Please|Also|That)\b)"
)
_OF_ANOTHER = re.compile(
    rf"\b((?:my|our|his|her) (?:\w+ )?{RELATIVE})\s*\([^()]*\)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)([^.!?]*)")
# What somebody is quoted with is theirs.
_QUOTED = re.compile(
    r"\b((?:says?|said|tells?|told|wrote|writes?|reads?|states?|asks?|asked|lists?)\b[^.!?\"“”;]{0,30})[\"“][^\"“”]*[\"”]"
)
# "DR" in capitals is the field, unless a name follows.
_DIAGNOSTIC = re.compile(r"\bDR\b(?!\.?\s+[A-Z][a-z])")
# What is named only to say that it is not so.
_INSTEAD = re.compile(r"\b(?:instead|insted|rather than|as opposed to)(?: of)?(?: \w+)? <[^>]+>")
_ABBREVIATED = re.compile(r"\b(St|Ste|Mt|Ft|Dr)\.\s")


# A town is one where a place is expected; its name may be another word elsewhere.
_BEFORE_A_TOWN = frozenset("in at near from outside around to".split())
_MOST_WORDS_OF_A_TOWN = 4
_BARE_PLACE = re.compile(
    r"(?:in |at )?(<PLACE:\w+>)(?: the country)?((?: (?:in|on|from|since|until) date\d+)?)"
)
# "ABR, AOBR or FRCPC" is one list, all of it held or all of it not.
_BARE_BOARDS = re.compile(
    r"(?:(?:or|nor|and|by|the|an?|any|no) )*<BOARD:\w+>(?: (?:or|nor) any (?:other |<ADJECTIVE:\w+> )*boards?)?"
    r"(?:(?: (?:or|nor|and|the|any|certification|certificate|<BOARD:\w+>))|'s)*"
    r"|(?:or|nor) (?:(?:an?|any|the|other|another|by)(?:thing)? )*(?:equivalent|else|boards?|anything|one|other)"
)
# "Until June 2028" goes on with the program that it ends.
_BARE_END = re.compile(
    r"(?:until|through|till) (?:in |on |the end of )?date\d+"
    r"|(?:from )?date\d+ (?:until|to|through) date\d+"
    r"|(?:from |in )?(?:19|20)\d\d (?:to |until |through )?(?:(?:19|20)\d\d|date\d+)"
)
# "I was certified, but let it lapse".
_BARE_LAPSE = re.compile(
    r"(?:(?:but|and|i|have|has|had|it|that|which|they|since|then|let) )*(?:laps\w+|expire\w*|r[au]n out|revoked|it (?:lapse|expire|go)|them lapse)\b.*"
)
# "So I'm a general member, correct?" asks; it tells of no membership.
_ASKS_BACK = re.compile(
    rf"(?:(?:is|am|are|that|it|i|so|then) )*(?:correct|right|true|no|yes|isn't it|am i) {QUESTION_MARK}"
)
# As in a form: "ABR: no".
_NO_MARKS = frozenset(("no", "not yet", "nope", "none", "never", "false", "not", "not really"))
# "Member before? No, never."
_ASKS_ONESELF = re.compile(
    rf"(?:(?:ever|an?|acr|been|before|previous) )*(?:member|<MEMBER:\w+>)(?: (?:of the acr|before|ever))* {QUESTION_MARK}"
)
# The end of a clause says what may follow it; the whole of a long one would be searched again and again.
_TAIL = 60
_OPEN_LIST = re.compile(r"(?<!\bno )<BOARD:\w+>$|\b(?:by|boards?)$")


# "Do you take sonographers?" asks for oneself; "our residents" are others.
_ALSO_IN_PLURAL = {"PHYSICIST", "RRA", "MRISCIENTIST", "OTHERJOB"}


# What is studied says who studies it, and so does the work that it leads to.
_SUBJECTS = "OTHERSUBJECT"
_OF_A_STUDENT = (
    "{} student",
    "{} school",
    "{} program",
    "study {}",
    "studying {}",
    "studies {}",
    "student of {}",
)


class Tagger:
    def __init__(self, vocabulary: Vocabulary) -> None:
        phrases = dict(places())
        for tag, entries in vocabulary.items():
            if tag == _SUBJECTS:
                continue
            phrases.update(dict.fromkeys(entries, tag))
            if tag in _ALSO_IN_PLURAL:
                phrases.update(
                    {f"{phrase}s": tag for phrase in entries if not phrase.endswith("s")}
                )
        for subject in (*vocabulary.get(_SUBJECTS, ()), *vocabulary.get("OTHERJOB", ())):
            phrases.update((form.format(subject), "OTHERSTUDENT") for form in _OF_A_STUDENT)
        self._finder = PhraseFinder(phrases)

    def clauses(self, text: str) -> list[str]:
        """Return the clauses of a message, in lower case, with the phrases of the vocabulary as tags."""
        plain = _QUOTED.sub(r"\1. ", text.replace("’", "'").replace("`", "'"))
        plain = with_full_stops(_NO_BLANK.sub(r"\1 ", plain))
        plain = _NO_APOSTROPHE.sub(r"\1n't", plain)
        plain = _UNITED_STATES.sub("united states", _ENDS_WITH_US.sub("united states.", plain))
        plain = spell_out(plain)
        plain = _OF_ANOTHER.sub(r"\1", plain)
        plain = _IN_BRACKETS.sub(_after_the_sentence, _ABBREVIATED.sub(r"\1 ", plain))
        plain = with_country(plain)
        plain = _DIAGNOSTIC.sub("diagnostic radiology", plain)
        if not (_MODALITY.search(plain) and _TECHNOLOGIST.search(plain)):
            plain = _STATE_CODE.sub(_as_place, plain)
        plain = plain.replace("?", f" {QUESTION_MARK}. ")
        clauses = [self._tagged(part) for part in _CLAUSE.split(plain) if part]
        return list(_with_bare_items(with_corrections([clause for clause in clauses if clause])))

    def _tagged(self, clause: str) -> str:
        doc, phrases = self._finder.find(clause.strip())
        spans = {phrase.start: phrase for phrase in phrases}
        spans |= {town.start: town for town in _towns(doc, spans)}
        words: list[str] = []
        place = 0
        while place < len(doc):
            if place in spans:
                words += [f"<{tag}>" for tag in spans[place].label_.split("+")]
                place = spans[place].end
            else:
                words.append(doc[place].norm_)
                place += 1
        return (
            _INSTEAD.sub("", " ".join(words))
            .replace(" '", "'")
            .replace(" n't", "n't")
            .strip(" .!?,;")
        )


def _towns(doc: Doc, spans: Mapping[int, Span]) -> Iterator[Span]:
    """Yield the towns behind "in" and the like, and the one that is all of a clause."""
    names = towns()
    starts = [token.i + 1 for token in doc[:-1] if token.norm_ in _BEFORE_A_TOWN]
    for start in starts:
        length = next(
            (n for n in range(_MOST_WORDS_OF_A_TOWN) if start + n in spans), _MOST_WORDS_OF_A_TOWN
        )
        for end in range(min(start + length, len(doc)), start, -1):
            if tag := names.get(doc[start:end].text):
                yield Span(doc, start, end, tag)
                break
    code = _place_of_code(doc.text.upper())
    if code:
        yield Span(doc, 0, len(doc), code)
    elif 0 not in spans and (tag := names.get(doc.text)):
        yield Span(doc, 0, len(doc), tag)


def _with_bare_items(clauses: list[str]) -> Iterator[str]:
    """Join to the clause before what only goes on with it."""
    before = ""
    for clause in clauses:
        joined = _joined(before, clause) if before else None
        if before and joined is None:
            yield before
        before = clause if joined is None else joined
    if before:
        yield before


def _joined(before: str, clause: str) -> str | None:
    """Return a clause with what only goes on with it, or None.

    In "London, Ontario" the second name settles the first; a list of boards is held or denied as one.
    """
    said = before.removesuffix(f" {QUESTION_MARK}")
    tail = before[-_TAIL:]
    if said == before and (bare := _BARE_PLACE.fullmatch(clause)):
        return f"{before} in {bare[1]}{bare[2]}"
    if re.search(r"<(?:BOARD:|ECFMG|ARRT)", before) and _BARE_LAPSE.fullmatch(clause):
        return f"{before} lapsed"
    is_listed = _OPEN_LIST.search(tail) or (
        before.endswith((">", "> certified")) and re.search(r"\b(?:or|nor)\b", clause)
    )
    goes_on = is_listed and _BARE_BOARDS.fullmatch(clause)
    if goes_on or (said == before and _BARE_END.fullmatch(clause)):
        return f"{before} {clause}"
    if clause in _NO_MARKS and _ASKS_ONESELF.fullmatch(before):
        return "never a member"
    if "MEMBER" in before and _ASKS_BACK.fullmatch(clause):
        return f"{before} {QUESTION_MARK}"
    if clause == "paid" and re.search(r"\bdues for 20\d\d$", tail):
        return f"{before} paid"
    return f"{said} no" if said.endswith(">") and clause in _NO_MARKS else None


def _after_the_sentence(match: re.Match[str]) -> str:
    """Words in brackets interrupt a clause; they are read as one of their own behind it."""
    return f" {match[2].lstrip()}; namely {match[1]} "


def _as_place(match: re.Match[str]) -> str:
    tag = _place_of_code(match.group(1))
    country = {"PLACE:canada": "canada", "PLACE:us": "united states"}.get(tag or "")
    return f" in {country}" if country else match.group(0)


def _place_of_code(code: str) -> str | None:
    if code not in _STATE_CODES:
        return None
    return "PLACE:canada" if pycountry.subdivisions.get(code=f"CA-{code}") else "PLACE:us"
