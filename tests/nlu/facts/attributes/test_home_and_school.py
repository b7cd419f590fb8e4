"""Places by former, short and regional names."""

from __future__ import annotations

import pytest

PLACES = {
    "us": [
        "New England",
        "the Bay Area",
        "NorCal",
        "SoCal",
        "the Midwest",
        "the Pacific Northwest",
        "the Twin Cities",
        "Long Island",
    ],
    "canada": ["Victoria, BC", "Kelowna, B.C.", "victoria bc", "the Maritimes", "Surrey BC"],
    "outside": [
        "Kosovo",
        "Burma",
        "Holland",
        "Macedonia",
        "DRC",
        "Saigon",
        "Zaire",
        "Ceylon",
        "Swaziland",
        "England",
        "Scandinavia",
    ],
}


@pytest.mark.parametrize(
    ("where", "place"), [(where, place) for place, names in PLACES.items() for where in names]
)
def test_a_place_is_read_by_its_everyday_name(read, where, place):
    assert read(f"I practice as a radiologist in {where}.")["place"] == place


def test_because_is_no_province(read):
    assert "place" not in read("I'm a radiologist, bc I like it")


@pytest.mark.parametrize(
    "text",
    [
        "considering a neuroradiology fellowship in the UK",
        "considering a job in Ireland",
        "weighing a job in Dubai",
        "got offered a fellowship in London",
        "interested in a fellowship in Australia",
        "dreaming of a residency in the UK",
    ],
)
def test_where_somebody_only_weighs_to_go_they_are_not(read, text):
    assert "place" not in read(text)


def test_where_somebody_is_stands_beside_what_they_weigh(read):
    facts = read("I'm a resident in Ohio considering a fellowship in London")
    assert (facts["place"], facts["program"]) == ("us", "residency")


def test_a_job_after_training_is_where_it_is_named(read):
    text = "I finished fellowship in June 2026 and joined a group in Denver, ABR"
    assert read(text)["place"] == "us"
