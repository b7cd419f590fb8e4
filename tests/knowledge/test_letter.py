"""The letter says each point that is looked for, and names nothing that nobody fills."""

from __future__ import annotations

import pytest

from bot.knowledge.letter import POINTS, parse_letter
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import content_of, refusal


@pytest.fixture
def content():
    return content_of("texts/letter.yml")


def parse(content, knowledge):
    return parse_letter(Entry("file.yml", "", content), knowledge.attributes)


def test_the_points_stand_in_the_order_in_which_a_letter_is_looked_through(content, knowledge):
    content["points"] = dict(reversed(content["points"].items()))
    assert tuple(parse(content, knowledge).points) == POINTS


def test_a_point_that_is_left_out_is_refused(content, knowledge):
    del content["points"]["start"]
    assert refusal(parse, content, knowledge) == ("points.start", "missing")


def test_a_point_that_nothing_finds_is_refused(content, knowledge):
    content["points"]["grades"] = {
        "title": "Grades",
        "request": "my grades.",
        "missing": "not found.",
    }
    key, problem = refusal(parse, content, knowledge)
    assert key == "points.grades"
    assert problem.startswith("unknown key")


def test_a_place_that_nobody_can_give_is_refused(content, knowledge):
    content["places"]["mars"] = "on Mars"
    assert refusal(parse, content, knowledge) == (
        "places.mars",
        "'mars' is not a value of place",
    )


@pytest.mark.parametrize("text", ["found.", "found ({words}) on {page}."])
def test_what_a_check_says_quotes_the_words_and_nothing_else(content, knowledge, text):
    content["there"] = text
    assert refusal(parse, content, knowledge)[0] == "there"


def test_a_letter_types_no_amount(content, knowledge):
    content["note"] = "It costs $5."
    assert refusal(parse, content, knowledge)[0] == "note"


@pytest.mark.parametrize("line", ["Subject:", "Subject: {subject} for {place}"])
def test_the_line_above_the_request_names_the_subject_of_the_mail(content, knowledge, line):
    content["subject_line"] = line
    assert refusal(parse, content, knowledge)[0] == "subject_line"
