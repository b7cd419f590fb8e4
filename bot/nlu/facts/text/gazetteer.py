"""Names of places and where they are: cities, countries, states and provinces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

import pycountry

from bot.nlu.facts.text.cities import CITY_LIST, TOWN_LIST, read_cities, read_namesakes

_NEAR_ENOUGH = 0.84
_FEWEST_LETTERS = 5
# Cities whose names are mostly other words in a message about membership.
_NOT_AS_CITIES = frozenset(
    "mobile nice split reading surprise shaping oral orange perm male mary bath virginia columbia "
    "washington queens york enterprise independence central university carolina delta most same "
    "naples athens manchester birmingham hamilton valencia worcester florence "
    "victoria georgia cambridge bo ho man van san hub ann wing bend hope troy union liberal normal "
    "vista lead date fort college santa".split()
)
# What settles which of several places of one name is meant.
_NAMESAKES = read_namesakes()
_NAMESAKE = re.compile(rf"\b(?:{'|'.join(_NAMESAKES)})\b", re.IGNORECASE)
# Countries whose names are other words or American places as well.
_NOT_AS_COUNTRIES = {
    "georgia",
    "jersey",
    "guernsey",
    "mali",
    "niger",
    "oman",
    "togo",
    "united states",
    "canada",
}
# Whose states and provinces people name alone.
_COUNTRIES_WITH_STATES = ("AU", "IN", "PK", "BR", "CA", "US")
_COUNTRIES_OF_US = {"US", "PR", "GU", "VI", "AS", "MP", "UM"}


def nearest_place(typed: str) -> str | None:
    """Return where a country, state or province is whose name is typed with a small error."""
    if len(typed) < _FEWEST_LETTERS:
        return None
    names = _names()
    near = get_close_matches(typed.lower(), names, n=2, cutoff=_NEAR_ENOUGH)
    tags = {names[name] for name in near}
    return tags.pop().partition(":")[2] if len(tags) == 1 else None


def with_country(text: str) -> str:
    """Put the country behind a name that several have, where another word says which: "Athens, Georgia"."""
    if not _NAMESAKE.search(text):
        return text
    words = text.lower()

    def named(match: re.Match[str]) -> str:
        hints = _NAMESAKES[match.group().lower()]
        countries = {country for hint, country in hints.items() if re.search(rf"\b{hint}\b", words)}
        return f"{match.group()} {countries.pop()}" if len(countries) == 1 else match.group()

    return _NAMESAKE.sub(named, text)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {**dict(_iso_places()), "united states": "PLACE:us", "canada": "PLACE:canada"}


@lru_cache(maxsize=1)
def places() -> tuple[tuple[str, str], ...]:
    return (*_cities(), *_iso_places())


def _cities() -> Iterator[tuple[str, str]]:
    """Large cities by their names, with and without accents, unless the name is another word."""
    for name, country in read_cities(CITY_LIST):
        if name not in _NOT_AS_CITIES:
            for spelling in {name, _plain(name)}:
                yield spelling, _tag_of(country)


@lru_cache(maxsize=1)
def towns() -> dict[str, str]:
    """Return the tags of smaller places, which are meant only where a place is expected."""
    return {
        spelling: _tag_of(country)
        for name, country in read_cities(TOWN_LIST)
        for spelling in {name, _plain(name), name.replace("st. ", "st ")}
    }


def _plain(name: str) -> str:
    """Return a name as it is typed in haste: "reykjavik"."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace(
        "-", " "
    )


def region_of(country: str) -> str:
    """Return the value of `place` for the code of a country."""
    if country == "CA":
        return "canada"
    return "us" if country in _COUNTRIES_OF_US else "outside"


def _tag_of(country: str) -> str:
    return f"PLACE:{region_of(country)}"


def _iso_places() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        if country.alpha_2 in _COUNTRIES_OF_US:
            continue
        for name in {country.name, getattr(country, "common_name", country.name)}:
            short = name.partition(",")[0].lower()
            if short not in _NOT_AS_COUNTRIES:
                yield short, _tag_of(country.alpha_2)
    for code in _COUNTRIES_WITH_STATES:
        for subdivision in pycountry.subdivisions.get(country_code=code):
            name = subdivision.name.lower()
            if code in {"US", "CA"} or name not in _NOT_AS_CITIES:
                yield from ((spelling, _tag_of(code)) for spelling in {name, _plain(name)})
