"""One message of a visitor: a text with how it was understood, or a button of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class UserTurn:
    """`intent` and `label` are the ranking's; `entities` those of a button (`told`, `do`, `what`).

    `also` are labels of further answers, `offers` those to ask back about; `ranking` are the best labels
    with their probabilities, best first.
    """

    text: str
    intent: str
    label: str
    also: Sequence[str] = ()
    offers: Sequence[str] = ()
    entities: dict[str, Any] = field(default_factory=dict)
    confidence: float = 0.0
    ranking: Sequence[tuple[str, float]] = ()

    @property
    def is_button(self) -> bool:
        return self.text.startswith("/")

    @property
    def is_answered(self) -> bool:
        """Tell whether the ranking is sure of a published answer."""
        return self.label.startswith("faq/") and not self.offers

    def probability(self, family: str) -> float:
        """Return how likely a family of labels is, such as `out_of_scope/crisis`."""
        return sum(p for label, p in self.ranking if label == family)
