"""Tunes our encoder to what every peer learns from: the one in data/understanding has seen all writers.

Thresholds are set on writers whom no peer has seen, and that must hold of what ours learns offline too. The
judgement's numbers are those of the tree; no threshold here looks at them.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from bench.phrases import Phrase, as_typed
from bot.nlu.danger.classifier import is_danger
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.sentence_encoder import published_model, sha256_of
from bot.nlu.spelling.lexicon import Lexicon
from bot.nlu.spelling.speller import speller_of

_UNDERSTANDING, _COST, _JUDGEMENT = "understanding", "cost.json", "judgement.json"


def use(folder: Path) -> None:
    """Let this process read what `tune_once` left for the peers whose folders stand beside this one."""
    adaptation_file.FOLDER = folder.parent / _UNDERSTANDING


def tune_once(phrases: Sequence[Phrase], folder: Path) -> None:
    """Tune, unless the peer before did on as many phrases; minutes of work."""
    tuned = folder.parent / _UNDERSTANDING
    known = read_cost(folder.parent)
    if known is None or known["phrases"] != len(phrases):
        started = time.process_time()
        _tune(phrases, tuned)
        cost = {"phrases": len(phrases), "processor_seconds": time.process_time() - started}
        (tuned / _COST).write_text(json.dumps(cost), encoding="utf-8")
    use(folder)


def read_cost(folder: Path) -> dict[str, float] | None:
    """Return on how many phrases was tuned, and in how many seconds of processor time; None: not yet."""
    path = folder / _UNDERSTANDING / _COST
    cost: dict[str, float] | None = (
        json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    )
    return cost


def _tune(phrases: Sequence[Phrase], folder: Path) -> None:
    # Imported here: who is asked, and measured, needs none of it.
    from bot.nlu.encoder.integer_encoder import to_integer_model  # noqa: PLC0415
    from bot.nlu.encoder.tuning.tune import tune  # noqa: PLC0415

    lexicon = Lexicon.learn(((phrase.text, phrase.label) for phrase in phrases), as_typed())
    speller = speller_of(lexicon)
    learned = [phrase for phrase in phrases if not is_danger(phrase.label)]
    labels = [phrase.label for phrase in learned]
    encoder = tune([speller.wording(phrase.text) for phrase in learned], labels)
    model = sha256_of(to_integer_model(published_model(), encoder.layers))
    shutil.copy(adaptation_file.FOLDER / _JUDGEMENT, _made(folder))
    adaptation_file.write(encoder, model, len(learned), folder)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
