"""Our own chain stage by stage, and what a turn costs late in a long conversation.

    python -m bench.stages          measures the served processes, and keeps var/bench/stages.json

The stages come from a stopwatch round the processes (bench/stage_timer.py); the percentiles of whole
turns come from processes without one.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.percentiles import milliseconds
from bot.knowledge.loader import load
from bot.nlu.facts.reader import is_about_oneself
from bot.settings import VAR
from testkit.stack import Stack
from testkit.visitor import Visitor

RESULT = VAR / "bench/stages.json"
TURNS = (1, 5, 10, 50, 100)
_EARLY, _LATE = 5, 100
_AROUND = 2
_CONVERSATIONS = 8
_LONG_TALKS = 3
_WARM = 10
_QUESTIONS = 100
_GUIDED_TALKS = 10
# Guided conversations, each from the first wish to the decision.
GUIDED = (
    ("am i eligible", "resident, in Chicago", "radiation oncology"),
    ("find my category", "im an RRA in denver", "yes"),
)

# What is left of an outer stage when its inner ones are taken out: row, outer, inner.
_ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("gateway: HTTP, session, limits, building the reply", "turn", ("records", "rasa over http")),
    ("gateway: records (read and write)", "records", ()),
    ("HTTP between gateway and Rasa, Rasa's web server", "rasa over http", ("rasa turn",)),
    ("Rasa: tracker store, read", "tracker read", ()),
    ("Rasa: sentence encoder", "encoder", ()),
    ("Rasa: answer selector", "selector", ()),
    ("Rasa: self-description", "self-description", ()),
    ("Rasa: rest of parsing", "parse", ("encoder", "selector", "self-description")),
    ("Rasa: policies", "policies", ()),
    ("Rasa: replies (in process)", "replies", ()),
    ("HTTP between Rasa and the action server", "actions over http", ("guide",)),
    ("action server: the guide", "guide", ()),
    ("Rasa: tracker store, write", "tracker write", ()),
    (
        "Rasa: rest of the turn (slots, events, lock)",
        "rasa turn",
        ("tracker read", "parse", "policies", "replies", "actions over http", "tracker write"),
    ),
)

Note = tuple[str, float, float]
Span = tuple[float, float]


def main() -> None:
    result = {
        "stages": {kind: breakdown(*notes) for kind, notes in _with_timer().items()},
        **_without_timer(),
        "load": os.getloadavg()[0],
        "priority": os.getpriority(os.PRIO_PROCESS, 0),
    }
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1), encoding="utf-8")


def breakdown(spans: Sequence[Span], notes: Sequence[Note]) -> dict[str, float]:
    """Return the median milliseconds a turn that each row costs; a row that never ran is 0."""
    turns = _per_turn(spans, notes)
    costs = {}
    for row, outer, inner in _ROWS:
        own = [turn[outer] - sum(turn[stage] for stage in inner) for turn in turns]
        costs[row] = round(median(own) * 1000, 3)
    costs["whole turn"] = round(median(turn["turn"] for turn in turns) * 1000, 3)
    return costs


def _per_turn(spans: Sequence[Span], notes: Sequence[Note]) -> list[dict[str, float]]:
    """Add up each stage's seconds a turn; a note belongs to the turn during which it began."""
    begins = [started for started, _ in spans]
    turns: list[dict[str, float]] = [
        defaultdict(float, {"turn": ended - started}) for started, ended in spans
    ]
    for stage, started, seconds in notes:
        place = bisect_right(begins, started) - 1
        if place >= 0 and started <= spans[place][1]:
            turns[place][stage] += seconds
    return turns


def _with_timer() -> dict[str, tuple[list[Span], list[Note]]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Stack(
            folder / "stack", wrap=lambda process, command: _timed(folder, process, command)
        ) as stack:
            spans = {
                "a question": _ask_questions(stack.address),
                "a guided turn": _talk_guided(stack.address),
                **_early_and_late(stack.address),
            }
        notes = sorted(_notes(folder), key=lambda note: note[1])
    return {kind: (of_kind, notes) for kind, of_kind in spans.items()}


def _early_and_late(address: str) -> dict[str, list[Span]]:
    early, late = [], []
    for _ in range(_LONG_TALKS):
        visitor = Visitor.at(address)
        spans = [_span(visitor, text) for text in _texts()[: max(TURNS)]]
        early += [spans[turn - 1] for turn in _near(_EARLY)]
        late += [spans[turn - 1] for turn in _near(_LATE)]
    return {f"a question, turn {_EARLY}": early, f"a question, turn {_LATE}": late}


def _timed(folder: Path, process: str, command: Sequence[str]) -> list[str]:
    arguments = list(command)[3:]  # python -m <module> comes first
    file = str(folder / f"{process}.jsonl")
    return [sys.executable, "-m", "bench.stage_timer", process, file, *arguments]


def _notes(folder: Path) -> Iterator[Note]:
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            stage, started, seconds = json.loads(line)
            yield stage, started, seconds


def _without_timer() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        questions = _lengths(_ask_questions(stack.address))
        guided = _lengths(_talk_guided(stack.address))
        return {
            "whole": {"a question": _summary(questions), "a guided turn": _summary(guided)},
            "length": _by_length(stack),
        }


def _lengths(spans: Sequence[Span]) -> list[float]:
    return [ended - started for started, ended in spans]


def _ask_questions(address: str) -> list[Span]:
    """Ask in short conversations, as people do; the first few only warm everything up."""
    texts = _texts()[: _WARM + _QUESTIONS]
    spans = []
    for place, text in enumerate(texts):
        if place % 5 == 0:
            visitor = Visitor.at(address)
        spans.append(_span(visitor, text))
    return spans[_WARM:]


def _talk_guided(address: str) -> list[Span]:
    spans = []
    for _ in range(_GUIDED_TALKS):
        for talk in GUIDED:
            visitor = Visitor.at(address)
            spans += [_span(visitor, text) for text in talk]
    return spans


def _span(visitor: Visitor, text: str) -> Span:
    started = time.monotonic()
    visitor.say(text)
    return started, time.monotonic()


def _by_length(stack: Stack) -> dict[str, dict[str, float]]:
    texts = _texts()
    seconds: dict[int, list[float]] = defaultdict(list)
    processor: dict[int, float] = defaultdict(float)
    for number in range(_CONVERSATIONS):
        visitor = Visitor.at(stack.address)
        for turn in range(1, max(TURNS) + 1):
            before = sum(stack.processor_seconds().values())
            seconds[turn] += _lengths([_span(visitor, texts[(number * 37 + turn) % len(texts)])])
            processor[turn] += sum(stack.processor_seconds().values()) - before
    return {str(turn): _summary_near(turn, seconds, processor) for turn in TURNS}


def _summary_near(
    turn: int, seconds: dict[int, list[float]], processor: dict[int, float]
) -> dict[str, float]:
    near = _near(turn)
    summary = _summary([duration for each in near for duration in seconds[each]])
    spent = sum(processor[each] for each in near)
    return {**summary, "processor": 1000 * spent / summary["turns"]}


def _near(turn: int) -> range:
    """Return the turns that stand for `turn`: a few round it, so that there is enough to count."""
    if turn == 1:
        return range(1, 2)
    return range(turn - _AROUND, min(turn + _AROUND, max(TURNS)) + 1)


def _texts() -> list[str]:
    """Return the published questions, over and over: none of them starts a guided conversation."""
    published = [answer.question for answer in load().answers.values()]
    questions = [question for question in published if not is_about_oneself(question)]
    return questions * -(-(max(TURNS) + _QUESTIONS) // len(questions))


def _summary(seconds: Sequence[float]) -> dict[str, float]:
    return {
        "p50": milliseconds(seconds, 50),
        "p95": milliseconds(seconds, 95),
        "turns": len(seconds),
    }


if __name__ == "__main__":
    main()
