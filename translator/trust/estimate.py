"""The estimate of a translation: band, reasons, and a value to sort by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from translator.trust.features import features
from translator.trust.reasons import BROKEN, shown_by, warned
from translator.trust.weights import table

if TYPE_CHECKING:
    from translator.document import Translation

Band = Literal["good", "check", "poor"]

GOOD, POOR = 60.0, 45.0
"""Expected chrF from which a translation is good, and below which it is poor. Read as a whole,
sentences above 60 say what the source says in English of their own; below 45 they mostly say
something else."""

_A_WARNING, _A_NAME, _BROKEN = 10.0, 3.0, 30.0
"""What a warning takes from the value: chrF hardly sees a lost "not" or a wrong number, and nothing
matters more to a reader. A garbled name or term shows in the features too."""
_SEEN = frozenset(("name", "term", "garbled", "repeat"))
"""The kinds of warnings that take as much as a name."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How far to trust a translation.

    `reasons` are what to look at, gravest first, and may be empty for a good one; `besides` are
    those among them that no warning of the translation tells. `value` is for
    sorting alone, the weakest first: about the chrF expected, less something for each warning. It
    is no percentage of anything and is not to be shown.
    """

    band: Band
    reasons: tuple[str, ...]
    value: float
    besides: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What the records say of it."""
        return {"band": self.band, "reasons": list(self.reasons)}


def estimate(translation: Translation) -> Estimate | None:
    """How far to trust a translation, from what stands in it.

    None for what the model did not write: a copy (no Arabic in it), a person's words, a memory's.
    """
    if translation.score is None or translation.origin != "machine":
        return None
    known = table()
    shown = features(translation)
    weights = known.linked if translation.alignment else known.bare
    expected = weights.expected(shown.values())
    kinds = [warning.kind for warning in translation.warnings]
    broken = not BROKEN.isdisjoint(kinds)
    band: Band = "check"
    if broken or expected < POOR:
        band = "poor"
    elif expected >= GOOD and not kinds:
        band = "good"
    names = sum(kind in _SEEN for kind in kinds)
    value = expected - _A_NAME * names - _A_WARNING * (len(kinds) - names) - _BROKEN * broken
    besides = shown_by(translation, shown, known, sound=band == "good")
    return Estimate(band, (*warned(translation), *besides), value, besides)
