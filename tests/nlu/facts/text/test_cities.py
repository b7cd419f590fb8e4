"""The frozen list of cities reads back as it was written."""

from __future__ import annotations

from bot.nlu.facts.text.cities import CITY_LIST, as_text, read_cities


def test_a_city_is_read_with_its_country():
    assert ("graz", "AT") in set(read_cities(CITY_LIST))


def test_a_name_with_a_comma_is_one_name():
    assert ("misato, saitama", "JP") in set(read_cities(CITY_LIST))


def test_the_file_is_as_its_own_program_writes_it():
    assert as_text(read_cities(CITY_LIST)) == CITY_LIST.read_text(encoding="utf-8")
