"""A turn as outsiders see it: its messages with ids, and with opaque choices in place of commands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.gateway.sessions import Pressed, Sessions
from bot.messages.faq_messages import Message
from bot.records.conversations.store import Turn


def shown(turn: Turn, sessions: Sessions, *, with_question: bool = False) -> list[Message]:
    messages = [{"id": f"{turn.id}.{place}", **message} for place, message in enumerate(turn.reply)]
    for message in messages:
        if "choices" in message:
            message["choices"] = [
                _opaque(choice, turn.session_id, sessions) for choice in message["choices"]
            ]
    if with_question and turn.text is not None:
        messages[0]["reply_to"] = {"id": turn.client_id, "text": turn.text}
    return messages


def _opaque(choice: Mapping[str, str], session_id: str, sessions: Sessions) -> dict[str, str]:
    pressed = Pressed(choice["payload"], choice["title"])
    seen = {key: value for key, value in choice.items() if key != "payload"}
    return {**seen, "choice": sessions.mint_choice(session_id, pressed)}
