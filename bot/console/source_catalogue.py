"""The pages that answers may cite, by publisher: to be searched, and to be chosen in the form of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.console.answer_form import line_of
from bot.knowledge.loader import Knowledge
from bot.knowledge.sources import Source


@dataclass(frozen=True)
class Publisher:
    name: str
    pages: tuple[Source, ...]


def by_publisher(knowledge: Knowledge, words: str = "") -> list[Publisher]:
    """Return the pages in which each of these words occurs; who published most comes first."""
    wanted = words.lower().split()
    pages: dict[str, list[Source]] = {}
    for page in knowledge.sources.values():
        text = " ".join([page.id, page.title, page.publisher, *page.headings]).lower()
        if all(word in text for word in wanted):
            pages.setdefault(page.publisher, []).append(page)
    publishers = [Publisher(name, tuple(of)) for name, of in pages.items()]
    return sorted(publishers, key=lambda publisher: (-len(publisher.pages), publisher.name.lower()))


def source_lines(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return each line that the form takes for a source, with its page in words."""
    return [
        (line_of(page.id, heading), f"{publisher.name}: {page.title}")
        for publisher in by_publisher(knowledge)
        for page in publisher.pages
        for heading in sorted(page.headings) or [""]
    ]


def cited_by(knowledge: Knowledge, pages: Iterable[Source]) -> dict[str, list[str]]:
    """Return by page the ids of the answers that rest on it."""
    ids: dict[str, list[str]] = {page.id: [] for page in pages}
    for answer in knowledge.answers.values():
        for page in dict.fromkeys(cited.page for cited in answer.sources):
            if page in ids:
                ids[page].append(answer.id)
    return ids
