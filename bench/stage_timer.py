"""Starts one of our processes with a stopwatch round its stages; production code knows nothing of it.

    python -m bench.stage_timer <gateway|rasa|actions> <file> <arguments of the process>

Each call of a stage becomes a line in <file>: its name, when it began, how long it took. All processes
of a machine share the clock, so a stage belongs to the turn during which it began.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import json
import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Per process: stage -> the method that is it. The methods of one stage add up.
STAGES: dict[str, dict[str, tuple[str, ...]]] = {
    "gateway": {
        "records": (
            "bot.records.conversations.store:Store.resume",
            "bot.records.conversations.store:Store.last_awaits",
            "bot.records.conversations.store:Store.save_turn",
        ),
        "rasa over http": ("bot.gateway.rasa:Rasa.ask",),
    },
    "rasa": {
        "rasa turn": ("rasa.core.processor:MessageProcessor.handle_message",),
        "parse": ("rasa.core.processor:MessageProcessor.parse_message",),
        "encoder": ("bot.nlu.encoder.featurizer:SentenceEncoderFeaturizer.process",),
        "selector": ("bot.nlu.answer_selector:AnswerSelector.process",),
        "self-description": ("bot.nlu.self_description:SelfDescription.process",),
        "tracker read": ("bot.rasa.trackers:RecentTrackers.retrieve",),
        "tracker write": ("bot.rasa.trackers:RecentTrackers.save",),
        "policies": ("rasa.core.processor:MessageProcessor._predict_next_with_tracker",),
        "replies": ("bot.rasa.nlg:KnowledgeReplies.generate",),
        "actions over http": ("rasa.core.actions.action:RemoteAction.run",),
    },
    "actions": {"guide": ("actions.reply:ActionReply.run",)},
}
_MODULES = {"gateway": "uvicorn", "rasa": "bot.rasa", "actions": "rasa_sdk"}


def watch(process: str, note: Callable[[str, float, float], None]) -> None:
    """Put a stopwatch round every stage of a process."""
    for stage, places in STAGES[process].items():
        for place in places:
            module, _, path = place.partition(":")
            kind, _, method = path.partition(".")
            owner = getattr(importlib.import_module(module), kind)
            setattr(owner, method, timed(getattr(owner, method), stage, note))


def timed(
    work: Callable[..., Any], stage: str, note: Callable[[str, float, float], None]
) -> Callable[..., Any]:
    @functools.wraps(work)
    async def waited_for(*args: Any, **named: Any) -> Any:
        started = time.monotonic()
        try:
            return await work(*args, **named)
        finally:
            note(stage, started, time.monotonic() - started)

    @functools.wraps(work)
    def called(*args: Any, **named: Any) -> Any:
        started = time.monotonic()
        try:
            return work(*args, **named)
        finally:
            note(stage, started, time.monotonic() - started)

    return waited_for if asyncio.iscoroutinefunction(work) else called


def main() -> None:
    process, path, *arguments = sys.argv[1:]
    file = Path(path).open("a", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives

    def note(stage: str, started: float, seconds: float) -> None:
        file.write(json.dumps([stage, started, seconds]) + "\n")
        file.flush()

    watch(process, note)
    sys.argv = [_MODULES[process], *arguments]
    runpy.run_module(_MODULES[process], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
