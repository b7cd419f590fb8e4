"""Answers worked out for one person: what the decision about them, and the dates they told, say of one aspect."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dues.after_training import first_dues_day, goes_on, six_months_after
from bot.dues.refund import refund_for
from bot.eligibility.decision import Decision, Status
from bot.eligibility.elected_office import elected_office_until
from bot.eligibility.profile import Profile
from bot.knowledge.aspects import ANY, Cell
from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge, money
from bot.knowledge.sources import Citation
from bot.knowledge.texts import Text, put_in
from bot.messages.blocks import Block, Run, paragraph, to_blocks
from bot.messages.decision_parts import plain_reason
from bot.messages.fact_words import long_day
from bot.messages.guide_messages import GuidedMessages

# Worked out from days that were told, whatever of the case is still open.
FROM_DATES = frozenset({"office"})
# The days from which a refund is worked out.
DAYS_OF_A_REFUND = frozenset({"retirement_notice", "dues_paid_year"})
# Worked out for nobody in particular.
_OF_ALL = frozenset({"other_prices"})


# The name of a sentence of aspects.yml, and what it is filled with.
Sentence = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class PersonalAnswer:
    """`covers` is the published answer whose question this is; `cites` the source where there is none."""

    blocks: tuple[Block, ...]
    covers: str | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class _Case:
    category: str
    decision: Decision | None
    profile: Profile

    def day(self, name: str) -> date | None:
        value = self.profile.get(name)
        return value if isinstance(value, date) else None


# The boards that the membership page names.
_NOT_WORKING = "not_working"
_NAMED_BOARDS, _NO_BOARD = frozenset("abr aobr rcpsc cmq".split()), "none"
_NO_SERVICE = "none"
_DAYS_OF_A_YEAR = 366
# The first dues are named beside what is free now where they come so soon.
_YEARS_AHEAD = 2
# Of whose training is over, and whose status has not changed yet, these are answered by the days of the change.
_AFTER_TRAINING = ("renewal", "switch", "tell", "no_board", "bill", "late_join", "free_when")


class PersonalAnswers:
    """Without a decision, a category that was spoken of is answered in general terms."""

    def __init__(self, knowledge: Knowledge, guided: GuidedMessages, today: date) -> None:
        self._knowledge = knowledge
        self._guided = guided
        self._today = today
        # The category of whoever asks what becomes of dues already paid.
        self.retired = knowledge.rules.priced_by(PricePolicy.RETIRED)
        self._compute: Mapping[str, Callable[[_Case], Text | None]] = {
            "price": self._price,
            "other_prices": self._other_prices,
            "per": self._per,
            "first_year": self._first_year,
            "refund": self._refund,
            "discount": self._discount,
            "office": self._office,
            "chapters": self._chapters,
            "until": self._until,
            "after": self._training_dates,
            "first_dues": self._training_dates,
            **dict.fromkeys(_AFTER_TRAINING, self._once_trained),
            "start": self._start,
            "sure": self._sure,
            "documents": self._documents,
            "benefits": self._benefits,
        }

    def answer(
        self, aspect: str, category: str, decision: Decision | None, profile: Profile
    ) -> PersonalAnswer | None:
        """Return the reply about one aspect; None where neither facts nor pages say anything of it."""
        entry = self._knowledge.aspects.by_name[aspect]
        cell = entry.cell(category)
        case = _Case(category, decision, profile)
        if decision is not None and aspect == "why":
            return self.reasons(decision, cell)
        may_compute = decision is not None or aspect in FROM_DATES | _OF_ALL
        if may_compute and entry.is_computed and aspect in self._compute:
            text = self._compute[aspect](case)
            if text is not None:
                return self._made(text, category, cell)
        if cell is None or not cell.text:
            return None
        return self._made(cell.text, category, cell)

    def refund(self, profile: Profile) -> PersonalAnswer | None:
        """Return what becomes of dues paid, from the days that were told alone; None where none was."""
        category = self.retired
        if category is None:
            return None
        cell = self._knowledge.aspects.by_name["refund"].cell(category)
        rule, paid = self._knowledge.dues.retirement_refund, profile.get("dues_paid_year")
        outcome = refund_for(profile, rule)
        if outcome and outcome.published:
            return self._made(
                self._text(f"refund_{outcome.published}", year=outcome.year), category, cell
            )
        notice = profile.get("retirement_notice")
        if outcome is None and isinstance(notice, date):
            retires = profile.get("retirement_date")
            is_early = isinstance(retires, date) and retires > notice
            name = "refund_none_stated"
            if rule.is_in_time(notice):
                name = "refund_staff" if is_early else "refund_full"
            return self._made(self._text(name, year=notice.year), category, cell)
        if isinstance(paid, int) and notice is None:
            return self._made(self._text("refund_window", year=paid), category, cell)
        return None

    def of_sentences(
        self, aspect: str, category: str, sentences: Sequence[Sentence]
    ) -> PersonalAnswer:
        """Return the reply about an aspect of a category in these sentences."""
        text = " ".join(self._text(name, **values) for name, values in sentences)
        return self._made(text, category, self._knowledge.aspects.by_name[aspect].cell(category))

    def of_topic(self, aspect: str, answer: str, category: str) -> PersonalAnswer:
        """Return the reply about an aspect of a published answer, such as whether it is a duty."""
        cell = self._knowledge.aspects.by_name[aspect].cells[answer]
        return self._made(cell.text, category, cell)

    def of_all(self, aspect: str) -> PersonalAnswer:
        """Return the reply about an aspect of which the same is said to everybody."""
        cell = self._knowledge.aspects.by_name[aspect].cells[ANY]
        return self._made(cell.text, next(iter(self._knowledge.aspects.categories)), cell)

    def published(self, aspect: str, category: str) -> str | None:
        """Return the published answer to an aspect of a category, if there is one."""
        cell = self._knowledge.aspects.by_name[aspect].cell(category)
        return cell.answer if cell else None

    def as_published(self, aspect: str, category: str) -> PersonalAnswer | None:
        """Return the published answer to an aspect of a category without its details; None where there is none."""
        cell = self._knowledge.aspects.by_name[aspect].cell(category)
        answer = self._knowledge.answers[cell.answer] if cell and cell.answer else None
        if answer is None or not answer.holds(self._today):
            return None
        return self._made(answer.text, category, cell)

    def _made(self, text: Text, category: str, cell: Cell | None) -> PersonalAnswer:
        blocks = to_blocks(self._fill(text, category))
        cites = (cell.cites,) if cell and cell.cites else ()
        return PersonalAnswer(tuple(blocks), cell.answer if cell else None, cites)

    def reasons(self, decision: Decision, cell: Cell | None = None) -> PersonalAnswer:
        """Return why it was decided so, with what it rests on."""
        items: list[list[Run]] = [[plain_reason(reason)] for reason in decision.because]
        blocks: list[Block] = (
            [paragraph(*items[0])] if len(items) == 1 else [{"type": "ul", "items": items}]
        )
        if provided := self._provided(decision):
            blocks += to_blocks(provided)
        cites = tuple(dict.fromkeys(reason.cites for reason in decision.because))
        return PersonalAnswer(tuple(blocks), cell.answer if cell else None, cites)

    def _price(self, case: _Case) -> str:
        dues = case.decision.dues if case.decision else None
        if dues and dues.is_left_open:
            is_abroad = self._policy(case) is PricePolicy.INTERNATIONAL
            return self._text("price_open_abroad" if is_abroad else "price_open", note=dues.note)
        if dues is None or dues.amount is None:
            note = dues.note if dues else ""
            asks = self._text("ask_schedule")
            first = self._text("perhaps_first_year") if self._is_new_in_practice(case) else ""
            less = (self._discount(case) or "") if self._is_half(case) else ""
            return self._text("not_published", note=f"{first} {note} {asks} {less}".strip())
        if dues.amount == 0:
            free = f"{self._text('free', amount=money(dues.amount))} {dues.note}"
            return f"{free} {self._first_year_to_come(case)}".strip()
        return self._text("amount", amount=money(dues.amount), note=dues.note)

    def _first_year(self, case: _Case) -> str | None:
        """Say that the first year is over, to whom it is."""
        if self._policy(case) is not PricePolicy.PRACTICE:
            return None
        end = case.profile.get("training_end")
        is_over = end == UNKNOWN or (
            isinstance(end, date) and first_dues_day(end).year < self._today.year
        )
        return f"{self._text('first_year_over')} {self._price(case)}" if is_over else None

    def _is_half(self, case: _Case) -> bool:
        """Tell whether the discount for a service is stated for them."""
        rule = self._knowledge.dues.federal_discount
        service = case.profile.get("federal_service")
        return service in rule.services and case.category in rule.categories

    def _is_new_in_practice(self, case: _Case) -> bool:
        """Tell whether a first position began within the year, and the end of training was not told."""
        began = case.day("paid_position_on")
        is_new = began is not None and (self._today - began).days < _DAYS_OF_A_YEAR
        is_open = is_new and case.day("training_end") is None
        return is_open and self._policy(case) is PricePolicy.PRACTICE

    def _first_year_to_come(self, case: _Case) -> str:
        """Say what is owed in the next year already, where training ends before it."""
        end = case.day("training_end")
        if self._policy(case) is not PricePolicy.TRAINEE or end is None or goes_on(case.profile):
            return ""
        year = first_dues_day(end).year
        return (
            self._text("then_first_year", year=year)
            if year <= self._today.year + _YEARS_AHEAD
            else ""
        )

    def _other_prices(self, _case: _Case) -> Text:
        return self._knowledge.replies["prices"].text

    def _per(self, case: _Case) -> str:
        amount = case.decision.dues.amount if case.decision else None
        if amount is None:
            return self._text("per_year_unknown")
        return self._text("per_free" if amount == 0 else "per_year", amount=money(amount))

    def _refund(self, case: _Case) -> str | None:
        outcome = case.decision.refund if case.decision else None
        notice = case.day("retirement_notice")
        if outcome is None or notice is None:
            return None
        return self._text(f"refund_{outcome}", year=notice.year)

    def _discount(self, case: _Case) -> str | None:
        service = str(case.profile.get("federal_service", ""))
        phrase = self._knowledge.facts["federal_service"].get(service)
        rule = self._knowledge.dues.federal_discount
        if service == _NO_SERVICE and case.category in rule.categories:
            return self._text("discount_none")
        if phrase is None:
            return None
        name = self._knowledge.attributes["federal_service"].values[service]
        if service not in rule.services:
            return self._text("discount_silent", service=f"“{name}”")
        if case.category not in rule.categories:
            return None
        text = self._text("discount_half", service=f"“{name}”")
        if service in self._knowledge.dues.chapter_waiver.services:
            text = f"{text} {self._text('discount_waiver')}"
        return text

    def _chapters(self, case: _Case) -> str | None:
        service = str(case.profile.get("federal_service", ""))
        phrase = self._knowledge.facts["federal_service"].get(service)
        if case.category in self._knowledge.dues.chapter_choice.categories and phrase:
            waives = service in self._knowledge.dues.chapter_waiver.services
            name = self._knowledge.attributes["federal_service"].values[service]
            return self._text("chapter_waived" if waives else "chapter_silent", service=f"“{name}”")
        end = case.day("training_end")
        if self._policy(case) is PricePolicy.TRAINEE and end and end <= self._today:
            return self._text("chapter_after_training", year=first_dues_day(end).year)
        return None

    def _office(self, case: _Case) -> str | None:
        retires = case.day("retirement_date")
        if case.category != self.retired or retires is None:
            return None
        until = elected_office_until(retires)
        name = "office_open" if until >= self._today else "office_over"
        return self._text(name, day=long_day(until))

    def _training_dates(self, case: _Case) -> str | None:
        end = case.day("training_end")
        if end is None:
            return None
        turn, first = six_months_after(end), first_dues_day(end)
        values = {"end": long_day(end), "turn": long_day(turn), "year": first.year}
        becomes = self._becomes(case, is_over=end <= self._today)
        policy = self._policy(case)
        if policy is PricePolicy.TRAINEE and goes_on(case.profile):
            return self._text("training_goes_on", end=values["end"])
        if policy is PricePolicy.TRAINEE:
            name = "training_ended" if end <= self._today else "training_ends"
            text = self._text(name, **values, becomes=becomes)
            return f"{text} {self._between(turn, first)}".strip()
        if policy is PricePolicy.PRACTICE and first.year >= self._today.year:
            text = self._text("training_ended", **values, becomes=becomes)
            return f"{text} {self._between(turn, first)}".strip()
        if policy is PricePolicy.INTERNATIONAL_TRAINEE:
            return self._text("training_ends_abroad", **values)
        return None

    def _becomes(self, case: _Case, *, is_over: bool) -> str:
        """Say what the status of a trainee changes to, where that is near or the certificate is told."""
        held = case.profile.get("board")
        boards = set(held) if isinstance(held, tuple) else set()
        if boards & _NAMED_BOARDS:
            return self._text("becomes_certified")
        if case.profile.get("stage") == _NOT_WORKING:
            return self._text("becomes_open")
        if boards == {_NO_BOARD}:
            return self._text("becomes_uncertified")
        return self._text("becomes_either") if is_over else ""

    def _until(self, case: _Case) -> str | None:
        awaits = case.profile.get("ecfmg") == "current" and case.day("training_end") is None
        if awaits and self._policy(case) is PricePolicy.INTERNATIONAL_TRAINEE:
            return self._text("until_residency")
        return self._training_dates(case)

    def is_past_training(self, category: str, profile: Profile) -> bool:
        """Tell whether a trainee's training is over, and only the change of status is to come."""
        case = _Case(category, None, profile)
        end = case.day("training_end")
        is_trainee = self._policy(case) is PricePolicy.TRAINEE
        return is_trainee and end is not None and end <= self._today and not goes_on(profile)

    def _once_trained(self, case: _Case) -> str | None:
        is_over = self.is_past_training(case.category, case.profile)
        return self._training_dates(case) if is_over else None

    def _start(self, case: _Case) -> str | None:
        is_decided = case.decision is not None
        if is_decided and self._policy(case) is PricePolicy.INTERNATIONAL_TRAINEE:
            return self._text("start_now")
        return self._once_trained(case)

    def _policy(self, case: _Case) -> PricePolicy:
        return self._knowledge.rules.policy_of(case.category)

    def _between(self, turn: date, first: date) -> str:
        """Say that the pages leave it open what is owed from January on until the status changes."""
        return self._text("between", turn=long_day(turn)) if turn > first else ""

    def _sure(self, case: _Case) -> str | None:
        if case.decision is None:
            return None
        reason = plain_reason(case.decision.because[0])
        text = self._text("sure", reason=reason)
        provided = self._provided(case.decision)
        return f"{text} {provided}" if provided else text

    def _documents(self, case: _Case) -> str | None:
        names = case.decision.documents if case.decision else ()
        documents = [self._knowledge.guidance.documents[name] for name in names]
        texts = [(item.title, self._knowledge.chosen(item.text, self._today)) for item in documents]
        return " ".join(f"{title}: {text}" for title, text in texts) or None

    def _benefits(self, case: _Case) -> str | None:
        name = f"benefits_{case.category}"
        return self._text(name) if name in self._knowledge.aspects.texts else None

    def _provided(self, decision: Decision) -> str:
        if not decision.provided or decision.status is not Status.DECIDED:
            return ""
        return self._text("provided", provided=" and ".join(decision.provided))

    def _text(self, name: str, **values: Any) -> str:
        text = self._knowledge.chosen(self._knowledge.aspects.texts[name], self._today)
        return put_in(text, **values)

    def _fill(self, text: Text, category: str) -> str:
        called = self._knowledge.aspects.categories[category].called
        at_start = called[0].upper() + called[1:]
        return self._knowledge.fill(text, self._today, called=called, Called=at_start)
