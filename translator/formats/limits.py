"""How long what is translated may be."""

from __future__ import annotations

from translator.document import Document
from translator.errors import DocumentError

LONGEST = 100_000
"""Characters of one sentence at most. No sentence has so many: it is a file without line breaks
and full stops, of data perhaps."""


def refuse_endless(document: Document, label: str) -> None:
    """Raise DocumentError where a document, called `label`, holds a sentence beyond `LONGEST`."""
    longest = max((len(one.text) for _, _, one in document.segments()), default=0)
    if longest > LONGEST:
        raise DocumentError(
            f"{label} holds a sentence of {longest:,} characters; sentences of up to {LONGEST:,} "
            "are translated: put line breaks into it"
        )
