"""Where a guided conversation stands. Small, and the same as JSON: it lives in a slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

CATEGORY, DUES, APPLY = "category", "dues", "apply"
GOALS = (CATEGORY, DUES, APPLY)


@dataclass(frozen=True)
class State:
    """`told` is the profile as JSON has it; `answered` the attributes that answered a question, in order.

    `pending` is the attribute asked for now.
    `misses` counts messages in a row that could not be read as an answer; `decided` is the category
    decided last.
    """

    goal: str = CATEGORY
    told: Mapping[str, Any] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    pending: str | None = None
    misses: int = 0
    decided: str | None = None

    @property
    def is_asking(self) -> bool:
        return self.pending is not None

    def but(self, **changes: Any) -> State:
        return replace(self, **changes)

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "told": dict(self.told), "answered": list(self.answered)}

    @classmethod
    def of_json(cls, value: Any) -> State | None:
        """Return the state; None for anything that is none of ours."""
        if not isinstance(value, dict) or value.get("goal") not in GOALS:
            return None
        known = {name: value[name] for name in cls.__dataclass_fields__ if name in value}
        return cls(**{**known, "answered": tuple(known.get("answered", ()))})
