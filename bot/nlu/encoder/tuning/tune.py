"""From phrases and their labels to what is kept of a tuned encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnx
from onnxruntime import InferenceSession, SessionOptions

from bot.nlu.encoder.adaptation_file import Half, TunedEncoder
from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.published_weights import LAYERS, PublishedLayer, read_layer
from bot.nlu.encoder.sentence_encoder import model_inputs, published_model, tokenizer
from bot.nlu.encoder.tuning.layer import Array
from bot.nlu.encoder.tuning.trainer import SHARPNESS, Plan, Trainer

# The layers below this one stay as they are.
FIRST_LAYER = 3
_THREADS = 2
Report = Callable[[int, int, float], None]


def tune(
    texts: Sequence[str],
    labels: Sequence[str],
    plan: Plan | None = None,
    report: Report = lambda *_: None,
) -> TunedEncoder:
    """Return the tuned layers and head; `report` hears of each step, of all, and of the loss.

    The same phrases give the same numbers, in whatever order they come.
    """
    order = sorted(range(len(texts)), key=lambda row: (labels[row], texts[row]))
    names, targets = np.unique([labels[row] for row in order], return_inverse=True)
    graph = onnx.load_model_from_string(published_model()).graph
    layers = [read_layer(graph, number) for number in range(FIRST_LAYER, LAYERS)]
    trainer = Trainer(layers, LowerLayers().run, plan or Plan(), report)
    trainer.train([texts[row] for row in order], targets)
    return TunedEncoder(
        {
            FIRST_LAYER + place: {name: _half(value) for name, value in layer.parameters.items()}
            for place, layer in enumerate(trainer.layers)
        },
        _half(trainer.head["matrix"] * np.float32(SHARPNESS)),
        _half(trainer.head["bias"]),
        [str(name) for name in names],
    )


class LowerLayers:
    """What the layers make of a text that are not tuned, as the encoder in integers computes it."""

    def __init__(self) -> None:
        model = onnx.load_model_from_string(to_integer_model(published_model()))
        self._output = PublishedLayer(
            onnx.load_model_from_string(published_model()).graph, FIRST_LAYER - 1
        ).output
        value = onnx.helper.make_tensor_value_info(self._output, onnx.TensorProto.FLOAT, None)
        # What only later outputs need is then not computed.
        del model.graph.output[:]
        model.graph.output.append(value)
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer()

    def run(self, texts: Sequence[str]) -> list[Array]:
        """Return for each text an array of shape (tokens, dimension)."""
        encodings = self._tokenizer.encode_batch(list(texts))
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(lambda encoding: self._run(encoding.ids), encodings))

    def _run(self, ids: list[int]) -> Array:
        tokens: Array = self._session.run([self._output], model_inputs(ids))[0][0]
        return tokens


def _half(values: Array) -> Half:
    return values.astype(np.float16)
