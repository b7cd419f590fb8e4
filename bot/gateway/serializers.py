"""A turn as a client sees it: its messages have ids, and signed choices in place of commands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.gateway.sessions import Button, Sessions
from bot.messages.faq_messages import Message
from bot.records.conversations.store import TRACE, Turn
from bot.web.links import linked


def serialize(turn: Turn, sessions: Sessions, *, with_question: bool = False) -> list[Message]:
    messages = [
        {"id": f"{turn.id}.{number}", **_visible(message)}
        for number, message in enumerate(turn.reply)
    ]
    for message in messages:
        if "choices" in message:
            message["choices"] = [
                _signed(choice, turn.session_id, sessions) for choice in message["choices"]
            ]
    if with_question and turn.text is not None:
        messages[0]["reply_to"] = {"id": turn.client_id, "text": turn.text}
    return messages


def _visible(message: Message) -> Message:
    visible = {key: value for key, value in message.items() if key != TRACE}
    if "blocks" in visible:
        visible["blocks"] = linked(visible["blocks"])
    return visible


def _signed(choice: Mapping[str, str], session_id: str, sessions: Sessions) -> dict[str, str]:
    button = Button(choice["payload"], choice["title"])
    public = {key: value for key, value in choice.items() if key != "payload"}
    return {**public, "choice": sessions.mint_choice(session_id, button)}
