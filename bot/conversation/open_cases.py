"""Answers about somebody whose category is still open, or whom the pages do not settle."""

from __future__ import annotations

from bot.conversation.guide import Guide, Outcome
from bot.conversation.replies import Replies
from bot.conversation.state import State
from bot.eligibility.decision import Decision, Status
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, heading
from bot.messages.faq_messages import message
from bot.messages.guide_messages import GuidedMessages, plain_reason

_MOST_POSSIBLE = 3


class OpenCases:
    def __init__(
        self, knowledge: Knowledge, guide: Guide, guided: GuidedMessages, replies: Replies
    ) -> None:
        self._categories = knowledge.rules.categories
        self._guide = guide
        self._guided = guided
        self._replies = replies

    def answer(self, state: State, aspect: str) -> Outcome | None:
        """Say what can be said of one aspect all the same; None where nothing is known of anybody."""
        decision = self._guide.decisions.decision_on(state.told) if state.told else None
        if decision is None:
            return None
        if decision.status is Status.NEED_MORE:
            return self._of_each(state, aspect) if state.pending else None
        if aspect == "why":
            answer = self._replies.personal.reasons(decision)
            return state.but(aspect="why"), [self._replies.message_of(answer, decision, [])]
        if way_in := self._way_in(state, aspect, decision):
            return way_in
        return state, [self._guided.say_of_aspects("unsettled", Kind.CONTACT)]

    def _of_each(self, state: State, aspect: str) -> Outcome:
        """Until the pending question is answered: what holds for each category that is still possible."""
        blocks: list[Block] = []
        covers: list[str] = []
        possible = self._guide.decisions.possible(state.told, str(state.pending))
        if aspect == "eligibility" and 1 <= len(possible) <= _MOST_POSSIBLE:
            named = self._guided.possibilities([decision for decision, _ in possible])
            return state, [message(Kind.NOTICE, named)]
        for decision, profile in possible:
            answer = self._replies.personal.answer(aspect, decision.category, decision, profile)
            if answer is None or len(covers) >= _MOST_POSSIBLE:
                return state, [self._guided.say_of_aspects("depends")]
            title = self._categories[decision.category].title
            blocks.append(heading(f"{title}:"))
            blocks += answer.blocks
            covers.append(answer.covers or "")
        if not blocks:
            return state, [self._guided.say_of_aspects("depends")]
        return state, [message(Kind.NOTICE, blocks, covers=[id_ for id_ in covers if id_])]

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
