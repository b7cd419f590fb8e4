"""Tell stories to the running assistant, answer what it asks, and compare its decision.

    python -m bench.guided stories.jsonl [--address http://127.0.0.1:8000] [--errors]

A line: {"text": the story, "profile": what it states, "full": what the person would answer when asked,
"as_of"}. The expected decision is the one of `full` (or `profile`). The assistant must run with
ASSISTANT_TODAY set to the stories' day and ASSISTANT_RATE_LIMIT=off.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.knowledge.loader import load
from bot.nlu.facts.reader import ProfileReader
from testkit.stories import MOST_TURNS, Story, compare, first, read_stories
from testkit.visitor import Message, Visitor

_WISH = "which membership fits me?"


@dataclass
class Talk:
    """One story as it went: `questions` are the attributes that the assistant asked for."""

    decision: dict[str, Any] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    last_kind: str = ""

    @property
    def result(self) -> tuple[str | None, str | None]:
        return self.decision.get("status"), self.decision.get("category")


def tell(story: Story, address: str) -> Talk:
    """Tell one story in a session of its own, and answer as the person would."""
    talk, facts = Talk(), story.get("full") or story["profile"]
    visitor = Visitor.at(address)
    messages = _timed(talk, lambda: visitor.say(story["text"]))
    while len(talk.seconds) < MOST_TURNS and not talk.decision:
        question = next((message for message in messages if "asks" in message), None)
        if question is None and talk.questions:
            break
        messages = _timed(talk, lambda question=question: _reply(visitor, talk, question, facts))  # type: ignore[misc]
    visitor.leave()
    return talk


def _reply(
    visitor: Visitor, talk: Talk, question: Message | None, facts: dict[str, Any]
) -> list[Message]:
    if question is None:
        # A published answer came instead; the person asks for the decision in so many words.
        talk.questions.append("(wish)")
        return visitor.say(_WISH)
    attribute = question["asks"]["attribute"]
    talk.questions.append(attribute)
    value = str(first(facts.get(attribute, "unknown")))
    if any(choice["value"] == value for choice in question.get("choices", ())):
        return visitor.press([question], value)
    return visitor.say("I'm not sure" if value == "unknown" else value)


def _timed(talk: Talk, turn: Callable[[], list[Message]]) -> list[Message]:
    started = time.perf_counter()
    messages = turn()
    talk.seconds.append(time.perf_counter() - started)
    talk.last_kind = messages[-1]["kind"]
    decisions = (message["decision"] for message in messages if "decision" in message)
    talk.decision = next(decisions, {})
    return messages


class Comparison:
    """Counts over stories: do decisions agree, and is what is read of a story true."""

    def __init__(self, *, print_errors: bool) -> None:
        knowledge = load()
        self._attributes = knowledge.attributes
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._reader = ProfileReader(knowledge.vocabulary)
        self._print_errors = print_errors
        self.counts: Counter[str] = Counter()

    def add(self, story: Story, talk: Talk) -> None:
        today = date.fromisoformat(story["as_of"])
        facts = story.get("full") or story["profile"]
        expected = self._eligibility.decide(check(facts, self._attributes), today)
        agrees = talk.result == (expected.status.value, expected.category)
        profile = self._reader.read(story["text"], today)
        wrong, right = compare(profile, story)
        self.counts.update(
            agree=agrees,
            read=len(profile),
            wrong=len(wrong),
            stated=len(story["profile"]),
            right=len(right),
        )
        if self._print_errors and (not agrees or wrong):
            print(story["text"])
            print(f"   expected {expected.status.value} {expected.category} of {facts}")
            print(f"   got      {talk.result} after {talk.questions}, last {talk.last_kind}")
            print(f"   read     {profile}\n   wrong    {wrong}")

    def shares(self, stories: int) -> list[str]:
        counts, read, stated = self.counts, self.counts["read"], self.counts["stated"]
        return [
            f"stories               {stories}",
            f"decision agrees       {counts['agree'] / stories:.1%}",
            f"read wrongly          {counts['wrong'] / max(read, 1):.1%} of {read}",
            f"read where stated     {counts['right'] / max(stated, 1):.1%} of {stated}",
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    stories = read_stories(arguments.file)
    comparison = Comparison(print_errors=arguments.errors)
    talks = [tell(story, arguments.address) for story in stories]
    for story, talk in zip(stories, talks, strict=True):
        comparison.add(story, talk)
    print("\n".join(comparison.shares(len(stories))))
    print(f"questions after it    {mean(len(talk.questions) for talk in talks):.2f}")
    seconds = [duration for talk in talks for duration in talk.seconds[1:]]
    if len(seconds) > 1:
        cuts = quantiles(seconds, n=20)
        print(f"turn in the guide     p50 {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
