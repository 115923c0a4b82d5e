"""Tab-separated values: one row a segment, for a spreadsheet."""

from __future__ import annotations

from translator.document import TermUse, TranslatedDocument
from translator.formats.place import BEGINNING, Place
from translator.trust import estimate

COLUMNS = (
    "document",
    "paragraph",
    "segment",
    "kind",
    "source",
    "translation",
    "terms",
    "warnings",
    "reasons",
    "trust",
)


def write_tsv(
    translated: TranslatedDocument,
    *,
    provenance: bool = False,
    header: bool = True,
    start: Place = BEGINNING,
) -> str:
    """One row a segment under a header line (left out for `header=False`).

    No cell is quoted: line breaks and tabs inside a cell become one space, as does any other run
    of white space. Several terms or warnings in a cell are parted by ` | `; a term reads
    `خان شيخون = Khan Shaykhun (model)`, an unmet one `خان شيخون = (unmet)`. `reasons` and `trust`
    (`translator.trust`) are empty for what the model did not write. With `provenance` a
    line beginning with `#` stands before the header. `start` is where a document that is a piece of
    another begins in that.
    """
    lines = []
    if provenance:
        lines.append(f"# {_cell(translated.provenance.sentence())}")
    if header:
        lines.append("\t".join(COLUMNS))
    for number, paragraph, segment, translation in translated.rows():
        trust = estimate(translation)
        cells = (
            translated.document.name,
            str(number + start.paragraphs),
            str(segment.index),
            paragraph.kind,
            translation.source,
            translation.target,
            " | ".join(map(_term, translation.terms)),
            " | ".join(f"{warning.kind}: {warning.message}" for warning in translation.warnings),
            " | ".join(trust.reasons) if trust else "",
            trust.band if trust else "",
        )
        lines.append("\t".join(map(_cell, cells)))
    return "".join(f"{line}\n" for line in lines)


def _term(use: TermUse) -> str:
    if use.rendering is None:
        return f"{use.surface} = (unmet)"
    return f"{use.surface} = {use.rendering} ({use.method})"


def _cell(value: str) -> str:
    return " ".join(value.split())
