"""Texts that people read, and what they may say about an amount.

A text is a sentence or two; or, where it speaks of an amount, a pair of them:

    about: general                      the line of dues.yml that it speaks of, or several
    published: It is {general} a year.
    not_published: The amount is on the schedule of dues.
    partly: …                           of several lines, where some are published and some are not

or a list of such parts, read one after the other. Which sentence of a pair is said follows from the
schedule on the day, so no text can say of an amount what the schedule denies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry

PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Amounts live in dues.yml; prose that types one would go stale in silence.
_TYPED_AMOUNT = re.compile(r"\$\s*\d|\b\d+(\.\d+)?\s*(%|percent\b|dollars\b)")
# So would prose that says that an amount is missing.
_TYPED_ABSENCE = re.compile(
    r"\bnot (?:yet )?(?:published|printed)\b|\b(?:do|does) not (?:publish|print)\b|\bpublish(?:es)? no\b"
    r"|\bno (?:full )?amount\b|\b(?:is|are) on the (?:College's )?schedule of dues\b",
    re.IGNORECASE,
)

IsPublished = Callable[[str], bool]


@dataclass(frozen=True)
class AmountText:
    """`about` are lines of dues.yml; `partly` is empty where there is one line only."""

    about: tuple[str, ...]
    published: str
    not_published: str
    partly: str = ""

    def chosen(self, is_published: IsPublished) -> str:
        count = sum(map(is_published, self.about))
        if count == len(self.about):
            return self.published
        return self.partly if count else self.not_published


@dataclass(frozen=True)
class Passage:
    """Parts that are read one after the other."""

    parts: tuple[str | AmountText, ...]

    def __str__(self) -> str:
        """All that it can say, for a search by words."""
        return " ".join(variants(self))

    def chosen(self, is_published: IsPublished) -> str:
        return " ".join(
            part if isinstance(part, str) else part.chosen(is_published) for part in self.parts
        )


Text = str | Passage


def parse_text(entry: Entry) -> Text:
    if isinstance(entry.value, list):
        return Passage(tuple(_part(part) for part in entry.entries()))
    part = _part(entry)
    return part if isinstance(part, str) else Passage((part,))


def plain_text(entry: Entry) -> str:
    """Return a text; refuses one that types an amount, or says that one is not published."""
    text = refuse_typed_amount(entry)
    if absence := _TYPED_ABSENCE.search(text):
        entry.refuse(
            f"{absence.group()!r} holds only until the amount is published: "
            "write it under `not_published`, beside `about` and `published`"
        )
    return text


def refuse_typed_amount(entry: Entry) -> str:
    """Return the text of `entry`; refuses one that types an amount of money or a percentage."""
    text = entry.text()
    if amount := _TYPED_AMOUNT.search(text):
        entry.refuse(
            f"{amount.group()!r} is an amount: name its line of dues.yml in braces instead"
        )
    return text


def variants(text: Text) -> Iterator[str]:
    """Return every sentence that a text can say."""
    for part in (text,) if isinstance(text, str) else text.parts:
        if isinstance(part, str):
            yield part
        else:
            yield from filter(None, (part.published, part.partly, part.not_published))


def amounts_of(text: Text) -> Iterator[AmountText]:
    """Return the parts that speak of an amount."""
    parts = () if isinstance(text, str) else text.parts
    return (part for part in parts if isinstance(part, AmountText))


def placeholders(text: Text) -> frozenset[str]:
    return frozenset(name for variant in variants(text) for name in PLACEHOLDER.findall(variant))


def put_in(text: str, **values: object) -> str:
    """Fill a text's own placeholders; those that hold everywhere stay for `Knowledge.fill`."""
    return PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), text)


def require_placeholders(entry: Entry, text: Text, names: frozenset[str]) -> None:
    """Refuse a text that leaves out, or adds, a placeholder that its place fills."""
    for variant in variants(text):
        used = frozenset(PLACEHOLDER.findall(variant))
        for name in sorted(names - used):
            entry.refuse(f"the placeholder {{{name}}} is missing")
        for name in sorted(used - names):
            entry.refuse(f"nothing fills the placeholder {{{name}}} here")


def _part(entry: Entry) -> str | AmountText:
    if isinstance(entry.value, str):
        return plain_text(entry)
    entry.only("about", "published", "not_published", "partly")
    about = entry["about"]
    lines = (about.text(),) if isinstance(about.value, str) else about.texts()
    if entry.has("partly") == (len(lines) == 1):
        entry.refuse("`partly` belongs to several lines, and to them only", "partly")
    text = AmountText(
        lines,
        plain_text(entry["published"]),
        refuse_typed_amount(entry["not_published"]),
        refuse_typed_amount(entry["partly"]) if entry.has("partly") else "",
    )
    _refuse_contradiction(entry, text)
    return text


def _refuse_contradiction(entry: Entry, text: AmountText) -> None:
    """An amount stands in braces only where it is published."""
    for key, sentence in (("not_published", text.not_published), ("partly", text.partly)):
        for name in PLACEHOLDER.findall(sentence):
            if name in text.about:
                entry.refuse(f"{{{name}}} may have no amount here", key)
