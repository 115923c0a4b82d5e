"""Documents with every word glossed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.gloss import WordGloss, gloss
from translator.document import Document, Provenance, Segment, Translation
from translator.gloss.aligned import aligned_english, english_at

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.gloss import Lexicon


@dataclass(frozen=True, slots=True)
class GlossedSegment:
    """A segment with its words. Their spans lie in the segment's text.

    `paragraph` is its number in the document. `english` is the free translation, None where the
    text was not translated; `aligned` has for each word the English that the word links give it,
    "" where they give none.
    """

    paragraph: int
    segment: Segment
    words: tuple[WordGloss, ...]
    aligned: tuple[str, ...]
    english: str | None = None


@dataclass(frozen=True, slots=True)
class GlossedDocument:
    """A document's segments, glossed, in order; `provenance` says what translated them."""

    name: str
    segments: tuple[GlossedSegment, ...]
    provenance: Provenance | None = None


def glossed(
    document: Document,
    glossary: Glossary | None,
    lexicon: Lexicon | None,
    translations: Sequence[Translation] | None = None,
    provenance: Provenance | None = None,
) -> GlossedDocument:
    """Gloss every segment of a document.

    Args:
        document: the text, cut into segments.
        glossary: whose terms name their words; None for none.
        lexicon: what `glossary.gloss.load_lexicon` gives; None where it is not installed.
        translations: one a segment, with word links; None to gloss without.
        provenance: what made the translations.
    """
    given: Iterator[Translation | None]
    rows = list(document.segments())
    given = iter([None] * len(rows) if translations is None else translations)
    return GlossedDocument(
        document.name,
        tuple(
            glossed_segment(number, segment, glossary, lexicon, translation)
            for (number, _, segment), translation in zip(rows, given, strict=True)
        ),
        provenance,
    )


def glossed_segment(
    paragraph: int,
    segment: Segment,
    glossary: Glossary | None,
    lexicon: Lexicon | None,
    translation: Translation | None = None,
) -> GlossedSegment:
    """Gloss one segment, its translation choosing among the readings if there is one."""
    aligned = aligned_english(translation) if translation is not None else {}
    words = gloss(segment.text, glossary, lexicon, aligned)
    return GlossedSegment(
        paragraph,
        segment,
        words,
        tuple(english_at(aligned, word.span) for word in words),
        translation.target if translation is not None else None,
    )
