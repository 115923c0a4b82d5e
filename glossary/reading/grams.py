"""How likely a symbol is after others: n-gram tables with weights for the shorter history.

The estimates (Witten-Bell, made by `training/readings.py`) come as whole numbers: the symbols of
a history and its follower packed into one, sixteenths of a nat for the logarithms.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate

STEP = 1 / 16
"""Nats of one step of a stored logarithm."""
UNSEEN = -16.0
"""Log probability of what no history knows."""
_WIDE = 8
"""Bytes of a stored key."""


class Grams:
    """An n-gram table. Symbols are numbers below `base`; 0 stands for both ends of a word."""

    def __init__(
        self, base: int, order: int, follow: dict[int, float], shorter: dict[int, float]
    ) -> None:
        self.base = base
        self.longest = order - 1
        self._follow = follow
        self._shorter = shorter
        self._cut = [base**size for size in range(order)]

    def after(self, history: int, size: int, symbol: int) -> float:
        """The log probability of a symbol after the packed history of `size` symbols."""
        weight = 0.0
        while True:
            found = self._follow.get(self.key(history, size, symbol))
            if found is not None:
                return weight + found
            if not size:
                return weight + UNSEEN
            weight += self._shorter.get(self.key(history, size, 0), 0.0)
            size -= 1
            history %= self._cut[size]

    def lifted(
        self,
        history: int,
        size: int,
        shorter: Sequence[tuple[float, int]],
        extra: Mapping[int, float],
    ) -> Sequence[tuple[float, int]]:
        """Symbols with their log probabilities after a history, likeliest first.

        `shorter`: the same after the history without its first symbol; `extra`: what is added for
        each symbol, there too.
        """
        at = self.key(history, size, 0)
        weight = self._shorter.get(at)
        if weight is None:
            return shorter
        get = self._follow.get
        found = []
        for likely, symbol in shorter:
            seen = get(at + (symbol << 3))
            found.append((weight + likely if seen is None else seen + extra[symbol], symbol))
        found.sort(reverse=True)
        return found

    def shortened(self, history: int, size: int) -> tuple[int, int]:
        """A history without its first symbol, and its length."""
        return history % self._cut[size - 1], size - 1

    def behind(self, history: int, size: int, symbol: int) -> tuple[int, int]:
        """The history after a symbol more, as far back as the table knows anything of it."""
        history, size = self.push(history, size, symbol)
        while size and (history * self.base << 3) | size not in self._shorter:
            size -= 1
            history %= self._cut[size]
        return history, size

    def key(self, history: int, size: int, symbol: int) -> int:
        """One number for a history, its length and what follows."""
        return ((history * self.base + symbol) << 3) | size

    def push(self, history: int, size: int, symbol: int) -> tuple[int, int]:
        """The history after a symbol more, and its length: never longer than the table knows."""
        if size < self.longest:
            return history * self.base + symbol, size + 1
        return (history * self.base + symbol) % self._cut[size], size


def packed(table: dict[int, float]) -> tuple[bytes, bytes]:
    """A table as bytes: its keys in rising order as differences, its values in steps.

    The differences are eight bytes each, first the lowest of all, then the next: most of the
    higher ones are 0. Raises ValueError where a value lies above 0.
    """
    keys = sorted(table)
    gaps = array("Q", (b - a for a, b in zip([0, *keys], keys, strict=False)))
    if sys.byteorder == "big":
        gaps.byteswap()
    whole = gaps.tobytes()
    steps = bytes(min(255, round(-table[key] / STEP)) for key in keys)
    return b"".join(whole[place::_WIDE] for place in range(_WIDE)), steps


def unpacked(gaps: bytes, steps: bytes) -> dict[int, float]:
    """A table from its bytes."""
    whole = bytearray(len(gaps))
    for place in range(_WIDE):
        whole[place::_WIDE] = gaps[place * len(steps) : (place + 1) * len(steps)]
    numbers = array("Q")
    numbers.frombytes(whole)
    if sys.byteorder == "big":
        numbers.byteswap()
    values = [-STEP * step for step in range(256)]
    return dict(zip(accumulate(numbers), map(values.__getitem__, steps), strict=True))
