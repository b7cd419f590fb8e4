"""Guesses the language of a message well enough to say, in it, that we answer in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry

_SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
# One name in its own letters does not make the sentence around it foreign.
_LEAST_SHARE_OF_SCRIPT = 0.3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORDS_PER_MARK = 2
_FEWEST = 2


@dataclass(frozen=True)
class _Signs:
    """What gives one language away; see knowledge/words/languages.yml."""

    words: frozenset[str]
    letters: frozenset[str]
    marks: frozenset[str]
    elided: frozenset[str]


@dataclass(frozen=True)
class Languages:
    signs: Mapping[str, _Signs]
    english: frozenset[str]
    neutral: frozenset[str]

    def of(self, text: str, fewest: int = _FEWEST) -> str | None:
        """Return a two-letter code, or None for English and for what fewer than `fewest` words tell."""
        letters = sum(letter.isalpha() for letter in text)
        for language, script in _SCRIPTS:
            if len(script.findall(text)) > _LEAST_SHARE_OF_SCRIPT * letters:
                return language
        words = [word.replace("’", "'") for word in _WORD.findall(text)]
        scores = {
            language: self._score(signs, text, words) for language, signs in self.signs.items()
        }
        best = max(scores, key=scores.__getitem__)
        is_foreign = scores[best] >= fewest and scores[best] > self.english_words(text)
        return best if is_foreign else None

    def english_words(self, text: str) -> int:
        """Return how many words of a text only English has."""
        words = (word.lower().replace("’", "'") for word in _WORD.findall(text))
        return sum(word in self.english for word in words)

    def _score(self, signs: _Signs, text: str, words: Iterable[str]) -> int:
        marks = sum(text.count(mark) for mark in signs.marks)
        return _WORDS_PER_MARK * marks + sum(self._is_of(signs, word) for word in words)

    def _is_of(self, signs: _Signs, word: str) -> bool:
        lower = word.lower()
        if lower in self.neutral:
            return False
        head, _, rest = word.partition("'")
        is_elided = head.lower() in signs.elided and len(rest) > 1 and rest.islower()
        has_letters = word == lower and not signs.letters.isdisjoint(lower)
        return lower in signs.words or has_letters or is_elided


def parse_languages(file: Entry) -> Languages:
    """Return what tells languages apart. Raises KnowledgeError."""
    file.only("languages", "english", "neutral")
    return Languages(
        {language: _signs(entry) for language, entry in file["languages"].items()},
        _words(file["english"]),
        _words(file["neutral"]),
    )


def _signs(entry: Entry) -> _Signs:
    entry.only("words", "letters", "marks", "elided")
    return _Signs(
        words=_words(entry["words"]),
        letters=frozenset(entry["letters"].text()),
        marks=frozenset(entry["marks"].text() if entry.has("marks") else ""),
        elided=_words(entry["elided"]) if entry.has("elided") else frozenset(),
    )


def _words(entry: Entry) -> frozenset[str]:
    words = entry.text().split()
    if wrong := next((word for word in words if word != word.lower()), None):
        entry.refuse(f"{wrong!r} must be in lower case")
    return frozenset(words)
