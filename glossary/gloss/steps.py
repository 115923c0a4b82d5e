"""Steps from tag to tag: the logarithm of how often one stands behind another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log

from glossary.gloss.senses import RARE, SMOOTHING, Neighbours, load_neighbours
from glossary.gloss.tags import BOUNDARY

Steps = dict[str, float]
"""For one tag the logarithms of its chance behind each other one."""
Tagged = tuple[tuple[str, ...], tuple[int, ...], tuple[Steps, ...]]
"""The different tags of a word's readings, the signs of the first reading of each, the steps to
each."""


class AllSteps:
    """The steps from every tag that was met to every other; there are some hundreds of tags.

    They are `Neighbours.chance`, all worked out: a search asks for some a word.
    """

    def __init__(self, neighbours: Neighbours) -> None:
        self._alone = neighbours.alone
        self._counted = [
            (before, following.get, following[""] + SMOOTHING)
            for before, following in neighbours.counts.items()
        ]
        self._steps: dict[str, Steps] = {}
        self._others: dict[str, float] = {}
        self.meet([*neighbours.counts, BOUNDARY])

    def meet(self, tags: Iterable[str]) -> None:
        """Make the steps to tags and from them ready."""
        new = [name for name in dict.fromkeys(tags) if name not in self._steps]
        for after, steps in self._steps.items():
            steps.update(dict.fromkeys(new, self._others[after]))
        known = [*self._steps, *new]
        for after in new:
            alone = self._alone.get(after, RARE) * SMOOTHING
            other = self._others[after] = log(alone / SMOOTHING)
            self._steps[after] = steps = dict.fromkeys(known, other)
            for before, get, total in self._counted:
                steps[before] = log((get(after, 0.0) + alone) / total)

    def to(self, after: str) -> Steps:
        """The steps to a tag."""
        found = self._steps.get(after)
        if found is None:
            self.meet((after,))
            found = self._steps[after]
        return found


@lru_cache(maxsize=1)
def load_steps() -> AllSteps:
    """The steps of the counts that ship with the package."""
    return AllSteps(load_neighbours())


@lru_cache(maxsize=16384)
def tagged(tags: tuple[str, ...], signs: tuple[int, ...]) -> Tagged:
    """Tags and signs with the steps to the tags."""
    steps = load_steps()
    return tags, signs, tuple([steps.to(name) for name in tags])
