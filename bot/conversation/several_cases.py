"""Answers for several people of one message, one after the other; who is still open is asked about last."""

from __future__ import annotations

from bot.conversation.acts import Acts
from bot.conversation.guide import Guide, Outcome
from bot.conversation.replies import Replies
from bot.conversation.state import CATEGORY, State
from bot.eligibility.decision import Decision, Status
from bot.knowledge.replies import Kind
from bot.messages.faq_messages import Message, message
from bot.messages.guide_messages import GuidedMessages

# Aspects that a decision answers by itself.
_DECIDED = frozenset({"eligibility", "apply", "price"})


class SeveralCases:
    def __init__(self, guide: Guide, guided: GuidedMessages, replies: Replies) -> None:
        self._guide = guide
        self._guided = guided
        self._replies = replies

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Return a reply for each person whose facts decide or narrow a category."""
        aspect = next((name for name in acts.aspects if name not in _DECIDED), None)
        messages: list[Message] = []
        is_open: str | None = None
        for person, facts in {acts.person: acts.facts, **acts.others}.items():
            state = state.about(person)
            state = self._guide.with_facts(state.but(goal=CATEGORY), facts)
            decision = self._guide.decisions.decision_on(state.told)
            if decision is None:
                continue
            if decision.status is Status.NEED_MORE:
                messages += self._possible_for(state, decision) if is_open else ()
                is_open = is_open or person
                continue
            state, reply = self._of_one(state, aspect)
            messages.append(reply)
        if is_open:
            return self._asked_of(state.about(is_open), messages)
        return (state.about(acts.person), messages) if messages else None

    def _of_one(self, state: State, aspect: str | None) -> tuple[State, Message]:
        focus = self._replies.focus_on(state)
        if aspect and focus and (made := self._replies.about(state, aspect, focus)):
            return made
        decided = state.but(decided=focus.category if focus else None, aspect="eligibility")
        return decided, self._guide.result(decided)

    def _possible_for(self, state: State, decision: Decision) -> list[Message]:
        """Say what is possible so far for somebody who is not asked now."""
        before = self._guided.for_person(state.person, speaker="")
        possible = self._guide.possible_blocks(state.but(pending=decision.missing[0]))
        return [message(Kind.NOTICE, [*before, *possible])] if possible else []

    def _asked_of(self, state: State, messages: list[Message]) -> Outcome:
        """Say what is possible for somebody, and ask for what is missing; the others stay as they are."""
        before = [
            *self._guided.for_person(state.person, speaker=""),
            *self._guided.understood(state.told),
        ]
        after, question = self._guide.go_on(state, before)
        return after, [*messages, *question]
