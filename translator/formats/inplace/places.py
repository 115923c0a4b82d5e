"""Places of a source in its target, by the word links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from translator.document import Link, Span, Translation
from translator.words import words


class Places:
    """Where in the target of a translation something stands that is at a place of the source."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation
        source = translation.source
        self._last = max((n for n, letter in enumerate(source) if letter.isalnum()), default=-1)
        spans = words(source)
        self._starts = [start for start, _ in spans]
        stops = [end for _, end in spans]
        ends: list[int | None] = [None] * len(spans)
        for s0, s1, _, t1 in translation.alignment:
            for n in range(bisect_right(stops, s0), bisect_left(self._starts, s1)):
                ends[n] = max(ends[n] or 0, t1)
        # For each word the end of what it, or else the nearest one before it, is linked with.
        self._ends = list(accumulate(ends, _latest))
        self._targets = words(translation.target)

    def of(self, place: int) -> int:
        """The place in the target."""
        source, target = self.translation.source, self.translation.target
        if place <= 0:
            return 0
        if place > self._last:
            return _before_end(target) if source[place:].strip() else len(target)
        before = bisect_left(self._starts, place)
        if not before:
            return 0
        end = self._ends[before - 1]
        if end is not None:
            return end
        share = place / len(source) * len(target)
        return max((end for start, end in self._targets if start < share), default=0)


def _latest(known: int | None, end: int | None) -> int | None:
    return known if end is None else end


def _before_end(target: str) -> int:
    """The place before the sign that ends a sentence."""
    return len(target.rstrip().rstrip(".!?:;,\"'”’»)"))


def touching(links: Sequence[Link], spans: Sequence[Span]) -> list[list[Link]]:
    """For each span of the target, in order and apart, the links that touch it."""
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    found: list[list[Link]] = [[] for _ in spans]
    for link in links:
        for n in range(bisect_right(ends, link[2]), bisect_left(starts, link[3])):
            found[n].append(link)
    return found
