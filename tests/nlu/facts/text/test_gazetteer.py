"""Names of places, and those that are other words as well."""

from __future__ import annotations

import pytest

from bot.nlu.facts.text.gazetteer import nearest_place, places, towns, with_country

TAGS = dict(places())


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("ohio", "PLACE:us"),
        ("manitoba", "PLACE:canada"),
        ("myanmar", "PLACE:outside"),
        ("bolivia", "PLACE:outside"),
        ("winnipeg", "PLACE:canada"),
        ("chongqing", "PLACE:outside"),
    ],
)
def test_a_place_is_in_its_country(name, tag):
    assert TAGS[name] == tag


@pytest.mark.parametrize("name", ["reading", "mobile", "victoria", "wing", "may"])
def test_a_word_that_is_no_single_place_is_none(name):
    assert name not in TAGS


def test_a_name_with_a_small_error_is_the_nearest_place():
    assert nearest_place("Pensylvania") == "us"
    assert nearest_place("Onatrio") == "canada"
    assert nearest_place("Germny") == "outside"
    assert nearest_place("peru") is None
    assert nearest_place("radiology") is None


def test_a_smaller_place_is_known_where_a_place_is_expected():
    assert towns()["fredericton"] == "PLACE:canada"
    assert towns()["missoula"] == "PLACE:us"
    assert "mentor" not in towns()


@pytest.mark.parametrize("name", ["santa fe", "salem"])
def test_a_name_that_two_countries_have_is_no_place(name):
    assert name not in TAGS
    assert name not in towns()


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("in Ontario, practicing in London", "in Ontario, practicing in London canada"),
        ("in Birmingham, the English one", "in Birmingham england, the English one"),
        ("in Birmingham", "in Birmingham"),
        ("from Athens, Georgia to Athens, Greece", "from Athens, Georgia to Athens, Greece"),
    ],
)
def test_another_word_settles_which_place_of_a_name_is_meant(text, becomes):
    assert with_country(text) == becomes


def test_a_name_is_known_without_its_accents():
    assert TAGS["gujarat"] == TAGS["reykjavik"] == "PLACE:outside"
