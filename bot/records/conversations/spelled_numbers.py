"""Finds numbers spelled out digit by digit, as people say a telephone or social security number."""

from __future__ import annotations

import re

from bot.records.conversations.spans import Places

_DIGIT = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
_TIMES = {"double": 2, "triple": 3, "doble": 2}
_ONE = rf"(?:(?:{'|'.join(_TIMES)})[ -])?{_DIGIT}\b"
# "-" and a word for it stand between groups; figures may be among them: "312 five five five 0188".
_BETWEEN = r"(?:[ ,.-]{1,3}(?:(?:dash|hyphen|dot|guion)[ ,-]{1,2})?)"
_SPELLED = re.compile(
    rf"(?<![\w$])(?:{_ONE}|\d{{1,4}}\b)(?:{_BETWEEN}(?:{_ONE}|\d{{1,4}}\b)){{2,18}}", re.IGNORECASE
)
_WORD = re.compile(rf"(?:(?P<times>{'|'.join(_TIMES)})[ -])?{_DIGIT}\b", re.IGNORECASE)
_SPOKEN_MARK = re.compile(r"\b(?:dash|hyphen|guion)\b", re.IGNORECASE)
_FEWEST_WORDS, _FEWEST_DIGITS = 3, 7


def spelled_numbers(text: str) -> Places:
    """Yield numbers of at least seven digits of which at least three are words: fewer may count years."""
    for match in _SPELLED.finditer(text):
        words = [
            _TIMES.get((each["times"] or "").lower(), 1) for each in _WORD.finditer(match.group())
        ]
        figures = sum(map(str.isdigit, match.group()))
        is_spoken = len(words) >= _FEWEST_WORDS or _SPOKEN_MARK.search(match.group())
        if is_spoken and sum(words) + figures >= _FEWEST_DIGITS:
            yield match.span()
