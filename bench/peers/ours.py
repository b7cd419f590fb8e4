"""Ourselves, measured as the others are: config.yml's pipeline inside Rasa, and the same without Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.peers.peer import Decision, Peer, Rank, Ranked
from bench.peers.rasa_pipeline import load_parser, train_nlu
from bench.phrases import Phrase, concepts
from bot.nlu.encoder.sentence_encoder import shared_encoder
from bot.nlu.ranking.answer_policy import Outcome, Thresholds
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.ranker import Ranker, Settings
from bot.nlu.understanding import Understanding, Understood
from bot.settings import ROOT

_ALL = "all_retrieval_intents"


class Ours(Peer):
    title = "Ours"
    about = "`config.yml` as it is served: MiniLM, words and letters in one softmax regression, inside Rasa"

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        train_nlu(pipeline, phrases, folder, flat=False)

    def load(self, folder: Path) -> Rank:
        parse = load_parser(folder)
        return lambda text: _ranked(parse(text))


class OursAlone(Peer):
    """What the other peers outside Rasa are to be compared with: no Rasa, no TensorFlow imported."""

    title = "Ours, without Rasa"
    about = "the same learner with the same settings as a plain object (`bot/nlu/understanding.py`)"

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        texts = [one.text for one in phrases]
        vectors = shared_encoder().encode(texts)
        labels = [one.label for one in phrases]
        ranker = Ranker.learn(texts, vectors, labels, Settings(), concepts())
        Understanding(ranker, NearestPhrases(vectors, labels), Thresholds()).save(folder)

    def load(self, folder: Path) -> Rank:
        understand = Understanding.load(folder).understand
        return lambda text: _understood(understand(text))


def _understood(found: Understood) -> Ranked:
    kind = {Outcome.ANSWER: "answer", Outcome.OFFER: "offer"}.get(found.choice.outcome, "refuse")
    labels = () if kind == "refuse" else (*found.choice.labels, *found.also)
    return Ranked(found.ranking, Decision(kind, labels))


def _ranked(parsed: dict[str, Any]) -> Ranked:
    selectors = parsed["response_selector"]
    ((family, chosen),) = ((name, one) for name, one in selectors.items() if name != _ALL)
    ranking = tuple((one["intent_response_key"], one["confidence"]) for one in chosen["ranking"])
    return Ranked(ranking, _decided(family, chosen))


def _decided(family: str, chosen: dict[str, Any]) -> Decision:
    """Read what the answer selector chose.

    Whether somebody also tells about themselves takes no answer away: the guide gives it first.
    """
    if chosen["offers"]:
        return Decision("offer", tuple(chosen["offers"]))
    if family != "faq":
        return Decision("refuse")
    return Decision("answer", (chosen["response"]["intent_response_key"], *chosen["also"]))
