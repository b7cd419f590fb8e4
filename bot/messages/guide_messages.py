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
from bot.eligibility.decision import NONE, TAGS, Decision, Status
from bot.eligibility.near_alternatives import near_alternatives
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attribute
from bot.knowledge.categories import Reason
from bot.knowledge.loader import Knowledge, money
from bot.knowledge.replies import Kind
from bot.knowledge.sources import Citation
from bot.knowledge.texts import put_in
from bot.messages.blocks import Block, Run, heading, paragraph, to_blocks
from bot.messages.faq_messages import GUIDES, Choice, Message, message

CONTROL = "control"
# The link that matters most under a decision.
APPLY = "apply"
# Who retires is a member already, and tells the membership department.
_NO_APPLICATION = ("retired",)
_SCHOOL_YEARS = ("3", "4", "5", "6")

# How the one who writes is called where several people are spoken of.
_YOU = "you"


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
        return self._knowledge.fill(self._texts[name], self._today, **values)

    def say(self, name: str, kind: Kind = Kind.NOTICE, **values: object) -> Message:
        return message(kind, to_blocks(self.text(name, **values)))

    def prices(self) -> list[Block]:
        """Return what is known of amounts before anybody's category is."""
        return to_blocks(self._knowledge.fill(self._knowledge.replies["prices"].text, self._today))

    def say_of_aspects(self, name: str, kind: Kind = Kind.NOTICE) -> Message:
        text = self._knowledge.fill(self._knowledge.aspects.texts[name], self._today)
        return message(kind, to_blocks(text))

    def question(
        self,
        attribute: str,
        progress: Progress,
        before: Sequence[Block] = (),
        *,
        can_go_back: bool,
        is_unclear: bool = False,
    ) -> Message:
        """Ask for an attribute; `before` is said first, in the same message.

        `is_unclear`: what was said of it may mean several values, and the question asks which.
        """
        attribute_ = self._knowledge.attributes[attribute]
        asks_which = attribute_.unclear.question if is_unclear and attribute_.unclear else None
        return message(
            Kind.QUESTION,
            [*before, heading(asks_which or attribute_.question)],
            asks={
                "attribute": attribute,
                "why": attribute_.why,
                "step": progress.step,
                "of_about": progress.of_about,
            },
            choices=[*_answers(attribute_), *_controls(can_go_back=can_go_back)],
        )

    def understood(self, told: Mapping[str, Any], heading: str = "understood") -> list[Block]:
        """Say back what was understood, so that a person can correct it."""
        sentence = self.sentence(told)
        return [paragraph(f"{self.text(heading)} {sentence}.")] if sentence else []

    def sentence(self, told: Mapping[str, Any]) -> str:
        """Return facts as one phrase: "a physician, in residency, in the U.S."."""
        names = [name for name in told if name not in implied_by(told)]
        phrases = [phrase for name in names for phrase in self._phrases(name, told[name])]
        return ", ".join(phrases)

    def _phrases(self, name: str, value: Any) -> Iterator[str]:
        phrases = self._knowledge.facts.get(name, {})
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if "value" in phrases and item != UNKNOWN:
                is_day = self._knowledge.attributes[name].kind is AnswerKind.DATE
                shown = long_day(date.fromisoformat(str(item))) if is_day else str(item)
                yield phrases["value"].replace("{value}", shown)
            elif str(item) in phrases:
                yield phrases[str(item)]

    def for_person(self, person: str, speaker: str) -> list[Block]:
        """Name whom a result is for, where that is not the person who writes."""
        if person == speaker:
            return []
        called = person if person[0].isupper() or person == _YOU else f"the {person}"
        return [heading(put_in(self._knowledge.aspects.texts["for_person"], person=called))]

    def title(self, name: str, value: Any) -> str:
        """Return a fact in the words of its button."""
        attribute = self._knowledge.attributes[name]
        if isinstance(value, (list, tuple)):
            return ", ".join(self.title(name, item) for item in value)
        if value == UNKNOWN:
            return f"{_SHORT.get(name, name.replace('_', ' '))} not known"
        if attribute.kind is AnswerKind.DATE:
            return next(iter(self._phrases(name, value)), str(value))
        label = attribute.values.get(str(value), str(value)).partition(" (")[0]
        if set(attribute.values) == {"yes", "no"} or not attribute.values:
            return f"{_SHORT.get(name, name.replace('_', ' '))}: {label}"
        return label

    def possibilities(self, decisions: Sequence[Decision]) -> list[Block]:
        """Name the categories that are still possible, with what each costs."""
        categories = self._knowledge.rules.categories
        names = [
            f"{categories[decision.category].title} ({_short_dues(decision)})"
            for decision in decisions
        ]
        return [paragraph(f"{self.text('possible')} {'; '.join(names)}.")]

    def ways_on(self, aspect: str) -> list[Choice]:
        """Return the guides that lead on from a reply about one aspect."""
        names = {
            "price": ("help_me_apply",),
            "apply": ("help_me_apply",),
            "documents": ("help_me_apply",),
        }.get(aspect, ("what_will_i_pay", "help_me_apply"))
        return [GUIDES[name] for name in names]

    def decision(
        self, decision: Decision, profile: Profile, before: Sequence[Block] = ()
    ) -> Message:
        """Say a decision with its reasons; never that somebody is a member."""
        return message(
            Kind.DECISION,
            [*before, *self.summary_blocks(decision, profile)],
            decision=decision.as_dict(self._knowledge.rules.gaps),
            checked=self.checked(decision),
            choices=_after_decision(decision),
            links=[*self.apply_links(decision), *self.links(profile)],
        )

    def summary_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        """Return a decision as it is said in a conversation: the result, why, what it costs, who confirms."""
        category = self._knowledge.rules.categories.get(decision.category)
        if category is None:
            return [
                *self._card(decision, profile),
                *self._reasons(decision),
                *self._not_sure(decision, profile),
                *self._near_misses(profile),
            ]
        reason = decision.because[0]
        rows: list[list[Any]] = [
            ["Why", [plain_reason(reason), " ", *self.source_runs(reason.cites)]],
            ["Dues", [_dues(decision), " ", decision.dues.note]],
        ]
        if decision.documents:
            documents = [
                self._knowledge.guidance.documents[name].title for name in decision.documents
            ]
            rows.append(["To have ready", ["; ".join(documents)]])
        rows += self._alternatives(decision)
        return [
            {"type": "card", "title": category.title, "rows": rows},
            *self._provided(decision),
            *self._staff(decision),
        ]

    def decision_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        return [
            *self._card(decision, profile),
            *self._reasons(decision),
            *self._provided(decision),
            *self._staff(decision),
            *self._not_sure(decision, profile),
            *self._near_misses(profile),
            paragraph({"text": self.text("disclaimer"), "em": True}),
        ]

    def quote(self, decision: Decision, profile: Profile, before: Sequence[Block] = ()) -> Message:
        """Say what is owed, line by line, and from when on; no total unless every line is known."""
        return message(
            Kind.QUOTE,
            [*before, *self.quote_blocks(decision, profile)],
            quote={"category": decision.category, **decision.dues.as_dict()},
            decision=decision.as_dict(self._knowledge.rules.gaps),
            checked=self.checked(decision),
            choices=[GUIDES["help_me_apply"], *_CHANGES],
            links=[*self.apply_links(decision), *self.links(profile)],
        )

    def quote_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        dues = decision.dues
        category = self._knowledge.rules.categories.get(decision.category)
        title = category.title if category else self.text("refer_title")
        blocks: list[Block] = [heading(title)]
        if dues.lines:
            rows = [
                [
                    [line.label],
                    [_amount(line.amount)],
                    [line.note, " ", *self.source_runs(line.cites)],
                ]
                for line in dues.lines
            ]
            blocks.append({"type": "table", "head": ["What", "US$ a year", "Note"], "rows": rows})
        blocks.append(paragraph(dues.note))
        if not dues.is_known or any(line.amount is None for line in dues.lines):
            blocks.append(paragraph(self.text("schedule")))
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
            checked=self.checked(decision),
            choices=[*(_LETTER_TOOLS if is_student else ()), _SAVE, *_CHANGES],
            links=[*self.apply_links(decision), *self.links(profile)],
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
                    *self.source_runs(decision.because[0].cites),
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
            ["Good to know", [category.rights.text, " ", *self.source_runs(category.rights.cites)]],
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
            return [paragraph(f"Still open: {names}")]
        items = [[plain_reason(one), " ", *self.source_runs(one.cites)] for one in decision.because]
        return [heading("Why"), {"type": "ul", "items": items}]

    def _provided(self, decision: Decision) -> list[Block]:
        if not decision.provided:
            return []
        return [paragraph(f"This holds provided that {_and(decision.provided)}.")]

    def _staff(self, decision: Decision) -> list[Block]:
        if not decision.staff:
            return []
        gaps = self._knowledge.rules.gaps
        points = " ".join(gaps[id_] for id_ in decision.staff)
        return [{"type": "note", "runs": [f"{self.text('staff')} {points}"]}]

    def _not_sure(self, decision: Decision, profile: Profile) -> list[Block]:
        """Say which answers were left open, where another one could lead to a category."""
        if decision.status not in (Status.NO_CATEGORY, Status.REFER):
            return []
        open_ = [
            self._knowledge.attributes[name].question
            for name, value in profile.items()
            if value in (UNKNOWN, (UNKNOWN,))
        ]
        return [paragraph(f"{self.text('not_sure')} {' '.join(open_)}")] if open_ else []

    def _near_misses(self, profile: Profile) -> list[Block]:
        found = near_alternatives(self._eligibility, profile, self._today)
        if not found:
            return []
        categories = self._knowledge.rules.categories
        items: list[list[Run]] = []
        for one in found:
            attribute = self._knowledge.attributes[one.attribute]
            answer = f"{attribute.question} “{attribute.values[one.value]}”"
            items.append([f"{answer} would lead to: {categories[one.decision.category].title}."])
        return [
            heading("What would change it"),
            {"type": "ul", "items": items},
        ]

    def _step(self, item: Any) -> dict[str, Any]:
        text = self._knowledge.fill(item.text, self._today)
        return {"title": item.title, "runs": [f"{text} ", *self.source_runs(item.cites)]}

    def source_runs(self, cited: Citation) -> list[Run]:
        source = self._knowledge.sources[cited.page]
        return ["(", {"text": source.title, "url": source.url}, f", “{cited.heading}”)"]

    def checked(self, decision: Decision) -> str:
        """Return the day, in ISO form, on which the pages that a decision cites were last read."""
        days = [self._knowledge.sources[reason.cites.page].read_on for reason in decision.because]
        return min(days).isoformat() if days else ""

    def apply_links(self, decision: Decision) -> list[dict[str, str]]:
        """Return where to apply; nothing where nobody applies, or the pages do not decide."""
        if decision.category in (*_NO_APPLICATION, NONE):
            return []
        return [{"title": "Apply now", "url": self._knowledge.sources["join"].url, "role": APPLY}]

    def links(self, profile: Profile) -> list[dict[str, str]]:
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


def implied_by(told: Mapping[str, Any]) -> set[str]:
    """Return the facts that another one says more exactly, so that a sentence need not say both."""
    implied = set()
    if told.get("profession") == "medical_student" or "program" in told:
        implied.add("stage")
    if told.get("field") == "medical_physics" and told.get("profession") == "medical_physicist":
        implied.add("field")
    return implied


def long_day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _query(profile: Profile) -> Iterator[tuple[str, str]]:
    for name, value in profile.items():
        for one in value if isinstance(value, tuple) else (value,):
            yield name, one.isoformat() if isinstance(one, date) else str(one)


def _answers(attribute_: Attribute) -> Iterator[Choice]:
    values = dict(attribute_.values)
    if attribute_.name == "school_years":
        values = {years: f"{years} years" for years in _SCHOOL_YEARS}
    for value, label in {**values, UNKNOWN: "I’m not sure"}.items():
        yield {
            "title": label,
            "payload": f'/tell{{"told": "{attribute_.name}={value}"}}',
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
    return [_control(messages.title(name, told[name]), "change", what=name) for name in told]


_CHANGES = (_control("Change an answer", "change"), _control("Start over", "restart"))
_SAVE = _control("Save with a code", "save")
_LETTER_TOOLS = (
    _control("Request for a letter", "letter"),
    _control("Check my letter", "check_letter"),
)


def save_choice() -> Choice:
    return _SAVE


def letter_choices() -> list[Choice]:
    """Return what leads on from a letter: the request, another check, saving, the checklist."""
    return [*_LETTER_TOOLS, _SAVE, GUIDES["help_me_apply"]]


def guide_choices() -> list[Choice]:
    return [GUIDES["find_category"], GUIDES["what_will_i_pay"], GUIDES["help_me_apply"]]


def consent_choices() -> list[Choice]:
    return [_control("Yes, save", "save_now"), _control("No", "stop")]


def _after_decision(decision: Decision) -> list[Choice]:
    """Return what can be done next; without a category there is nothing to pay or to apply for yet."""
    if decision.category == NONE:
        return list(_CHANGES)
    return [GUIDES["what_will_i_pay"], GUIDES["help_me_apply"], *_CHANGES]


def _amount(amount: Any) -> str:
    return "not published" if amount is None else money(amount)


def _dues(decision: Decision) -> str:
    if decision.dues.amount is None:
        return "Not published."
    return f"{money(decision.dues.amount)} a membership year."


def _short_dues(decision: Decision) -> str:
    amount = decision.dues.amount
    return "dues on the schedule" if amount is None else f"{money(amount)} a year"


def _first_reason(decision: Decision) -> str:
    return plain_reason(decision.because[0])


def plain_reason(reason: Reason) -> str:
    """Drop the tag of a result without a category; it is for machines."""
    text = reason.text
    for tag in TAGS.values():
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
