"""The pages that we cite, and a citation of one of their headings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class Source:
    id: str
    title: str
    url: str
    read_on: date
    headings: frozenset[str]


@dataclass(frozen=True)
class Citation:
    """Which page says it, and under which of its headings."""

    page: str
    heading: str


Sources = dict[str, Source]


def parse_sources(file: Entry) -> Sources:
    return {id_: _source(id_, entry) for id_, entry in file.only("pages")["pages"].items()}


def parse_citation(entry: Entry, sources: Sources) -> Citation:
    """`{page: join, heading: …}`; both must exist in sources.yml."""
    entry.only("page", "heading")
    page = entry["page"].text()
    if page not in sources:
        entry.refuse(f"no page {page!r} in sources.yml", "page")
    heading = entry["heading"].text()
    if heading not in sources[page].headings:
        entry.refuse(f"page {page} has no heading {heading!r} in sources.yml", "heading")
    return Citation(page, heading)


def parse_inline_citation(entry: Entry, sources: Sources) -> Citation:
    """Read `page` and `heading` where they stand among other keys."""
    cited = {"page": entry["page"].value, "heading": entry["heading"].value}
    return parse_citation(Entry(entry.file, entry.key, cited), sources)


def _source(id_: str, entry: Entry) -> Source:
    entry.only("title", "url", "read_on", "headings")
    return Source(
        id=id_,
        title=entry["title"].text(),
        url=entry["url"].text(),
        read_on=entry["read_on"].day(),
        headings=frozenset(entry["headings"].texts()),
    )
