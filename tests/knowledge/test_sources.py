"""A citation names a page and one of its headings."""

from __future__ import annotations

import pytest

from bot.knowledge.sources import parse_citation, parse_inline_citation, parse_sources
from tests.knowledge.conftest import entry, refusal

SOURCES = """
pages:
  join: {publisher: ACR, title: Join, url: 'https://x', read_on: 2026-11-21, headings: [Who can join?]}
"""


def test_a_citation_names_a_heading_of_its_page():
    sources = parse_sources(entry(SOURCES))
    cited = parse_citation(entry("{page: join, heading: Who can join?}"), sources)
    assert (cited.page, cited.heading) == ("join", "Who can join?")
    quoting = entry("{page: join, heading: Who can join?, quote: Anybody in radiology.}")
    assert parse_citation(quoting, sources).quote == "Anybody in radiology."
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


def test_a_page_without_headings_is_cited_as_a_whole_with_what_dates_it():
    page = "{publisher: Board, title: Exams, url: 'https://b', page_date: 2024 season, read_on: 2026-11-27}"
    source = parse_sources(entry(f"pages: {{board: {page}}}"))["board"]
    assert parse_citation(entry("{page: board}"), {"board": source}).heading == ""
    assert source.cited_as("") == "Board, 2024 season, read on November 27, 2026"
    copy = page.replace("27}", "27, stored_copy: true}")
    source = parse_sources(entry(f"pages: {{board: {copy}}}"))["board"]
    assert source.cited_as("").endswith("read on November 27, 2026 in an archived copy")


@pytest.mark.parametrize(
    ("page_date", "words"),
    [
        ("'2025-06'", "June 2025"),
        ("'2024-03-07'", "March 7, 2024"),
        ("'2024'", "2024"),
        ("about 2024", "about 2024"),
        ("2023-24", "2023-24"),
        ("2025-26 season", "2025-26 season"),
    ],
)
def test_the_date_of_a_page_is_said_in_words(page_date, words):
    page = f"{{publisher: Board, title: Exams, url: 'https://b', page_date: {page_date}, read_on: 2026-11-27}}"
    source = parse_sources(entry(f"pages: {{board: {page}}}"))["board"]
    assert source.cited_as("").startswith(f"Board, {words}, read on")


def test_a_heading_says_where_on_the_page_it_stands():
    assert parse_sources(entry(SOURCES))["join"].cited_as("Who can join?") == "“Who can join?”"
