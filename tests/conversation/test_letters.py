"""A letter is looked through for three things, and a request for one is written with what is known."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.conversation.letters import Letters, find_points
from bot.knowledge.letter import GRADUATION, STANDING, START


@pytest.fixture(scope="module")
def letters(guided):
    return Letters(guided)


@pytest.mark.parametrize(
    ("letter", "parts"),
    [
        (
            "She began on August 15, 2024, is in good academic standing and is expected to graduate in June 2028.",
            {
                STANDING: "“good academic standing”",
                START: "August 15, 2024",
                GRADUATION: "June 2028",
            },
        ),
        ("He is not in good standing. He enrolled in 2024.", {START: "2024"}),
        ("Anticipated graduation date: 05/15/2028", {GRADUATION: "05/15/2028"}),
        ("Anticipated graduation 05/2028.", {GRADUATION: "05/2028"}),
        ("Anticipated graduation 05/\n2028.", {GRADUATION: "05/2028"}),
        ("Degree date: 05/\n15/2028", {GRADUATION: "05/15/2028"}),
        (
            "She is a member of the class of 2028 and graduates in\nMay\n2028.",
            {GRADUATION: "May 2028"},
        ),
        ("Expected graduation 2028.", {GRADUATION: "2028"}),
        ("Expected graduation: May 2028.", {GRADUATION: "May 2028"}),
        ("He matriculated some years ago. The office opened in 1998.", {}),
        ("", {}),
    ],
)
def test_the_three_parts_are_quoted_where_they_stand(letter, parts, today):
    assert find_points(letter, today) == parts


@pytest.mark.parametrize(
    "letter",
    [
        "She is expected to graduate in May.",
        "She is expected to graduate on May 15.",
        "She is expected to graduate in May of next year.",
        "She is expected to graduate in two years.",
        "She began in August and two years ago.",
    ],
)
def test_no_year_is_added_to_a_date_of_the_letter(letter, letters, today):
    assert find_points(letter, today) == {}
    assert "not found. A date with its year is needed." in letters.check(letter, today)["text"]


def test_a_date_without_a_year_is_not_completed_by_the_next_one(today):
    findings = find_points("She began in August and graduates in May 2028.", today)
    assert findings == {GRADUATION: "May 2028"}


def test_a_complete_letter_is_called_complete(letters, guided, today):
    letter = "Since August 2024 in good standing; expected to graduate in June 2028."
    message = letters.check(letter, today)
    assert guided.text("letter_complete") in message["text"]
    assert "not found" not in message["text"]


def test_what_a_letter_lacks_is_named(letters, guided, today):
    message = letters.check("She is a student in good standing.", today)
    assert guided.text("letter_incomplete") in message["text"]
    assert message["text"].count("not found") == 2


@pytest.mark.parametrize(
    ("facts", "place"), [({"place": "us"}, "United States"), ({"place": "canada"}, "Canada")]
)
def test_a_request_says_where_the_student_is(letters, facts, place):
    assert place in letters.request(facts)["text"]


def test_a_request_leaves_no_gap_where_the_place_is_not_known(letters):
    message = letters.request({})
    assert "medical student at [school]" in message["text"]
    (three,) = [block["items"] for block in message["blocks"] if block["type"] == "ol"]
    assert len(three) == 3


def test_a_line_of_a_document_may_end_anywhere(today):
    findings = find_points("She is a student in good\nacademic\nstanding.", today)
    assert findings == {STANDING: "“good academic standing”"}


def test_an_incomplete_letter_leads_to_the_request(letters, today):
    message = letters.check("She is a student in good standing.", today)
    assert message["choices"][0]["title"] == "Request for a letter"


def test_a_request_can_be_copied_without_what_is_said_about_it(letters):
    message = letters.request({"place": "us"})
    assert message["copy"].startswith("To: the Admissions Office")
    assert message["copy"].endswith("[your name], [student number]")


def test_a_request_can_be_written_in_the_mail_program(letters):
    (link,) = letters.request({"place": "us"})["links"]
    address = urlsplit(link["url"])
    fields = parse_qs(address.query)
    assert (address.scheme, address.path) == ("mailto", "")
    assert fields["subject"] == ["Letter of verification for my ACR membership"]
    (body,) = fields["body"]
    assert body.startswith("Dear [name],\r\n\r\n")
    assert "\r\n2. the date on which I started,\r\n" in body
    assert body.endswith("[your name], [student number]")


def test_the_mail_that_begins_a_request_is_short_enough_for_mail_programs(letters):
    (link,) = letters.request({"place": "us"})["links"]
    assert len(link["url"]) < 2000
