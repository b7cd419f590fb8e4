"""Ourselves, measured as the others are: config.yml's pipeline inside Rasa, and the same without Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench import tuning
from bench.peers.peer import Decision, Peer, Rank, Ranked
from bench.peers.rasa_pipeline import load_parser, train_nlu
from bench.phrases import Phrase, as_typed, concepts
from bot.nlu.encoder.sentence_encoder import default_encoder
from bot.nlu.ranking.answer_policy import Outcome
from bot.nlu.spelling.lexicon import Lexicon
from bot.nlu.spelling.speller import speller_of
from bot.nlu.understanding import Understanding, Understood
from bot.settings import ROOT

_ALL = "all_retrieval_intents"


class Ours(Peer):
    title = "Ours"
    about = "`config.yml` as it is served: MiniLM, words and letters in one softmax regression, inside Rasa"

    def prepare(self, phrases: Sequence[Phrase], folder: Path) -> None:
        tuning.tune_once(phrases, folder)

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        train_nlu(pipeline, phrases, folder, flat=False)

    def load(self, folder: Path) -> Rank:
        tuning.use(folder)
        parse = load_parser(folder)
        return lambda text: _from_rasa(parse(text))


class OursAlone(Peer):
    """What the other peers outside Rasa are to be compared with: no Rasa, no TensorFlow imported."""

    title = "Ours, without Rasa"
    about = "the same learner with the same settings as a plain object (`bot/nlu/understanding.py`)"

    def prepare(self, phrases: Sequence[Phrase], folder: Path) -> None:
        tuning.tune_once(phrases, folder)

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        labels = [phrase.label for phrase in phrases]
        lexicon = Lexicon.learn(((phrase.text, phrase.label) for phrase in phrases), as_typed())
        lexicon.save(folder)
        speller = speller_of(lexicon)
        texts = [speller.wording(phrase.text) for phrase in phrases]
        vectors = default_encoder().encode_twice(texts)
        Understanding.learn(texts, vectors, labels, concepts()).save(folder)

    def load(self, folder: Path) -> Rank:
        tuning.use(folder)
        understand = Understanding.load(folder, speller_of(Lexicon.load(folder))).understand
        return lambda text: _from_understanding(understand(text))


def _from_understanding(understood: Understood) -> Ranked:
    kind = {Outcome.ANSWER: "answer", Outcome.OFFER: "offer"}.get(
        understood.choice.outcome, "refuse"
    )
    labels = () if kind == "refuse" else (*understood.choice.labels, *understood.also)
    return Ranked(understood.ranking, Decision(kind, labels))


def _from_rasa(parsed: dict[str, Any]) -> Ranked:
    selectors = parsed["response_selector"]
    ((family, selection),) = (item for item in selectors.items() if item[0] != _ALL)
    ranking = tuple((row["intent_response_key"], row["confidence"]) for row in selection["ranking"])
    return Ranked(ranking, _decision(family, selection))


def _decision(family: str, selection: dict[str, Any]) -> Decision:
    """Read what the answer selector chose.

    Whether somebody also tells about themselves takes no answer away: the guide gives it first.
    """
    if selection["offers"]:
        return Decision("offer", tuple(selection["offers"]))
    if family != "faq":
        return Decision("refuse")
    return Decision("answer", (selection["response"]["intent_response_key"], *selection["also"]))
