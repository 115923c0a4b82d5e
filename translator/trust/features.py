"""What a finished translation shows of its own quality, as numbers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the records there carry the estimate made here
    from translator.document import Span, Translation

_WORD = re.compile(r"[^\W_]\S*")

SHORT = 5
"""Arabic words below which a segment is a label or a headline rather than a sentence."""


@dataclass(frozen=True, slots=True)
class Features:
    """Numbers that go up or down with the quality of a translation.

    probability: the model's mean probability of a piece, 0 to 1.
    surprise: its mean log probability times the logarithm of the number of Arabic words: the same
        doubt is graver in a long sentence.
    terms: Arabic words that belong to a met term of the glossary, of all, 0 to 1.
    unlinked: Arabic words without an English one by the alignment, of all, 0 to 1; 0 where there
        is no alignment.
    length: letters of an English word on average.
    short: 1 for a segment of fewer than `SHORT` Arabic words, else 0.
    """

    probability: float
    surprise: float
    terms: float
    unlinked: float
    length: float
    short: float

    def values(self) -> tuple[float, ...]:
        """The numbers in the order of `NAMES`."""
        return tuple(getattr(self, name) for name in NAMES)


NAMES = tuple(field.name for field in fields(Features))


def features(translation: Translation) -> Features:
    """The features of a translation that the model made (its score is not None)."""
    arabic, english = _words(translation.source), _words(translation.target)
    count = max(1, len(arabic))
    score = translation.score or 0.0
    met = [use.source_span for use in translation.terms if use.rendering is not None]
    linked = [(start, end) for start, end, _, _ in translation.alignment]
    return Features(
        probability=math.exp(score),
        surprise=score * math.log(len(arabic) + 1),
        terms=_covered(arabic, met) / count,
        unlinked=1 - _covered(arabic, linked) / count if linked else 0.0,
        length=sum(end - start for start, end in english) / max(1, len(english)),
        short=float(len(arabic) < SHORT),
    )


def _words(text: str) -> list[Span]:
    """The stretches between white space from their first letter or digit: good enough to count, and
    a tenth of the cost of `translator.words`."""
    return [found.span() for found in _WORD.finditer(text)]


def _covered(spans: list[Span], by: list[Span]) -> int:
    """How many of `spans` (in order, apart from each other) something in `by` touches."""
    found = 0
    waiting = sorted(by)
    reach = 0
    place = 0
    for start, end in spans:
        while place < len(waiting) and waiting[place][0] < end:
            reach = max(reach, waiting[place][1])
            place += 1
        found += reach > start
    return found
