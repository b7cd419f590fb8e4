"""Other societies, which people confuse with this one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class Societies:
    """`names` count however they are written, those `in_capitals` only so."""

    names: tuple[str, ...]
    in_capitals: tuple[str, ...]


def parse_societies(file: Entry) -> Societies:
    file.only("names", "in_capitals")
    return Societies(file["names"].texts(), file["in_capitals"].texts())
