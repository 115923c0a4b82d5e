"""8-bit weights kept to seven bits, for processors that cannot add the products of eight.

x86 processors with AVX2 but without VNNI multiply an unsigned by a signed byte and add two of these
products in 16 bits, which stop at 32,767: 2 x 255 x 127 is more, 2 x 255 x 63 is not. CTranslate2
4.8.5 quantizes weights to 127 and lets the sums stop. The embedded model lost 0.7 BLEU on FLORES
and 1.9 on the five articles there; with 63 nearly all of it comes back. Intel's oneDNN documents
the sums ("Nuances of int8 computations"); PyTorch's `reduce_range` is the same remedy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from ctranslate2.specs.model_spec import visit_spec

LARGEST = 63
_FULL = 127


def narrow(specification: Any) -> None:
    """Bring the 8-bit weights of a CTranslate2 specification, in place, from -127..127 to -63..63.

    `specification`: a `ctranslate2.specs.ModelSpec` after `optimize`; without 8-bit weights it
    stays as it is. Weights are rows times a scale a row: weight = integer / scale.
    """

    def visit(layer: Any, name: str, value: Any) -> None:
        key = name.rpartition("/")[2]
        scale: Any = getattr(layer, f"{key}_scale", None)
        if getattr(value, "dtype", None) != "int8" or not hasattr(scale, "numpy"):
            return  # no weights, or another name for those of another layer
        integers = np.rint(value.numpy() * (LARGEST / _FULL)).astype(np.int8)
        setattr(layer, key, type(value)(integers))
        setattr(layer, f"{key}_scale", type(scale)(scale.numpy() * np.float32(LARGEST / _FULL)))

    visit_spec(specification, visit)
