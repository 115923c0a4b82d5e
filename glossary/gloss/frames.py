"""What stands around stems of one kind: a prefix and a suffix that go together, as one object.

Some hundred prefixes and suffixes stand around some seventy kinds of stem, and all that a reading
owes them is the same in every word: its clitics, its inflection, its tag, what its shape counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from glossary.gloss.shape import inflected, written_on
from glossary.gloss.tags import FEMININE, GENDERED, tag_of
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
    """A prefix or a suffix: its number, category, clitics, vowelled inflection, what it is
    inflected for; `told` is the number of the first one that differs in its category alone."""

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

    `front` and `back` are the letters of the clitics. `share` is what its shape counts, without
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

    def tag_of(self, form: str) -> str:
        """The tag of a reading whose stem is written so."""
        return self.feminine if form[-1:] == FEMININE else self.tag

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
    name = tag_of(kind.pos, features, before, after, feminine=False)
    return Frame(
        prefix.told << BITS | suffix.told,
        kind.pos,
        before,
        prefix.vocalized,
        suffix.vocalized,
        after,
        features,
        "".join(morph.form for morph in before),
        "".join(morph.form for morph in after),
        name,
        tag_of(kind.pos, features, before, after, feminine=True) if kind.pos in GENDERED else name,
        signs(kind.pos, before, after),
        share,
        settled,
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


def numbered(prefix: Affix, suffix: Affix, kind: int = 0) -> int:
    """The number of a frame; that of another kind of stem is so much greater."""
    return (prefix.number << BITS | suffix.number) << BITS | kind


def signs(pos: str, proclitics: Clitics, enclitics: Clitics) -> int:
    """Whether what has these parts may stand before its genitive or be one."""
    articles = [morph.gloss == "the" for morph in proclitics]
    construct = pos == "noun" and not enclitics and not any(articles)
    genitive = pos in ("noun", "name", "number") and all(articles)
    return CONSTRUCT * construct + GENITIVE * genitive
