"""How rare a word is, as the model's own vocabulary tells: common words are one piece of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.engine import Engine


def pieces_of(engine: Engine) -> Callable[[str], int]:
    """A function that says in how many pieces the model's vocabulary writes a word."""

    @lru_cache(maxsize=65536)
    def pieces(word: str) -> int:
        return sum(piece not in ("</s>", "\u2581") for piece in engine.encode(word).pieces)

    return pieces
