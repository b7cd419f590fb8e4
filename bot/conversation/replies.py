"""Puts replies together: about a person where a decision is known, else about a category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversation.coordinators import GROUPS
from bot.conversation.guide import Guide, Outcome
from bot.conversation.personal_answers import PersonalAnswer, PersonalAnswers, Sentence
from bot.conversation.state import CATEGORY, SPEAKER, State
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, is_heading, paragraph, to_text
from bot.messages.buttons import faq_choice
from bot.messages.faq_messages import Message, Messages, message
from bot.messages.guide_messages import GuidedMessages

# "Until when?" after these is asked of them, not of the membership.
_HAS_AN_END = frozenset({"office", "vote", "rights", "committee"})
_OFFICE = "office"
# What is worked out says it for the very category; what is published of it says it for nobody's.
_WORKED_OUT = frozenset({"per"})
# Who asks these for trainees hears of the list on which a program puts them.
_OF_THE_WAY_IN = frozenset({"apply", "on_behalf"})
# After these a price is that of what follows.
_LEADS_TO_A_PRICE = frozenset({"after", "first_dues"})


@dataclass(frozen=True)
class Focus:
    """What is spoken of; `decision` is None where it is only a category."""

    category: str
    decision: Decision | None
    profile: Profile


class Replies:
    def __init__(
        self,
        knowledge: Knowledge,
        guide: Guide,
        guided: GuidedMessages,
        messages: Messages,
        today: date,
    ) -> None:
        self._knowledge = knowledge
        self._aspects = knowledge.aspects
        self._guide = guide
        self._guided = guided
        self._messages = messages
        self._today = today
        self.personal = PersonalAnswers(knowledge, guided, today)

    def focus_on(self, state: State) -> Focus | None:
        """Return the person in focus, where their facts decide a category."""
        decision = self._guide.decisions.decision_on(state.told) if state.told else None
        if decision is None or decision.status is not Status.DECIDED:
            return None
        return Focus(decision.category, decision, self._guide.profile(state))

    def published(self, state: State, id_: str) -> tuple[State, Message]:
        """Give a published answer as it is, and remember what it was about."""
        return self.remembering(state, id_), self._messages.answer(id_)

    def about(self, state: State, aspect: str, focus: Focus) -> tuple[State, Message] | None:
        """Answer one aspect of what is in focus; None where nothing is known of it."""
        next_prices = self._aspects.by_name["next_price"].cells
        leads_on = state.aspect in _LEADS_TO_A_PRICE and focus.category in next_prices
        if aspect == "price" and leads_on and not self.is_in_practice(focus):
            aspect = "next_price"
        if aspect in _OF_THE_WAY_IN and self._is_for_trainees(state, focus):
            aspect = "apply_group"
        if aspect == "renewal" and state.aspect in _LEADS_TO_A_PRICE:
            aspect = "switch"  # "does he have to do something, or is it automatic"
        if aspect == "until" and state.aspect in _HAS_AN_END:
            aspect = _OFFICE  # the six years in which it is open
        if aspect == _OFFICE and "retirement_date" in focus.profile and self.personal.retired:
            focus = replace(focus, category=self.personal.retired)  # asked of the time after it
        remembered = state.but(category=focus.category, aspect=aspect, answer=None)
        if aspect == "eligibility" and focus.decision:
            decided = remembered.but(decided=focus.category, goal=CATEGORY)
            return decided, self._guide.result(decided)
        answer = self.personal.answer(aspect, focus.category, focus.decision, focus.profile)
        if answer is None:
            return None
        if focus.decision and focus.category == focus.decision.category:
            remembered = remembered.but(decided=focus.category)
        before = self._guided.for_person(state.person, SPEAKER) if focus.decision else []
        return remembered, self.message_of(answer, focus.decision, before, aspect)

    def is_in_practice(self, focus: Focus) -> bool:
        """Tell whether what somebody owes is what comes after training."""
        is_known = focus.category in self._knowledge.rules.categories
        policy = self._knowledge.rules.policy_of(focus.category) if is_known else None
        return policy is PricePolicy.PRACTICE

    def _is_for_trainees(self, state: State, focus: Focus) -> bool:
        """Tell whether somebody asks for several trainees, whom a program can put on a list."""
        policy = self._knowledge.rules.policy_of(focus.category)
        return state.person in GROUPS and policy is PricePolicy.TRAINEE

    def of_category(self, state: State, aspect: str, category: str) -> tuple[State, Message] | None:
        """Answer one aspect of a category in general: worked out, or as it is published."""
        cell = self._aspects.by_name[aspect].cell(category)
        id_ = self.personal.published(aspect, category)
        if id_ and not (cell and cell.text) and aspect not in _WORKED_OUT:
            return self.published(state, id_)
        return self.about(state, aspect, Focus(category, None, {}))

    def about_or_published(
        self, state: State, aspect: str, focus: Focus
    ) -> tuple[State, Message] | None:
        """Answer for what is in focus, or else give what is published of the aspect."""
        if made := self.about(state, aspect, focus):
            return made
        id_ = self.personal.published(aspect, focus.category)
        return self.published(state, id_) if id_ else None

    def message_of(
        self,
        answer: PersonalAnswer,
        decision: Decision | None,
        before: list[Block],
        aspect: str = "",
    ) -> Message:
        about = self._messages.about(answer.covers) if answer.covers else None
        blocks = [*before, *answer.blocks]
        sources = [run for cited in answer.cites for run in self._guided.source_runs(cited)]
        if sources and not about:
            blocks.append(paragraph(*sources))
        more: dict[str, Any] = {}
        if decision and aspect == "price":
            more["quote"] = {"category": decision.category, **decision.dues.as_dict()}
            more |= self.about_decision(decision)
        general = [faq_choice(self._knowledge.answers[answer.covers])] if answer.covers else []
        return message(
            Kind.QUOTE if "quote" in more else Kind.ANSWER if about else Kind.NOTICE,
            blocks,
            answer=about,
            covers=[answer.covers] if answer.covers else [],
            choices=[*general, *self._guided.buttons.after_aspect(aspect)],
            **more,
        )

    def about_decision(self, decision: Decision) -> dict[str, Any]:
        """Return what every message that rests on a decision carries."""
        return self._guided.about_decision(decision)

    def heading_of(self, state: State) -> list[Block]:
        """Name whom a reply is for, where that is not the person who writes."""
        return self._guided.for_person(state.person, SPEAKER)

    def in_sentences(
        self, state: State, aspect: str, category: str, sentences: Sequence[Sentence]
    ) -> Message:
        """Answer an aspect of a category in these sentences, for the person in focus."""
        answer = self.personal.of_sentences(aspect, category, sentences)
        return self.message_of(answer, None, self.heading_of(state))

    def heading(self, name: str, **values: str) -> list[Block]:
        return self._guided.heading(name, **values)

    def sentence(self, name: str, **values: str) -> str:
        """Return one of the sentences of aspects.yml, filled."""
        return self._knowledge.fill(self._aspects.texts[name], self._today, **values)

    def remembering(self, state: State, id_: str) -> State:
        """Return the state after a published answer was given."""
        about = self._aspects.subjects.get(id_)
        if about is None:
            return state.but(answer=id_)
        return state.but(answer=id_, aspect=about.aspect, category=about.category or state.category)

    def which(self, offers: Sequence[str]) -> Message:
        """Ask which of some published answers is meant."""
        return self._messages.choices(self._knowledge.replies["which_of_these"].text, offers)

    def ids(self, labels: Sequence[str]) -> list[str]:
        """Return the ids of those labels that are published answers."""
        answers = (self._knowledge.answers_by_label.get(label) for label in labels)
        return [answer.id for answer in answers if answer]


def _named_once(blocks: list[Block]) -> list[Block]:
    """Leave out a heading that says once more of whom the blocks under it are."""
    kept: list[Block] = []
    current: Block | None = None
    for block in blocks:
        if is_heading(block) and block == current:
            continue
        current = block if is_heading(block) else current
        kept.append(block)
    return kept


def as_outcome(made: tuple[State, Message] | None) -> Outcome | None:
    return (made[0], [made[1]]) if made else None


def _is_short(reply: Message) -> bool:
    """Tell whether a reply was worked out; a published answer has its details and stays apart."""
    return "covers" in reply or "answer" not in reply


def joined(messages: list[Message]) -> list[Message]:
    """Two short replies to one person make one message; published answers stay apart."""
    if len(messages) < 2 or not all(_is_short(item) for item in messages):
        return messages
    texts = [item["text"] for item in messages]
    messages = [item for number, item in enumerate(messages) if item["text"] not in texts[:number]]
    if len(messages) < 2:
        return messages
    first, *others = messages
    blocks = _named_once([block for item in messages for block in item["blocks"]])
    covers = [id_ for item in messages for id_ in item.get("covers", [])]
    extra = {key: value for other in others for key, value in other.items() if key not in first}
    kind = next(
        (item["kind"] for item in messages if item["kind"] == Kind.QUOTE.value), first["kind"]
    )
    return [
        {
            **extra,
            **first,
            "kind": kind,
            "blocks": blocks,
            "covers": covers,
            "text": to_text(blocks),
        }
    ]
