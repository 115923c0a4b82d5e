"""A transformer in plain numpy, after the papers and Marian's and transformers' sources.

It knows nothing of CTranslate2 or of the converters, so that what they make can be compared with
it: sentence in, pieces out, by greedy search.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
Weights = Callable[[str], Array]

ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "relu": lambda x: np.maximum(x, 0),
    "swish": lambda x: x / (1 + np.exp(-x)),
    "gelu": lambda x: x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2))),
}


@dataclass(frozen=True)
class Reference:
    """A post-norm transformer. `weights` gives an array by a neutral name (see `_layer`).

    epsilon: what a layer norm adds to the variance.
    scale: whether embeddings are multiplied by the root of their width.
    start: the vector the decoder begins from.
    banned: numbers the decoder never writes.
    """

    weights: Weights
    layers: tuple[int, int]
    heads: int
    activation: str
    epsilon: float
    scale: bool
    positions: Array
    start: Array
    banned: frozenset[int] = frozenset()

    def translate(self, source: Sequence[int], end: int, most: int) -> list[int]:
        """Numbers of target pieces for those of a source; `end` closes both."""
        memory = self._enter(self.weights("source_embedding")[list(source)])
        for number in range(self.layers[0]):
            memory = self._layer(memory, memory, f"encoder {number}", None)
        written: list[int] = []
        while len(written) < most:
            vectors = [self.start, *(self.weights("target_embedding")[n] for n in written)]
            state = self._enter(np.stack(vectors))
            for number in range(self.layers[1]):
                state = self._layer(state, state, f"decoder {number}", memory)
            logits = self.weights("output_embedding") @ state[-1] + self.weights("output_bias")
            logits[list(self.banned)] = -np.inf
            best = int(np.argmax(logits))
            if best == end:
                break
            written.append(best)
        return written

    def _enter(self, vectors: Array) -> Array:
        factor = math.sqrt(vectors.shape[1]) if self.scale else 1.0
        return vectors * factor + self.positions[: len(vectors)]

    def _layer(self, x: Array, own: Array, scope: str, memory: Array | None) -> Array:
        x = self._norm(
            x + self._attend(x, own, f"{scope} self", memory is not None), f"{scope} self"
        )
        if memory is not None:
            x = self._norm(x + self._attend(x, memory, f"{scope} cross", False), f"{scope} cross")
        inner = ACTIVATIONS[self.activation](self._linear(x, f"{scope} in"))
        return self._norm(x + self._linear(inner, f"{scope} out"), f"{scope} out")

    def _attend(self, x: Array, keys: Array, scope: str, masked: bool) -> Array:
        q, k, v = (
            self._linear(given, f"{scope} {letter}").reshape(len(given), self.heads, -1)
            for given, letter in ((x, "q"), (keys, "k"), (keys, "v"))
        )
        scores = np.einsum("ihd,jhd->hij", q, k) / math.sqrt(q.shape[-1])
        if masked:
            scores = scores + np.triu(np.full(scores.shape[1:], -np.inf), 1)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        mixed = np.einsum("hij,jhd->ihd", scores, v).reshape(len(x), -1)
        return self._linear(mixed, f"{scope} o")

    def _linear(self, x: Array, name: str) -> Array:
        return x @ self.weights(f"{name} weight").T + self.weights(f"{name} bias")

    def _norm(self, x: Array, name: str) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        variance = (centred**2).mean(-1, keepdims=True)
        scaled = centred / np.sqrt(variance + self.epsilon)
        return scaled * self.weights(f"{name} gamma") + self.weights(f"{name} beta")


def timescales(count: int, width: int, divisor: float) -> Array:
    """Sines, then cosines: of position / 10000 ** (i / divisor)."""
    table = np.zeros((count, width))
    for place in range(count):
        for i in range(width // 2):
            angle = place / 10_000 ** (i / divisor)
            table[place, i] = math.sin(angle)
            table[place, width // 2 + i] = math.cos(angle)
    return table


def random_weights(
    seed: int, layers: tuple[int, int], width: int, inner: int, sizes: tuple[int, int]
) -> dict[str, Array]:
    """Weights by neutral name, such that what is written depends on the source.

    Attention to the source says more than what it is added to, and all vectors have one length.
    """
    rng = np.random.default_rng(seed)
    made: dict[str, Array] = {}

    def linear(name: str, out: int, into: int) -> None:
        gain = 3.0 if "cross" in name else 0.8
        made[f"{name} weight"] = rng.normal(0, gain / math.sqrt(into), (out, into))
        made[f"{name} bias"] = rng.normal(0, 0.1, out)

    def norm(name: str) -> None:
        made[f"{name} gamma"] = rng.uniform(0.6, 1.4, width)
        made[f"{name} beta"] = rng.normal(0, 0.1, width)

    for stack, depth in zip(("encoder", "decoder"), layers, strict=True):
        for number in range(depth):
            for kind in ("self", "cross")[: 1 + (stack == "decoder")]:
                for letter in "qkvo":
                    linear(f"{stack} {number} {kind} {letter}", width, width)
                norm(f"{stack} {number} {kind}")
            linear(f"{stack} {number} in", inner, width)
            linear(f"{stack} {number} out", width, inner)
            norm(f"{stack} {number} out")
    for side, size in zip(("source", "target"), sizes, strict=True):
        vectors = rng.normal(0, 1, (size, width))
        made[f"{side}_embedding"] = 3 * vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    made["output_embedding"] = made["target_embedding"]
    made["output_bias"] = rng.normal(0, 0.2, sizes[1])
    return {name: value.astype(np.float32) for name, value in made.items()}
