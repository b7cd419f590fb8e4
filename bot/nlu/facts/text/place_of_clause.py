"""The place that a clause is about, among those that it names."""

from __future__ import annotations

import re

from bot.nlu.facts.text.clause import Clause

_NOUN_OF_PLACE = r"<(?:SCHOOL|RESIDENT|RESIDENCY|FELLOW|FELLOWSHIP|STUDENT|STUDENTWORD|INTERN|GRADUATED|PHYSTRAINEE)>"
# Named only to be told apart: "in Canada rather than the US", "do I count as a US student?".
_EXCLUDED = r"\b(?:rather than|instead of|as opposed to|unlike)(?: in| from| at)?(?: the| a)? <(?:PLACE|ADJECTIVE):\w+>"
_OF_THE_PLACE = r"<(?:PLACE|ADJECTIVE):\w+> (?:chapters?|dues|rate|boards?|citizen\w*|passport|visa|licen[cs]e|exams?|dollars)\b|\b(?:no|without) <(?:PLACE|ADJECTIVE):\w+>"
# A fellow "from Japan" trains elsewhere, and residents who "are from India" do.
_COMES_FROM = r"<FELLOW> from <PLACE:outside>|(?:<(?:FELLOW|RESIDENT)>|\b(?:fellows|residents|trainees|interns)\b) (?:is|are|comes?|came) (?:\w+ )?from <PLACE:outside>"
_COUNTED_AS = r"\b(?:count\w*|counts|treated|considered|regarded|seen|classed|qualify|join|eligible)\b(?:\s+\S+){0,3}?\s+(?:as|like)\s+(?:an? )?<(?:PLACE|ADJECTIVE):\w+>"
# "At a Turkish hospital": the country by its adjective.
_AT_INSTITUTION = r"\b(?:at|in|from|for) (?:\w+ ){0,3}?<ADJECTIVE:(\w+)>(?: \w+){0,2} (?:universit(?:y|ies)|hospitals?|clinic|institution|institute|academy|cent(?:er|re))\b"
_LEARNING = "<(?:SCHOOL|GRADUATED|IMG|STUDENT|STUDENTWORD)>"
# "London in Ontario": the last of a run is the one that settles it.
_RUN_OF_PLACES = r"(?:<PLACE:\w+>(?: in)? )*<PLACE:(\w+)>"


def where_of(clause: Clause) -> str | None:
    """Return the place that a clause names for what it tells, the last of several."""
    text = _without_asides(clause)
    if _names_both(text):
        return None
    places = re.findall(r"<PLACE:(\w+)>", text)
    if places:
        return str(places[-1])
    adjectives = re.findall(rf"<ADJECTIVE:(\w+)>(?:\s+(?!<)\S+){{0,3}}?\s+{_NOUN_OF_PLACE}", text)
    adjectives = adjectives or re.findall(_AT_INSTITUTION, text)
    return str(adjectives[-1]) if adjectives else None


def school_of(clause: Clause) -> str | None:
    """Return the place behind the word for school or graduate: "from Peru, matched in Miami"."""
    text = _without_asides(clause)
    match = re.search(
        rf"{_LEARNING}(?:\s+(?!<MATCHED|<WAITING)\S+){{0,6}}?\s+{_RUN_OF_PLACES}", text
    )
    return match[1] if match and not _names_both(text) else None


def program_of(clause: Clause) -> str | None:
    """Return the place behind the word for a match, or the one that the clause is about."""
    match = re.search(r"<(?:MATCHED|WAITING)>.*<PLACE:(\w+)>", _without_asides(clause))
    return where_of(clause) if match is None else match[1]


def _without_asides(clause: Clause) -> str:
    text = clause.text
    for aside in (_EXCLUDED, _COUNTED_AS, _OF_THE_PLACE, _COMES_FROM):
        text = re.sub(aside, "", text)
    if re.search(r"\bto <PLACE", text):
        text = re.sub(r"\bfrom <PLACE:\w+>", "", text)
    return text


def _names_both(text: str) -> bool:
    """Tell whether it is "the United States or Canada", which is said of membership, not of a person."""
    match = re.search(
        r"<PLACE:(\w+)>(?:\s+\S+){0,2}? (?:or|and|nor)(?:\s+\S+){0,4}? <(?:PLACE|ADJECTIVE):(\w+)>",
        text,
    )
    return match is not None and match[1] != match[2]
