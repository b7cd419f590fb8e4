"""Amounts that staff changed, laid over the schedule of dues as a loaded file would be."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dues.schedule_import import Row, changes
from bot.errors import ChangeRefused, ImportRefused
from bot.knowledge.dues import Dues, Line
from bot.publishing.changes import AmountChange


def lay_over(amounts: Sequence[AmountChange], dues: Dues) -> list[Line]:
    """Return the lines that change, with all their periods. Raises ChangeRefused, which names the line.

    What a page states is replaced from that day on; so is what was loaded before, for the difference is
    seen before it goes live.
    """
    rows = tuple(
        Row(place, each.line, False, each.amount, each.since, each.until, each.source)
        for place, each in enumerate(amounts)
    )
    for row in rows:
        if row.line not in dues.lines:
            raise ChangeRefused([f"the schedule of dues has no line {row.line}"])
    try:
        return [change.line for change in changes(rows, dues, may_replace=True)]
    except ImportRefused as error:
        line = dues.lines[rows[error.row].line]
        raise ChangeRefused([f"{line.title}: it {error.problem}"]) from None
