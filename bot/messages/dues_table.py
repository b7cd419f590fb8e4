"""What a person owes line by line, and when what happens, as tables."""

from __future__ import annotations

from bot.eligibility.decision import Decision
from bot.eligibility.profile import Profile
from bot.knowledge.loader import money
from bot.messages.blocks import Block, heading, paragraph
from bot.messages.decision_parts import DecisionParts, table
from bot.messages.fact_words import long_day

_FIRST_DUES = "first_dues"


class DuesTable:
    def __init__(self, parts: DecisionParts) -> None:
        self._parts = parts

    def blocks(
        self, decision: Decision, profile: Profile, *, has_dates: bool = False
    ) -> list[Block]:
        """Return a title, the lines, what is to say of them, and the dates; no total unless every line is known.

        `has_dates`: the table of dates was given before; only its sentence is said again.
        """
        parts, dues, category = self._parts, decision.dues, self._parts.category(decision)
        blocks = [heading(category.title if category else parts.text("refer_title"))]
        if dues.lines:
            head = (parts.result_text(name) for name in ("line", "a_year", "note"))
            rows = [
                [
                    [line.label],
                    [parts.result_text("no_amount") if line.amount is None else money(line.amount)],
                    [line.note, " ", *parts.source(line.cites)],
                ]
                for line in dues.lines
            ]
            blocks.append(table(head, rows))
        if not any(dues.note in line.note for line in dues.lines):
            blocks.append(paragraph(dues.note))
        if not dues.is_known or any(line.amount is None for line in dues.lines):
            blocks.append(paragraph(parts.text("schedule")))
        return [*blocks, *self.dates(profile, is_brief=has_dates), *parts.staff(decision)]

    def dates(self, profile: Profile, *, is_brief: bool = False) -> list[Block]:
        """Return what happens when; nothing where the profile names no day, no table where that is to be brief."""
        events = self._parts.events(profile)
        if not events:
            return []
        head = (self._parts.result_text(name) for name in ("day", "event", "details"))
        # What most people look for is said in a sentence as well.
        leads = [
            paragraph(
                self._parts.result_text("first_dues", day=long_day(event.on), details=event.details)
            )
            for event in events
            if event.name == _FIRST_DUES
        ]
        if is_brief:
            return [*leads]
        return [
            *leads,
            table(
                head, [[[long_day(event.on)], [event.title], [event.details]] for event in events]
            ),
        ]
