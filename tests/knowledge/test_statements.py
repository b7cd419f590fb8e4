"""A statement says what one page says, and is there because an answer rests on it."""

from __future__ import annotations

from bot.knowledge.sources import parse_sources
from bot.knowledge.statements import figures_of, parse_statements, sources_of
from tests.knowledge.conftest import entry, refusal

SOURCES = parse_sources(
    entry("""
pages:
  board: {publisher: Board, title: Exams, url: 'https://b', page_date: 2024-03 (draft), read_on: 2026-11-27}
  college: {publisher: College, title: Join, url: 'https://c', read_on: 2026-11-27, headings: [Who?]}
""")
)
STATEMENTS = """
exam_1: {says: The exam has two parts., page: board}
exam_2: {says: Each takes a day., page: board}
member_1: {says: Residents can join., page: college, heading: Who?}
"""


def test_the_sources_of_statements_are_named_once():
    cited = sources_of(parse_statements(entry(STATEMENTS), SOURCES).values())
    assert [(one.page, one.heading) for one in cited] == [("board", ""), ("college", "Who?")]


def test_what_may_be_said_are_the_figures_of_the_statements_and_the_dates_of_their_pages():
    statements = parse_statements(entry(STATEMENTS), SOURCES)
    assert figures_of(statements.values(), SOURCES) == {"2", "2024", "03"}
    assert figures_of([statements["member_1"]], SOURCES) == frozenset()


def test_a_statement_of_a_page_that_there_is_not_is_refused():
    text = STATEMENTS.replace("page: board", "page: bored")
    assert refusal(parse_statements, entry(text), SOURCES)[0] == "exam_1.page"


def test_a_page_with_headings_is_cited_by_one_of_them():
    text = STATEMENTS.replace(", heading: Who?", "")
    assert refusal(parse_statements, entry(text), SOURCES)[0] == "member_1.heading"


def test_every_statement_is_there_because_an_answer_rests_on_it(knowledge):
    cited = {one.id for answer in knowledge.answers.values() for one in answer.statements}
    assert cited == set(knowledge.statements)


def test_every_page_is_there_because_something_cites_it(knowledge):
    cited = {one.page for answer in knowledge.answers.values() for one in answer.sources}
    cited |= {side.cites.page for one in knowledge.disagreements.values() for side in one.sides}
    assert cited == set(knowledge.sources)
