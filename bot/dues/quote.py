"""What a person owes, as it is handed out: an amount or none, its lines, what staff must settle."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.knowledge.sources import Citation

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class QuoteLine:
    """`amount` in US dollars, None where it is not published; `share` is of national dues."""

    label: str
    amount: Decimal | None
    note: str
    cites: Citation
    share: Decimal | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "amount": None if self.amount is None else str(self.amount),
            "known": self.amount is not None,
            **({"share": str(self.share)} if self.share is not None else {}),
            "note": self.note,
            "page": self.cites.page,
            "heading": self.cites.heading,
        }


@dataclass(frozen=True)
class DuesNow:
    """`staff` are ids of gaps; a `note` says under which condition the amount holds."""

    amount: Decimal | None
    note: str
    lines: tuple[QuoteLine, ...] = ()
    staff: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.amount is not None

    @property
    def is_left_open(self) -> bool:
        """Tell whether the pages leave open what is owed: not merely on the schedule of dues."""
        return self.amount is None and bool(self.staff) and not self.lines

    @property
    def total(self) -> Decimal | None:
        """The sum of all lines; None as soon as one of them is not published."""
        amounts = [line.amount for line in self.lines if line.amount is not None]
        is_whole = self.lines and len(amounts) == len(self.lines)
        return sum(amounts, NOTHING) if is_whole else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "amount": None if self.amount is None else str(self.amount),
            "currency": "USD",
            "per": "membership year",
            "known": self.is_known,
            "note": self.note,
            "lines": [line.as_dict() for line in self.lines],
            "total": None if self.total is None else str(self.total),
        }
