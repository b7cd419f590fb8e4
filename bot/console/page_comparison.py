"""Whether the words that answers quote from a page still stand on it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.faq import Answer
from bot.knowledge.loader import Knowledge
from bot.records.review.page_comparisons import PageComparison


@dataclass(frozen=True)
class QuotedWords:
    """`stands` is None where no words are quoted: then somebody has to compare the answer itself."""

    answer_id: str
    heading: str
    quote: str
    stands: bool | None


def compare(knowledge: Knowledge, page: str, text: str) -> list[QuotedWords]:
    """Compare a page as it reads now with what answers quote from it; what is gone comes first.

    Case, kinds of quotation marks and dashes, and spaces do not count.
    """
    plain = _plain(text)
    rows = [
        QuotedWords(
            answer.id,
            cited.heading,
            cited.quote,
            (_plain(cited.quote) in plain) if cited.quote and text else None,
        )
        for answer in knowledge.answers.values()
        for cited in answer.sources
        if cited.page == page
    ]
    order = {False: 0, None: 1, True: 2}
    return sorted(rows, key=lambda row: (order[row.stands], row.answer_id))


def sha256(text: str) -> str:
    """Return the hash of a page's text, up to what does not count."""
    return hashlib.sha256(_plain(text).encode()).hexdigest()


def gone_quotes(answer: Answer, comparisons: Mapping[str, PageComparison]) -> list[str]:
    """Return the words that an answer still quotes, and that its pages no longer had when last compared."""
    return [
        cited.quote
        for cited in answer.sources
        if cited.page in comparisons and (answer.id, cited.quote) in comparisons[cited.page].gone
    ]


_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def _plain(text: str) -> str:
    return " ".join(text.translate(_SAME).lower().split())
