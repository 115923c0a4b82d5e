"""What is said of a word: its analyses, each in clitics, stem and endings, with their English."""

from __future__ import annotations

from operator import attrgetter
from typing import Literal, NamedTuple, get_args

Span = tuple[int, int]
"""A half-open range of code points in the text that is glossed."""

Source = Literal["glossary", "alignment", "lexicon", "function", "sound"]
"""Where an analysis comes from: a term of the glossary, the English that the translation has for
the word, the Buckwalter lexicon, the own table of small words, or the reading by sound."""

SOURCES: tuple[Source, ...] = get_args(Source)

POS = (
    "noun",
    "adjective",
    "verb",
    "name",
    "pronoun",
    "preposition",
    "conjunction",
    "particle",
    "adverb",
    "number",
    "interjection",
    "abbreviation",
    "punctuation",
)
"""The parts of speech that an analysis may have."""


class Morph(NamedTuple):
    """A clitic or a stem; what a stem is inflected with stays with it.

    `form` is how it stands in the word, without vowel signs (the article in لل is a ل alone, and
    in front of ل no letter at all); `vocalized` has them as far as they are known, and is `form`
    where they are not. `pos` is one of `POS`.
    """

    form: str
    vocalized: str
    gloss: str
    pos: str


class Analysis(NamedTuple):
    """One reading of a word.

    `proclitics` and `enclitics` are what is written on to it (the article is a proclitic);
    joined in order with the stem, their forms give the word back. `lemma` is the dictionary form
    with vowel signs where the lexicon knows it, otherwise the stem. `gloss` is the English of the
    stem alone, `pos` its part of speech, `term` the Arabic of the whole term where the word is
    only a part of one: its gloss is then the English of the whole. `features` is what the stem is
    inflected for, in the abbreviations of the Leipzig glossing rules (IPFV.3.M.SG), as far as its
    letters tell.
    """

    proclitics: tuple[Morph, ...]
    stem: Morph
    enclitics: tuple[Morph, ...]
    lemma: str
    pos: str
    gloss: str
    source: Source
    term: str = ""
    features: str = ""

    @property
    def morphs(self) -> tuple[Morph, ...]:
        """Everything the word is made of, in the order of writing."""
        return (*self.proclitics, self.stem, *self.enclitics)

    @property
    def prefix(self) -> str:
        """What stands before the stem, as written; "" if nothing does."""
        return "".join(morph.form for morph in self.proclitics)

    @property
    def suffix(self) -> str:
        """What stands behind the stem, as written; "" if nothing does."""
        return "".join(morph.form for morph in self.enclitics)

    @property
    def vocalized(self) -> str:
        """The whole word with its vowel signs, as far as they are known."""
        return "".join(morph.vocalized for morph in self.morphs)

    def split(self) -> str:
        """The word with its clitics apart: و+س+يلتقي+هم; the article is ال, after ل too."""
        if not self.proclitics and not self.enclitics:
            return self.stem.form
        forms = ("ال" if morph.gloss == "the" else morph.form for morph in self.morphs)
        return "+".join(form for form in forms if form)

    def english(self) -> str:
        """The English of all parts, in the order of writing: "and+will+meet+them"."""
        glosses = (*self.proclitics, self.stem, *self.enclitics)
        return "+".join(morph.gloss for morph in glosses if morph.gloss)


class WordGloss:
    """What is known of one word of a text. Two are equal where all of this is.

    `surface` is the word as written and `span` where it stands. `transliteration` is ALA-LC of
    the first analysis with its vowels, or of the letters alone where there is none; `buckwalter`
    is that of the word as written. `analyses` are ranked, best first; there may be none. What
    `gloss` gives is made when somebody reads it; `best` makes the first analysis alone.
    """

    __slots__ = ("_analyses", "_best", "_buckwalter", "_span", "_surface", "_transliteration")

    transliteration: str = property(attrgetter("_transliteration"))  # type: ignore[assignment]
    best: Analysis | None = property(attrgetter("_best"))  # type: ignore[assignment]

    def __init__(
        self,
        surface: str,
        span: Span,
        transliteration: str,
        buckwalter: str,
        analyses: tuple[Analysis, ...],
    ) -> None:
        self._surface, self._span = surface, span
        self._transliteration, self._buckwalter = transliteration, buckwalter
        self._analyses = analyses
        self._best = analyses[0] if analyses else None

    @property
    def surface(self) -> str:
        """The word as written."""
        return self._surface

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self._span

    @property
    def buckwalter(self) -> str:
        """The word as written in Buckwalter's letters."""
        return self._buckwalter

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """The readings of the word, best first."""
        return self._analyses

    def _all(self) -> tuple[str, Span, str, str, tuple[Analysis, ...]]:
        return self.surface, self.span, self.transliteration, self.buckwalter, self.analyses

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordGloss) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.surface, self.span))

    def __reduce__(self) -> tuple[type[WordGloss], tuple[object, ...]]:
        return WordGloss, self._all()

    def __repr__(self) -> str:
        names = ("surface", "span", "transliteration", "buckwalter", "analyses")
        told = ", ".join(f"{name}={one!r}" for name, one in zip(names, self._all(), strict=True))
        return f"WordGloss({told})"
