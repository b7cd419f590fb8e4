"""Finds phrases in a text by their words, and forgets the words of messages before they fill the memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

# spaCy keeps every word that it ever saw, half a kilobyte of each. Honest messages bring few new ones; after
# so many, which somebody made up, all are forgotten, which takes a second.
_MOST_NEW_WORDS = 100_000


@dataclass(frozen=True)
class _Matcher:
    """A language, which grows with each new word, and the phrases in its words."""

    language: Language
    phrases: PhraseMatcher
    most_words: int

    @property
    def words(self) -> int:
        return len(self.language.vocab)


class PhraseFinder:
    """`tags` has the tag of each phrase."""

    def __init__(self, tags: Mapping[str, str], most_new_words: int = _MOST_NEW_WORDS) -> None:
        self._tags = dict(tags)
        self._most_new_words = most_new_words
        self._matcher = self._new_matcher()

    @property
    def words(self) -> int:
        """How many words it holds in memory, those of messages among them."""
        return self._matcher.words

    def find(self, text: str) -> tuple[Doc, list[Span]]:
        """Return the words of a text in small letters, and the longest phrases among them."""
        if self._matcher.words > self._matcher.most_words:
            self._matcher = self._new_matcher()
        # Another thread may put a new one in its place meanwhile.
        matcher = self._matcher
        doc = _words(matcher.language, text)
        return doc, filter_spans(matcher.phrases(doc, as_spans=True))

    def _new_matcher(self) -> _Matcher:
        language = spacy.blank("en")
        phrases = PhraseMatcher(language.vocab, attr="NORM")
        for tag in sorted(set(self._tags.values())):
            of_tag = [phrase for phrase, its_tag in self._tags.items() if its_tag == tag]
            phrases.add(tag, [_words_of_phrase(language, phrase) for phrase in of_tag])
        return _Matcher(language, phrases, len(language.vocab) + self._most_new_words)


def _words(language: Language, text: str) -> Doc:
    return _as_written(language.make_doc(_spaced(text)))


def _words_of_phrase(language: Language, phrase: str) -> Doc:
    """Return what `_words` does; three times as fast, which ten thousand phrases at each start are worth."""
    words = _spaced(phrase).split(" ")
    rules = language.tokenizer.rules
    if all(word.isalpha() and word not in rules for word in words):
        # spaCy cuts words of letters alone nowhere, but those that it has a rule for ("gonna").
        return _as_written(Doc(language.vocab, words=words))
    return _words(language, phrase)


def _spaced(text: str) -> str:
    return text.lower().replace("-", " ").replace("/", " ")


def _as_written(doc: Doc) -> Doc:
    for token in doc:
        token.norm_ = token.lower_
    return doc
