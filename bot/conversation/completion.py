"""What a reply leaves out of a message, and what belongs with it: other parts, what was taught, what waited, days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.acts import Acts
from bot.conversation.aspect_reader import LEARNT_OF_A_PART, RIGHTS
from bot.conversation.guide import Guide, Outcome
from bot.conversation.questions import IDENTIFYING, Questions
from bot.conversation.replies import Replies, joined
from bot.conversation.state import CATEGORY, DUES, State
from bot.conversation.user_turn import UserTurn
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.faq_messages import Message, Messages

# Whoever asks these beside telling their case wants it worked out.
OF_A_CASE = frozenset({"eligibility", "price"})
# What a decision says beside which category it is.
OF_A_RESULT = frozenset({"eligibility", "price"})
# Of these the days are worked out from what is told, so they wait for it.
_OF_LATER_DAYS = frozenset({"until", "after", "first_dues", "next_price", "discount", "switch"})
OF_THE_TIMELINE = frozenset({"until", "after", "first_dues"})
OF_A_DECISION = frozenset({"why", "sure"})
# What a price says beside how much it is.
_OF_A_PRICE = frozenset({"per", "free_when"})
# Whoever pays for several asks for no price of their own.
_OF_A_GROUP = frozenset({"price", "other_prices", "payment"})
# When dues are first owed, and how much then.
_OF_FIRST_DUES = frozenset({"price", "start", "until", "next_price", "per"})
# Rules whose reply may answer one part of a message and leave out another; the last two only offer.
_OFFERING = frozenset({"_several_fit", "_not_answerable"})
_MAY_LEAVE_OUT = _OFFERING.union(
    "_pending_answer _confirmed _asked _goal _told _in_context _likely_asked".split()
)
_MOST_OF_THE_REST = 2
# A part that asks an aspect of this probability leans on what was spoken of, whatever it would be alone.
_LEANS = 0.4
# What comes before any answer, whatever a text was taught for.
_BEFORE_ANY_ANSWER = frozenset("_safety _button _saved_code _tool _bereaved".split())
_SUPPOSED, _CONFIRMED = "_supposed", "_confirmed"
_OF_CAREERS = "career/"
_OF_MEMBERSHIP = re.compile(r"\b(?:acr|membership|member|dues|join\w*)\b", re.IGNORECASE)


class Completion:
    """`rule` is the name of the rule of the plan that spoke."""

    def __init__(
        self,
        knowledge: Knowledge,
        guide: Guide,
        questions: Questions,
        replies: Replies,
        messages: Messages,
    ) -> None:
        self._knowledge = knowledge
        self._guide = guide
        self._questions = questions
        self._replies = replies
        self._messages = messages

    def complete(self, before: State, rule: str, outcome: Outcome, acts: Acts) -> Outcome:
        """Add to a reply what it leaves out, and what belongs with it."""
        outcome = self._with_the_rest(rule, outcome, acts)
        if rule not in _BEFORE_ANY_ANSWER:
            outcome = self._with_what_was_taught(before, outcome, acts)
        outcome = self._with_what_waited(before, outcome, acts)
        return self._with_days_of_the_change(outcome)

    def _with_the_rest(self, rule: str, outcome: Outcome, acts: Acts) -> Outcome:
        """Answer behind the reply what parts of the message ask and the reply leaves out."""
        if rule == _SUPPOSED:
            # The other parts are of what is supposed, too; an exam that is supposed is not asked about.
            return outcome if "board" in acts.hypothesis else self._with_published(outcome, acts)
        if rule not in _MAY_LEAVE_OUT:
            return outcome
        is_nothing_said = rule in _OFFERING
        if not (acts.asks_several or self._leaves_one_out(acts)):
            return self._with_published(outcome, acts)
        state, messages = outcome
        said = set() if is_nothing_said else self._aspects_said(*outcome, rule)
        rest: list[Message] = []
        if not state.decided:
            said |= OF_A_DECISION
        if len(RIGHTS & set(acts.aspects)) > 1:
            said |= RIGHTS  # one reply says them all
        for aspect in [name for name in acts.apart if name not in said][:_MOST_OF_THE_REST]:
            more = self._questions.asked(state, _of_part(acts, aspect))
            more = more or self._opened(state, aspect, acts)
            if more and not _is_said(more[1][0], [*messages, *rest]):
                state, answers = more
                rest += answers
            if state.pending:
                break
        if rest and is_nothing_said:
            # Of two parts one is answered, and what was to be said stands for the other.
            return state, joined(rest) if acts.asks_several else _behind(rest, messages)
        return self._with_published((state, _behind(messages, rest)), acts)

    def _leaves_one_out(self, acts: Acts) -> bool:
        """Tell whether one of several parts surely asks an aspect, and another something else."""
        asked = [part.asked[0] for part in acts.turn.parts if part.asked]
        apart = set(acts.apart) - OF_A_DECISION
        likely = max((p for name, p in asked if name in apart), default=0.0)
        is_of_parts = len(acts.turn.parts) > 1 and not acts.turn.also
        return is_of_parts and likely >= LEARNT_OF_A_PART

    def _with_published(self, outcome: Outcome, acts: Acts) -> Outcome:
        """Answer behind the reply what a part surely asks that is published once ("… and how competitive is it?")."""
        state, messages = outcome
        subjects = self._knowledge.aspects.subjects
        turn = acts.turn
        leaning = {part.text for part in turn.parts if part.asked and part.asked[0][1] >= _LEANS}
        named = self._knowledge.aspects.asked_in
        # "What if I take a research year" asks for no research.
        beside = tuple(
            label
            for text, label in turn.beside
            if text not in leaning and not set(named(text)) & set(acts.aspects)
        )
        labels = (turn.label, *turn.also) if turn.also else beside
        ids = [self._knowledge.answers_by_label[label].id for label in labels]
        said = answers_in(messages)
        # A career that was answered leaves what is asked of the membership.
        is_of_careers = bool(said) and all(id_.startswith(_OF_CAREERS) for id_ in said)
        left = [id_ for id_ in ids if id_ not in said and (is_of_careers or id_ not in subjects)]
        answers = [self._replies.published(state, id_)[1] for id_ in left[:_MOST_OF_THE_REST]]
        if is_of_careers and not answers and (prices := self._prices_asked_beside(acts)):
            answers = [prices]
        only_offers = messages[-1]["kind"] in {Kind.CHOICES.value, Kind.FALLBACK.value}
        return state, joined(answers) if answers and only_offers else _behind(messages, answers)

    def _prices_asked_beside(self, acts: Acts) -> Message | None:
        """Return what memberships cost, where a part of a question about careers asks that ("… and is ACR free for me?")."""
        asked = (part.text for part in acts.turn.parts if _OF_MEMBERSHIP.search(part.text))
        is_asked = any("price" in self._knowledge.aspects.asked_in(text) for text in asked)
        return self._messages.reply("prices") if is_asked else None

    def _with_what_was_taught(self, before: State, outcome: Outcome, acts: Acts) -> Outcome:
        """Begin with the answer that a text was taught for, of whatever else a reply would speak.

        Of somebody who is known the same words ask for their own case.
        """
        is_known = any(before.turns.get(name, 0) < before.turn for name in before.told)
        if is_known or before.pending or not acts.turn.is_taught_answer:
            return outcome
        state, messages = outcome
        id_ = self._knowledge.answers_by_label[acts.turn.label].id
        if id_ in answers_in(messages):
            return outcome
        going_on = [item for item in messages if item.get("asks") or "decision" in item]
        after, answer = self._replies.published(state, id_)
        return (state if going_on else after), [answer, *going_on]

    def _with_what_waited(self, before: State, outcome: Outcome, acts: Acts) -> Outcome:
        """Keep what is asked of a case that is open, and answer it once the case is decided."""
        state, messages = outcome
        if state.pending:
            asked = [name for name in acts.aspects if name in _OF_LATER_DAYS]
            is_new = before.pending is None and bool(asked)
            return (state.but(waiting=asked[0]), messages) if is_new else outcome
        waited = before.waiting
        if waited is None or state.person != before.person:
            return outcome
        state = state.but(waiting=None)
        focus = self._replies.focus_on(state) if state.decided and not acts.asks else None
        made = self._replies.about(state, waited, focus) if focus else None
        has_days = state.goal == DUES and "training_end" in state.told and waited in OF_THE_TIMELINE
        if made is None or has_days or _is_said(made[1], messages):
            return state, messages
        return made[0], [*messages, made[1]]

    def _with_days_of_the_change(self, outcome: Outcome) -> Outcome:
        """Whose training is over, and is decided to be a trainee still, hears what comes and when."""
        state, messages = outcome
        if state.goal != CATEGORY or "decision" not in messages[-1] or "quote" in messages[-1]:
            return outcome
        focus = self._replies.focus_on(state)
        if focus is None or not self._replies.personal.is_past_training(
            focus.category, focus.profile
        ):
            return outcome
        made = self._replies.about(state, "after", focus)
        return (state, [*messages, made[1]]) if made else outcome

    def _opened(self, state: State, aspect: str, acts: Acts) -> Outcome | None:
        """Ask what is missing to say what somebody pays, or may join, of whom something is known."""
        if acts.facts and acts.person == state.person:
            state = self._guide.with_facts(state, acts.facts)
        is_case = aspect in OF_A_CASE and bool(IDENTIFYING & set(state.told)) and not state.pending
        return (
            self._guide.start(state, DUES if aspect == "price" else CATEGORY) if is_case else None
        )

    def _aspects_said(self, state: State, messages: list[Message], rule: str) -> set[str]:
        """Return the aspects that messages speak of; a decision says what it costs as well, a yes does not."""
        subjects = self._knowledge.aspects.subjects
        ids = answers_in(messages)
        said = {subjects[id_].aspect for id_ in ids if id_ in subjects} | {str(state.aspect)}
        is_decided = rule != _CONFIRMED and any("decision" in message for message in messages)
        said |= OF_A_RESULT if is_decided else set()
        said |= _OF_A_PRICE if "price" in said else set()
        has_days = state.goal == DUES and "training_end" in state.told and bool(state.pending)
        said |= _OF_FIRST_DUES | OF_THE_TIMELINE if has_days else set()
        said |= _OF_A_GROUP if "group_payment" in said else set()
        return said | (_OF_FIRST_DUES if "first_dues" in said else set())


def answers_in(messages: Sequence[Message]) -> set[str]:
    """Return the ids of the published answers that messages give, as they are or for somebody's case."""
    covered = {id_ for message in messages for id_ in message.get("covers", ())}
    return covered | {message["answer"]["id"] for message in messages if message.get("answer")}


def _behind(messages: list[Message], more: list[Message]) -> list[Message]:
    """Return messages with more behind them; a question of ours stays last."""
    if not more:
        return messages
    if messages[-1].get("asks"):
        return [*joined([*messages[:-1], *more]), messages[-1]]
    return joined([*messages, *more])


def _is_said(message: Message, messages: list[Message]) -> bool:
    """Tell whether the text of a message stands in others."""
    return message["text"] in "\n".join(said["text"] for said in messages)


def _of_part(acts: Acts, aspect: str) -> Acts:
    """Return the acts of one part of a message: it asks about one aspect, and tells nothing."""
    text = acts.apart[aspect]
    turn = UserTurn(text, "out_of_scope", "out_of_scope")
    told: dict[str, Any] = {"facts": {}, "others": {}, "hypothesis": {}, "to_come": {}}
    return replace(acts, turn=turn, text=text, aspects=(aspect,), apart={}, **told)
