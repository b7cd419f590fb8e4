"""Corrects the slips of a message, and nothing that may be meant: names, codes, abbreviations, other languages.

A word is weighed as it stands against those within an edit or two by how often phrases use them, and how
often beside the same neighbours. What this must leave alone is written in tests/nlu/spelling.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.knowledge.loader import Knowledge, load
from bot.nlu.facts.text.gazetteer import places
from bot.nlu.spelling.abbreviations import VowelIndex
from bot.nlu.spelling.edits import EditIndex
from bot.nlu.spelling.english import english
from bot.nlu.spelling.lexicon import WORD, Lexicon, is_form, is_same_letters, stems
from bot.nlu.spelling.plain_text import plain_text

# Letters of any script, with an apostrophe inside.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# A token that touches one of these is part of a code, an address, a number or a file name.
_PART_OF_MORE = frozenset("@/\\_#&+=$%0123456789'’*~<>|")
_BEFORE_A_SENTENCE = frozenset('.!?:;\n("“')
_STRETCHED = re.compile(r"(.)\1{2,}")
_TITLES = frozenset("dr doctor mr mrs ms miss prof professor named name called".split())
_SHORTEST = 4
_SHORTEST_ALONE = 6
_OFTEN = 30
_SHORTEST_IN_CAPITALS = 6
# Two words written as one: both frequent, and often side by side.
_FEWEST_PAIRS, _SHORTEST_JOINED = 8, 6
# A known word gives way only where it is rare, nobody has used it here, and its neighbours want another.
_RARE = 3.3
_FAR_COMMONER = 1.5
# A message with so many words of which nothing is known is in another language, or none.
_STRANGE_SHARE = 0.34
_LEAST_SCORE = -2.4


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    begins_sentence: bool
    is_whole: bool

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'")


class Speller:
    """`names` are more words that stay as they are; `is_foreign` tells texts that are not in English."""

    def __init__(
        self,
        lexicon: Lexicon,
        names: Collection[str] = (),
        is_foreign: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._lexicon = lexicon
        self._never = lexicon.as_typed.union(names)
        self._is_foreign = is_foreign
        self._english = english()
        self._edits = EditIndex(lexicon.meant)
        self._vowels = VowelIndex(lexicon.uses)

    def wording(self, text: str) -> str:
        """Return what a message is understood by: its plain text, with its slips corrected."""
        return self.correct(plain_text(text))

    def correct(self, text: str) -> str:
        """Return the text with its slips corrected, their capitals kept; all else stays letter by letter."""
        tokens = list(_tokens(text))
        is_shouted = text.isupper() and len(tokens) > 2
        suspects = [
            place
            for place, token in enumerate(tokens)
            if self._is_suspect(token, is_shouted=is_shouted)
            and not (place and tokens[place - 1].lower in _TITLES)
        ]
        if not suspects or self._is_foreign(text):
            return text
        words = [token.lower for token in tokens]
        corrected = self._corrections(words, suspects)
        strange = sum(
            place not in corrected and words[place] not in self._english for place in suspects
        )
        if strange > _STRANGE_SHARE * len(tokens) and strange > 1:
            return text
        parts, end = [], 0
        for place, word in sorted(corrected.items()):
            token = tokens[place]
            parts += [text[end : token.start], _like(token.text, word)]
            end = token.end
        return "".join([*parts, text[end:]])

    def _corrections(self, words: Sequence[str], suspects: Sequence[int]) -> dict[int, str]:
        """Return what the suspected words are slips of, by their places among the words."""
        words = list(words)
        corrected: dict[int, str] = {}
        # Twice, since a slip may stand beside another.
        for place in (*suspects, *suspects):
            before = words[place - 1] if place else ""
            after = words[place + 1] if place + 1 < len(words) else ""
            if place not in corrected and (word := self._meant(words[place], before, after)):
                corrected[place] = words[place] = word
        return corrected

    def _is_suspect(self, token: _Token, *, is_shouted: bool) -> bool:
        typed = token.text
        if not token.is_whole or len(typed) < _SHORTEST or not typed.isascii():
            return False
        if "'" in token.lower or token.lower in self._never or token.lower in self._lexicon.uses:
            return False
        if typed.isupper():
            return is_shouted and len(typed) >= _SHORTEST_IN_CAPITALS
        if typed[1:] != typed[1:].lower() or (typed[0].isupper() and not token.begins_sentence):
            return False
        if any(self._is_stem(stem) for stem in stems(token.lower)):
            return False
        return self._english.get(token.lower, 0.0) < _RARE

    def _is_stem(self, word: str) -> bool:
        return len(word) >= _SHORTEST and (word in self._words or word in self._never)

    def _meant(self, typed: str, before: str, after: str) -> str | None:
        """Return what a word is a slip of; None where it may be meant as it stands."""
        if typed in self._english:
            return self._slip_of_known(typed, before, after)
        return (
            self._stretched(typed)
            or self._vowels.word(typed)
            or self._slip_of(typed, before, after)
            or self._joined(typed)
        )

    def _slip_of(self, typed: str, before: str, after: str) -> str | None:
        scored = [
            (self._score(typed, word, edits, before, after), word)
            for word, edits in self._edits.near(typed)
            if not is_form(typed, word) and self._is_likely(typed, word, before, after)
        ]
        score, word = max(scored, default=(-math.inf, ""))
        return word if score > _LEAST_SCORE else None

    def _is_likely(self, typed: str, word: str, before: str, after: str) -> bool:
        """A short word may be too many things: its letters or its neighbours must speak for another."""
        return (
            len(typed) >= _SHORTEST_ALONE
            or (self._is_often_used(word) and len(typed) > _SHORTEST and word[0] == typed[0])
            or is_same_letters(typed, word)
            or self._beside(word, before, after) > 0
        )

    def _is_often_used(self, word: str) -> bool:
        return self._lexicon.uses.get(word, 0) >= _OFTEN

    def _slip_of_known(self, typed: str, before: str, after: str) -> str | None:
        frequency = self._english[typed]
        scored = [
            (self._score(typed, word, edits, before, after), word)
            for word, edits in self._edits.near(typed)
            if edits == 1
            and word[0] == typed[0]
            and is_same_letters(typed, word)
            and self._english.get(word, 0.0) >= frequency + _FAR_COMMONER
            and self._beside(word, before, after) > 0
        ]
        score, word = max(scored, default=(-math.inf, ""))
        return word if score > _LEAST_SCORE / 4 else None

    def _score(self, typed: str, word: str, edits: int, before: str, after: str) -> float:
        """Weigh a word against an edit: the more often used, and the better its neighbours fit, the better."""
        cost = 2.2 * edits
        if word[0] != typed[0]:
            cost += 0.3 if typed[:2] == word[1::-1] else 1.0
        if sorted(word) == sorted(typed):
            cost -= 0.3
        elif is_same_letters(word, typed):
            cost -= 0.2
        common = 0.2 * max(0.0, self._english.get(word, 0.0) - 4.0)
        uses = 0.8 * math.log10(1 + self._lexicon.uses.get(word, 0))
        return uses + common + 0.9 * self._beside(word, before, after) - cost

    def _beside(self, word: str, before: str, after: str) -> float:
        pairs = self._lexicon.pairs
        return math.log10(1 + pairs.get(f"{before} {word}", 0)) + math.log10(
            1 + pairs.get(f"{word} {after}", 0)
        )

    def _stretched(self, typed: str) -> str | None:
        """Return "please" of "pleeeease"."""
        if not _STRETCHED.search(typed):
            return None
        forms = (_STRETCHED.sub(r"\1\1", typed), _STRETCHED.sub(r"\1", typed))
        return next((form for form in forms if form in self._words), None)

    def _joined(self, typed: str) -> str | None:
        """Return "how much" of "howmuch"."""
        if len(typed) < _SHORTEST_JOINED:
            return None
        cuts = [(typed[:cut], typed[cut:]) for cut in range(2, len(typed) - 1)]
        pairs = [" ".join(cut) for cut in cuts if self._words.issuperset(cut)]
        best = max(pairs, key=lambda pair: self._lexicon.pairs.get(pair, 0), default="")
        return best if self._lexicon.pairs.get(best, 0) >= _FEWEST_PAIRS else None

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._lexicon.meant)


def speller_of(lexicon: Lexicon) -> Speller:
    """Return the speller that knows what the pages say, names of places, and other languages."""
    knowledge = load()
    names = {*words_of(knowledge), *_words(name for name, _ in places())}
    return Speller(lexicon, names, lambda text: knowledge.languages.of(text) is not None)


def words_of(knowledge: Knowledge) -> set[str]:
    """Return the words of the published answers, and those by which people tell about themselves."""
    answers = knowledge.answers.values()
    texts = [f"{answer.question} {answer.text} {answer.details or ''}" for answer in answers]
    phrases = [phrase for phrases in knowledge.vocabulary.values() for phrase in phrases]
    return _words([*texts, *phrases])


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text.lower())}


def _tokens(text: str) -> Iterator[_Token]:
    begins = True
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        begins = end == 0 or any(mark in between for mark in '.!?:;\n("“')
        start, end = match.span()
        is_whole = not _touches_more(text, start, end)
        yield _Token(match.group(), start, end, begins, is_whole)


def _touches_more(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if not _PART_OF_MORE.isdisjoint(before + after):
        return True
    # A dot inside a word is one of an address; behind it, of a sentence.
    is_address = after == "." and text[end + 1 : end + 2].isalnum()
    return is_address or (before == "." and text[start - 2 : start - 1].isalnum())


def _like(typed: str, word: str) -> str:
    """Return the word with the capitals of what was typed."""
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word
