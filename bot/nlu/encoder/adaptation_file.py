"""What tuning left behind: data/understanding/encoder.npz, and encoder.json that says what belongs to it.

The numbers are half floats, so that their products are exact in doubles: every machine makes the same
encoder from them, byte by byte.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt

from bot.errors import SetUpError
from bot.nlu.model_file import ROOT

FOLDER = ROOT / "data/understanding"
_ARRAYS, _DESCRIPTION = "encoder.npz", "encoder.json"
_HEAD, _HEAD_BIAS = "head.matrix", "head.bias"

Half = npt.NDArray[np.float16]


@dataclass(frozen=True)
class Description:
    """`sha256` is that of the arrays, `model` that of the encoder made from them; `labels` the head's."""

    sha256: str
    model: str
    phrases: int
    labels: Sequence[str]


@dataclass(frozen=True)
class TunedEncoder:
    """`layers` has the changes of each tuned layer by name; `head` (dimension, labels) and `bias` (labels)."""

    layers: Mapping[int, Mapping[str, Half]]
    head: Half
    bias: Half
    labels: Sequence[str]


def to_bytes(encoder: TunedEncoder) -> bytes:
    """Return the arrays as one file, the same bytes for the same numbers."""
    arrays: dict[str, Half] = {_HEAD: encoder.head, _HEAD_BIAS: encoder.bias}
    for number, changes in encoder.layers.items():
        arrays |= {f"{number}.{name}": values for name, values in changes.items()}
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for name, values in sorted(arrays.items()):
            member = io.BytesIO()
            np.save(member, values.astype(np.float16), allow_pickle=False)
            # A date of its own, or two equal files would differ by when they were written.
            archive.writestr(ZipInfo(f"{name}.npy"), member.getvalue())
    return content.getvalue()


def write(encoder: TunedEncoder, model: str, phrases: int, folder: Path | None = None) -> None:
    """Write both files; `model` is the hash of the encoder made from it."""
    folder = folder or FOLDER
    content = to_bytes(encoder)
    description = Description(
        hashlib.sha256(content).hexdigest(), model, phrases, list(encoder.labels)
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _ARRAYS).write_bytes(content)
    (folder / _DESCRIPTION).write_text(
        json.dumps(asdict(description), indent=1) + "\n", encoding="utf-8"
    )


def read(folder: Path | None = None) -> TunedEncoder:
    """Return what tuning left. Raises SetUpError for arrays that the description does not know."""
    folder = folder or FOLDER
    description = describe(folder)
    content = _read_bytes(folder / _ARRAYS)
    digest = hashlib.sha256(content).hexdigest()
    if digest != description.sha256:
        raise SetUpError(
            f"{folder / _ARRAYS} is not the file that {_DESCRIPTION} names (sha256 {digest[:16]}…): "
            "fetch it again, or run `make encoder`"
        )
    layers: dict[int, dict[str, Half]] = defaultdict(dict)
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        for name in arrays.files:
            number, _, key = name.partition(".")
            if number.isdigit():
                layers[int(number)][key] = arrays[name]
        return TunedEncoder(dict(layers), arrays[_HEAD], arrays[_HEAD_BIAS], description.labels)


def describe(folder: Path | None = None) -> Description:
    """Return what belongs to the arrays. Raises SetUpError."""
    return _describe(folder or FOLDER)


@lru_cache(maxsize=1)
def _describe(folder: Path) -> Description:
    path = folder / _DESCRIPTION
    try:
        return Description(**json.loads(_read_bytes(path)))
    except (ValueError, TypeError) as error:
        raise SetUpError(f"{path}: {error}") from None


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetUpError(f"{path} is missing: run `make encoder` ({error})") from None
