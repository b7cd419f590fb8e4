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
