"""First names of many countries, from the frozen file beside this module: a capital after one is a surname."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

NAME_LIST = Path(__file__).with_name("first_names.txt")
HEAD = """\
# First names that are no common words, places or months. Made by `make names` from the data of the package
# nomquamgender (Ian Van Buskirk, https://github.com/ianvanbuskirk/nomquamgender), which are under the MIT
# licence: names alone were kept.
"""
_WIDTH = 20


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the names, in small letters without accents."""
    lines = NAME_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def is_first_name(word: str) -> bool:
    """Tell whether somebody may be called so, whatever its capitals and accents."""
    if any(map(str.isdigit, word)):
        return False
    folded = unicodedata.normalize("NFKD", word.lower())
    parts = ["".join(filter(str.isalpha, part)) for part in folded.split("-")]
    return "".join(parts) in first_names() or (len(parts) > 1 and first_names().issuperset(parts))


def as_text(names: Iterable[str]) -> str:
    ordered = sorted(names)
    lines = [" ".join(ordered[start : start + _WIDTH]) for start in range(0, len(ordered), _WIDTH)]
    return HEAD + "".join(f"{line}\n" for line in lines)
