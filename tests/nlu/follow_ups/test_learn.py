"""Follow-ups are learnt under their own aspects, other questions under those that their answers are about."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from bot.nlu.follow_ups import learn as learning
from bot.nlu.follow_ups.phrases import FollowUpPhrase
from bot.nlu.phrases.phrase import Phrase

CORRECTED = {"hwo much": "how much"}


def test_questions_are_beside_them_under_what_their_answers_are_about(knowledge, monkeypatch):
    given, encoded = [], []

    def encode_twice(texts):
        encoded.extend(texts)
        return np.zeros((len(texts), 2, 3), dtype=np.float32)

    monkeypatch.setattr(
        learning, "default_encoder", lambda: SimpleNamespace(encode_twice=encode_twice)
    )
    monkeypatch.setattr(learning, "_EACH", 1)
    monkeypatch.setattr(
        learning.FollowUpClassifier, "learn", lambda *arguments: given.append(arguments)
    )
    speller = SimpleNamespace(wording=lambda text: CORRECTED.get(text, text))
    follow_ups = [FollowUpPhrase("hwo much", "price", is_ahead=True, writer="a", file="x")]
    labels = ("faq/membership_training_dues", "out_of_scope/pay")
    phrases = [Phrase(label, label, "a", "train", "x.yml") for label in labels]
    learning.learn(follow_ups, ["R2 in Ohio"], phrases, knowledge, speller, "e1")
    (of_follow_ups, ahead, others, telling, encoder) = given[0]
    assert (telling.texts, telling.vectors.shape) == (["R2 in Ohio"], (1, 2, 3))
    assert (of_follow_ups.texts, of_follow_ups.aspects) == (["how much"], ["price"])
    assert (ahead, others.aspects, encoder) == ([True], ["price", "none"], "e1")
    assert (of_follow_ups.vectors.shape, others.vectors.shape) == ((1, 2, 3), (2, 2, 3))
    assert encoded[0] == "how much"
