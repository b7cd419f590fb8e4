"""Writes bot/records/conversations/first_names.txt anew: `make names`; needs the extra `names`.

Only who wants other names needs it; whoever reads messages reads the file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pycountry

from bot.nlu.facts.text.cities import CITY_LIST, read_cities
from bot.records.conversations.first_names import NAME_LIST, as_text
from bot.settings import ROOT

# Of the registers that the data come from, and of people in them.
_LEAST_REGISTERS, _LEAST_PEOPLE = 8, 2_000
_FEWEST_LETTERS = 3
# A word that our own texts have in small letters so often is a word first.
_OFTEN = 7
# Cities, but far oftener people.
_RATHER_PEOPLE = {"elizabeth", "eugene", "george", "gilbert", "hassan", "vladimir"}
# Given to some children, and oftener said of something else.
_RATHER_WORDS = {
    "cash",
    "christmas",
    "easter",
    "kaiser",
    "maple",
    "santa",
    "sloan",
    "social",
    "sunny",
    "wells",
}
_COUNTRIES = {"US", "CA", "GB", "AU"}


def main() -> None:
    NAME_LIST.write_text(as_text(_names()), encoding="utf-8")


def _names() -> Iterator[str]:
    # Not imported: it would ask for packages that its data do not need.
    package = find_spec("nomquamgender")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("nomquamgender")
    file = Path(package.origin).with_name("name_data.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    other = _words() | _RATHER_WORDS | (_places() - _RATHER_PEOPLE)
    for name, (registers, people, *_) in data.items():
        is_common = registers >= _LEAST_REGISTERS and people >= _LEAST_PEOPLE
        is_plain = name.isascii() and name.isalpha() and len(name) >= _FEWEST_LETTERS
        if is_common and is_plain and name not in other:
            yield name


def _words() -> set[str]:
    counts: Counter[str] = Counter()
    for folder in ("data/nlu", "knowledge"):
        for path in (ROOT / folder).rglob("*.yml"):
            counts.update(re.findall(r"(?<![\w'])[a-z][a-z']+", path.read_text(encoding="utf-8")))
    return {word for word, count in counts.items() if count >= _OFTEN}


def _places() -> set[str]:
    names = [country.name for country in pycountry.countries]
    names += [each.name for each in pycountry.subdivisions if each.country_code in _COUNTRIES]
    words = {word for name in names for word in re.findall(r"\w+", name.lower())}
    return words | {city for city, _ in read_cities(CITY_LIST)}


if __name__ == "__main__":
    main()
