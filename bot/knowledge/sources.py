"""The pages that we cite, and a citation: one of their headings, or the whole page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.knowledge.yaml_reader import Entry

_KEYS = ("publisher", "title", "url", "page_date", "read_on", "stored_copy", "headings")
# "2023-24" is an academic year.
_ISO_DATE = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(-\d\d)?")


@dataclass(frozen=True)
class Source:
    """`page_date` is the date or season that the page names, empty where it names none.

    `is_stored_copy`: it was read in a stored copy, not at its address. A page without `headings` is
    cited as a whole.
    """

    id: str
    title: str
    url: str
    read_on: date
    headings: frozenset[str]
    publisher: str
    page_date: str = ""
    is_stored_copy: bool = False

    def cited_as(self, heading: str) -> str:
        """Return what stands after the title where the page is cited."""
        if heading:
            return f"“{heading}”"
        read = f"read on {_written(self.read_on)}" + (
            " in an archived copy" if self.is_stored_copy else ""
        )
        return ", ".join(filter(None, (self.publisher, _in_words(self.page_date), read)))


@dataclass(frozen=True)
class Citation:
    """Which page says it, and under which of its headings; an empty one means the page as a whole.

    `quote` are the page's own words that the answer rests on, to see whether they still stand there.
    """

    page: str
    heading: str
    quote: str = ""


Sources = dict[str, Source]


def _in_words(page_date: str) -> str:
    """Return "2025-06" as "June 2025" and a day likewise; what is no such date stays as it is."""
    match = _ISO_DATE.fullmatch(page_date)
    if not match:
        return page_date
    month = date.fromisoformat(f"{match[1]}-01")
    return _written(date.fromisoformat(page_date)) if match[2] else f"{month:%B %Y}"


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def parse_sources(file: Entry) -> Sources:
    return {id_: _source(id_, entry) for id_, entry in file.only("pages")["pages"].items()}


def parse_citation(entry: Entry, sources: Sources) -> Citation:
    """`{page: join, heading: …, quote: …}`; page and heading must exist in sources.yml."""
    entry.only("page", "heading", "quote")
    quote = entry["quote"].text() if entry.has("quote") else ""
    page = entry["page"].text()
    if page not in sources:
        entry.refuse(f"no page {page!r} in sources.yml", "page")
    if not sources[page].headings and not entry.has("heading"):
        return Citation(page, "", quote)
    heading = entry["heading"].text()
    if heading not in sources[page].headings:
        entry.refuse(f"page {page} has no heading {heading!r} in sources.yml", "heading")
    return Citation(page, heading, quote)


def parse_inline_citation(entry: Entry, sources: Sources) -> Citation:
    """Read `page` and `heading` where they stand among other keys."""
    cited = {key: entry[key].value for key in ("page", "heading") if entry.has(key)}
    return parse_citation(Entry(entry.file, entry.key, cited), sources)


def _source(id_: str, entry: Entry) -> Source:
    entry.only(*_KEYS)
    return Source(
        id=id_,
        title=entry["title"].text(),
        url=entry["url"].text(),
        read_on=entry["read_on"].day(),
        headings=frozenset(entry["headings"].texts()) if entry.has("headings") else frozenset(),
        publisher=entry["publisher"].text(),
        page_date=entry["page_date"].text() if entry.has("page_date") else "",
        is_stored_copy=entry.has("stored_copy") and entry["stored_copy"].flag(),
    )
