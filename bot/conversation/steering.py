"""What somebody says to steer the guide: back, why, not sure, stop, start over, change an answer."""

from __future__ import annotations

from typing import Any

from bot.conversation import commands
from bot.conversation.guide import Guide, Outcome
from bot.conversation.state import State
from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, to_blocks
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages


class Steering:
    def __init__(
        self, knowledge: Knowledge, guide: Guide, guided: GuidedMessages, messages: Messages
    ) -> None:
        self._knowledge = knowledge
        self._guide = guide
        self._guided = guided
        self._messages = messages

    def follow(self, state: State, command: str, what: Any = None) -> Outcome:
        """Return what a command leads to; `what` is the attribute to change."""
        steps = {
            commands.BACK: self._back,
            commands.WHY: self._why,
            commands.UNSURE: self._unsure,
            commands.STOP: self._stop,
            commands.RESTART: self._restart,
        }
        if command == commands.CHANGE:
            return self._change(state, what)
        if command in steps:
            return steps[command](state)
        return state, [self._messages.reply("out_of_scope")]

    def _back(self, state: State) -> Outcome:
        if not state.answered:
            before = to_blocks(self._guided.text("nothing_to_go_back_to"))
            return self._guide.ask(state, before) if state.pending else self._change(state, None)
        last = state.answered[-1]
        return self._guide.ask(state.without(last).but(answered=state.answered[:-1], pending=last))

    def _why(self, state: State) -> Outcome:
        if state.pending is None:
            return state, [self._messages.reply("capabilities")]
        return self._guide.ask(state, self.reason_for(state.pending))

    def reason_for(self, attribute: str) -> list[Block]:
        """Return why an attribute is asked for."""
        return to_blocks(self._knowledge.attributes[attribute].why)

    def _unsure(self, state: State) -> Outcome:
        if state.pending is None:
            return state, [self._messages.reply("deny")]
        return self._guide.take(state, {state.pending: UNKNOWN})

    def _stop(self, state: State) -> Outcome:
        return state.but(pending=None, misses=0), [self._guided.leading_on("stopped")]

    def _restart(self, state: State) -> Outcome:
        fresh = State(goal=state.goal, turn=state.turn)
        return self._guide.go_on(fresh, to_blocks(self._guided.text("opening")))

    def _change(self, state: State, what: Any) -> Outcome:
        if isinstance(what, str) and what in state.told:
            answered = tuple(name for name in state.answered if name != what)
            return self._guide.ask(state.without(what).but(answered=answered, pending=what))
        if not state.told:
            return state, [self._guided.leading_on("nothing_told")]
        choices = self._guided.say("what_to_change", Kind.CHOICES)
        return state, [{**choices, "choices": self._guided.changes(state.told)}]
