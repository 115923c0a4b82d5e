"""A file that comes out as it went in is a failure: said here, for all formats alike."""

from __future__ import annotations

from collections.abc import Iterable

from translator.document import Translation
from translator.errors import DocumentError


def refuse_unchanged(translations: Iterable[Translation], name: str) -> None:
    """Raise DocumentError where no translation is another than its source."""
    if not any(one.target != one.source for one in translations):
        raise DocumentError(
            f"{name} would come out as it went in, nothing in it was translated; "
            "check that it is written in Arabic and that not everything is left out"
        )
