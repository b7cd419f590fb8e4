"""A citation names a page and one of its headings."""

from __future__ import annotations

import pytest

from bot.knowledge.sources import parse_citation, parse_inline_citation, parse_sources
from tests.knowledge.conftest import entry, refusal

SOURCES = """
pages:
  join: {title: Join, url: 'https://x', read_on: 2026-11-21, headings: [Who can join?]}
"""


def test_a_citation_names_a_heading_of_its_page():
    sources = parse_sources(entry(SOURCES))
    cited = parse_citation(entry("{page: join, heading: Who can join?}"), sources)
    assert (cited.page, cited.heading) == ("join", "Who can join?")
    beside = entry("{text: x, page: join, heading: Who can join?}")
    assert parse_inline_citation(beside, sources) == cited


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{page: hub, heading: Who can join?}", "page"),
        ("{page: join, heading: Who?}", "heading"),
        ("{page: join}", "heading"),
        ("{page: join, heading: Who can join?, line: 1}", "line"),
    ],
)
def test_a_citation_of_what_there_is_not_is_refused(text, key):
    sources = parse_sources(entry(SOURCES))
    assert refusal(parse_citation, entry(text), sources)[0] == key
