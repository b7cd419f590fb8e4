"""A line of the schedule, quoted: its amount on the day with the note that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.dues.after_training import first_dues_day
from bot.dues.quote import NOTHING, DuesNow, QuoteLine
from bot.dues.situation import Situation
from bot.knowledge.dues import Dues, Published
from bot.knowledge.dues_notes import Note


@dataclass(frozen=True)
class Schedule:
    """The schedule of dues for one situation."""

    dues: Dues
    now: Situation

    def quote(self, line: str, note: Note) -> DuesNow:
        """Return what the line states today, or that it states nothing."""
        amount = self.dues.amount(line, self.now.today)
        value: Decimal | None = None
        if isinstance(amount, Published):
            value, text = amount.amount, note.text(is_published=True)
            remark = amount.note or text
        else:
            text, remark = note.text(), amount.why
        title = self.dues.line(line).title
        return DuesNow(value, text, (QuoteLine(title, value, remark, amount.cites),))

    def unsettled(self, name: str) -> DuesNow:
        """Return no amount, the note that says why, and what staff must settle."""
        note = self.dues.notes[name]
        return DuesNow(None, note.text(), staff=note.gaps(self.now.profile))

    def nothing_more(self, *, says_first_year: bool) -> DuesNow:
        """Return that nothing is owed until the January after training."""
        assert self.now.training_end is not None, "only asked of somebody whose training has an end"
        january = first_dues_day(self.now.training_end)
        notes, line = self.dues.notes, self.dues.first_years[0]
        text = notes["nothing_more_this_year"].text(january=january.isoformat())
        first = self.dues.amount(line, january)
        if says_first_year and isinstance(first, Published):
            text += " " + notes["first_year_to_come"].text(amount=f"${first.amount:.0f}")
        label = notes["nothing_more_this_year_label"].text()
        cites = self.dues.amount(line, self.now.today).cites
        return DuesNow(NOTHING, text, (QuoteLine(label, NOTHING, text, cites),))
