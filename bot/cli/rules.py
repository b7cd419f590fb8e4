"""`assistant rules`: the decision rules in words, in the order in which they are tried."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.eligibility.rules_text import RulesInWords, gaps_in_words
from bot.knowledge.loader import Knowledge, load


def rules(
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As the tables in docs/how-it-decides.md.")
    ] = False,
) -> None:
    """Print the rules in words, with the page and heading that each rests on."""
    knowledge = load()
    if markdown:
        print(as_markdown(knowledge), end="")
    else:
        print("\n".join(RulesInWords(knowledge.rules, knowledge.attributes).lines()))


def as_markdown(knowledge: Knowledge) -> str:
    """Return what stands in docs/how-it-decides.md below its marker."""
    tables = RulesInWords(knowledge.rules, knowledge.attributes).markdown()
    gaps = "\n".join(gaps_in_words(knowledge.rules))
    return f"{tables}\n### What staff are told when they must confirm\n\n{gaps}\n"
