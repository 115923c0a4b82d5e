"""What stands around stems of one kind: a prefix and a suffix that go together, as one object.

Some hundred prefixes and suffixes stand around some seventy kinds of stem, and all that a reading
owes them is the same in every word: its clitics, its inflection, its tag, what its shape counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from glossary.gloss.shape import inflected, written_on
from glossary.gloss.tags import GENDERED, tag_of
from glossary.gloss.types import Morph

Clitics = tuple[Morph, ...]

BITS = 16
"""Prefixes, suffixes and kinds are numbered with so many bits."""
_ONE = (1 << BITS) - 1
CONSTRUCT = 1
GENITIVE = 2
"""Signs of a reading: it may stand before its genitive, it may be one."""


@dataclass(frozen=True, slots=True, eq=False)
class Affix:
    """A prefix or a suffix: its letters, number, category, clitics, vowelled inflection, what it
    is inflected for; `told` is the number of the first one that differs in its category alone."""

    letters: str
    number: int
    category: int
    clitics: Clitics
    vocalized: str
    features: str
    told: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What stems of one kind have in common: part of speech, features, clitics of their own."""

    pos: str
    features: str
    before: Clitics
    after: Clitics


class Frame(NamedTuple):
    """A prefix and a suffix around stems of one kind; `told` is one number for all frames around
    them that differ in nothing that is told.

    `front` and `back` are the letters of the clitics. `weighing` is what `weigh.weighed` asks for:
    part of speech, how long `front` and `back` are, tags, signs, `share`, `settled`; `telling` is
    what an analysis has of it. `share` is what its shape counts, without
    what depends on the letters of the stem; `settled` says that its inflection is in it.
    """

    told: int
    pos: str
    proclitics: Clitics
    opening: str
    ending: str
    enclitics: Clitics
    features: str
    front: str
    back: str
    tag: str
    feminine: str
    signs: int
    share: float
    settled: bool
    weighing: tuple[str, int, int, str, str, int, float, bool]
    telling: tuple[str, Clitics, Clitics, str]

    def vocalized(self, stem: str) -> str:
        """A word's proclitics and stem with vowel signs; `stem` is that of the lexicon."""
        return "".join([one.vocalized for one in self.proclitics]) + self.inflect(stem)

    def inflect(self, stem: str) -> str:
        """The lexicon's vowelled stem with its inflection."""
        return self.opening + stem + self.ending


def frame(prefix: Affix, suffix: Affix, kind: Kind) -> Frame:
    """Put a prefix and a suffix around stems of a kind."""
    before, after = (*prefix.clitics, *kind.before), (*kind.after, *suffix.clitics)
    features = suffix.features
    if kind.pos == "verb":
        person = prefix.features or suffix.features
        features = ".".join(part for part in (kind.features, person) if part)
    settled = not features.startswith("IPFV.1.SG") and (bool(after) or not features.endswith("DU"))
    share = written_on(before)
    if settled:
        share *= inflected(features, "", bool(after))
    name = other = tag_of(kind.pos, features, before, after, feminine=False)
    if kind.pos in GENDERED:
        other = tag_of(kind.pos, features, before, after, feminine=True)
    marks = signs(kind.pos, before, after)
    front, back = ("".join(morph.form for morph in clitics) for clitics in (before, after))
    return Frame(
        told_by(prefix, suffix),
        kind.pos,
        before,
        prefix.vocalized,
        suffix.vocalized,
        after,
        features,
        front,
        back,
        name,
        other,
        marks,
        share,
        settled,
        (kind.pos, len(front), len(back), name, other, marks, share, settled),
        (kind.pos, before, after, features),
    )


class Frames(dict[int, Frame]):
    """The frames by the numbers of their parts (`numbered`), made when first asked for."""

    def __init__(
        self, prefixes: Sequence[Affix], suffixes: Sequence[Affix], kinds: Sequence[Kind]
    ) -> None:
        super().__init__()
        self.prefixes, self.suffixes, self.kinds = prefixes, suffixes, kinds

    def __missing__(self, number: int) -> Frame:
        prefix, suffix, kind = number >> 2 * BITS, number >> BITS & _ONE, number & _ONE
        found = frame(self.prefixes[prefix], self.suffixes[suffix], self.kinds[kind])
        self[number] = found
        return found

    def pairs(self, numbers: Iterable[int]) -> Iterator[tuple[Affix, Affix]]:
        """The prefixes and suffixes that frames are made of, each pair once."""
        for number in dict.fromkeys(one >> BITS for one in numbers):
            yield self.prefixes[number >> BITS], self.suffixes[number & _ONE]


def told_by(prefix: Affix, suffix: Affix) -> int:
    """One number for all pairs that differ in nothing that is told."""
    return prefix.told << BITS | suffix.told


def numbered(prefix: Affix, suffix: Affix, kind: int = 0) -> int:
    """The number of a frame; that of another kind of stem is so much greater."""
    return (prefix.number << BITS | suffix.number) << BITS | kind


def signs(pos: str, proclitics: Clitics, enclitics: Clitics) -> int:
    """Whether what has these parts may stand before its genitive or be one."""
    articles = [morph.gloss == "the" for morph in proclitics]
    construct = pos == "noun" and not enclitics and not any(articles)
    genitive = pos in ("noun", "name", "number") and all(articles)
    return CONSTRUCT * construct + GENITIVE * genitive
