"""Whole dialogues, each reply compared with what is expected of it, in process or over HTTP.

A line of a file: {"id", "turns": [text or {"button": part of its title}], "expect": [null or {…}
for each turn]}, or {"text", "expect": {…}} for a dialogue of one turn. An expectation speaks of
all messages of that reply together: kinds_any, kinds_none · answer_any, answer_none (ids of
published answers) · category_any, category_none · amount · text_any, text_all, text_none,
starts_none (parts of the text) · asks_any, asks_none (attributes).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

Message = dict[str, Any]
Expectation = Mapping[str, Any]


class Visit(Protocol):
    """One conversation: each call returns the messages of a reply."""

    def say(self, text: str) -> list[Message]: ...

    def press_titled(self, part: str) -> list[Message] | None:
        """Press the button whose title holds these words; None where the last reply has none."""


@dataclass(frozen=True)
class Dialogue:
    id: str
    turns: Sequence[Any]
    expect: Sequence[Expectation | None]


@dataclass(frozen=True)
class Fault:
    """A reply that is not as expected, with what was said before it."""

    dialogue: str
    turn: int
    message: Any
    problems: Sequence[str]
    reply: str

    def __str__(self) -> str:
        return (
            f"{self.dialogue} [{self.turn}] {self.message!r}\n    expected {'; '.join(self.problems)}\n"
            f"    got      {self.reply[:300]!r}"
        )


@dataclass
class Score:
    """`held` and `expected` count by turn, from 1; `words` has the length of every reply."""

    held: Counter[int] = field(default_factory=Counter)
    expected: Counter[int] = field(default_factory=Counter)
    words: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_dialogues(path: Path) -> list[Dialogue]:
    return [_dialogue(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def hold_all(dialogues: Iterable[Dialogue], begin: Callable[[], Visit]) -> Score:
    """Hold each dialogue in a conversation of its own."""
    score = Score()
    for dialogue in dialogues:
        hold(dialogue, begin(), score)
    return score


def hold(dialogue: Dialogue, visit: Visit, score: Score) -> None:
    """A turn whose button is not offered counts as a reply that is not as expected."""
    for number, (turn, expected) in enumerate(
        zip(dialogue.turns, dialogue.expect, strict=True), start=1
    ):
        is_button = isinstance(turn, dict)
        messages = visit.press_titled(turn["button"]) if is_button else visit.say(turn)
        if messages is not None:
            score.words.append(sum(len(message["text"].split()) for message in messages))
        if not expected:
            continue
        score.expected[number] += 1
        problems = ["that button"] if messages is None else faults(expected, messages)
        if problems:
            reply = "\n".join(message["text"] for message in messages or ())
            score.faults.append(Fault(dialogue.id, number, turn, problems, reply))
        else:
            score.held[number] += 1


def faults(expected: Expectation, messages: Sequence[Message]) -> list[str]:
    """Return the expectations that a reply does not meet."""
    reply = _Reply.of(messages)
    return [f"{key} {value!r}" for key, value in expected.items() if not _CHECKS[key](reply, value)]


def _dialogue(line: Mapping[str, Any]) -> Dialogue:
    if "turns" in line:
        return Dialogue(line["id"], line["turns"], line["expect"])
    return Dialogue(line["text"], [line["text"]], [line["expect"]])


@dataclass(frozen=True)
class _Reply:
    texts: Sequence[str]
    kinds: set[str]
    answers: set[str]
    attributes: set[str]
    categories: set[str]
    amounts: set[str | None]

    @classmethod
    def of(cls, messages: Sequence[Message]) -> _Reply:
        decisions = [message["decision"] for message in messages if message.get("decision")]
        quotes = [message["quote"] for message in messages if message.get("quote")]
        dues = [decision.get("dues") or {} for decision in decisions]
        return cls(
            texts=[message["text"] for message in messages],
            kinds={message["kind"] for message in messages},
            answers={message["answer"]["id"] for message in messages if message.get("answer")},
            attributes={message["asks"]["attribute"] for message in messages if "asks" in message},
            categories={decision["category"] for decision in decisions},
            amounts={price.get("amount") for price in (*dues, *quotes)},
        )

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    def names_amount(self, amount: str) -> bool:
        return amount in self.amounts or f"${amount.removesuffix('.00')}" in self.text


_CHECKS: dict[str, Callable[[_Reply, Any], bool]] = {
    "kinds_any": lambda reply, kinds: bool(reply.kinds & set(kinds)),
    "kinds_none": lambda reply, kinds: not reply.kinds & set(kinds),
    "answer_any": lambda reply, ids: bool(reply.answers & set(ids)),
    "answer_none": lambda reply, ids: not reply.answers & set(ids),
    "asks_any": lambda reply, names: bool(reply.attributes & set(names)),
    "asks_none": lambda reply, names: not reply.attributes & set(names),
    "category_any": lambda reply, names: bool(reply.categories & set(names)),
    "category_none": lambda reply, names: not reply.categories & set(names),
    "amount": lambda reply, amount: reply.names_amount(amount),
    "text_all": lambda reply, parts: all(part in reply.text for part in parts),
    "text_any": lambda reply, parts: any(part in reply.text for part in parts),
    "text_none": lambda reply, parts: not any(part in reply.text for part in parts),
    "starts_none": lambda reply, parts: (
        not any(text.startswith(part) for text in reply.texts for part in parts)
    ),
}
