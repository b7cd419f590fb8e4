"""The conditions of the decision rules, in words."""

from __future__ import annotations

from bot.knowledge.attributes import Attributes
from bot.knowledge.categories import AllOf, Fact


def in_words(condition: AllOf, attributes: Attributes) -> str:
    return " and ".join(
        _fact(part, attributes)
        if isinstance(part, Fact)
        else "(" + " or ".join(in_words(branch, attributes) for branch in part.of) + ")"
        for part in condition.of
    )


def _fact(fact: Fact, attributes: Attributes) -> str:
    labels = attributes[fact.attribute].values if fact.attribute in attributes else {}
    values = [labels.get(value, value.replace("_", " ")) for value in sorted(fact.allowed)]
    return f"{fact.attribute.replace('_', ' ')} is {' or '.join(values)}"
