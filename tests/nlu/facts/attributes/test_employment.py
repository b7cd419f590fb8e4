"""Work: in practice or not at present."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I'm an attending", "in_practice"),
        ("I work as a locum radiologist", "in_practice"),
        ("I work at the VA", "in_practice"),
        ("I joined a group practice in Ohio last year", "in_practice"),
    ],
)
def test_somebody_who_works_is_in_practice(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I'm on maternity leave", "not_working"),
        ("I'm between jobs at the moment", "not_working"),
        ("I'm a stay at home dad for now, radiologist", "not_working"),
    ],
)
def test_somebody_away_from_work_is_not_working(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    "text",
    ["interventional radiology tech, 12 years", "I'm an IR tech", "I'm a nuclear medicine tech"],
)
def test_a_tech_of_a_field_is_no_physician(read, text):
    assert read(text)["profession"] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "My daughter is 16 and says she wants to be the person who reads x-rays",
        "he dreams of becoming the one who reads MRIs",
        "she'd like to be the doctor who reads x-rays",
    ],
)
def test_who_only_wants_to_read_images_does_not_work(read, text):
    assert "stage" not in read(text)


def test_who_reads_images_works(read):
    assert read("I read x-rays in Ohio")["stage"] == "in_practice"


@pytest.mark.parametrize(
    "text",
    [
        "im an IR tech, thinking about becoming an RRA. can i join now or only once im an RRA",
        "technologist in Ohio, can I join now or only when I am an RRA",
    ],
)
def test_what_somebody_would_be_only_later_they_are_not(read, text):
    assert read(text)["profession"] == "other"
