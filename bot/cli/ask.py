"""`assistant ask`: one question, the answer with its sources."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from bot import settings
from bot.conversation.conversation import Conversation
from bot.conversation.message_reader import MessageReader
from bot.conversation.saved_code import NothingKept
from bot.conversation.user_turn import UserTurn
from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.messages.faq_messages import Message
from bot.nlu import model_file
from bot.nlu.facts.reader import default_reader
from bot.nlu.understanding import Understanding

# What some replies point at, and a terminal does not have.
_BUTTON = "“Ask us to contact you”"
_NO_BUTTON = f"({_BUTTON} is a button on the website; from here, please call.)"


def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="In quotes, or without.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the messages as JSON.")] = False,
) -> None:
    """Ask one question; nothing needs to be running."""
    # Letters in another encoding than the terminal says are no text.
    readable = " ".join(words).encode("utf-8", "replace").decode("utf-8")
    question = " ".join(readable.split())
    if not question:
        raise SetUpError('a question is needed, as in: assistant ask "what do residents pay"')
    turn, messages = _reply(question)
    if as_json:
        output = {"messages": messages, "confidence": round(turn.confidence, 4)}
        print(json.dumps(output, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_as_text(message) for message in messages))


def _reply(question: str) -> tuple[UserTurn, list[Message]]:
    """Return what the question is understood as, and what the chat replies to it at first."""
    current, reader = settings.read(), default_reader()
    model = model_file.trained(current.model)
    turn = MessageReader.of_model(model, Understanding.of_model(model), reader).read(question)
    conversation = Conversation(load(), reader, NothingKept(), current.day())
    return turn, conversation.respond(None, turn).messages


def _as_text(message: Message) -> str:
    lines = [message["text"]]
    if _BUTTON in message["text"]:
        lines.append(_NO_BUTTON)
    answer: dict[str, Any] | None = message.get("answer")
    if answer:
        lines += [
            f"Source: {source['title']}, {source['cited_as']}, {source['url']}"
            for source in answer["sources"]
        ]
        lines.append(f"[{answer['id']}, checked on {answer['reviewed']}]")
    else:
        lines += [f"  * {choice['title']}" for choice in message.get("choices", [])]
    return "\n".join(lines)
