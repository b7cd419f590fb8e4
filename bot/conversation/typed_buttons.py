"""The words of a button, typed or sent from an expired page, mean that button."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.knowledge.loader import Knowledge
from bot.messages.buttons import Buttons, faq_choice


class TypedButtons:
    def __init__(self, knowledge: Knowledge) -> None:
        buttons = Buttons(knowledge.guidance.buttons)
        self._controls = {_plain(button["title"]): button["value"] for button in buttons.controls()}
        self._payloads = {_plain(button["title"]): button["payload"] for button in buttons.guides()}
        for answer in knowledge.answers.values():
            self._payloads[_plain(answer.question)] = faq_choice(answer)["payload"]
        # Shown while an attribute was asked for; if none is, the first attribute with such a title is meant.
        self._facts: dict[tuple[str | None, str], str] = {}
        for attribute in knowledge.attributes.values():
            for value, title in attribute.values.items():
                if len(title.split()) > 1:
                    for pending in (attribute.name, None):
                        self._facts.setdefault(
                            (pending, _plain(title)), f"{attribute.name}={value}"
                        )

    def pressed_by(self, turn: UserTurn, state: State) -> UserTurn:
        """Return the turn as if the button had been pressed whose title it spells out."""
        typed = _plain(turn.text)
        if turn.is_button or not typed:
            return turn
        if typed in self._controls:
            return replace(
                turn, text="/control", intent="control", entities={"do": self._controls[typed]}
            )
        if typed in self._payloads:
            payload = self._payloads[typed]
            is_guide = not payload.startswith("/faq/")
            name = payload.removeprefix("/")
            return replace(
                turn,
                text=payload,
                intent=name if is_guide else "faq",
                label=name,
                offers=(),
                also=(),
            )
        fact = self._facts.get((state.pending, typed))
        is_spoken_of = bool(state.pending or state.told)
        if fact and (is_spoken_of or not turn.is_taught_answer):
            return replace(turn, text="/tell", intent="tell", entities={"told": fact})
        return turn


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]+", " ", text.lower().replace("’", "")).split())
