"""What an answer rests on is written with it, and nothing else of the files changes."""

from __future__ import annotations

import difflib
from datetime import date

import pytest

from bot.errors import ChangeRefused, KnowledgeError
from bot.knowledge.loader import load
from bot.publishing.answer_grounds import (
    READ_ON,
    STATEMENT_TEXTS,
    read_statements,
    refuse_contradictions,
    write_answer_changes,
)
from bot.publishing.changes import AnswerChange
from bot.settings import ROOT

ID = "career/typical_day"
FIVE = [f"typical_day_{number}" for number in range(1, 6)]
STATEMENTS, SOURCES = "knowledge/statements.yml", "knowledge/sources.yml"
CAREER = "knowledge/faq/career.yml"
# Two answers rest on it.
SHARED = "match_chances_1"


def difference(tree, name):
    before = (ROOT / name).read_text(encoding="utf-8").splitlines()
    after = (tree / name).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def write(tree, **fields):
    return write_answer_changes(tree, [AnswerChange(ID, fields)])


def statement(tree, id_):
    return load(tree / "knowledge").statements[id_]


def test_only_the_words_that_differ_are_written(tree):
    entry = {**read_statements(tree)["typical_day_1"], "says": "Most: of the day, it’s reading."}
    assert write(tree, statement_texts={"typical_day_1": entry}) == {STATEMENTS}
    assert difference(tree, STATEMENTS) == [
        "-  says: Most of the day goes to reading examinations and writing the reports on them.",
        '+  says: "Most: of the day, it’s reading."',
    ]
    assert statement(tree, "typical_day_1").says == "Most: of the day, it’s reading."


def test_a_page_with_headings_and_one_without_take_each_others_place(tree):
    says = read_statements(tree)["typical_day_1"]["says"]
    hub = {"says": says, "page": "hub", "heading": "What is a radiologist?"}
    write(tree, statement_texts={"typical_day_1": hub})
    assert difference(tree, STATEMENTS) == [
        "-  page: onet",
        "+  page: hub",
        "+  heading: What is a radiologist?",
    ]
    write(tree, statement_texts={"typical_day_1": {"says": says, "page": "onet"}})
    assert difference(tree, STATEMENTS) == []


@pytest.mark.parametrize(
    "words",
    ["yes", "A # sign", "- a dash", "{braces}", 'He said "no"', "ends with:", "2024", "é ✓"],
)
def test_whatever_is_typed_is_read_again_as_it_was_typed(tree, words):
    write(tree, statement_texts={"typical_day_1": {"says": words, "page": "onet"}})
    assert read_statements(tree)["typical_day_1"]["says"] == words


def test_new_statements_follow_those_of_their_answer(tree):
    texts = {
        "typical_day_6": {"says": "First.", "page": "onet"},
        "typical_day_7": {"says": "Second.", "page": "onet"},
    }
    files = write(tree, statements=[*FIVE, *texts], statement_texts=texts)
    assert files == {STATEMENTS, CAREER}
    assert difference(tree, STATEMENTS) == [
        "+typical_day_6:",
        "+  says: First.",
        "+  page: onet",
        "+typical_day_7:",
        "+  says: Second.",
        "+  page: onet",
    ]
    text = (tree / STATEMENTS).read_text(encoding="utf-8")
    assert text.index("typical_day_5:") < text.index("typical_day_6:") < text.index("work_hours_1:")
    assert len(load(tree / "knowledge").answers[ID].statements) == 7


def test_a_new_order_changes_one_line_and_the_statements_stay_where_they_are(tree):
    order = [*reversed(FIVE)]
    assert write(tree, statements=order) == {CAREER}
    assert difference(tree, CAREER) == [
        f"-    statements: [{', '.join(FIVE)}]",
        f"+    statements: [{', '.join(order)}]",
    ]
    assert difference(tree, STATEMENTS) == []
    write(tree, statements=FIVE)
    assert difference(tree, CAREER) == []


def test_a_new_statement_follows_in_the_file_wherever_it_stands_in_its_answer(tree):
    texts = {"typical_day_6": {"says": "First.", "page": "onet"}}
    write(tree, statements=["typical_day_6", *reversed(FIVE)], statement_texts=texts)
    text = (tree / STATEMENTS).read_text(encoding="utf-8")
    assert text.index("typical_day_5:") < text.index("typical_day_6:") < text.index("work_hours_1:")


def test_a_new_answer_is_written_with_its_statements(tree):
    texts = {f"parking_{n}": {"says": f"It is {n} minutes.", "page": "onet"} for n in (1, 2)}
    fields = {
        "question": "Where do radiologists park?",
        "answer": "After 2 minutes.",
        "lasting": "Near the department.",
        "group": "like",
        "review_months": 12,
        "reviewed": date(2026, 11, 23),
        "related": [],
        "statements": list(texts),
        "statement_texts": texts,
    }
    assert write_answer_changes(tree, [AnswerChange("career/parking", fields)]) == {
        CAREER,
        STATEMENTS,
    }
    assert difference(tree, CAREER) == [
        "+",
        "+  parking:",
        "+    group: like",
        "+    question: Where do radiologists park?",
        "+    answer: After 2 minutes.",
        "+    lasting: Near the department.",
        "+    statements: [parking_1, parking_2]",
        "+    reviewed: 2026-11-23",
        "+    review_months: 12",
        "+    related: []",
    ]
    assert difference(tree, STATEMENTS) == [
        "+",
        "+# career/parking",
        "+parking_1:",
        "+  says: It is 1 minutes.",
        "+  page: onet",
        "+parking_2:",
        "+  says: It is 2 minutes.",
        "+  page: onet",
    ]
    answer = load(tree / "knowledge").answers["career/parking"]
    assert [statement.id for statement in answer.statements] == list(texts)


def test_a_statement_whose_answer_has_none_of_its_kind_stands_at_the_end_under_its_name(tree):
    texts = {"day_1": {"says": "New.", "page": "onet"}}
    write(tree, statements=[*FIVE, "day_1"], statement_texts=texts)
    assert difference(tree, STATEMENTS)[-5:] == [
        "+",
        f"+# {ID}",
        "+day_1:",
        "+  says: New.",
        "+  page: onet",
    ]


def test_a_statement_that_no_answer_names_any_more_goes(tree):
    write(tree, statements=FIVE[:-1])
    assert set(read_statements(ROOT)) - set(read_statements(tree)) == {"typical_day_5"}
    assert all(line.startswith("-") for line in difference(tree, STATEMENTS))


def test_a_statement_that_another_answer_names_stays(tree):
    knowledge = load(tree / "knowledge")
    sharing = [a.id for a in knowledge.answers.values() if SHARED in {s.id for s in a.statements}]
    assert len(sharing) == 2
    for id_ in sharing:
        assert SHARED in read_statements(tree)
        rest = [s.id for s in knowledge.answers[id_].statements if s.id != SHARED]
        write_answer_changes(tree, [AnswerChange(id_, {"statements": rest})])
    assert SHARED not in read_statements(tree)


def test_the_day_on_which_a_page_was_read_moves_ahead_and_never_back(tree):
    assert write(tree, read_on={"onet": "2027-01-02"}) == {SOURCES}
    assert difference(tree, SOURCES)[1:] == ["+    read_on: 2027-01-02"]
    write(tree, read_on={"onet": "2026-12-31"})
    assert difference(tree, SOURCES)[1:] == ["+    read_on: 2027-01-02"]


def test_a_page_that_is_gone_is_named(tree):
    with pytest.raises(KnowledgeError, match=r"pages\.nowhere: there is no such page"):
        write(tree, read_on={"nowhere": "2027-01-02"})


def test_an_answer_without_any_of_it_is_written_as_before(tree):
    assert write(tree, owner="Help desk") == {CAREER}
    assert difference(tree, STATEMENTS) == difference(tree, SOURCES) == []


def test_two_answers_cannot_change_a_statement_in_two_ways():
    one = AnswerChange("a/one", {STATEMENT_TEXTS: {"x_1": {"says": "A.", "page": "onet"}}})
    same = AnswerChange("a/two", {STATEMENT_TEXTS: one.fields[STATEMENT_TEXTS], READ_ON: {}})
    other = AnswerChange("a/two", {STATEMENT_TEXTS: {"x_1": {"says": "B.", "page": "onet"}}})
    refuse_contradictions([one, same])
    with pytest.raises(ChangeRefused, match="a/one and a/two both change the statement x_1"):
        refuse_contradictions([one, other])
