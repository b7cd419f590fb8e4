"""Words are looked up before they are unfolded: nothing as large as the vocabulary is computed."""

from __future__ import annotations

import onnx

from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.sentence_encoder import published_model

_VOCABULARY = 30_000


def test_only_lookups_read_the_vocabulary():
    graph = onnx.load_model_from_string(to_integer_model(published_model())).graph
    large = {
        tensor.name for tensor in graph.initializer if max(tensor.dims, default=0) > _VOCABULARY
    }

    readers = [node for node in graph.node if large.intersection(node.input)]

    assert len(large) == 2
    assert [node.op_type for node in readers] == ["Gather", "Gather"]
