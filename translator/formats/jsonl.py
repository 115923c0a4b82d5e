"""JSON Lines: one record a segment, for programs."""

from __future__ import annotations

import json

from translator.document import TranslatedDocument


def write_jsonl(translated: TranslatedDocument, *, provenance: bool = False) -> str:
    """The records of `TranslatedDocument.to_dicts`, one a line, Arabic as it is.

    With `provenance` the first line is `{"provenance": {...}}`, the only one without a segment.
    """
    records: list[dict[str, object]] = list(translated.to_dicts())
    if provenance:
        records.insert(0, {"provenance": translated.provenance.to_dict()})
    # U+2028 and its like are legal in JSON, but some readers cut lines at them.
    return "".join(f"{_escape_breaks(json.dumps(r, ensure_ascii=False))}\n" for r in records)


def _escape_breaks(line: str) -> str:
    for letter in "\x85\u2028\u2029":
        line = line.replace(letter, f"\\u{ord(letter):04x}")
    return line
