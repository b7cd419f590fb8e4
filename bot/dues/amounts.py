"""What the pages say that a member of a category owes on a day; never an estimate.

The amount is national dues in US$ for a membership year, before chapter dues and any discount. It
is known, or it is not: then the note says whom to ask, and gaps name what only staff can settle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.dues.refund import NONE_STATED, STAFF, Refund
from bot.dues.years import dues_year, six_months_after
from bot.knowledge.dues import Dues, Published
from bot.knowledge.sources import Citation

_NOTHING = Decimal("0.00")
_SCHEDULE = "The amount is on the schedule of dues, which the membership page names."
_STEPPED_YEARS = 4
# Which gap it is, by what somebody was before; nobody is told of one when that was not told.
_JOINS_IN_THE_YEAR_TRAINING_ENDS = {
    "never": ("G38",),
    "student": ("G38",),
    "unknown": ("G38",),
    "international_mit": ("G26",),
    "in_practice": ("G23",),
}


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
    def total(self) -> Decimal | None:
        """The sum of all lines; None as soon as one of them is not published."""
        known = [line.amount for line in self.lines if line.amount is not None]
        return sum(known, _NOTHING) if self.lines and len(known) == len(self.lines) else None

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


NO_DUES = DuesNow(
    None, "Without a category the pages state no dues; ask the membership department."
)


@dataclass(frozen=True)
class Situation:
    """What dues depend on besides the category; None where it was not told."""

    today: date
    training_end: date | None
    paid_position_on: date | None
    history: str | None
    service: str | None
    dues_paid_year: int | None
    notice: date | None
    is_physicist: bool
    has_gap_before_training: bool

    @classmethod
    def of(cls, profile: Mapping[str, Any], today: date, *, has_gap: bool) -> Situation:
        def day(name: str) -> date | None:
            value = profile.get(name)
            return value if isinstance(value, date) else None

        paid = profile.get("dues_paid_year")
        return cls(
            today=today,
            training_end=day("training_end"),
            paid_position_on=day("paid_position_on"),
            history=profile.get("acr_history"),
            service=profile.get("federal_service"),
            dues_paid_year=paid if isinstance(paid, int) else None,
            notice=day("retirement_notice"),
            is_physicist=profile.get("profession") == "medical_physicist",
            has_gap_before_training=has_gap,
        )

    @property
    def year(self) -> int | None:
        """The dues year after training: 0 is the year in which it ends. None: not told."""
        return None if self.training_end is None else dues_year(self.training_end, self.today)

    @property
    def is_within_six_months(self) -> bool:
        return self.training_end is not None and self.today < six_months_after(self.training_end)


def owed(category: str, now: Situation, dues: Dues, refund: Refund | None = None) -> DuesNow:
    """Return what is owed. Raises UnknownDues for a category that the schedule does not know."""
    if category == "medical_student":
        return _line(dues, "medical_student", now, "Complimentary for students.")
    if category == "member_in_training":
        return _of_trainee(now, dues)
    if category == "international_mit":
        return _of_international_trainee(now, dues)
    if category == "international":
        return _of_international(now, dues)
    if category == "retired":
        return _of_retired(now, dues, refund)
    if category == "allied_health":
        return _line(dues, "allied_health", now, _SCHEDULE)
    return _of_practice(category, now, dues)


def _of_trainee(now: Situation, dues: Dues) -> DuesNow:
    if now.has_gap_before_training:
        note = "No page says that free status lasts through a gap of more than six months."
        return DuesNow(None, note, staff=("G14",))
    if now.is_within_six_months and (now.year or 0) > 0:
        note = (
            "First dues are stated from January on, and trainee status until six months after "
            "training; between the two the pages do not settle the amount."
        )
        return DuesNow(None, note, staff=("G22",))
    return _line(dues, "member_in_training", now, "Free through residency and fellowship.")


def _of_international_trainee(now: Situation, dues: Dues) -> DuesNow:
    if now.is_within_six_months and (now.year or 0) > 0:
        note = "What is owed once a new year has begun, and before the status ends, is not stated."
        return DuesNow(None, note, staff=("G26",))
    note = "The page words it for students abroad; it is read as the rate of the whole category."
    return _line(dues, "international_mit", now, note)


def _of_international(now: Situation, dues: Dues) -> DuesNow:
    year = now.year
    if year is not None and now.history == "mit":
        if year <= 0:
            return _not_yet(now, dues, "international")
        if year <= _STEPPED_YEARS:
            note = (
                "The pages do not settle whether the first-year or the international rate applies."
            )
            return DuesNow(None, note, staff=("G24",))
    if year is not None and now.history == "international_mit" and year <= 0:
        return _line(
            dues,
            "international_mit",
            now,
            "The trainee rate covers the year in which training ends.",
        )
    note = "The same page also says to find the schedule of dues there for international members."
    return _line(dues, "international", now, note)


def _of_retired(now: Situation, dues: Dues, refund: Refund | None) -> DuesNow:
    if refund is not None and refund.is_unsettled_for(now.today.year):
        if refund.outcome == NONE_STATED:
            note = "Dues for this year were paid and no refund is stated; from next year on, free."
            return DuesNow(None, note)
        note = "Whether this year's dues are refunded or owed is for staff; after that, free."
        return DuesNow(None, note, staff=("G36",) if refund.outcome == STAFF else ())
    return _line(dues, "retired", now, "Free once retired.")


def _of_practice(category: str, now: Situation, dues: Dues) -> DuesNow:
    """General and associate members: stepped first years after training, then the schedule."""
    base = _stepped(category, now, dues)
    lines = [*base.lines, *_chapters(category, now, dues)]
    staff = list(base.staff)
    note = base.note
    discount = dues.federal_discount
    if now.service in discount.services:
        if category not in discount.categories:
            staff.append("G34")
            note += " The federal discount is stated for general members; ask staff."
        else:
            lines.append(
                QuoteLine(
                    "Federal service discount on national dues",
                    None,
                    "Half of the national dues; e-mail the department to get started.",
                    discount.cites,
                    discount.fraction,
                )
            )
            if base.amount:
                staff.append("G34")
                note += (
                    " How the federal discount combines with the first-year amount is for staff."
                )
    elif now.service == "reserve_guard":
        staff.append("G34")
        note += " The discount page does not mention reserves or the National Guard; ask staff."
    return DuesNow(base.amount, note, tuple(lines), tuple(dict.fromkeys(staff)))


def _stepped(category: str, now: Situation, dues: Dues) -> DuesNow:
    year = now.year
    if year is None:
        return _line(dues, _full_line(category, now), now, _SCHEDULE)
    paid = now.paid_position_on
    late = (
        paid is not None
        and now.training_end is not None
        and (paid.year > now.training_end.year + 1)
    )
    if late and year >= 1:
        note = "The first years are counted from training in one place, from a paid position in another."
        return DuesNow(None, note, staff=("G23",))
    if year <= 0:
        if now.history == "mit":
            return _not_yet(now, dues, category)
        note = "The pages do not say what somebody owes who joins in the year training ends."
        return DuesNow(
            None, note, staff=_JOINS_IN_THE_YEAR_TRAINING_ENDS.get(now.history or "", ())
        )
    if year == 1:
        note = "First year after training, national dues only; chapter dues come on top."
        return _line(dues, "national_year_1", now, note)
    if year <= _STEPPED_YEARS:
        note = "Dues rise over the first four years; only the first step is published. " + _SCHEDULE
        return _line(dues, f"national_year_{year}", now, note)
    return _line(dues, _full_line(category, now), now, _SCHEDULE)


def _full_line(category: str, now: Situation) -> str:
    physicist = f"{category}_physicist"
    return physicist if now.is_physicist and category == "general" else category


def _not_yet(now: Situation, dues: Dues, category: str) -> DuesNow:
    assert now.training_end is not None
    january = date(now.training_end.year + 1, 1, 1)
    note = f"Nothing more this year; the first dues are owed from {january.isoformat()} on."
    if category in {"general", "associate"}:
        first = dues.amount("national_year_1", january)
        if isinstance(first, Published):
            note += (
                f" The first-year amount quoted today is ${first.amount:.0f}, plus chapter dues."
            )
    line = dues.amount("national_year_1", now.today)
    cites = line.cites
    return DuesNow(_NOTHING, note, (QuoteLine("National dues this year", _NOTHING, note, cites),))


def _chapters(category: str, now: Situation, dues: Dues) -> list[QuoteLine]:
    choice = dues.chapter_choice
    if category not in choice.categories:
        return []
    note = f"Chapter dues are not published; up to {choice.most} chapters can be chosen."
    if now.service in dues.chapter_waiver.services:
        note += " Active-duty military may waive chapter membership."
    return [QuoteLine("Chapter dues", None, note, choice.cites)]


def _line(dues: Dues, name: str, now: Situation, note: str) -> DuesNow:
    amount = dues.amount(name, now.today)
    line = dues.line(name)
    if isinstance(amount, Published):
        told = QuoteLine(line.title, amount.amount, amount.note or note, amount.cites)
        return DuesNow(amount.amount, note, (told,))
    told = QuoteLine(line.title, None, amount.why, amount.cites)
    return DuesNow(None, note, (told,))
