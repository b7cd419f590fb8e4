"""A training phrase: what a person might type, and the label of what answers it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_NO_WORD = re.compile(r"[^\w$]|_")


class Split(str, Enum):
    """The benchmark sets thresholds on `CALIBRATION`, so no peer learns from it there."""

    TRAIN = "train"
    CALIBRATION = "calibration"


@dataclass(frozen=True)
class Phrase:
    """`label` is the intent, with the answer's key where there is one; `file` is below the root."""

    label: str
    text: str
    writer: str
    split: str
    file: str


def fold(text: str) -> str:
    """Return what is left of a phrase when case, marks and spaces do not count."""
    return " ".join(_NO_WORD.sub(" ", text.lower()).split())
