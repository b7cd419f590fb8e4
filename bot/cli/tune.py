"""`assistant tune`: learn offline what set-up only reads: the tuned encoder, the judgement, what follow-ups ask."""

from __future__ import annotations

import time
from typing import Annotated

import numpy as np
import typer

from bot.cli.left_out import Progress, predict_folds
from bot.knowledge.loader import load
from bot.nlu.danger.classifier import is_danger
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.sentence_encoder import published_model, sha256_of
from bot.nlu.encoder.tuning.tune import tune as tune_encoder
from bot.nlu.follow_ups.learn import learn as learn_follow_ups
from bot.nlu.follow_ups.phrases import read_follow_ups, read_self_descriptions
from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.folds import FOLDS
from bot.nlu.phrases.spelling import speller_from
from bot.nlu.ranking.answer_policy import FAQ, best_first, family
from bot.nlu.ranking.judgement import Judgement
from bot.settings import ROOT


def tune(
    *,
    judgement: Annotated[
        bool, typer.Option("--judgement", help="Learn the judgement anew, on left-out writers.")
    ] = False,
    follow_ups: Annotated[
        bool,
        typer.Option("--follow-ups", help="Learn anew what the messages of data/follow_ups ask."),
    ] = False,
) -> None:
    """Tune the encoder to the phrases of data/nlu (minutes), or learn what is read beside it; --follow-ups after each."""
    started = time.monotonic()
    if judgement:
        _learn_judgement()
    elif follow_ups:
        _learn_follow_ups()
    else:
        _tune_encoder()
    print(f"Written to {adaptation_file.FOLDER.relative_to(ROOT)}/ ", end="")
    print(f"in {time.monotonic() - started:.0f} seconds.")


def _tune_encoder() -> None:
    phrases = [phrase for phrase in read_phrases(ROOT) if not is_danger(phrase.label)]
    labels = [phrase.label for phrase in phrases]
    speller = speller_from(phrases, ROOT)
    texts = [speller.wording(phrase.text) for phrase in phrases]
    tuned = tune_encoder(texts, labels, report=Progress("Tuning the encoder").show)
    model = sha256_of(to_integer_model(published_model(), tuned.layers))
    adaptation_file.write(tuned, model, len(texts))


def _learn_follow_ups() -> None:
    phrases = [phrase for phrase in read_phrases(ROOT) if not is_danger(phrase.label)]
    encoder = adaptation_file.describe().model
    speller = speller_from(phrases, ROOT)
    follow_ups, descriptions = [*read_follow_ups(ROOT)], read_self_descriptions(ROOT)
    learn_follow_ups(follow_ups, descriptions, phrases, load(), speller, encoder).save()


def _learn_judgement() -> None:
    """Learn from what all folds' left-out writers asked; a wrong or an unwanted answer is not right."""
    neutral = Judgement(0.0, {})
    evidence, is_right = [], []
    for prediction in predict_folds(range(FOLDS), neutral):
        ranked = best_first(prediction.assessed.probabilities)
        best = next(label for label, _ in ranked if family(label) == FAQ)
        evidence.append(prediction.assessed.evidence)
        is_right.append(best == prediction.phrase.label)
    Judgement.learn(evidence, np.array(is_right)).save(adaptation_file.FOLDER)
