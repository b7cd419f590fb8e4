"""What stands against noting that an answer was compared with its pages today."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.page_comparison import gone_quotes
from bot.knowledge.faq import Answer
from bot.records.review.page_comparisons import PageComparison

Comparisons = Mapping[str, PageComparison]


def obstacle(answer: Answer, comparisons: Comparisons) -> str:
    """Return why an answer cannot be marked as checked in a list; empty where nothing stands against it."""
    if gone_quotes(answer, comparisons):
        return "words that it quotes no longer stand on its page"
    if answer.disagreement:
        return "its pages differ: somebody has to choose the wording"
    return ""


def problems_of_check(
    answer: Answer, comparisons: Comparisons, quotes: str, *, is_wording_chosen: bool
) -> dict[str, str]:
    """Return by field what stands against renewing an answer's day in its form; `quotes` are those in the form."""
    problems = {}
    kept = [quote for quote in gone_quotes(answer, comparisons) if quote in quotes.splitlines()]
    if kept:
        problems["sources"] = (
            f"“{kept[0]}” no longer stood on its page when that was last compared: quote what stands there now."
        )
    if answer.disagreement and not is_wording_chosen:
        problems["wording"] = "The pages differ here: say which wording holds, or change it."
    return problems
