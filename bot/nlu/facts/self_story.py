"""Tells whether a message is to be taken as what somebody tells about themselves."""

from __future__ import annotations

import re
from datetime import date

from bot.nlu.facts.question_or_story import Meant, changes_answer, is_code, is_story, takes_back
from bot.nlu.facts.reader import ProfileReader, is_about_oneself

_FEWEST_WORDS = 3
# A text of fewer words that does not speak of oneself is a question or a fragment.
_FEWEST_WORDS_ABOUT_NOBODY = 6
# A story is one with more facts too: what these do not make one, nothing that is read does.
_MORE_FACTS_THAN_ANY = 1_000
_ANY_FACTS = {"stage": "in_practice"}
_ASKS_OR_IS_LEFT_OPEN = frozenset({"faq", "out_of_scope", "did_you_mean"})


def tells_of_oneself(text: str, meant: Meant, reader: ProfileReader) -> bool:
    if is_code(text) or changes_answer(text):
        return True
    words = len(text.split())
    if words < _FEWEST_WORDS or not re.search(r"\w", text):
        return False
    if words < _FEWEST_WORDS_ABOUT_NOBODY and not is_about_oneself(text):
        return False
    may_take_back = meant.intent in _ASKS_OR_IS_LEFT_OPEN and takes_back(text, _ANY_FACTS)
    # To read it takes longer than anything else here, and decides nothing about most questions.
    if not may_take_back and not is_story(text, _MORE_FACTS_THAN_ANY, meant):
        return False
    # Which day it is decides nothing about whether this is a story.
    profile = reader.read(text, date(2000, 1, 1))
    if may_take_back and takes_back(text, profile):
        return True
    return is_story(text, len(profile), meant)
