"""Finds, replaces, inserts and removes one block of a YAML text; everything else of it stays byte for byte.

A block is a key with all that stands deeper than it, comments too; it is named by the keys that lead to it,
as in ("pages", "join", "read_on"). Only texts of block style have blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_KEY = re.compile(r" *(?P<quote>[\"']?)(?P<key>[^\s\"'#-][^\"':]*)(?P=quote)\s*:(?=\s|$)")

Path = Sequence[str]


def find(text: str, path: Path) -> str:
    """Return a block, to the end of its last line; empty where there is none."""
    lines = _lines(text)
    place = _locate(lines, path)
    return "".join(lines[place.start : place.stop]) if place else ""


def replace(text: str, path: Path, block: str) -> str:
    """Put whole lines in the place of a block. Raises KeyError where there is none."""
    lines = _lines(text)
    place = _require(lines, path)
    return "".join([*lines[: place.start], block, *lines[place.stop :]])


def insert_after(text: str, path: Path, block: str) -> str:
    """Put whole lines after a block. Raises KeyError where there is none."""
    lines = _lines(text)
    place = _require(lines, path)
    before = "".join(lines[: place.stop])
    return "".join(
        [before if before.endswith("\n") else f"{before}\n", block, *lines[place.stop :]]
    )


def remove(text: str, path: Path) -> str:
    """Take a block out. Raises KeyError where there is none."""
    return replace(text, path, "")


def _require(lines: Sequence[str], path: Path) -> range:
    place = _locate(lines, path)
    if place is None:
        raise KeyError(".".join(path))
    return place


def _locate(lines: Sequence[str], path: Path) -> range | None:
    place: range | None = range(len(lines))
    for depth, key in enumerate(path):
        if place is None:
            return None
        inner = place if depth == 0 else place[1:]
        place = _child(lines, inner, key)
    return place


def _child(lines: Sequence[str], inner: range, key: str) -> range | None:
    """Return the lines of a key among those that stand least deep."""
    depths = {number: _depth(lines[number]) for number in inner if _is_content(lines[number])}
    if not depths:
        return None
    depth = depths[next(iter(depths))]
    start = next(
        (n for n in depths if depths[n] == depth and _key_of(lines[n]) == key),
        None,
    )
    return None if start is None else range(start, _end(lines, start, inner.stop))


def _end(lines: Sequence[str], start: int, stop: int) -> int:
    """Return where a block ends: blank lines, and comments that stand no deeper, belong to what follows."""
    depth, end = _depth(lines[start]), start + 1
    for number in range(start + 1, stop):
        if _depth(lines[number]) > depth and lines[number].strip():
            end = number + 1
        elif _is_content(lines[number]):
            break
    return end


def _lines(text: str) -> list[str]:
    # Not `splitlines`, which knows ends of lines that YAML does not.
    return _LINE.findall(text)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip(" ").startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_of(line: str) -> str:
    match = _KEY.match(line)
    return match["key"].rstrip() if match else ""
