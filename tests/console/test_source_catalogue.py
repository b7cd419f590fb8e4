"""The pages that answers may cite, by publisher, and the lines that the form takes for them."""

from __future__ import annotations

from collections import defaultdict

from bot.console.answer_form import parse
from bot.console.source_catalogue import by_publisher, cited_by, source_lines


def test_every_page_stands_with_its_publisher_and_the_largest_comes_first(knowledge):
    publishers = by_publisher(knowledge)
    pages = [page for publisher in publishers for page in publisher.pages]
    assert {page.id for page in pages} == set(knowledge.sources)
    assert all(page.publisher == p.name for p in publishers for page in p.pages)
    assert [len(p.pages) for p in publishers] == sorted(
        (len(p.pages) for p in publishers), reverse=True
    )


def test_all_words_must_occur_in_title_heading_publisher_or_name(knowledge):
    def matches(words):
        return {page.id for p in by_publisher(knowledge, words) for page in p.pages}

    assert matches("WHO can join") == {"join"}
    assert "abr_core" in matches("american board core")
    assert matches("xyzzy") == set()


def test_each_line_is_what_the_form_reads_back(knowledge):
    for line, title in source_lines(knowledge):
        form = defaultdict(str, sources=line, reviewed="2026-11-23")
        (source,) = parse(form.__getitem__, {}, has_statements=False).fields["sources"]
        page = knowledge.sources[source["page"]]
        assert source.get("heading", "") in (page.headings or {""})
        assert title == f"{page.publisher}: {page.title}"


def test_a_page_names_the_answers_that_rest_on_it(knowledge):
    page = knowledge.sources["join"]
    ids = cited_by(knowledge, [page])["join"]
    assert "membership/training_dues" in ids
    assert len(ids) == len(set(ids))
