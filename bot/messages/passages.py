"""Finds the sentence of a published answer that a second question about it asks for ("and who endorses?")."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.blocks import Block, Run, to_text

_WORD = re.compile(r"[a-z][a-z'-]+|\d+", re.IGNORECASE)
# A full stop after "U.S." ends no sentence.
SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z]\.)(?<!\bvs)(?<=[.!?])\s+(?=[A-Z“\"])")
# Words of a question that name nothing.
_EMPTY = frozenset(
    "a about after all also am both same cost costs an and any are as at be been but by can could did do does for from get got had has "
    "have he her him his how i i'd i'm if in into is it its just like many may me mean more much must my need no not "
    "of ok okay on one only or our out please really she should so some still than thanks that the their them then "
    "there they this those to too very want was we well were what when where which who whom why will with would yes "
    "you your really again actually year years".split()
)
# What a passage must hold to answer such a question, whatever other words it has.
_CUES = (
    (
        re.compile(r"\bwhen\b|\bwhat (?:time|month|date)\b|\bdeadline\b", re.IGNORECASE),
        re.compile(
            r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|fall|autumn|winter|deadline|each year|days?)\b",
        ),
    ),
    (
        re.compile(r"\bhow long\b", re.IGNORECASE),
        re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:two|three|four|several|both|more than one)\b", re.IGNORECASE),
        re.compile(r"\b(?:one|two|three|four|\d+)\b", re.IGNORECASE),
    ),
    (re.compile(r"\bhow (?:many|much|often)\b|\bpercent\b", re.IGNORECASE), re.compile(r"\d")),
    (
        re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE),
        re.compile(
            r"\b(?:director|fellows?|adviser|advisor|board|department|members?)\b", re.IGNORECASE
        ),
    ),
)
_CUE = 0.8
# So much of the weight of the question's words a passage must have.
_LEAST = 0.8
_NEARLY_AS_GOOD = 0.85
_MOST = 2
# An answer of fewer is given whole.
_LEAST_PASSAGES = 3
_LETTERS = 5
_LEAST_LETTERS = 3


@dataclass(frozen=True)
class _Passage:
    runs: tuple[Run, ...]
    text: str
    words: frozenset[str]


def fitting(question: str, blocks: Sequence[Block]) -> list[Block]:
    """Return what of an answer fits a question: up to two passages, as one block; empty where none does."""
    passages = [passage for block in blocks for passage in _passages(block)]
    asked = {word for word in _words(question) if word not in _EMPTY}
    cues = [answer for asks, answer in _CUES if asks.search(question)]
    if len(passages) < _LEAST_PASSAGES or not (asked or cues):
        return []
    scores = [_score(passage, asked, cues, passages) for passage in passages]
    best = max(scores)
    if best < _LEAST:
        return []
    chosen = [
        passage
        for passage, score in zip(passages, scores, strict=True)
        if score >= best * _NEARLY_AS_GOOD
    ]
    # The first sentence was read first; where others say as much, they are what is asked for.
    if len(chosen) > 1 and chosen[0] is passages[0]:
        chosen = chosen[1:]
    return [{"type": "p", "runs": list(passage.runs)} for passage in chosen[:_MOST]]


def _score(
    passage: _Passage,
    asked: set[str],
    cues: Sequence[re.Pattern[str]],
    passages: Sequence[_Passage],
) -> float:
    score = sum(_CUE for cue in cues if cue.search(passage.text))
    for word in asked:
        holding = sum(_holds(other, word) for other in passages)
        if holding and _holds(passage, word):
            score += math.log((len(passages) + 1) / holding)
    return score


def _holds(passage: _Passage, word: str) -> bool:
    return any(_alike(word, other) for other in passage.words)


def _alike(word: str, other: str) -> bool:
    """Compare beginnings: "bio" is alike to "biology"; two letters are alike to nothing but themselves."""
    shorter, longer = sorted((word, other), key=len)
    letters = min(len(shorter), _LETTERS)
    return word == other or (letters >= _LEAST_LETTERS and longer.startswith(shorter[:letters]))


def _passages(block: Block) -> list[_Passage]:
    if block["type"] in {"ul", "ol"}:
        return [_passage(runs) for runs in block["items"]]
    if block["type"] != "p":
        return []
    runs = block["runs"]
    if len(runs) == 1 and isinstance(runs[0], str):
        return [_passage([sentence]) for sentence in SENTENCE_END.split(runs[0])]
    return [_passage(runs)]


def _passage(runs: Sequence[Run]) -> _Passage:
    text = to_text([{"type": "p", "runs": list(runs)}])
    return _Passage(tuple(runs), text, frozenset(_words(text)) - _EMPTY)


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in _WORD.finditer(text)]
