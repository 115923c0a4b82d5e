"""JSON Lines: one record a segment, for programs."""

from __future__ import annotations

import json
from dataclasses import replace

from translator.document import TranslatedDocument, record
from translator.formats.place import BEGINNING, Place


def write_jsonl(
    translated: TranslatedDocument, *, provenance: bool = False, start: Place = BEGINNING
) -> str:
    """The records of `TranslatedDocument.to_dicts`, one a line, Arabic as it is.

    With `provenance` the first line is `{"provenance": {...}}`, the only one without a segment.
    `start` is where a document that is a piece of another begins in that.
    """
    name, at = translated.document.name, start.characters
    records: list[dict[str, object]] = [
        record(
            name,
            number + start.paragraphs,
            paragraph.kind,
            replace(one, span=(one.span[0] + at, one.span[1] + at)),
            translation,
        )
        for number, paragraph, one, translation in translated.rows()
    ]
    if provenance:
        records.insert(0, {"provenance": translated.provenance.to_dict()})
    # U+2028 and its like are legal in JSON, but some readers cut lines at them.
    return "".join(f"{escape_breaks(json.dumps(r, ensure_ascii=False))}\n" for r in records)


def escape_breaks(line: str) -> str:
    """A line of JSON with the line breaks beyond ASCII written as escapes."""
    for letter in "\x85\u2028\u2029":
        line = line.replace(letter, f"\\u{ord(letter):04x}")
    return line
