"""Answers about somebody whose category is still open, or whom the pages do not settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.decisions import FEW_CATEGORIES
from bot.conversation.guide import Guide, Outcome
from bot.conversation.personal_answers import PersonalAnswer
from bot.conversation.replies import Replies, as_outcome
from bot.conversation.state import State
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.aspects import ANY
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, heading
from bot.messages.decision_parts import plain_reason
from bot.messages.faq_messages import Message, message
from bot.messages.guide_messages import GuidedMessages

# Of somebody for whom there is no category, these have the same reply.
_ASKS_FOR_REASONS = frozenset({"why", "start", "eligibility"})

# Of a case that is open between few memberships, both ask what these cost ("and cost of each").
_PRICES = frozenset({"price", "other_prices"})


class OpenCases:
    def __init__(
        self, knowledge: Knowledge, guide: Guide, guided: GuidedMessages, replies: Replies
    ) -> None:
        self._aspects = knowledge.aspects
        self._categories = knowledge.rules.categories
        self._called = knowledge.aspects.categories
        self._rank = knowledge.rules.relations.rank
        self._guide = guide
        self._guided = guided
        self._replies = replies
        self._personal = replies.personal

    def answer(self, state: State, aspect: str) -> Outcome | None:
        """Say what can be said of one aspect all the same; None where nothing is known of anybody."""
        decision = self._guide.decisions.decision_on(state.told) if state.told else None
        if decision is None:
            return None
        if decision.status is Status.NEED_MORE:
            return self._of_each(state, aspect) if state.pending else None
        if aspect in _ASKS_FOR_REASONS:
            why = self._replies.personal.reasons(decision)
            before = self._guide.before_school(state)
            return state.but(aspect="why"), [self._replies.message_of(why, decision, before)]
        if aspect == "difference" and decision.alternatives:
            answer = self._personal.answer(aspect, decision.alternatives[0], None, {})
            if answer:
                return state, [self._replies.message_of(answer, None, [])]
        is_between = decision.status is Status.REFER and aspect in _PRICES
        if is_between and (priced := self._prices_of(state, decision)):
            return state, priced
        if way_in := self._way_in(state, aspect, decision):
            return way_in
        unsettled = self._guided.say_of_aspects("unsettled", Kind.CONTACT)
        if aspect == "price":
            prices = self._guide.before_school(state) or self._guided.prices()
            return state, [message(Kind.CONTACT, [*prices, *unsettled["blocks"]])]
        return state, [unsettled]

    def _of_each(self, state: State, aspect: str) -> Outcome:
        """Until the pending question is answered: what holds for the categories that are still possible."""
        possible = self._guide.decisions.possible(state.told, str(state.pending))
        if aspect == "eligibility" and (named := self._guide.possible_blocks(state)):
            return state, [message(Kind.NOTICE, named)]
        answers = self._answers_of(possible, aspect)
        if aspect == "price" and not 1 <= len(answers) <= FEW_CATEGORIES:
            return state, [message(Kind.NOTICE, self._guided.prices())]
        if not answers:
            published = {self._personal.published(aspect, other.category) for other, _ in possible}
            if len(published) == 1 and (id_ := published.pop()):
                after, reply = self._replies.published(state, id_)
                return after, [reply]
            return state, [self._guided.say_of_aspects("depends")]
        is_all = len(answers) == len(possible)
        is_partial = not is_all or len(answers) > FEW_CATEGORIES
        if is_partial and (said := self._of_anybody(state, aspect)):
            return said
        by_answer = self._guide.answers_to(state)
        return state, [self._said_of_each(answers, by_answer, is_all=is_all)]

    def _answers_of(
        self, possible: Sequence[tuple[Decision, Profile]], aspect: str
    ) -> list[tuple[str, PersonalAnswer]]:
        """Return what is said of an aspect to each member; none of any where it is worked out for none."""
        worked_out = {
            decision.category: self._personal.answer(aspect, decision.category, decision, profile)
            for decision, profile in possible
        }
        if not any(worked_out.values()):
            return []
        answers = {
            category: answer or self._personal.as_published(aspect, category)
            for category, answer in worked_out.items()
        }
        return [(category, answer) for category, answer in answers.items() if answer]

    def _prices_of(self, state: State, decision: Decision) -> list[Message]:
        """Say what the memberships cost between which the pages leave a case open."""
        published = (self._personal.published("price", name) for name in decision.alternatives)
        ids = dict.fromkeys(id_ for id_ in published if id_)
        return [self._replies.published(state, id_)[1] for id_ in ids]

    def _of_anybody(self, state: State, aspect: str) -> Outcome | None:
        """Return what is said of an aspect whoever asks; None where it names a category, or rests on facts."""
        cell = self._aspects.by_name[aspect].cells.get(ANY)
        if cell is None or (cell.text and not _names_nobody(cell.text)):
            return None
        if cell.text:
            return state, [self._replies.message_of(self._personal.of_all(aspect), None, [])]
        return as_outcome(self._replies.published(state, cell.answer)) if cell.answer else None

    def _said_of_each(
        self,
        answers: list[tuple[str, PersonalAnswer]],
        by_answer: Mapping[str, str],
        *,
        is_all: bool,
    ) -> Message:
        answers.sort(key=lambda pair: self._rank(pair[0]))
        blocks: list[Block] = []
        if (
            len(answers) > 1
            and is_all
            and len({self._without_name(*pair) for pair in answers}) == 1
        ):
            return self._said_once(answers)
        if len({repr(answer.blocks) for _, answer in answers}) == 1:
            return message(Kind.NOTICE, list(answers[0][1].blocks), covers=_covers(answers[:1]))
        for category, answer in answers[:FEW_CATEGORIES]:
            title = self._categories[category].title
            leads_to = by_answer.get(category)
            blocks.append(heading(f"{leads_to} – {title}:" if leads_to else f"{title}:"))
            blocks += answer.blocks
        if not is_all or len(answers) > FEW_CATEGORIES:
            blocks += self._guided.say_of_aspects("depends_else")["blocks"]
        return message(Kind.NOTICE, blocks, covers=_covers(answers[:FEW_CATEGORIES]))

    def _said_once(self, answers: list[tuple[str, PersonalAnswer]]) -> Message:
        """Say what is the same of several categories once, and name them all."""
        categories = [category for category, _ in answers]
        titles = dict.fromkeys(self._categories[name].title for name in categories)
        blocks = _put(answers[0][1].blocks, self._called[categories[0]].called, "such a member")
        said = [heading(f"{', '.join(titles)}:"), *blocks] if len(titles) > 1 else list(blocks)
        return message(Kind.NOTICE, said, covers=_covers(answers[:1]))

    def _without_name(self, category: str, answer: PersonalAnswer) -> str:
        """Return what an answer says, whatever a member of its category is called in it."""
        called = self._called[category].called
        return repr(answer.blocks).lower().replace(called.lower(), "")

    def _way_in(self, state: State, aspect: str, decision: Decision) -> Outcome | None:
        """What would hold if one thing were otherwise, for somebody for whom there is no category now."""
        change = self._guide.decisions.way_in(state.told)
        if change is None:
            return None
        facts = {**state.told, **change}
        other = self._guide.decisions.decision_on(facts)
        if other is None or other.status is not Status.DECIDED:
            return None
        answer = self._replies.personal.answer(
            aspect, other.category, other, self._guide.decisions.profile_of(facts)
        )
        if answer is None:
            return None
        as_it_is = self._replies.heading("as_it_is", reason=plain_reason(decision.because[0]))
        if_so = self._replies.heading("if_so", facts=self._guided.sentence(change))
        return state, [self._replies.message_of(answer, other, [*as_it_is, *if_so])]


def _names_nobody(text: Any) -> bool:
    return isinstance(text, str) and "{called}" not in text


def _covers(answers: list[tuple[str, PersonalAnswer]]) -> list[str]:
    return [answer.covers for _, answer in answers if answer.covers]


def _put(value: Any, old: str, new: str) -> Any:
    """Return blocks with one wording in the place of another."""
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, dict):
        return {key: _put(item, old, new) for key, item in value.items()}
    return [_put(item, old, new) for item in value] if isinstance(value, (list, tuple)) else value
