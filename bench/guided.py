"""Tell stories to the running assistant, answer what it asks, and compare its decision.

    python bench/guided.py stories.jsonl [--address http://127.0.0.1:8000] [--errors]

A line: {"text": the story, "profile": what it states, "full": what the person would answer when asked,
"as_of"}. The expected decision is the one of `full` (or `profile`). The assistant must run with
ASSISTANT_TODAY set to the stories' day and ASSISTANT_RATE_LIMIT=off.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

import httpx

from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.knowledge.loader import load
from bot.nlu.facts.reader import ProfileReader

MOST_QUESTIONS = 15


@dataclass
class Told:
    story: dict[str, Any]
    decision: dict[str, Any] | None = None
    asked: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    last_kind: str = ""


def tell(story: dict[str, Any], address: str) -> Told:
    """Tell one story in a session of its own, and answer as the person would."""
    told, knows = Told(story), story.get("full") or story["profile"]
    with httpx.Client(base_url=address, timeout=30) as http:
        token = http.post("/api/chat/sessions", json={}).json()["session"]
        http.headers["Authorization"] = f"Bearer {token}"
        body: dict[str, Any] = {"text": story["text"]}
        for turn in range(MOST_QUESTIONS):
            started = time.perf_counter()
            sent = http.post("/api/chat/messages", json={"id": f"m{turn}", **body})
            told.seconds.append(time.perf_counter() - started)
            messages = sent.json()["messages"]
            told.last_kind = messages[-1]["kind"]
            told.decision = next((one["decision"] for one in messages if "decision" in one), None)
            question = next((one for one in messages if "asks" in one), None)
            if told.decision or (question is None and told.asked):
                break
            if question is None:
                # A published answer came instead; the person asks for the decision in so many words.
                body = {"text": "which membership fits me?"}
                told.asked.append("(wish)")
                continue
            attribute = question["asks"]["attribute"]
            told.asked.append(attribute)
            body = answer(knows.get(attribute, "unknown"), question)
        http.request("DELETE", "/api/chat/sessions", headers={"Content-Type": "application/json"})
    return told


def answer(value: Any, question: dict[str, Any]) -> dict[str, Any]:
    """Press the button that says it, or type it."""
    value = value[0] if isinstance(value, list) else value
    for choice in question.get("choices", []):
        if choice["value"] == str(value):
            return {"choice": choice["choice"]}
    return {"text": "I'm not sure" if value == "unknown" else str(value)}


def compare(read: dict[str, Any], story: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """Return what was taken that contradicts the story, and what was taken as stated."""
    knows = {**story["profile"], **story.get("full", {})}

    def plain(value: Any) -> Any:
        return sorted(value) if isinstance(value, (list, tuple)) else str(value)

    wrong = {
        name: value
        for name, value in read.items()
        if name in knows and plain(value) != plain(knows[name])
    }
    right = {
        name
        for name, value in story["profile"].items()
        if name in read and plain(read[name]) == plain(value)
    }
    return wrong, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    knowledge = load()
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    reader = ProfileReader(knowledge.vocabulary)
    stories = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    asked, seconds = [], []
    for story in stories:
        today = date.fromisoformat(story["as_of"])
        full = story.get("full") or story["profile"]
        wanted = eligibility.decide(check(full, knowledge.attributes), today)
        told = tell(story, given.address)
        seconds += told.seconds[1:]
        asked.append(len(told.asked))
        found = told.decision or {}
        outcome = (found.get("status"), found.get("category"))
        agrees = outcome == (wanted.status.value, wanted.category)
        read = reader.read(story["text"], today)
        wrong, right = compare(read, story)
        counts.update(
            agree=agrees,
            taken=len(read),
            wrong=len(wrong),
            stated=len(story["profile"]),
            found=len(right),
        )
        if given.errors and (not agrees or wrong):
            print(story["text"])
            print(f"   wanted {wanted.status.value} {wanted.category} of {full}")
            print(f"   found  {outcome} asked {told.asked}, ended with {told.last_kind}")
            print(f"   read   {read}\n   wrong  {wrong}")
    print(f"stories               {len(stories)}")
    print(f"decision agrees       {counts['agree'] / len(stories):.1%}")
    print(f"questions after it    {mean(asked):.2f}")
    print(
        f"taken wrongly         {counts['wrong'] / max(counts['taken'], 1):.1%} of {counts['taken']}"
    )
    print(
        f"taken where stated    {counts['found'] / max(counts['stated'], 1):.1%} of {counts['stated']}"
    )
    if len(seconds) > 1:
        cuts = quantiles(seconds, n=20)
        print(f"turn in the guide     p50 {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
