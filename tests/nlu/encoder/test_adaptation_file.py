"""What tuning left is written and read without loss, and a changed file is refused."""

from __future__ import annotations

import numpy as np
import pytest

from bot.errors import SetUpError
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.adaptation_file import TunedEncoder, to_bytes
from bot.nlu.encoder.sentence_encoder import model_sha256, published_model, sha256_of


@pytest.fixture
def tuned():
    chance = np.random.default_rng(1)
    layers = {5: {"query_left": chance.normal(size=(4, 2)).astype(np.float16)}}
    head = chance.normal(size=(4, 2)).astype(np.float16)
    return TunedEncoder(layers, head, head[0], ["faq/a", "out_of_scope/b"])


def test_what_is_written_is_read(tuned, tmp_path):
    adaptation_file.write(tuned, "hash of a model", 3, tmp_path)
    restored = adaptation_file.read(tmp_path)
    assert np.array_equal(restored.layers[5]["query_left"], tuned.layers[5]["query_left"])
    assert np.array_equal(restored.head, tuned.head)
    assert restored.labels == tuned.labels
    description = adaptation_file.describe(tmp_path)
    assert (description.model, description.phrases) == ("hash of a model", 3)


def test_equal_numbers_are_equal_bytes(tuned):
    assert to_bytes(tuned) == to_bytes(tuned)


def test_arrays_that_the_description_does_not_know_are_refused(tuned, tmp_path):
    adaptation_file.write(tuned, "", 3, tmp_path)
    path = tmp_path / "encoder.npz"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(SetUpError, match="make encoder"):
        adaptation_file.read(tmp_path)


def test_what_is_missing_or_unreadable_is_named(tmp_path):
    with pytest.raises(SetUpError, match=r"encoder\.json is missing"):
        adaptation_file.read(tmp_path)
    (tmp_path / "encoder.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SetUpError, match=r"encoder\.json"):
        adaptation_file.read(tmp_path)


def test_the_tree_holds_what_its_description_says_in_less_than_two_megabytes():
    tuned = adaptation_file.read()
    assert tuned.head.shape == (384, len(tuned.labels))
    assert len(to_bytes(tuned)) < 2_000_000
    # Half floats below this are exact in doubles, products and sums as well.
    assert all(
        np.abs(values).max() < 16 for layer in tuned.layers.values() for values in layer.values()
    )


def test_this_machine_makes_the_encoder_that_the_description_names():
    from bot.nlu.encoder.integer_encoder import to_integer_model

    assert sha256_of(to_integer_model(published_model(), adaptation_file.read().layers)) == (
        model_sha256()
    )
