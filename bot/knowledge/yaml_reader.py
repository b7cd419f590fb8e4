"""Reads one YAML file strictly: whatever is off is refused by file and key.

`Entry` walks the file and remembers where it is, so that each refusal can say so. Booleans and
floats are refused wherever text is meant: YAML turns `yes` into True and `77.00` into 77.0, and
both have made wrong answers elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.errors import KnowledgeError

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_NO_LEAP_YEAR = 2001

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True)
class Entry:
    """A value in a file, with its address: `file` and the dotted `key` that leads to it."""

    file: str
    key: str
    value: Any

    def refuse(self, problem: str, key: str | None = None) -> NoReturn:
        raise KnowledgeError(self.file, self._address(key) if key else self.key, problem)

    def only(self, *allowed: str) -> Entry:
        """Refuse any key but these; returns itself, so that it can stand at the head of a chain."""
        for key in self._mapping():
            if key not in allowed:
                self.refuse(f"unknown key; allowed here: {', '.join(allowed)}", str(key))
        return self

    def has(self, key: str) -> bool:
        return key in self._mapping()

    def __getitem__(self, key: str) -> Entry:
        mapping = self._mapping()
        if key not in mapping:
            self.refuse("missing", key)
        return Entry(self.file, self._address(key), mapping[key])

    def items(self) -> Iterator[tuple[str, Entry]]:
        for key in self._mapping():
            if not isinstance(key, str):
                self.refuse(f"a name must be text, not {key!r} (put it in quotes)")
            yield key, self[key]

    def pair(self) -> tuple[str, Entry]:
        """Return the only key of a mapping, and what stands under it."""
        pairs = list(self.items())
        if len(pairs) != 1:
            self.refuse("exactly one `name: condition` is needed here")
        return pairs[0]

    def entries(self) -> Iterator[Entry]:
        """The items of a list, each with its place in it."""
        if not isinstance(self.value, list):
            self.refuse("a list is needed here")
        for place, value in enumerate(self.value):
            yield Entry(self.file, f"{self.key}[{place}]", value)

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.refuse(f"text is needed here, not {self.value!r} (put it in quotes)")
        cleaned = self.value.strip()
        if not cleaned:
            self.refuse("empty")
        return cleaned

    def texts(self) -> tuple[str, ...]:
        return tuple(entry.text() for entry in self.entries())

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse(f"true or false is needed here, not {self.value!r}")
        return self.value

    def integer(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.refuse(f"a whole number is needed here, not {self.value!r}")
        return self.value

    def day(self) -> date:
        if not isinstance(self.value, date):
            self.refuse(f"a date as in 2026-11-23 is needed here, not {self.value!r}")
        return self.value

    def day_of_every_year(self) -> date:
        """Return a day that is written without its year, in one that is no leap year."""
        month, _, day = self.text().partition(" ")
        try:
            return date(_NO_LEAP_YEAR, MONTHS.index(month) + 1, int(day))
        except ValueError:
            self.refuse(f"a day of every year as in March 31 is needed here, not {self.value!r}")

    def one_of(self, choices: type[E]) -> E:
        name = self.text()
        try:
            return choices(name)
        except ValueError:
            names = ", ".join(str(choice.value) for choice in choices)
            self.refuse(f"{name!r} is not one of: {names}")

    def _mapping(self) -> Mapping[Any, Any]:
        if not isinstance(self.value, Mapping):
            self.refuse("a mapping (key: value) is needed here")
        return self.value

    def _address(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key


def read(folder: Path, name: str) -> Entry:
    """Read `name` below `folder`, whole.

    Raises KnowledgeError when it is missing, is not YAML, or has a key twice.
    """
    path = folder / name
    try:
        value = _parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnowledgeError(name, "", "this file is missing") from None
    except UnicodeDecodeError:
        raise KnowledgeError(name, "", "this file is not UTF-8 text") from None
    except YAMLError as error:
        raise KnowledgeError(name, "", _in_one_line(error)) from error
    return Entry(name, "", value)


def patterns(entry: Entry) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions of a list, without regard to case."""
    compiled = []
    for item in entry.entries():
        try:
            compiled.append(_compiled(item.text()))
        except re.error as error:
            item.refuse(f"this is no regular expression: {error}")
    return tuple(compiled)


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile each pattern once: `re` remembers fewer than ours, and so forgets them at each reading."""
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=128)
def _parse(text: str) -> Any:
    """A file that is read again in a copy of its folder is not parsed again; nobody changes a value.

    libyaml takes a tenth of the time, and refuses `{heading: Who can join?}` for the question mark. The
    parser in Python takes that, and says better what is off elsewhere.
    """
    try:
        return YAML(typ="safe").load(text)
    except YAMLError:
        return YAML(typ="safe", pure=True).load(text)


def _in_one_line(error: YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    where = f" (line {mark.line + 1})" if mark else ""
    return f"{' '.join(str(problem).split())}{where}"
