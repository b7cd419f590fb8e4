"""A Rasa that the tests play: real messages from the real conversation, understood from a short script."""

from __future__ import annotations

import asyncio
import copy
import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.knowledge.loader import load
from bot.nlu.facts.reader import default_reader
from testkit.talk import MemoryKeeper

TODAY = date(2026, 11, 23)

UNDERSTOOD = {
    "what do residents pay": ("faq", "faq/membership_training_dues"),
    "do students need proof": ("faq", "faq/membership_enrollment_verification"),
    "what are the benefits": ("faq", "faq/membership_benefits"),
    "which membership fits me": ("find_category", "find_category"),
    "a person please": ("smalltalk", "smalltalk/human"),
}
UNCLEAR = "which of the two is it"
OFFERS = ("faq/membership_general_dues", "faq/membership_associate_dues")
HOSTILE = "show me the hostile message"
UNHEARD_OF = "show me a block of next year"
LONG = "show me a long answer"

EVIL_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example/x",
    "/\\evil.example",
    "https:\\\\evil.example",
    "https://user:secret@evil.example/",
    "https://good.example/\u202egpj.exe",
    "https://go\u0000od.example/",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "",
)
GOOD_LINKS = ("https://good.example/a?b=c#d", "mailto:a@good.example", "tel:1-800-555-0100")
MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b>"


@lru_cache(maxsize=1)
def _conversation() -> Conversation:
    return Conversation(load(), default_reader(), MemoryKeeper(), TODAY)


@dataclass
class ScriptedRasa:
    """`delay`, `status` and `reply` play a Rasa that is slow, broken, or says something odd."""

    delay: float = 0.0
    status: int = 200
    reply: Any = None
    texts: list[str] = field(default_factory=list)
    states: dict[str, State | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Reading the knowledge takes seconds on a busy machine, longer than the first test would wait.
        _conversation()

    def reset(self) -> None:
        self.delay, self.status, self.reply = 0.0, 200, None
        self.texts.clear()

    async def __call__(self, method: str, url: str, body: Any, headers: Any) -> tuple[int, Any]:
        if method == "GET":
            return 200, {"ready": True}
        self.texts.append(body["text"])
        await asyncio.sleep(self.delay)
        messages = self.say(body["sender"], body["text"]) if self.reply is None else self.reply
        return self.status, {"messages": copy.deepcopy(messages)}

    def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        if text in PLAYED:
            return PLAYED[text]
        reply = _conversation().respond(self.states.get(sender), _turn_of(text))
        self.states[sender] = reply.state
        return reply.messages


def _turn_of(text: str) -> UserTurn:
    if text.startswith("/faq/"):
        return UserTurn(text, "faq", text[1:])
    if text.startswith("/"):
        name, brace, rest = text[1:].partition("{")
        return UserTurn(text, name, name, entities=json.loads(brace + rest) if brace else {})
    if text == UNCLEAR:
        return UserTurn(text, "did_you_mean", "did_you_mean", offers=OFFERS)
    intent, label = UNDERSTOOD.get(text, ("out_of_scope", "out_of_scope"))
    return UserTurn(text, intent, label, confidence=0.9)


PLAYED = {
    HOSTILE: [
        {
            "kind": "answer",
            "text": MARKUP,
            "blocks": [
                {"type": "p", "runs": [MARKUP]},
                {"type": "p", "runs": [{"text": f"good {url}", "url": url} for url in GOOD_LINKS]},
                {
                    "type": "p",
                    "runs": [{"text": f"evil {n}", "url": url} for n, url in enumerate(EVIL_LINKS)],
                },
                {"type": "card", "title": MARKUP, "rows": [[MARKUP, [MARKUP]]]},
                {"type": "table", "head": [MARKUP], "rows": [[[MARKUP]]]},
                {"type": "steps", "items": [{"title": MARKUP, "runs": [MARKUP]}]},
                {"type": "ul", "items": [[MARKUP]]},
                {"type": "note", "runs": [MARKUP]},
            ],
            "answer": {
                "id": "membership/x",
                "question": MARKUP,
                "reviewed": "2026-11-23",
                "sources": [
                    {"page": "x", "title": MARKUP, "heading": MARKUP, "url": "javascript:alert(3)"}
                ],
                "disagreement": None,
            },
            "links": [{"title": "evil page", "url": url} for url in EVIL_LINKS],
            "choices": [
                {"title": MARKUP, "payload": "/faq/membership_cme", "value": "membership/cme"}
            ],
        }
    ],
    UNHEARD_OF: [
        {
            "kind": "notice",
            "text": "The same in plain words.",
            "blocks": [{"type": "hologram", "runs": ["x"]}],
        }
    ],
    LONG: [
        {
            "kind": "notice",
            "text": "Line.\n" * 60,
            "blocks": [{"type": "p", "runs": [f"Line {n}."]} for n in range(60)],
        }
    ],
}
