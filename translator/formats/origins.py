"""What a document says of how it came about, for formats with room for more than a sentence."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from translator.document import Origin, Provenance, TranslatedDocument

NOTE = "Machine translation, Arabic to English"
_BY: dict[Origin, str] = {
    "memory": "taken from a translation memory",
    "person": "written by a person",
}
_FIRST_DAY = datetime(1980, 1, 1)
"""The earliest moment that a ZIP archive can hold."""


def moment(provenance: Provenance) -> datetime:
    """Midnight of the day of translation, for dates inside files: the same input, the same bytes.

    A day that cannot be read, or that an archive cannot hold, counts as the first one it can.
    """
    try:
        day = datetime.fromisoformat(provenance.date).replace(
            hour=0, minute=0, second=0, microsecond=0, tzinfo=None
        )
    except ValueError:
        return _FIRST_DAY
    return day if 1980 <= day.year <= 2107 else _FIRST_DAY


def not_by_machine(translated: TranslatedDocument) -> str:
    """A sentence on the segments the machine did not write; empty where it wrote them all."""
    count = Counter(translation.origin for translation in translated.translations)
    parts = [
        f"{count[origin]:,} {'was' if count[origin] == 1 else 'were'} {by}"
        for origin, by in _BY.items()
        if count[origin]
    ]
    if not parts:
        return ""
    total = len(translated.translations)
    return f"Of {total:,} segment{'' if total == 1 else 's'} {' and '.join(parts)}."
