"""Learns the classifier of follow-ups from what people type: data/follow_ups, data/nlu and data/self_descriptions.txt.

It takes minutes at most, and is done offline.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.knowledge.loader import Knowledge
from bot.nlu.encoder.sentence_encoder import default_encoder
from bot.nlu.follow_ups.classifier import Examples, FollowUpClassifier
from bot.nlu.follow_ups.phrases import NONE, FollowUpPhrase
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.spelling.speller import Speller

# Of the questions that stand by themselves each so manieth is learnt from: enough, and sooner done.
_EACH = 6
_AT_ONCE = 256


def learn(
    follow_ups: Sequence[FollowUpPhrase],
    self_descriptions: Sequence[str],
    phrases: Sequence[Phrase],
    knowledge: Knowledge,
    speller: Speller,
    encoder: str,
) -> FollowUpClassifier:
    """Return the classifier; `encoder` is the hash of the encoder in use."""
    subjects = knowledge.aspects.subjects
    aspects = {knowledge.answers[id_].label: about.aspect for id_, about in subjects.items()}
    others = phrases[::_EACH]
    in_conversation = _examples([(phrase.text, phrase.aspect) for phrase in follow_ups], speller)
    asking = _examples(
        [(phrase.text, aspects.get(phrase.label, NONE)) for phrase in others], speller
    )
    telling = _examples([(text, NONE) for text in self_descriptions], speller)
    return FollowUpClassifier.learn(
        in_conversation,
        [phrase.is_ahead for phrase in follow_ups],
        asking,
        telling,
        encoder,
    )


def _examples(pairs: Sequence[tuple[str, str]], speller: Speller) -> Examples:
    """Return the texts of pairs of text and aspect as messages are read: their spelling corrected."""
    encode = default_encoder().encode_twice
    wordings = [speller.wording(text) for text, _ in pairs]
    parts = range(0, len(wordings), _AT_ONCE)
    vectors = np.concatenate([encode(wordings[start : start + _AT_ONCE]) for start in parts])
    return Examples(wordings, vectors, [aspect for _, aspect in pairs])
