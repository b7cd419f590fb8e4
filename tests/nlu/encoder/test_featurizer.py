"""The component gives each message both vectors of its wording, and commands none."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder.featurizer import (
    SentenceEncoderFeaturizer,
    sentence_vector,
    sentence_vectors,
)
from bot.nlu.encoder.sentence_encoder import DIMENSION, PUBLISHED, default_encoder
from bot.nlu.wording import WORDING

NAME = "sentence_encoder"


@pytest.fixture
def featurizer():
    config = {**SentenceEncoderFeaturizer.get_default_config(), "alias": NAME}
    return SentenceEncoderFeaturizer.create(config, None, None, SimpleNamespace(node_name="x"))


def features_of(message):
    return message.get_dense_features(TEXT, [NAME])[1]


def test_a_message_gets_both_vectors_of_its_wording(featurizer):
    message = Message({TEXT: "membreship", WORDING: "membership"})
    featurizer.process([message])
    expected = default_encoder().encode_twice(["membership"])[0]
    assert np.array_equal(sentence_vectors(message, NAME), expected)
    assert features_of(message).features.shape == (1, 2 * DIMENSION)


def test_phrases_get_theirs_like_messages(featurizer):
    message, phrase = Message({TEXT: "what are dues"}), Message({TEXT: "what are dues"})
    featurizer.process([message])
    featurizer.process_training_data(TrainingData([phrase]))
    assert np.array_equal(sentence_vectors(message, NAME), sentence_vectors(phrase, NAME))


def test_several_messages_get_each_their_own(featurizer):
    messages = [Message({TEXT: text}) for text in ("dues", "/faq/membership_cme", "password")]
    featurizer.process(messages)
    assert features_of(messages[1]) is None
    expected = default_encoder().encode_twice(["dues", "password"])
    assert np.array_equal(sentence_vectors(messages[0], NAME), expected[0])
    assert np.array_equal(sentence_vectors(messages[2], NAME), expected[1])


def test_a_message_without_vectors_is_encoded_when_they_are_asked_for():
    message = Message({TEXT: "dues"})
    expected = default_encoder().encode_twice(["dues"])[0]
    assert np.array_equal(sentence_vectors(message, NAME), expected)
    assert np.array_equal(sentence_vector(message, NAME), expected[PUBLISHED])


def test_nothing_to_encode_is_no_error(featurizer):
    assert featurizer.process([]) == []
    (message,) = featurizer.process([Message({TEXT: ""})])
    assert features_of(message) is None
