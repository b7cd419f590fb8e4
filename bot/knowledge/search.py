"""Finds published answers by words, for the page without JavaScript; it needs no model and no Rasa.

The words of keywords.yml count too: no answer says "price", and several are meant by it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.knowledge.faq import Answer
from bot.knowledge.keywords import Keywords

# A question says what an answer is about; its text only mentions it.
_WEIGHT_OF_THE_QUESTION = 3
_STEM = 5
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    "a an and are as at be can do does for from how i if in is it me my of on or the there to what when "
    "where which who why will with you your".split()
)


class Search:
    """Rare words count more than common ones; a word is its first letters, so plurals match."""

    def __init__(self, answers: Iterable[Answer], keywords: Keywords) -> None:
        self._answers = list(answers)
        self._by_id = {answer.id: answer for answer in self._answers}
        self._keywords = keywords
        self._words = [_counted(answer) for answer in self._answers]
        spread = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log(1 + len(self._answers) / n) for word, n in spread.items()}

    def find(self, query: str) -> Sequence[Answer]:
        """Return the best matches first, then what a keyword offers; none without a word that we know."""
        matches = [*self._matching(set(_stems(query))), *self._offered(query)]
        return list({answer.id: answer for answer in matches}.values())

    def _offered(self, query: str) -> list[Answer]:
        """Return the answers that the keywords in a query offer; guides are not among them."""
        keywords = self._keywords.found_in(query)
        ids = [id_ for word in keywords for id_ in (*filter(None, [word.answer]), *word.offers)]
        return [self._by_id[id_] for id_ in ids if id_ in self._by_id]

    def _matching(self, query_words: set[str]) -> list[Answer]:
        scored = [
            (sum(words[word] * self._rarity[word] for word in query_words if word in words), answer)
            for words, answer in zip(self._words, self._answers, strict=True)
        ]
        best = max((score for score, _ in scored), default=0)
        matches = sorted((pair for pair in scored if pair[0] > best / 3), key=lambda pair: -pair[0])
        return [answer for _, answer in matches]


def _counted(answer: Answer) -> Counter[str]:
    counted = Counter(dict.fromkeys(_stems(f"{answer.text} {answer.details}"), 1))
    counted.update(dict.fromkeys(_stems(answer.question), _WEIGHT_OF_THE_QUESTION))
    return counted


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _SMALL]
