"""What is not said twice in a row, and what is said of questions that nothing answers."""

from __future__ import annotations

import hashlib

from bot.conversation.acts import Acts
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.knowledge.replies import LEFT_OUT, Kind
from bot.messages.faq_messages import Message, Messages

_FEW_FACTS = 2
_VARIED = {Kind.ANSWER.value, Kind.FALLBACK.value, Kind.CHOICES.value, Kind.CONTACT.value}
# Behind the fingerprint of a reply that was given again with something more.
_MORE = "=+"
# An answer given so many turns ago is still before somebody's eyes.
_RECENT = 3


class Repetition:
    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def left_out(self, turn: UserTurn, messages: list[Message]) -> list[Message]:
        """Say that of several questions some have an answer and others have none."""
        answers = [message for message in messages if message["kind"] == Kind.ANSWER.value]
        is_decided = "decision" in messages[-1] and not turn.is_answered
        is_answered = len(answers) > 1 or is_decided
        return [self._messages.reply(LEFT_OUT)] if turn.left_out and is_answered else []

    def not_twice(
        self, before: State, acts: Acts, after: State, messages: list[Message]
    ) -> tuple[State, list[Message]]:
        """The same text is not given twice in a row: to the same words shorter, and with a way on."""
        fingerprint = _fingerprint("\n".join(message["text"] for message in messages))
        heard = _fingerprint(acts.turn.text)
        after = after.but(heard=heard)
        last = messages[-1]
        recent = {given.rstrip(_MORE) for given in before.given[-_RECENT:]}
        is_asked_of = fingerprint in recent and acts.asks and acts.words > _FEW_FACTS
        if (
            is_asked_of
            and heard != before.heard
            and (passage := self._messages.passage(last, acts.turn.text))
        ):
            # Asked in other words, an answer is read for what is asked of it.
            return after.giving(fingerprint), [*messages[:-1], passage]
        given = before.given[-1] if before.given else ""
        is_varied = last["kind"] in _VARIED and not self._messages.is_foreign(acts.turn.text)
        if given.rstrip(_MORE) != fingerprint or not is_varied:
            return after.giving(fingerprint), messages
        if heard != before.heard and last["kind"] == Kind.ANSWER.value and last.get("answer"):
            if given != fingerprint and acts.words > _FEW_FACTS:
                return after.giving(given), [self._messages.reply("all_said")]
            return after.giving(fingerprint + "="), [self._messages.with_nothing_else(last)]
        return after.giving(fingerprint + "+"), [self._messages.again(last)]


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
