"""What dues depend on besides the category: the day, and what a profile says of training and service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dues.after_training import dues_year, six_months_after


@dataclass(frozen=True)
class Situation:
    """None where the profile says nothing. `price_open` is the note of a price that is not settled."""

    today: date
    profile: Mapping[str, Any]
    training_end: date | None
    paid_position_on: date | None
    history: str
    service: str | None
    price_open: str | None

    @classmethod
    def of(
        cls, profile: Mapping[str, Any], today: date, *, price_open: str | None = None
    ) -> Situation:
        return cls(
            today=today,
            profile=profile,
            training_end=_day(profile.get("training_end")),
            paid_position_on=_day(profile.get("paid_position_on")),
            history=profile.get("acr_history") or "",
            service=profile.get("federal_service"),
            price_open=price_open,
        )

    @property
    def year(self) -> int | None:
        """The dues year after training: 0 is the year in which it ends. None: no day is known."""
        return None if self.training_end is None else dues_year(self.training_end, self.today)

    @property
    def is_in_the_year_training_ends(self) -> bool:
        return self.year is not None and self.year <= 0

    @property
    def is_trainee_in_a_new_year(self) -> bool:
        """Tell whether January has come, and the six months after training are not over."""
        return (
            self.training_end is not None
            and self.today < six_months_after(self.training_end)
            and (self.year or 0) > 0
        )

    @property
    def is_paid_late(self) -> bool:
        """Tell whether the first paid position starts later than the first year of dues."""
        paid, ends = self.paid_position_on, self.training_end
        return paid is not None and ends is not None and paid.year > ends.year + 1


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
