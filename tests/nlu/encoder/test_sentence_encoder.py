"""The encoder in integers says what the published one says, nearly, and always the same."""

from __future__ import annotations

import numpy as np
import pytest
from onnxruntime import InferenceSession

from bot.errors import SetUpError
from bot.nlu.encoder import sentence_encoder as encoder_module
from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.sentence_encoder import SentenceEncoder, default_encoder

TEXTS = [
    "hi",
    "what do residents pay",
    "a much longer question about fellowships and the boards in another country, if I may",
]


@pytest.fixture(scope="module")
def published():
    """The encoder as it is published, before it is rewritten."""
    encoder = SentenceEncoder()
    path = encoder_module._data_file(*encoder_module._MODEL)
    encoder._session = InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return encoder


def test_vectors_are_unit_vectors():
    vectors = default_encoder().encode(TEXTS)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_in_integers_a_text_keeps_its_direction(published):
    cosines = (published.encode(TEXTS) * default_encoder().encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.98


def test_a_texts_vector_does_not_depend_on_the_others():
    alone = np.vstack([default_encoder().encode([text]) for text in TEXTS])
    among = default_encoder().encode(TEXTS * 50)
    assert np.array_equal(np.tile(alone, (50, 1)), among)


def test_a_file_that_is_not_the_one_we_know_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(encoder_module, "MODELS", tmp_path)
    path = encoder_module._model()
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(SetUpError, match="not the file we know"):
        SentenceEncoder()


def test_where_nothing_can_be_written_it_is_made_anew(tmp_path, monkeypatch):
    nowhere = tmp_path / "a file, no folder"
    nowhere.write_text("", encoding="utf-8")
    monkeypatch.setattr(encoder_module, "MODELS", nowhere / "models")
    assert np.array_equal(SentenceEncoder().encode(TEXTS), default_encoder().encode(TEXTS))


def test_an_interrupted_writing_leaves_nothing(tmp_path, monkeypatch):
    def break_off(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(encoder_module, "MODELS", tmp_path)
    monkeypatch.setattr(encoder_module.Path, "replace", break_off)
    with pytest.raises(KeyboardInterrupt):
        encoder_module._model()
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_such_weights_is_refused():
    with pytest.raises(SetUpError, match="no eight-bit weights"):
        to_integer_model(b"")
