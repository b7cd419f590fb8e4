"""What a peer is: it learns from phrases, is read back from a folder, and ranks labels for a text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.phrases import Phrase


@dataclass(frozen=True)
class Decision:
    """`kind` is answer, offer (ask "did you mean") or refuse; `labels` are what is answered or offered."""

    kind: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """`ranking` is best first; `own` is what the peer itself would do, where it decides."""

    ranking: tuple[tuple[str, float], ...]
    own: Decision | None = None


Rank = Callable[[str], Ranked]


class Peer(ABC):
    title: str
    about: str

    def prepare(self, phrases: Sequence[Phrase], folder: Path) -> None:  # noqa: B027 - most do nothing
        """Do what is done offline, before a training; what it costs is told apart."""

    @abstractmethod
    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        """Learn, and keep in `folder` whatever `load` needs."""

    @abstractmethod
    def load(self, folder: Path) -> Rank:
        """Return what ranks; called in a process of its own that has not trained."""
