"""How people are understood whom nobody learned from: whole writers are left out, and then asked.

Everything that is learned is learned anew without them: the tuned encoder with its head, the ranker, the
phrases to be near to. Only the judgement's few numbers are those of the tree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.danger.classifier import is_danger
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.adaptation_file import TunedEncoder
from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.sentence_encoder import PUBLISHED, TUNED, SentenceEncoder, published_model
from bot.nlu.encoder.tuning import tune as tuning
from bot.nlu.model_file import ROOT
from bot.nlu.phrases.files import read_concepts
from bot.nlu.phrases.folds import fold_by_writer
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.phrases.spelling import speller_from
from bot.nlu.ranking.answer_guard import default_answer_guard
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE, Thresholds, family
from bot.nlu.ranking.judgement import Judgement
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.ranker import Ranker, Settings
from bot.nlu.ranking.taught_phrases import TaughtPhrases
from bot.nlu.understanding import Assessed, Understanding, Understood, head_of

# Encoders that were tuned without some writers: minutes of work, so they are kept.
CACHE = ROOT / "var/left-out"


@dataclass(frozen=True)
class Prediction:
    phrase: Phrase
    assessed: Assessed
    understood: Understood


def predict(
    phrases: Sequence[Phrase],
    fold: int,
    report: tuning.Report = lambda *_: None,
    judgement: Judgement | None = None,
) -> Iterator[Prediction]:
    """Learn without the writers of a fold, and yield what is made of each of their messages.

    Only questions are asked, those that an answer answers and those that none does.
    """
    learned = [phrase for phrase in phrases if not is_danger(phrase.label)]
    folds = fold_by_writer(learned)
    others = [phrase for phrase in learned if folds[phrase.writer] != fold]
    left_out = [
        phrase
        for phrase in learned
        if folds[phrase.writer] == fold and family(phrase.label) in {FAQ, OUT_OF_SCOPE}
    ]
    understanding, encoder = _learn(others, report, judgement)
    texts = [understanding.wording(phrase.text) for phrase in left_out]
    for phrase, text, vectors in zip(left_out, texts, encoder.encode_twice(texts), strict=True):
        (assessed,) = understanding.assess(text, [text], vectors[None])
        yield Prediction(phrase, assessed, understanding.understand(phrase.text, vectors))


def _learn(
    phrases: Sequence[Phrase], report: tuning.Report, judgement: Judgement | None
) -> tuple[Understanding, SentenceEncoder]:
    labels = [phrase.label for phrase in phrases]
    speller = speller_from(phrases, ROOT)
    texts = [speller.wording(phrase.text) for phrase in phrases]
    tuned = _tuned(texts, labels, report)
    encoder = SentenceEncoder(to_integer_model(published_model(), tuned.layers))
    vectors = encoder.encode_twice(texts)
    understanding = Understanding(
        Ranker.learn(texts, vectors[:, PUBLISHED], labels, Settings(), read_concepts(ROOT)),
        head_of(tuned).learn(vectors[:, TUNED], labels),
        NearestPhrases(vectors[:, TUNED], labels),
        judgement or Judgement.load(adaptation_file.FOLDER),
        Thresholds(),
        # What a left-out writer says word for word as another writer is no evidence.
        TaughtPhrases.learn([]),
        guard=default_answer_guard(),
        speller=speller,
        encode=encoder.encode_twice,
    )
    return understanding, encoder


def _tuned(texts: Sequence[str], labels: Sequence[str], report: tuning.Report) -> TunedEncoder:
    """Return the encoder tuned on these phrases, from the cache where it is there."""
    folder = CACHE / _key(texts, labels)
    if not (folder / "encoder.json").is_file():
        adaptation_file.write(tuning.tune(texts, labels, report=report), "", len(texts), folder)
    return adaptation_file.read(folder)


def _key(texts: Sequence[str], labels: Sequence[str]) -> str:
    """Return a name for what is learned from: the phrases, and the code that learns."""
    digest = hashlib.sha256()
    for path in sorted(Path(tuning.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for pair in sorted(zip(texts, labels, strict=True)):
        digest.update("\0".join(pair).encode())
    return digest.hexdigest()[:16]
