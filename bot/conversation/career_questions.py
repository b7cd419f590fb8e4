"""Which questions are about the profession, and which of one's own membership."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation import commands
from bot.conversation.aspect_reader import LEARNT, MOST_SURELY_LEARNT
from bot.conversation.hypothesis_reader import SUPPOSES
from bot.conversation.state import State
from bot.conversation.user_turn import OF_CAREERS, OF_RADIOLOGY, OF_THE_PROFESSION, UserTurn
from bot.nlu.follow_ups.phrases import WHOSE

# What people ask about the profession, and about others, that no answer says.
_BESIDE_CAREERS = frozenset(
    f"out_of_scope/{theme}"
    for theme in (
        "boards",
        "career",
        "forecasts",
        "in_training_exam",
        "lifestyle",
        "match",
        "other_professions",
        "other_societies",
        "pay",
        "programs",
        "societies",
        "technologist_careers",
        "visa_licence",
        "worth_it",
    )
)
# "So which one will I be": asked of the membership, whatever exam is named beside it.
_WHICH_I_AM = re.compile(
    r"\bwhich (?:one|category|membership|member|class)(?: of them)? (?:(?:will|would) (?:i|he|she|we) (?:be|become|get|have|fall)|am i|are we|is (?:he|she)|do(?:es)? (?:i|he|she|we) (?:get|fall|belong|join|have))\b",
    re.IGNORECASE,
)
# "So the interns are free too, though they are not in radiology yet?"
_IS_FREE = re.compile(r"\b(?:is|are|am|be|stays?) (?:still |also |all )?free\b", re.IGNORECASE)
_TELLS_OF_ONESELF = re.compile(r"\W*(?:(?:hi|hello|hey|so|ok)\W+)?(?:i'?m|i am)\b", re.IGNORECASE)
# A career question of this certainty, in which nothing learnt sees a danger, is none for its words.
_SURELY_OF_THE_PROFESSION = 0.9
_SURELY_HARMLESS = 0.05
# A career question of this certainty is none of a membership unless follow-ups ask that more surely.
_SURELY_OF_CAREERS, _LEARNT_BESIDE_CAREERS = 0.93, 0.7
# What these ask is asked of no membership in particular.
_OF_NOBODY = frozenset(
    {
        "repeat",
        "whose",
        "yes_then",
        "matched",
        "unmatched",
        "no_board",
        "counts",
        "visit",
        "phd",
        "after",
    }
)
OF_THE_WAY_IN = re.compile(
    r"\b(?:eras|nrmp|signals?|lors?|(?:chair|rads?|radiology|medicine|im|surgery|department)(?:'s)? letters?|letters (?:of|from|for)|step|scores?|interviews?|personal statement|letters? of rec\w*|rotations?|research|salar\w*|hours?|lifestyle|"
    r"call|ai|specialt\w+|subspecialt\w+|competitive\w*|chances?|realistic\w*|odds|match rates?|programs? (?:look|want)|exams?|boards?|core|fellowships? (?:are|should|which)|electives?|usmle|comlex)\b",
    re.IGNORECASE,
)
_OF_MEMBERSHIP = re.compile(r"\b(?:acr|member\w*|dues|join\w*|free|fees?)\b", re.IGNORECASE)
_OF_RADIOLOGY = re.compile(
    r"\b(?:radiolog\w+|careers?|residen\w+|match\w*|soap|medical school|physic\w+)\b", re.IGNORECASE
)
_LIKELY_BESIDE = 0.75
_IR, _DR = r"\b(?:ir|interventional)\b", r"\b(?:dr|diagnostic)\b"
_BETWEEN = r".{0,40}?\b(?:vs\.?|versus|and|or|compared|than|from|over)\b.{0,20}?"
# "IR vs DR, how do the two trainings differ?"
_COMPARES = re.compile(rf"{_IR}{_BETWEEN}{_DR}|{_DR}{_BETWEEN}{_IR}", re.IGNORECASE)


def asks_of_the_profession(turn: UserTurn, text: str) -> bool:
    """Tell whether a message surely asks what a career or a specialty is like, whatever it names."""
    is_definition = turn.is_sure_of(OF_RADIOLOGY) and commands.asks_something(text)
    return (turn.is_of_a_career or is_definition) and not SUPPOSES.match(text)


def is_of_the_profession(turn: UserTurn) -> bool:
    """Tell whether a question with medical words is surely one about the work, and nobody's health."""
    is_sure = turn.is_answered and turn.confidence >= _SURELY_OF_THE_PROFESSION
    return is_sure and turn.label.startswith(OF_CAREERS) and turn.danger[1] < _SURELY_HARMLESS


def is_beside_membership(turn: UserTurn) -> bool:
    """Tell whether a message surely asks about the profession, or others, what nothing answers."""
    return turn.label in _BESIDE_CAREERS and turn.is_sure_of(turn.label)


def compares_specialties(text: str) -> bool:
    """Tell whether a sentence asks to weigh diagnostic against interventional radiology, and of no membership."""
    return any(
        _COMPARES.search(sentence) and not _OF_MEMBERSHIP.search(sentence)
        for sentence in commands.asking_sentences(text)
    )


def _likeliest_career(turn: UserTurn) -> UserTurn:
    """Return a message as asking for the likeliest answer about a career; as it is where none is near."""
    labels = (turn.label, *turn.offers, *(label for label, _ in turn.ranking))
    label = next((name for name in labels if name.startswith(OF_CAREERS)), None)
    return replace(turn, intent="faq", label=label, offers=()) if label else turn


def _of_what_was_spoken_of(turn: UserTurn, state: State) -> UserTurn:
    """Return a question behind an answer about the profession as one of it ("how do you become one?")."""
    label, probability = turn.in_context or ("", 0.0)
    is_behind_it = str(state.answer).startswith(("career/", "radiology/"))
    is_of_it = label.startswith(OF_THE_PROFESSION) and probability > turn.confidence
    if not (is_behind_it and is_of_it and turn.is_answered):
        return turn
    return replace(turn, label=label, confidence=probability, also=())


def of_the_membership(turn: UserTurn, state: State) -> UserTurn:
    """Return a question for one's own category as none about a career, whatever exam is named beside it.

    So is one that follow-ups on a membership ask, where nothing in it names the way into the profession.
    """
    of_account = str(state.answer).startswith("account/") and not _OF_RADIOLOGY.search(turn.text)
    if of_account and turn.label.startswith(OF_CAREERS) and not turn.is_taught:
        return not_understood(turn)
    if compares_specialties(turn.text) and not turn.is_taught:
        return _likeliest_career(turn)
    turn = _of_what_was_spoken_of(turn, state)
    if not (state.told and turn.is_of_a_career) or turn.is_taught:
        return turn
    of_parts = [pair for part in turn.parts for pair in part.asked[:1]]
    likely = max(
        (
            likely
            for name, likely in (*turn.asked[:1], *of_parts)
            if name not in _OF_NOBODY or (name == WHOSE and likely >= MOST_SURELY_LEARNT)
        ),
        default=0.0,
    )
    # "… She will have an exam in 2028" asks for none.
    asked = " ".join(commands.asking_sentences(turn.text)) or turn.text
    needed = LEARNT if turn.confidence < _SURELY_OF_CAREERS else _LEARNT_BESIDE_CAREERS
    is_of_membership = likely >= needed and not (
        str(state.answer).startswith("career/") or OF_THE_WAY_IN.search(asked)
    )
    is_of_membership = is_of_membership or _IS_FREE.search(turn.text) is not None
    if not is_of_membership and not _WHICH_I_AM.search(turn.text):
        return turn
    return not_understood(turn)


def not_understood(turn: UserTurn) -> UserTurn:
    """Return a message without what the ranking took it for."""
    return replace(turn, intent="out_of_scope", label="out_of_scope", confidence=0.0, offers=())


def asks_in_keywords(turn: UserTurn, state: State) -> bool:
    """Tell whether a message asks about a career, or what nothing answers, where nobody is spoken of ("IR vs DR").

    Of somebody who is known, or was asked something, the same few words tell.
    """
    is_open = not state.told and state.pending is None
    if _TELLS_OF_ONESELF.match(turn.text) and not commands.asks_something(turn.text):
        return False  # "I'm 67 and cutting back to two days a week"
    return is_open and turn.asks_beside_membership and len(turn.text.split()) > 1


def asks_surely_beside(turn: UserTurn, state: State) -> bool:
    """Tell whether a first question is surely about the profession, or of a theme beside it that nothing answers.

    Single words of it ("moonlighting as a resident, how much per shift") then ask nothing of a membership.
    """
    is_first = not state.speaks_of_something and state.pending is None
    is_likely = turn.label in _BESIDE_CAREERS and turn.confidence >= _LIKELY_BESIDE
    if is_likely and OF_THE_WAY_IN.search(turn.text) and not _OF_MEMBERSHIP.search(turn.text):
        return not SUPPOSES.match(turn.text)
    return is_first and (turn.is_of_a_career or is_beside_membership(turn))
