"""`assistant ask`: one question, the answer with its sources."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

import typer

from bot import settings
from bot.conversation.conversation import Conversation
from bot.conversation.saved_code import NothingKept
from bot.conversation.user_turn import UserTurn
from bot.errors import SetUpError
from bot.knowledge.guide import GUIDES
from bot.knowledge.loader import load
from bot.messages.faq_messages import Message, Messages
from bot.nlu import model_file
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import Outcome
from bot.nlu.understanding import Understanding, Understood


def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="In quotes, or without.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the messages as JSON.")] = False,
) -> None:
    """Ask one question; nothing needs to be running."""
    question = " ".join(" ".join(words).split())
    if not question:
        raise SetUpError('a question is needed, as in: assistant ask "what do residents pay"')
    current = settings.read()
    understanding = Understanding.of_model(model_file.trained(current.model))
    understood = understanding.understand(question)
    if understood.choice.labels[0] in GUIDES and understood.choice.outcome is not Outcome.OFFER:
        messages = _begin_guide(understood.choice.labels[0], question, current.day())
    else:
        messages = respond(Messages(load(), current.day()), understood, question)
    if as_json:
        output = {"messages": messages, "confidence": round(understood.choice.confidence, 4)}
        print(json.dumps(output, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_as_text(message) for message in messages))


def respond(messages: Messages, understood: Understood, text: str) -> list[Message]:
    choice = understood.choice
    offers = choice.labels if choice.outcome is Outcome.OFFER else ()
    return messages.respond(choice.labels[0], also=understood.also, offers=offers, text=text)


def _begin_guide(name: str, question: str, today: date) -> list[Message]:
    """Return the first question of a guide, which goes on in the chat."""
    conversation = Conversation(load(), default_reader(), NothingKept(), today)
    return conversation.respond(None, UserTurn(question, name, name)).messages


def _as_text(message: Message) -> str:
    lines = [message["text"]]
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
