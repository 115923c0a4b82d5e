"""What the words of a row are, for the card: glossed when asked for, not before."""

from __future__ import annotations

from translator.document import Translation
from translator.gloss import glossed_segment
from translator.render.glosses import glosses_html
from ui.desk import Desk
from ui.sheet import Row


def glosses_of(
    desk: Desk, row: Row, translation: Translation, side: str, start: int, end: int
) -> str:
    """HTML of the glosses of the words between two offsets of one side of a row.

    Words of the English ("target") stand for the Arabic ones they are linked with. The first call
    loads the lexicon; it may take a while. Raises GlossaryError where that cannot be read.
    """
    spans = [(start, end)]
    if side != "source":
        spans = [link[:2] for link in translation.alignment if link[2] < end and start < link[3]]
    lexicon = desk.workshop.lexicon()
    found = glossed_segment(
        row.line.paragraph, row.line.segment, desk.glossary, lexicon, translation
    )
    words = [
        (word, english)
        for word, english in zip(found.words, found.aligned, strict=True)
        if any(first < word.span[1] and word.span[0] < last for first, last in spans)
    ]
    return glosses_html(words, lexicon=lexicon is not None)
