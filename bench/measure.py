"""One peer in a process of its own: trains it, or loads it and asks it, and says what that cost.

    python -m bench.measure train <peer> <folder>     python -m bench.measure ask <peer> <folder>

Seconds count from the start of this process, so that imports and reading the model are in them.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil

from bench import phrases
from bench.peers.peer import Peer, Rank, Ranked
from bot.cli.evaluate import Question

# In the order of the tables.
PEERS = {
    "ours": "ours:Ours",
    "ours-alone": "ours:OursAlone",
    "rasa-default": "rasa_default:RasaDefault",
    "rasa-logistic": "rasa_logistic:RasaLogistic",
    "tfidf": "tfidf:Tfidf",
    "bm25": "bm25:Bm25",
    "nearest": "nearest:NearestPhrase",
}
TRAINED, ANSWERS = "trained.json", "asked.json"
_RANKS = 10
_FIRST = "what do residents pay"


def peer_named(name: str) -> Peer:
    """Return the peer; only its own module is imported, so that memory is its own."""
    module, kind = PEERS[name].split(":")
    peer: Peer = getattr(import_module(f"bench.peers.{module}"), kind)()
    return peer


def train(name: str, folder: Path) -> None:
    peer = peer_named(name)
    age, processor = _age(), time.process_time()
    peer.prepare(phrases.training(), folder)
    age, processor = _age() - age, time.process_time() - processor
    peer.train(phrases.training(), folder)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cost = {
        "seconds": _age() - age,
        "processor_seconds": usage.ru_utime + usage.ru_stime - processor,
        "peak_mb": usage.ru_maxrss / 1024,
    }
    _write(folder / TRAINED, cost)


def ask(name: str, folder: Path) -> None:
    rank = peer_named(name).load(folder)
    rank(_FIRST)
    ready = _age()
    # Asked first and not timed, so that the timed questions meet a warm process.
    calibration = [_as_dict(rank(question.text)) for question in phrases.calibration()]
    load_before, spent_before = os.getloadavg()[0], time.process_time()
    seconds, validation = _timed(rank, phrases.validation())
    answers = {
        "ready_seconds": ready,
        "calibration": calibration,
        "validation": validation,
        "seconds": seconds,
        "processor_seconds": (time.process_time() - spent_before) / len(seconds),
        "rss_mb": psutil.Process().memory_info().rss / 1024**2,
        "priority": os.getpriority(os.PRIO_PROCESS, 0),
        "load": max(load_before, os.getloadavg()[0]),
    }
    _write(folder / ANSWERS, answers)


def _timed(rank: Rank, questions: list[Question]) -> tuple[list[float], list[dict[str, Any]]]:
    seconds, rankings = [], []
    for question in questions:
        started = time.perf_counter()
        ranked = rank(question.text)
        seconds.append(time.perf_counter() - started)
        rankings.append(_as_dict(ranked))
    return seconds, rankings


def _age() -> float:
    return time.time() - float(psutil.Process().create_time())


def _as_dict(ranked: Ranked) -> dict[str, Any]:
    return asdict(Ranked(ranked.ranking[:_RANKS], ranked.own))


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    {"train": train, "ask": ask}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
