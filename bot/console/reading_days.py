"""The pages that an answer cites, and when somebody read them: a day that all answers on the page share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.console.source_catalogue import cited_by
from bot.knowledge.loader import Knowledge
from bot.knowledge.sources import Source


@dataclass(frozen=True)
class PageReading:
    """`answers` is how many published answers cite the page; `drafted` the day of the draft, empty for none."""

    page: Source
    answers: int
    drafted: str


def readings(
    knowledge: Knowledge, cited: Iterable[str], drafted: Mapping[str, str]
) -> list[PageReading]:
    """Return each page once; a name that is no page's is left out."""
    pages = [knowledge.sources[name] for name in dict.fromkeys(cited) if name in knowledge.sources]
    ids = cited_by(knowledge, pages)
    return [PageReading(page, len(ids[page.id]), drafted.get(page.id, "")) for page in pages]


def ticked_days(
    ticked: Iterable[str], drafted: Mapping[str, str], knowledge: Knowledge, today: date
) -> dict[str, str]:
    """Return by page the day on which it was read: today, or that of the draft where it was ticked before.

    A page that was read then already by what is published has none.
    """
    days = {name: drafted.get(name) or today.isoformat() for name in ticked}
    sources = knowledge.sources
    return {
        name: day
        for name, day in days.items()
        if name in sources and day > sources[name].read_on.isoformat()
    }


def day_changes(knowledge: Knowledge, drafted: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return for each page of a draft its title, and the days before and after."""
    pages = (
        (knowledge.sources[name], day) for name, day in drafted.items() if name in knowledge.sources
    )
    return [(f"{page.title}: read on", page.read_on.isoformat(), day) for page, day in pages]
