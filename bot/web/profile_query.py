"""A person's answers as they stand in an address or a form: read them, and write them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import ImmutableMultiDict

from bot.knowledge.attributes import AnswerKind, Attribute

_MOST_FIELDS = 60


def profile_in(
    query: ImmutableMultiDict[str, str], attributes: Mapping[str, Attribute]
) -> dict[str, Any]:
    """Return the answers by field; empty fields hold none.

    A field that is no attribute stays, so that checking the profile can refuse it by name.
    """
    profile: dict[str, Any] = {}
    for name, value in query.multi_items()[:_MOST_FIELDS]:
        if not value:
            continue
        attribute = attributes.get(name)
        if attribute is not None and attribute.kind is AnswerKind.CHOICES:
            profile.setdefault(name, []).append(value)
        else:
            profile[name] = value
    return profile


def pairs(profile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of an address, one for each value of an answer with several."""
    return [
        (name, str(value))
        for name, values in profile.items()
        for value in (values if isinstance(values, list) else [values])
    ]
