"""What is taken away from a desk: a translated document, or the part of it that is ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.document import Document, Provenance, TranslatedDocument, Translation
from translator.formats.inplace.opened import Opened


@dataclass(frozen=True, slots=True)
class Result:
    """What is translated of a sheet, and the file it came from, where that can be rebuilt."""

    translated: TranslatedDocument
    opened: Opened | None = None


def result_of(
    document: Document, translations: Sequence[Translation | None], provenance: Provenance
) -> TranslatedDocument | None:
    """A document with the translations there are, one a segment or None; None where there are none.

    Segments without a translation are left out, and paragraphs without segments. The provenance
    says how many segments a person wrote.
    """
    paragraphs = []
    done: list[Translation] = []
    for paragraph in document.paragraphs:
        kept = []
        for segment in paragraph.segments:
            translation = translations[segment.index]
            if translation is not None:
                kept.append(segment)
                done.append(translation)
        if kept:
            paragraphs.append(replace(paragraph, segments=tuple(kept)))
    if not done:
        return None
    settings = [provenance.settings]
    for origin, words in (
        ("person", "edited by a person"),
        ("memory", "from a translation memory"),
    ):
        count = sum(1 for translation in done if translation.origin == origin)
        if count:
            settings.append(f"{count} of {len(done)} segments {words}")
    said = replace(provenance, settings=", ".join(settings))
    return TranslatedDocument(replace(document, paragraphs=tuple(paragraphs)), tuple(done), said)
