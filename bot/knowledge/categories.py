"""The membership categories: what each is, its rights, how long it lasts, and how it is priced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from bot.knowledge.attributes import Attributes
from bot.knowledge.dues_notes import Note, parse_note
from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.texts import plain_text
from bot.knowledge.yaml_reader import Entry


class PricePolicy(str, Enum):
    """The ways in which an amount follows from the schedule; bot/dues holds one function for each."""

    SCHEDULE = "schedule"
    TRAINEE = "trainee"
    INTERNATIONAL_TRAINEE = "international_trainee"
    INTERNATIONAL = "international"
    PRACTICE = "practice"
    RETIRED = "retired"


@dataclass(frozen=True)
class Reason:
    text: str
    cites: Citation


@dataclass(frozen=True)
class Statement:
    """Something that we say of a category; `cites` is None where the pages are silent, and it says so."""

    text: str
    cites: Citation | None


@dataclass(frozen=True)
class Price:
    """`line` is the category's own line of dues.yml; `note` is said with its amount."""

    line: str
    policy: PricePolicy
    note: Note


@dataclass(frozen=True)
class Category:
    """`full` is full membership, the one that others may want to reach.

    `answer` is the id of the answer that tells who belongs to it, if there is one. Nobody applies for one
    with `no_application`; members of one with `school_letter` may need a letter from their school.
    `per` says what dues are for, `lasts` until when the category lasts and what follows. `priced_by`
    are the attributes on which the price depends besides the category.
    """

    id: str
    title: str
    plain: str
    answer: str | None
    full: bool
    no_application: bool
    school_letter: bool
    rights: Reason
    per: Statement
    lasts: Statement
    price: Price
    priced_by: tuple[str, ...]


def parse_category(
    id_: str, entry: Entry, attributes: Attributes, sources: Sources, lines: Collection[str]
) -> Category:
    entry.only(
        *("title", "plain", "answer", "full", "no_application", "school_letter"),
        *("rights", "per", "lasts", "dues"),
    )
    rights = entry["rights"].only("text", "cites")
    return Category(
        id=id_,
        title=entry["title"].text(),
        plain=plain_text(entry["plain"]),
        answer=entry["answer"].text() if entry.has("answer") else None,
        full=_flag(entry, "full"),
        no_application=_flag(entry, "no_application"),
        school_letter=_flag(entry, "school_letter"),
        rights=Reason(plain_text(rights["text"]), parse_citation(rights["cites"], sources)),
        per=_statement(entry["per"], sources),
        lasts=_statement(entry["lasts"], sources),
        price=_price(entry["dues"], lines),
        priced_by=_priced_by(entry["dues"], attributes),
    )


def _flag(entry: Entry, name: str) -> bool:
    return entry.has(name) and entry[name].flag()


def _statement(entry: Entry, sources: Sources) -> Statement:
    entry.only("text", "cites")
    cites = parse_citation(entry["cites"], sources) if entry.has("cites") else None
    return Statement(plain_text(entry["text"]), cites)


def _price(entry: Entry, lines: Collection[str]) -> Price:
    entry.only("line", "policy", "priced_by", "note")
    line = entry["line"].text()
    if line not in lines:
        entry.refuse(f"dues.yml has no line {line!r}", "line")
    return Price(line, entry["policy"].one_of(PricePolicy), parse_note(entry["note"]))


def _priced_by(entry: Entry, attributes: Attributes) -> tuple[str, ...]:
    names = entry["priced_by"].texts() if entry.has("priced_by") else ()
    for name in names:
        if name not in attributes:
            entry.refuse(f"attributes.yml has no {name!r}", "priced_by")
    return names
