"""What a result card, an account of dues and a checklist say alike about a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.dues.after_training import goes_on
from bot.dues.timeline import Event, after_training, on_retiring
from bot.eligibility.decision import TAGS, Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.categories import Category, PricePolicy, Reason
from bot.knowledge.loader import Knowledge, money
from bot.knowledge.sources import Citation
from bot.knowledge.texts import put_in
from bot.messages.blocks import Block, Run, heading, paragraph

# What stands on a card where there is no category.
_WITHOUT_CATEGORY = {Status.REFER: "refer", Status.NO_CATEGORY: "no_category"}


class DecisionParts:
    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self._knowledge = knowledge
        self._today = today

    def text(self, name: str, **values: object) -> str:
        """Return a text of the guide with its placeholders filled."""
        return self._knowledge.fill(self._knowledge.guidance.texts[name], self._today, **values)

    def result_text(self, name: str, **values: object) -> str:
        return put_in(self._knowledge.guidance.result_texts[name], **values)

    def category(self, decision: Decision) -> Category | None:
        return self._knowledge.rules.categories.get(decision.category)

    def without_category(self, decision: Decision) -> list[Block]:
        """Return the card where there is no category to name."""
        text = self.text(_WITHOUT_CATEGORY.get(decision.status, "cannot_tell"))
        rows = [[self.result_text("what_we_can_say"), [text]], *self.alternatives(decision)]
        return [{"type": "card", "title": self.text("refer_title"), "rows": rows}]

    def alternatives(self, decision: Decision) -> list[list[Any]]:
        categories = self._knowledge.rules.categories
        titles = [categories[category].title for category in decision.alternatives]
        return [[self.result_text("alternatives"), [", ".join(titles)]]] if titles else []

    def reasons(self, decision: Decision) -> list[Block]:
        if decision.status is Status.NEED_MORE:
            attributes = self._knowledge.attributes
            questions = " ".join(attributes[name].question for name in decision.missing)
            return [paragraph(self.result_text("still_open", questions=questions))]
        items = [self.reason(reason) for reason in decision.because]
        return [heading(self.result_text("why")), {"type": "ul", "items": items}]

    def reason(self, reason: Reason) -> list[Run]:
        return [plain_reason(reason), " ", *self.source(reason.cites)]

    def provided(self, decision: Decision) -> list[Block]:
        if not decision.provided:
            return []
        conditions = _and(decision.provided).removesuffix(".")  # "… in the U.S."
        return [paragraph(self.result_text("provided", conditions=conditions))]

    def staff(self, decision: Decision) -> list[Block]:
        if not decision.staff:
            return []
        points = " ".join(self._knowledge.rules.gaps[id_] for id_ in decision.staff)
        return [{"type": "note", "runs": [f"{self.text('staff')} {points}"]}]

    def amount_a_year(self, decision: Decision) -> str:
        amount = decision.dues.amount
        if amount is None:
            is_open = decision.dues.is_left_open
            return self.result_text("open_amount_a_year" if is_open else "no_amount_a_year")
        return self.result_text("amount_a_year", amount=money(amount))

    def amount_in_short(self, decision: Decision) -> str:
        amount = decision.dues.amount
        if amount is None:
            is_open = decision.dues.is_left_open
            return self.result_text("open_amount_in_short" if is_open else "no_amount_in_short")
        policy = self._knowledge.rules.policy_of(decision.category)
        # In the first years of practice an amount is that of one year.
        name = "amount_of_year" if policy is PricePolicy.PRACTICE else "amount_in_short"
        return self.result_text(name, amount=money(amount))

    def source(self, citation: Citation, *, is_named: bool = False) -> list[Run]:
        """Return page and heading in brackets; of a page that `is_named` already, the heading alone."""
        source = self._knowledge.sources[citation.page]
        if is_named:
            return ["(", {"text": f"“{citation.heading}”", "url": source.url}, ")"]
        return ["(", {"text": source.title, "url": source.url}, f", “{citation.heading}”)"]

    def events(self, profile: Profile) -> tuple[Event, ...]:
        """Return the dates that matter for a profile, if it names any."""
        ends, retires = profile.get("training_end"), profile.get("retirement_date")
        if isinstance(retires, date):
            return on_retiring(retires, self._knowledge)
        trains = profile.get("place") != "outside" and profile.get("acr_history") != "in_practice"
        trains = trains and not goes_on(profile)
        if isinstance(ends, date) and trains and (self._today.year - ends.year) < 2:
            return after_training(ends, self._knowledge)
        return ()


def plain_reason(reason: Reason) -> str:
    """Drop the tag of a result without a category; it is for machines."""
    text = reason.text
    for tag in TAGS.values():
        text = text.removeprefix(tag)
    return text


def table(head: Iterable[str], rows: Sequence[Any]) -> Block:
    return {"type": "table", "head": list(head), "rows": list(rows)}


def _and(parts: Sequence[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
