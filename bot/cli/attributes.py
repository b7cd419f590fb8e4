"""`assistant attributes`: what a profile may say, with the values."""

from __future__ import annotations

from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attribute
from bot.knowledge.loader import load

_SHAPES = {
    AnswerKind.DATE: "a date, as in 2027-06-30",
    AnswerKind.INTEGER: "a whole number",
    AnswerKind.YEAR: "a year, as in 2027",
}


def attributes() -> None:
    """List what a profile may say: each attribute, its question and its values."""
    for name, attribute in load().attributes.items():
        print(f"{name}: {attribute.question}")
        print(f"  {values_of(attribute)}")


def values_of(attribute: Attribute) -> str:
    """Return the values of an attribute as they are typed; who does not know says `unknown`."""
    if attribute.kind in _SHAPES:
        return f"{_SHAPES[attribute.kind]}; or {UNKNOWN}"
    several = "a list of: " if attribute.kind is AnswerKind.CHOICES else ""
    return f"{several}{', '.join([*attribute.values, UNKNOWN])}"
