"""Tunes the upper layers and a head that names the label, from phrases and their labels alone.

The layers below are not changed, so what they make of each text is computed once. A batch holds texts of
one length; its two halves are computed side by side and added in a fixed order, each by a BLAS of one
thread, so that a machine with more cores gives the same numbers.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from bot.nlu.encoder.tuning.adaptation import LayerAdaptation
from bot.nlu.encoder.tuning.layer import Array, backward, forward
from bot.nlu.encoder.tuning.optimizer import AdamW
from bot.nlu.encoder.tuning.typos import with_typo

# The head looks at a unit vector; this makes its scores far enough apart.
SHARPNESS = 16.0
# How quickly the reported loss follows that of the last step.
_FORGETTING = 0.02


@dataclass(frozen=True)
class Plan:
    """`typos` is the share of phrases that get a slip in an epoch; `smoothing` goes to other labels."""

    epochs: int = 3
    batch: int = 32
    rate: float = 1e-3
    head_rate: float = 5e-3
    warm_up: float = 0.06
    smoothing: float = 0.05
    typos: float = 0.3
    seed: int = 20


@dataclass(frozen=True)
class Example:
    """`tokens` has shape (length, dimension): what the layers below make of a text."""

    tokens: Array
    target: int


@dataclass(frozen=True)
class Gradients:
    """Of each layer's parameters, lowest first, and of the head's."""

    layers: list[dict[str, Array]]
    head: dict[str, Array]
    loss: float


class Trainer:
    """`layers` are the weights of the layers to tune, lowest first; `embed` runs those below."""

    def __init__(
        self,
        layers: Sequence[Mapping[str, Array]],
        embed: Callable[[Sequence[str]], list[Array]],
        plan: Plan,
        report: Callable[[int, int, float], None] = lambda *_: None,
    ) -> None:
        self._chance = np.random.default_rng(plan.seed)
        self.layers = [LayerAdaptation(weights, self._chance) for weights in layers]
        self.head: dict[str, Array] = {}
        self._embed = embed
        self._plan = plan
        self._report = report

    def train(self, texts: Sequence[str], targets: npt.NDArray[np.int64]) -> None:
        """Tune; `targets` are label numbers from 0 on."""
        slips = random.Random(self._plan.seed)  # noqa: S311 - repeatable, and no secret
        plain = self._embed(texts)
        misspelt = self._embed([with_typo(text, slips) for text in texts])
        self.head = {
            "matrix": np.zeros((plain[0].shape[1], int(targets.max()) + 1), dtype=np.float32),
            "bias": np.zeros(int(targets.max()) + 1, dtype=np.float32),
        }
        batches = [
            batch
            for _ in range(self._plan.epochs)
            for batch in self._batches(self._with_slips(plain, misspelt, targets))
        ]
        with threadpool_limits(1), ThreadPoolExecutor(2) as pool:
            self._run(batches, pool)

    def _run(self, batches: Sequence[Sequence[Example]], pool: ThreadPoolExecutor) -> None:
        optimizers = [AdamW(layer.parameters, self._plan.rate) for layer in self.layers]
        head_optimizer = AdamW(self.head, self._plan.head_rate)
        loss = 0.0
        for step, batch in enumerate(batches):
            results = self._both_halves(batch, pool)
            share = _share(step / len(batches), self._plan.warm_up)
            for number, optimizer in enumerate(optimizers):
                optimizer.step(_sum(result.layers[number] for result in results), share)
            head_optimizer.step(_sum(result.head for result in results), share)
            own = sum(result.loss for result in results) * self._plan.batch / len(batch)
            loss = own if step == 0 else loss + _FORGETTING * (own - loss)
            self._report(step + 1, len(batches), loss)

    def _with_slips(
        self, plain: Sequence[Array], misspelt: Sequence[Array], targets: npt.NDArray[np.int64]
    ) -> list[Example]:
        """Return the examples of an epoch, some of them with a slip."""
        slips = self._chance.random(len(plain)) < self._plan.typos
        return [
            Example(other if slip else own, int(target))
            for own, other, slip, target in zip(plain, misspelt, slips, targets, strict=True)
        ]

    def _both_halves(self, batch: Sequence[Example], pool: ThreadPoolExecutor) -> list[Gradients]:
        weights = [layer.weights() for layer in self.layers]
        halves = [half for half in (batch[::2], batch[1::2]) if half]
        return list(pool.map(lambda half: self._gradients(half, weights), halves))

    def _batches(self, examples: Sequence[Example]) -> Iterator[list[Example]]:
        """Yield shuffled batches of texts of one length."""
        by_length = defaultdict(list)
        for place in self._chance.permutation(len(examples)):
            by_length[len(examples[place].tokens)].append(examples[place])
        batches = [
            group[start : start + self._plan.batch]
            for group in by_length.values()
            for start in range(0, len(group), self._plan.batch)
        ]
        for place in self._chance.permutation(len(batches)):
            yield batches[place]

    def _gradients(
        self, examples: Sequence[Example], weights: Sequence[Mapping[str, Array]]
    ) -> Gradients:
        tokens = np.concatenate([example.tokens for example in examples])
        targets = np.array([example.target for example in examples])
        traces = []
        for layer in weights:
            tokens, trace = forward(tokens, len(examples), layer)
            traces.append(trace)
        gradient, head, loss = self._head_gradients(tokens, targets)
        layers: list[dict[str, Array]] = []
        for adaptation, layer, trace in zip(
            reversed(self.layers), reversed(weights), reversed(traces), strict=True
        ):
            found = backward(gradient, trace, layer)
            gradient = found.tokens
            layers.insert(0, adaptation.gradients(found))
        return Gradients(layers, head, loss)

    def _head_gradients(
        self, tokens: Array, targets: npt.NDArray[np.int64]
    ) -> tuple[Array, dict[str, Array], float]:
        """Return gradients by the tokens and by the head, and the loss; all as shares of a whole batch."""
        texts = len(targets)
        length = len(tokens) // texts
        mean = tokens.reshape(texts, length, -1).mean(axis=1)
        norm = np.linalg.norm(mean, axis=1, keepdims=True)
        unit = mean / norm
        sharpness = np.float32(SHARPNESS)
        scores = sharpness * (unit @ self.head["matrix"]) + self.head["bias"]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wanted = np.full_like(logs, self._plan.smoothing / logs.shape[1])
        wanted[np.arange(texts), targets] += 1 - self._plan.smoothing
        residuals = (np.exp(logs) - wanted) / np.float32(self._plan.batch)
        head = {
            "matrix": sharpness * (unit.T @ residuals),
            "bias": residuals.sum(axis=0),
        }
        by_unit = sharpness * (residuals @ self.head["matrix"].T)
        by_mean = (by_unit - unit * (by_unit * unit).sum(axis=1, keepdims=True)) / norm
        by_tokens = np.repeat(by_mean / np.float32(length), length, axis=0)
        return by_tokens, head, float(-(wanted * logs).sum() / self._plan.batch)


def _share(done: float, warm_up: float) -> float:
    """Return which share of the highest rate holds: it rises, then falls to nothing, both straight."""
    return done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)


def _sum(parts: Iterator[dict[str, Array]]) -> dict[str, Array]:
    total = next(parts)
    for part in parts:
        total = {name: value + part[name] for name, value in total.items()}
    return total
