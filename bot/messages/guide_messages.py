"""The messages of the guided conversations: question, decision, quote, checklist.

The same blocks serve the chat, the page without JavaScript and the staff console.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bot.dues.timeline import Event, after_training, on_retiring
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.near_alternatives import near_alternatives
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attribute
from bot.knowledge.loader import Knowledge, money
from bot.knowledge.replies import Kind
from bot.knowledge.sources import Citation
from bot.messages.blocks import Block, Run, to_blocks
from bot.messages.faq_messages import GUIDES, Choice, Message, message

CONTROL = "control"
_SCHOOL_YEARS = ("3", "4", "5", "6")


@dataclass(frozen=True)
class Progress:
    """`step` counts from one; `of_about` is an estimate and says so."""

    step: int
    of_about: int


class GuidedMessages:
    def __init__(self, knowledge: Knowledge, eligibility: Eligibility, today: date) -> None:
        self._knowledge = knowledge
        self._eligibility = eligibility
        self._today = today
        self._texts = knowledge.guidance.texts

    def text(self, name: str, **values: object) -> str:
        """Return a fixed text with its placeholders filled."""
        text = self._texts[name]
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", str(value))
        return self._knowledge.fill(text, self._today)

    def say(self, name: str, kind: Kind = Kind.NOTICE, **values: object) -> Message:
        return message(kind, to_blocks(self.text(name, **values)))

    def question(
        self, attribute: str, progress: Progress, before: Sequence[Block] = (), *, can_go_back: bool
    ) -> Message:
        """Ask for an attribute; `before` is said first, in the same message."""
        asked = self._knowledge.attributes[attribute]
        return message(
            Kind.QUESTION,
            [*before, _paragraph({"text": asked.question, "strong": True})],
            asks={
                "attribute": attribute,
                "why": asked.why,
                "step": progress.step,
                "of_about": progress.of_about,
            },
            choices=[*_answers(asked), *_controls(can_go_back=can_go_back)],
        )

    def understood(self, told: Mapping[str, Any], heading: str = "understood") -> list[Block]:
        """Say back what was understood, so that a person can correct it."""
        if not told:
            return []
        said = "; ".join(self.said(name, value) for name, value in told.items())
        return [_paragraph(f"{self.text(heading)} {said}. {self.text('correct_me')}")]

    def said(self, name: str, value: Any) -> str:
        """Return a fact in a few words."""
        attribute = self._knowledge.attributes[name]
        if isinstance(value, (list, tuple)):
            return ", ".join(self.said(name, one) for one in value)
        label = attribute.values.get(str(value), str(value)).partition(" (")[0]
        if value == UNKNOWN:
            label = "not known"
        elif attribute.kind is AnswerKind.DATE:
            label = long_day(date.fromisoformat(str(value)))
        return f"{_SHORT.get(name, name.replace('_', ' '))}: {label}"

    def decision(
        self, decision: Decision, profile: Profile, before: Sequence[Block] = ()
    ) -> Message:
        """Say a decision with its reasons; never that somebody is a member."""
        return message(
            Kind.DECISION,
            [*before, *self.decision_blocks(decision, profile)],
            decision=decision.as_dict(self._knowledge.rules.gaps),
            choices=_after_decision(),
            links=self._links(profile),
        )

    def decision_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        return [
            *self._card(decision, profile),
            *self._reasons(decision),
            *self._provided(decision),
            *self._staff(decision),
            *self._near_misses(profile),
            {"type": "p", "runs": [{"text": self.text("disclaimer"), "em": True}]},
        ]

    def quote(self, decision: Decision, profile: Profile, before: Sequence[Block] = ()) -> Message:
        """Say what is owed, line by line, and from when on; no total unless every line is known."""
        return message(
            Kind.QUOTE,
            [*before, *self.quote_blocks(decision, profile)],
            quote={"category": decision.category, **decision.dues.as_dict()},
            decision=decision.as_dict(self._knowledge.rules.gaps),
            choices=[GUIDES["help_me_apply"], *_CHANGES],
            links=self._links(profile),
        )

    def quote_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        dues = decision.dues
        category = self._knowledge.rules.categories.get(decision.category)
        title = category.title if category else self.text("refer_title")
        blocks: list[Block] = [_paragraph({"text": title, "strong": True})]
        if dues.lines:
            rows = [
                [[line.label], [_amount(line.amount)], [line.note, " ", *self._source(line.cites)]]
                for line in dues.lines
            ]
            blocks.append({"type": "table", "head": ["What", "US$ a year", "Note"], "rows": rows})
        blocks.append(_paragraph(dues.note))
        if not dues.is_known or any(line.amount is None for line in dues.lines):
            blocks.append(_paragraph(self.text("schedule")))
        return [*blocks, *self.dates_blocks(profile), *self._staff(decision)]

    def dates_blocks(self, profile: Profile) -> list[Block]:
        """Return what happens when, as a table; nothing where the profile names no day."""
        rows = [[[long_day(one.on)], [one.title], [one.details]] for one in self.events(profile)]
        return [{"type": "table", "head": ["When", "What", "More"], "rows": rows}] if rows else []

    def checklist(
        self, decision: Decision, profile: Profile, before: Sequence[Block] = ()
    ) -> Message:
        """Say what to do, step by step, in this person's case only."""
        is_student = (
            decision.category == "medical_student"
            or "enrollment_verification" in decision.documents
        )
        return message(
            Kind.DECISION,
            [*before, *self.checklist_blocks(decision, profile)],
            decision=decision.as_dict(self._knowledge.rules.gaps),
            choices=[*(_LETTER_TOOLS if is_student else ()), _SAVE, *_CHANGES],
            links=self._links(profile),
        )

    def checklist_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        category = self._knowledge.rules.categories.get(decision.category)
        if category is None:
            return [
                *self._card(decision, profile),
                *self._reasons(decision),
                *self._staff(decision),
            ]
        steps: list[dict[str, Any]] = [
            {
                "title": "What the pages say about you",
                "runs": [
                    f"{category.title}. {_first_reason(decision)} ",
                    *self._source(decision.because[0].cites),
                ],
            }
        ]
        guidance = self._knowledge.guidance
        documents = [guidance.documents[name] for name in decision.documents]
        steps += map(self._step, documents)
        steps += [
            self._step(item)
            for item in guidance.checklists[decision.category]
            if item.applies_to(profile)
        ]
        return [
            {"type": "steps", "items": steps},
            *self._provided(decision),
            *self._staff(decision),
        ]

    def events(self, profile: Profile) -> tuple[Event, ...]:
        """Return the dates that matter for a profile, if it names any."""
        ends, retires = profile.get("training_end"), profile.get("retirement_date")
        if isinstance(retires, date):
            return on_retiring(retires, self._knowledge)
        trains = profile.get("place") != "outside" and profile.get("acr_history") != "in_practice"
        if isinstance(ends, date) and trains and (self._today.year - ends.year) < 2:
            return after_training(ends, self._knowledge)
        return ()

    def _card(self, decision: Decision, profile: Profile) -> list[Block]:
        category = self._knowledge.rules.categories.get(decision.category)
        if category is None:
            name = {Status.REFER: "refer", Status.NO_CATEGORY: "no_category"}.get(
                decision.status, "cannot_tell"
            )
            rows: list[list[Any]] = [["What we can say", [self.text(name)]]]
            rows += self._alternatives(decision)
            return [{"type": "card", "title": self.text("refer_title"), "rows": rows}]
        rows = [
            ["What it is", [category.plain]],
            ["Dues today", [_dues(decision), " ", decision.dues.note]],
            ["Rights", [category.rights.text, " ", *self._source(category.rights.cites)]],
        ]
        upcoming = [
            one for one in self.events(profile) if one.on >= self._today and not one.is_task
        ]
        if upcoming:
            rows.append(["Next date", [f"{long_day(upcoming[0].on)}: {upcoming[0].title}."]])
        for name in decision.documents:
            document = self._knowledge.guidance.documents[name]
            rows.append(["To have at hand", [f"{document.title}. {document.text}"]])
        if decision.refund:
            rows.append(["Refund of dues paid", [_REFUNDS[decision.refund]]])
        rows += self._alternatives(decision)
        return [{"type": "card", "title": category.title, "rows": rows}]

    def _alternatives(self, decision: Decision) -> list[list[Any]]:
        titles = [self._knowledge.rules.categories[one].title for one in decision.alternatives]
        return [["Also possible", [", ".join(titles)]]] if titles else []

    def _reasons(self, decision: Decision) -> list[Block]:
        if decision.status is Status.NEED_MORE:
            names = ", ".join(self._knowledge.attributes[one].question for one in decision.missing)
            return [_paragraph(f"Still open: {names}")]
        items = [[_plain(one.text), " ", *self._source(one.cites)] for one in decision.because]
        return [_paragraph({"text": "Why", "strong": True}), {"type": "ul", "items": items}]

    def _provided(self, decision: Decision) -> list[Block]:
        if not decision.provided:
            return []
        return [_paragraph(f"This holds provided that {_and(decision.provided)}.")]

    def _staff(self, decision: Decision) -> list[Block]:
        if not decision.staff:
            return []
        gaps = self._knowledge.rules.gaps
        told = " ".join(f"{gaps[id_]} [{id_}]" for id_ in decision.staff)
        return [{"type": "note", "runs": [f"{self.text('staff')} {told}"]}]

    def _near_misses(self, profile: Profile) -> list[Block]:
        found = near_alternatives(self._eligibility, profile, self._today)
        if not found:
            return []
        categories = self._knowledge.rules.categories
        items: list[list[Run]] = [
            [f"{self.said(one.attribute, one.value)} → {categories[one.decision.category].title}"]
            for one in found
        ]
        return [
            _paragraph({"text": "What would change it", "strong": True}),
            {"type": "ul", "items": items},
        ]

    def _step(self, item: Any) -> dict[str, Any]:
        text = self._knowledge.fill(item.text, self._today)
        return {"title": item.title, "runs": [f"{text} ", *self._source(item.cites)]}

    def _source(self, cited: Citation) -> list[Run]:
        source = self._knowledge.sources[cited.page]
        return ["(", {"text": source.title, "url": source.url}, f", “{cited.heading}”)"]

    def _links(self, profile: Profile) -> list[dict[str, str]]:
        links = [
            {
                "title": "Printable summary",
                "url": f"/eligibility?{urlencode(list(_query(profile)))}",
            }
        ]
        if self.events(profile):
            retires, ends = profile.get("retirement_date"), profile.get("training_end")
            name = ("retires", retires) if retires else ("training_ends", ends)
            links.append({"title": "Calendar file", "url": f"/calendar.ics?{urlencode([name])}"})
        return links


def long_day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _query(profile: Profile) -> Iterator[tuple[str, str]]:
    for name, value in profile.items():
        for one in value if isinstance(value, tuple) else (value,):
            yield name, one.isoformat() if isinstance(one, date) else str(one)


def _answers(asked: Attribute) -> Iterator[Choice]:
    values = dict(asked.values)
    if asked.name == "school_years":
        values = {years: f"{years} years" for years in _SCHOOL_YEARS}
    for value, label in {**values, UNKNOWN: "I’m not sure"}.items():
        yield {
            "title": label,
            "payload": f'/tell{{"told": "{asked.name}={value}"}}',
            "value": value,
        }


def _control(title: str, do: str, **more: str) -> Choice:
    entities = ", ".join(f'"{key}": "{value}"' for key, value in {"do": do, **more}.items())
    return {"title": title, "payload": f"/control{{{entities}}}", "value": do, "role": CONTROL}


def _controls(*, can_go_back: bool) -> Iterator[Choice]:
    if can_go_back:
        yield _control("Go back", "back")
    yield _control("Why do you ask?", "why")
    yield _control("Stop", "stop")


def change_choices(messages: GuidedMessages, told: Mapping[str, Any]) -> list[Choice]:
    return [_control(messages.said(name, told[name]), "change", what=name) for name in told]


_CHANGES = (_control("Change an answer", "change"), _control("Start over", "restart"))
_SAVE = _control("Save with a code", "save")
_LETTER_TOOLS = (
    _control("Request for a letter", "letter"),
    _control("Check my letter", "check_letter"),
)


def consent_choices() -> list[Choice]:
    return [_control("Yes, save", "save_now"), _control("No", "stop")]


def _after_decision() -> list[Choice]:
    return [GUIDES["what_will_i_pay"], GUIDES["help_me_apply"], *_CHANGES]


def _paragraph(*runs: Run) -> Block:
    return {"type": "p", "runs": list(runs)}


def _amount(amount: Any) -> str:
    return "not published" if amount is None else money(amount)


def _dues(decision: Decision) -> str:
    if decision.dues.amount is None:
        return "Not published."
    return f"{money(decision.dues.amount)} a membership year."


def _first_reason(decision: Decision) -> str:
    return _plain(decision.because[0].text)


def _plain(text: str) -> str:
    """Drop the tag of a result without a category; it is for machines."""
    for tag in ("NEI: ", "REFER: ", "NOFIT: "):
        text = text.removeprefix(tag)
    return text


def _and(parts: Sequence[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_REFUNDS = {
    "full": "In full.",
    "none_stated": "The page states none.",
    "staff": "The pages do not settle it; the membership department decides.",
}
_SHORT = {
    "profession": "you are",
    "stage": "career",
    "place": "where",
    "school_place": "medical school",
    "acr_history": "ACR membership so far",
    "federal_service": "federal service",
    "board": "certified by",
    "training_end": "training ends",
    "training_start": "program starts",
    "program_approved": "approved program",
    "arrt": "ARRT certificate",
    "ecfmg": "current ECFMG certificate",
    "match": "residency place",
    "school_years": "years of medical school",
}
