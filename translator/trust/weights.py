"""The coefficients of the estimate, from the table beside this module."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from translator.trust.features import NAMES

TABLE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """A fit: the expected chrF is `intercept` plus each feature times its slope (by `NAMES`)."""

    intercept: float
    slopes: tuple[float, ...]

    def expected(self, values: tuple[float, ...]) -> float:
        """The chrF (0 to 100, but not cut off there) expected of features with these values."""
        return self.intercept + sum(
            slope * value for slope, value in zip(self.slopes, values, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """`linked` is the fit for translations with an alignment, `bare` that for those without.

    `doubtful` and `typical` are the scores (mean log probability) below which lie 15 and 50
    hundredths of the sentences that were fitted.
    """

    linked: Weights
    bare: Weights
    doubtful: float
    typical: float


@cache
def table() -> Table:
    """The table that ships with the tool."""
    fields = json.loads(TABLE.read_text(encoding="utf-8"))
    return Table(
        _weights(fields["linked"]), _weights(fields["bare"]), fields["doubtful"], fields["typical"]
    )


def _weights(fields: dict[str, Any]) -> Weights:
    return Weights(fields["intercept"], tuple(fields[name] for name in NAMES))
