"""Names of places and where they are: large cities, countries, states and provinces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

import pycountry

from bot.nlu.facts.text.cities import read_cities

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
_COUNTRIES_OF_US = {"US", "PR", "GU", "VI", "AS", "MP", "UM"}


def nearest_place(typed: str) -> str | None:
    """Return where a country, state or province is whose name is typed with a small error."""
    if len(typed) < _FEWEST_LETTERS:
        return None
    names = _names()
    near = get_close_matches(typed.lower(), names, n=2, cutoff=_NEAR_ENOUGH)
    tags = {names[name] for name in near}
    return tags.pop().partition(":")[2] if len(tags) == 1 else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {**dict(_iso_places()), "united states": "PLACE:us", "canada": "PLACE:canada"}


@lru_cache(maxsize=1)
def places() -> tuple[tuple[str, str], ...]:
    return (*_cities(), *_iso_places())


def _cities() -> Iterator[tuple[str, str]]:
    """Large cities by their names, unless one name is both here and abroad, or another word."""
    tags = defaultdict(set)
    for name, country in read_cities():
        if name not in _NOT_AS_CITIES:
            tags[name].add(_tag_of(country))
    yield from ((name, tag.pop()) for name, tag in tags.items() if len(tag) == 1)


def _tag_of(country: str) -> str:
    if country == "CA":
        return "PLACE:canada"
    return "PLACE:us" if country in _COUNTRIES_OF_US else "PLACE:outside"


def _iso_places() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        if country.alpha_2 in _COUNTRIES_OF_US:
            continue
        for name in {country.name, getattr(country, "common_name", country.name)}:
            short = name.partition(",")[0].lower()
            if short not in _NOT_AS_COUNTRIES:
                yield short, _tag_of(country.alpha_2)
    for code, tag in (("US", "PLACE:us"), ("CA", "PLACE:canada")):
        for subdivision in pycountry.subdivisions.get(country_code=code):
            yield subdivision.name.lower(), tag
