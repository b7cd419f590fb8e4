"""The messages of the guided conversations: question, decision, quote, checklist.

The same blocks serve the chat, the page without JavaScript and the staff console.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import AnswerKind
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.knowledge.sources import Citation
from bot.messages.blocks import Block, Run, heading, paragraph, to_blocks
from bot.messages.buttons import Buttons, Choice
from bot.messages.checklist import Checklist
from bot.messages.decision_parts import DecisionParts, plain_reason
from bot.messages.dues_table import DuesTable
from bot.messages.fact_words import FactWords
from bot.messages.faq_messages import Message, message
from bot.messages.result_card import ResultCard

# The link that matters most under a decision.
APPLY = "apply"

# How the one who writes is called where several people are spoken of.
_YOU = "you"

# So many branches, and so many answers in one of them, can be told at a glance.
_MOST_BRANCHES = 4
_MOST_ANSWERS = 3


@dataclass(frozen=True)
class Progress:
    """`step` counts from one; `of_about` is an estimate and says so."""

    step: int
    of_about: int


# How people are called who are known by letters.
_ABBREVIATIONS = {"np": "NP", "rra": "RRA"}


class GuidedMessages:
    def __init__(self, knowledge: Knowledge, eligibility: Eligibility, today: date) -> None:
        self._knowledge = knowledge
        self._today = today
        self._parts = DecisionParts(knowledge, today)
        self._facts = FactWords(knowledge)
        self._card = ResultCard(knowledge, eligibility, self._parts, today)
        self._dues = DuesTable(self._parts)
        self._checklist = Checklist(knowledge, self._parts, today)
        self.buttons = Buttons(knowledge.guidance.buttons)
        self.letter = knowledge.guidance.letter

    def text(self, name: str, **values: object) -> str:
        """Return a fixed text with its placeholders filled."""
        return self._parts.text(name, **values)

    def say(self, name: str, kind: Kind = Kind.NOTICE, **values: object) -> Message:
        return message(kind, to_blocks(self.text(name, **values)))

    def leading_on(self, name: str, **values: object) -> Message:
        """Say a text, and offer where to go from there."""
        return {**self.say(name, Kind.NOTICE, **values), "choices": self.buttons.guides()}

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
        answers = self.buttons.answers(attribute_)
        # There is nothing to press for a day, so it says how one is written.
        is_day = attribute_.kind is AnswerKind.DATE
        hint = [paragraph(self.text("day"))] if is_day else []
        kind = {"type": "date"} if is_day else {}
        return message(
            Kind.QUESTION,
            [*before, heading(asks_which or attribute_.question), *hint],
            asks={
                "attribute": attribute,
                "why": attribute_.why,
                "step": progress.step,
                "of_about": progress.of_about,
                **kind,
            },
            choices=[*answers, *self.buttons.steering(can_go_back=can_go_back)],
        )

    def understood(self, facts: Mapping[str, Any], heading: str = "understood") -> list[Block]:
        """Say back what was understood, so that a person can correct it."""
        sentence = self.sentence(facts)
        # "in the U.S." has its full stop.
        stop = "" if sentence.endswith(".") else "."
        return [paragraph(f"{self.text(heading)} {sentence}{stop}")] if sentence else []

    def sentence(self, facts: Mapping[str, Any]) -> str:
        """Return facts as one phrase: "a physician, in residency, in the U.S."."""
        return self._facts.sentence(facts)

    def title(self, name: str, value: Any) -> str:
        """Return a fact in the words of its button."""
        return self._facts.title(name, value)

    def changes(self, facts: Mapping[str, Any]) -> list[Choice]:
        """Return a button for each fact that can be told anew."""
        return [self.buttons.change(name, self.title(name, value)) for name, value in facts.items()]

    def for_person(self, person: str, speaker: str) -> list[Block]:
        """Name whom a result is for, where that is not the person who writes."""
        if person == speaker:
            return []
        is_name = person[0].isupper() or person == _YOU
        whose = "your" if person in self._knowledge.cues.people.yours else "the"
        called = person if is_name else f"{whose} {_ABBREVIATIONS.get(person, person)}"
        return self.heading("for_person", person=called)

    def heading(self, name: str, **values: str) -> list[Block]:
        """Return one of the sentences of aspects.yml that stand before a reply."""
        text = self._knowledge.aspects.texts[name]
        return [heading(self._knowledge.fill(text, self._today, **values))]

    def possibilities(self, decisions: Sequence[Decision]) -> list[Block]:
        """Name the categories that are still possible, with what each costs."""
        return [paragraph(f"{self.text('possible')} {self._priced(decisions)}.")]

    def branches(
        self, attribute: str, branches: Sequence[tuple[Sequence[str], Sequence[Decision]]]
    ) -> list[Block]:
        """Say which answers lead to which categories; nothing where all lead to the same, or it is long to say.

        `branches` has the values of the attribute, and the decisions that may follow them.
        """
        if not 1 < len(branches) <= _MOST_BRANCHES:
            return []
        called = self.answers_called(attribute, [values for values, _ in branches])
        items = [
            [f"{called[tuple(values)]}: {self._priced(decisions)}"]
            for values, decisions in branches
            if tuple(values) in called
        ]
        if len(items) < len(branches):
            return []
        items.sort(key=lambda item: item[0].startswith(self.text("any_other")))
        return [paragraph(self.text("branches")), {"type": "ul", "items": items}]

    def answers_called(
        self, attribute: str, groups: Sequence[Sequence[str]]
    ) -> dict[tuple[str, ...], str]:
        """Return what each group of answers is called: the largest "any other" where it is of many.

        Further groups of many have no name.
        """
        largest = max(groups, key=len)
        called = {}
        for values in groups:
            if len(values) <= _MOST_ANSWERS:
                called[tuple(values)] = _either([self.title(attribute, value) for value in values])
            elif values is largest:
                called[tuple(values)] = self.text("any_other")
        return called

    def _priced(self, decisions: Sequence[Decision]) -> str:
        """Return categories with what each costs, said once of those that cost the same."""
        by_amount: dict[str, list[str]] = {}
        for decision in decisions:
            title = self._knowledge.rules.categories[decision.category].title
            by_amount.setdefault(self._parts.amount_in_short(decision), []).append(title)
        return _either([f"{_either(names)} ({amount})" for amount, names in by_amount.items()])

    def decision(
        self,
        decision: Decision,
        profile: Profile,
        before: Sequence[Block] = (),
        told: Profile | None = None,
    ) -> Message:
        """Say a decision with its reasons; never that somebody is a member. `told` as for `links`."""
        blocks = [*before, *self._card.in_short(decision, profile)]
        choices = self.buttons.after_decision(decision)
        return self._result(Kind.DECISION, blocks, decision, profile, told, choices=choices)

    def unchanged(self, decision: Decision, before: Sequence[Block] = ()) -> Message:
        """Say that a decision stays as it is, with its first reason and what it costs."""
        reason = plain_reason(decision.because[0])
        is_decided = decision.status is Status.DECIDED
        name = "unchanged" if is_decided else "unchanged_open"
        title = self._knowledge.rules.categories[decision.category].title if is_decided else ""
        price = f" ({self._parts.amount_in_short(decision)})" if is_decided else ""
        text = self._knowledge.fill(
            self._knowledge.aspects.texts[name],
            self._today,
            category=f"{title}{price}",
            reason=reason,
        )
        blocks = [*before, *to_blocks(text), *(self._parts.staff(decision) if is_decided else ())]
        return message(
            Kind.NOTICE if is_decided else Kind.CONTACT,
            blocks,
            choices=self.buttons.after_decision(decision),
            **self.about_decision(decision),
        )

    def quote(
        self,
        decision: Decision,
        profile: Profile,
        before: Sequence[Block] = (),
        told: Profile | None = None,
        *,
        has_dates: bool = False,
    ) -> Message:
        """Say what is owed, line by line, and from when on; `has_dates` where the table of days was given before."""
        return self._result(
            Kind.QUOTE,
            [*before, *self._dues.blocks(decision, profile, has_dates=has_dates)],
            decision,
            profile,
            told,
            quote={"category": decision.category, **decision.dues.as_dict()},
            choices=[self.buttons.guide("help_me_apply"), *self.buttons.changes()],
        )

    def checklist(
        self,
        decision: Decision,
        profile: Profile,
        before: Sequence[Block] = (),
        told: Profile | None = None,
    ) -> Message:
        """Say what to do, step by step, in this person's case only."""
        needs_letter = self._checklist.needs_school_letter(decision)
        tools = self.buttons.letter_tools() if needs_letter else []
        choices = [*tools, self.buttons.save(), *self.buttons.changes()]
        blocks = [*before, *self.checklist_blocks(decision, profile)]
        return self._result(Kind.DECISION, blocks, decision, profile, told, choices=choices)

    def _result(
        self,
        kind: Kind,
        blocks: Sequence[Block],
        decision: Decision,
        profile: Profile,
        told: Profile | None,
        **more: Any,
    ) -> Message:
        about = self.about_decision(decision)
        links = [*about.pop("links"), *self.links(profile, told)]
        return message(kind, blocks, **more, **about, links=links)

    def about_decision(self, decision: Decision) -> dict[str, Any]:
        """Return what every message that rests on a decision carries: it, the day it was checked, where to apply."""
        return {
            "decision": decision.as_dict(self._knowledge.rules.gaps),
            "checked": self.checked(decision),
            "links": self.apply_links(decision),
        }

    def decision_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        return self._card.in_full(decision, profile)

    def quote_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        return self._dues.blocks(decision, profile)

    def dates_blocks(self, profile: Profile) -> list[Block]:
        """Return what happens when, as a table; nothing where the profile names no day."""
        return self._dues.dates(profile)

    def checklist_blocks(self, decision: Decision, profile: Profile) -> list[Block]:
        return self._checklist.blocks(decision, profile)

    def source_runs(self, citation: Citation) -> list[Run]:
        return self._parts.source(citation)

    def checked(self, decision: Decision) -> str:
        """Return the day, in ISO form, on which the pages that a decision cites were last read."""
        days = [self._knowledge.sources[reason.cites.page].read_on for reason in decision.because]
        return min(days).isoformat() if days else ""

    def apply_links(self, decision: Decision) -> list[dict[str, str]]:
        """Return where to apply; nothing where nobody applies, or the pages do not decide."""
        category = self._parts.category(decision)
        if category is None or category.no_application:
            return []
        url = self._knowledge.sources["join"].url
        return [{"title": self.buttons.title("apply"), "url": url, "role": APPLY}]

    def links(self, profile: Profile, told: Profile | None = None) -> list[dict[str, str]]:
        """Return the summary and the calendar; of a profile, `told` is what was not only taken for granted.

        The summary lists answers, so it gets those alone; it takes the rest for granted too, and says so.
        """
        answers = list(_query(profile if told is None else told))
        if told is not None and len(told) < len(profile):
            answers.append(("result", "1"))
        address = f"/eligibility?{urlencode(answers)}"
        links = [{"title": self.buttons.title("print"), "url": address}]
        if self._parts.events(profile):
            retires, ends = profile.get("retirement_date"), profile.get("training_end")
            name = ("retires", retires) if retires else ("training_ends", ends)
            address = f"/calendar.ics?{urlencode([name])}"
            links.append({"title": self.buttons.title("calendar"), "url": address})
        return links


def _query(profile: Profile) -> Iterator[tuple[str, str]]:
    for name, value in profile.items():
        for item in value if isinstance(value, tuple) else (value,):
            yield name, item.isoformat() if isinstance(item, date) else str(item)


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
