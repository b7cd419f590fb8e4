"""What came in: a text with how it was understood, or a button of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class UserTurn:
    """`intent` and `label` are the dialogue's; `entities` those of a button (`told`, `do`, `what`).

    `also` are labels of further answers, `offers` those to ask back about.
    """

    text: str
    intent: str
    label: str
    also: Sequence[str] = ()
    offers: Sequence[str] = ()
    entities: dict[str, Any] = field(default_factory=dict)

    @property
    def is_button(self) -> bool:
        return self.text.startswith("/")
