"""One layer of the encoder in NumPy, forwards and backwards: attention, feed-forward, two norms.

Only for tuning: at run time ONNX Runtime computes the same. Texts of a batch have equal lengths, so there is
nothing to mask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import erf

Array = npt.NDArray[np.float32]
# The weights of a layer by name; see `PRODUCTS` and `VECTORS`.
Weights = Mapping[str, Array]
# What a product's gradient is made of: the rows that were multiplied, and the gradient by their products.
Factors = tuple[Array, Array]

HEADS = 12
# The six products by a matrix, each with its bias (`query_bias`), and the two norms.
PRODUCTS = ("query", "key", "value", "attention", "wide", "narrow")
VECTORS = (
    *(f"{product}_bias" for product in PRODUCTS),
    *("attention_norm_scale", "attention_norm_shift", "output_norm_scale", "output_norm_shift"),
)
_EPSILON = np.float32(1e-12)
_ROOT_HALF = np.float32(np.sqrt(0.5))
_ROOT_TWO_PI = np.float32(np.sqrt(2 * np.pi))


@dataclass(frozen=True)
class Trace:
    """What a forward pass leaves for the backward pass; rows are tokens, text after text."""

    texts: int
    tokens: Array
    query: Array
    key: Array
    value: Array
    shares: Array
    context: Array
    attention_norm: tuple[Array, Array]
    middle: Array
    wide: Array
    cumulative: Array
    active: Array
    output_norm: tuple[Array, Array]


def forward(tokens: Array, texts: int, weights: Weights) -> tuple[Array, Trace]:
    """Return the layer's output for `tokens` of shape (texts * length, dimension), same shape."""
    query, key, value = (
        _split_heads(tokens @ weights[name] + weights[f"{name}_bias"], texts)
        for name in ("query", "key", "value")
    )
    scores = (query @ key.swapaxes(2, 3)) * _scale(query)
    scores -= scores.max(axis=3, keepdims=True)
    np.exp(scores, out=scores)
    shares = scores / scores.sum(axis=3, keepdims=True)
    context = _join_heads(shares @ value)
    attended = context @ weights["attention"] + weights["attention_bias"] + tokens
    middle, attention_norm = _norm(attended, weights, "attention")
    wide = middle @ weights["wide"] + weights["wide_bias"]
    cumulative = (erf(wide * _ROOT_HALF) + np.float32(1)) * np.float32(0.5)
    active = wide * cumulative
    output, output_norm = _norm(
        active @ weights["narrow"] + weights["narrow_bias"] + middle, weights, "output"
    )
    trace = Trace(
        *(texts, tokens, query, key, value, shares, context, attention_norm, middle),
        *(wide, cumulative, active, output_norm),
    )
    return output, trace


@dataclass(frozen=True)
class LayerGradients:
    """By the layer's input; by its vectors; by its matrices, as factors: `rows.T @ by_rows` is the whole."""

    tokens: Array
    vectors: dict[str, Array]
    products: dict[str, Factors]


def backward(gradient: Array, trace: Trace, weights: Weights) -> LayerGradients:
    """Return the gradients that follow from a gradient by the layer's output."""
    found = LayerGradients(gradient, {}, {})
    by_sum = _norm_backward(gradient, trace.output_norm, weights, "output", found)
    by_active = _product_backward(by_sum, trace.active, weights, "narrow", found)
    density = np.exp(np.float32(-0.5) * np.square(trace.wide)) / _ROOT_TWO_PI
    by_wide = by_active * (trace.cumulative + trace.wide * density)
    by_middle = by_sum + _product_backward(by_wide, trace.middle, weights, "wide", found)
    by_attended = _norm_backward(by_middle, trace.attention_norm, weights, "attention", found)
    by_context = _split_heads(
        _product_backward(by_attended, trace.context, weights, "attention", found), trace.texts
    )
    by_shares = by_context @ trace.value.swapaxes(2, 3)
    by_scores = (
        trace.shares
        * (by_shares - (by_shares * trace.shares).sum(axis=3, keepdims=True))
        * _scale(trace.query)
    )
    by_heads = {
        "query": by_scores @ trace.key,
        "key": by_scores.swapaxes(2, 3) @ trace.query,
        "value": trace.shares.swapaxes(2, 3) @ by_context,
    }
    by_tokens = by_attended
    for name, by_head in by_heads.items():
        by_tokens = by_tokens + _product_backward(
            _join_heads(by_head), trace.tokens, weights, name, found
        )
    return replace(found, tokens=by_tokens)


def _scale(heads: Array) -> np.float32:
    return np.float32(1 / np.sqrt(heads.shape[3]))


def _split_heads(tokens: Array, texts: int) -> Array:
    """Return an array of shape (texts, heads, length, dimension of a head)."""
    return tokens.reshape(texts, -1, HEADS, tokens.shape[1] // HEADS).transpose(0, 2, 1, 3)


def _join_heads(heads: Array) -> Array:
    texts, _, length, _ = heads.shape
    return heads.transpose(0, 2, 1, 3).reshape(texts * length, -1)


def _norm(values: Array, weights: Weights, name: str) -> tuple[Array, tuple[Array, Array]]:
    centred = values - values.mean(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + _EPSILON)
    unit = centred * inverse
    output = unit * weights[f"{name}_norm_scale"] + weights[f"{name}_norm_shift"]
    return output, (unit, inverse)


def _norm_backward(
    gradient: Array,
    trace: tuple[Array, Array],
    weights: Weights,
    name: str,
    found: LayerGradients,
) -> Array:
    unit, inverse = trace
    found.vectors[f"{name}_norm_scale"] = (gradient * unit).sum(axis=0)
    found.vectors[f"{name}_norm_shift"] = gradient.sum(axis=0)
    scaled = gradient * weights[f"{name}_norm_scale"]
    along = (scaled * unit).mean(axis=1, keepdims=True)
    result: Array = inverse * (scaled - scaled.mean(axis=1, keepdims=True) - unit * along)
    return result


def _product_backward(
    gradient: Array, values: Array, weights: Weights, name: str, found: LayerGradients
) -> Array:
    found.products[name] = values, gradient
    found.vectors[f"{name}_bias"] = gradient.sum(axis=0)
    result: Array = gradient @ weights[name].T
    return result
