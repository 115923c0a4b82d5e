"""What a converter hands over: a CTranslate2 specification and the facts model.json needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from translator.errors import InputError
from translator.models.narrow import narrow

MAX_SOURCE_PIECES = 200
"""Pieces of a source at most: OPUS-MT models saw few longer sentences in training."""

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Network:
    """A model read into CTranslate2's specification, not yet written.

    specification: a filled `ctranslate2.specs.TransformerSpec` with its vocabularies.
    architecture: one line for people.
    positions: rows of the position table.
    source_pieces, target_pieces: the SentencePiece models of the two sides.
    target_vocabulary: the pieces the decoder knows.
    """

    specification: Any
    architecture: str
    positions: int
    source_pieces: Path
    target_pieces: Path
    target_vocabulary: Sequence[str]

    def save(self, folder: Path, quantization: str, shown: Path) -> None:
        """Write model.bin, config.json and vocabularies into a folder that exists.

        `shown` names the source where it does not fit together. Raises InputError.
        """
        try:
            self.specification.validate()
        except ValueError as error:
            reason = " ".join(str(error).split())
            raise InputError(f"{shown}: weights and vocabularies do not fit ({reason}).") from error
        self.specification.optimize(quantization=quantization)
        narrow(self.specification)
        self.specification.save(str(folder))


def describe(
    encoder: int, decoder: int, width: int, inner: int, heads: int, activation: str
) -> str:
    """The line `architecture` of a transformer; widths and layers as numbers of units."""
    return (
        f"Marian transformer, encoder {encoder} x {width}, decoder {decoder}, "
        f"feed-forward {inner} ({activation}), {heads} heads"
    )
