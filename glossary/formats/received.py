"""A glossary file that comes as bytes, with a name that somebody else gave it.

Neither is to be trusted: the name is never used on this machine, only shown, and the file is read
with the same care as any from elsewhere (see `glossary.formats.read`).
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.formats import MARKUP, SEPARATOR_OF, read
from glossary.formats.report import Imported

_SHOWN = 60
"""Characters of a name that are shown; its ending always is."""

_LONGEST = 600
"""Characters of an error."""


def received(data: bytes, name: str) -> Imported:
    """Read a file of any kind that `read` takes, from its bytes; the caller limits their number.

    The glossary and the report bear the name without folders and unprintable characters, cut short.
    Raises `GlossaryError` as `read` does.
    """
    shown = shown_name(name)
    ending = Path(shown).suffix.lower()
    if ending not in (*SEPARATOR_OF, *MARKUP):
        raise GlossaryError(
            f"{shown} is no glossary file: its name must end in .tsv, .csv, .tbx or .tmx."
        )
    with tempfile.TemporaryDirectory(prefix="glossary-") as folder:
        path = Path(folder) / f"received{ending}"
        try:
            path.write_bytes(data)
        except OSError as error:
            raise GlossaryError(
                f"{shown} cannot be kept while it is read ({error.strerror}): make room in "
                f"{tempfile.gettempdir()}."
            ) from None
        try:
            found = read(path)
        except GlossaryError as error:
            text = str(error).replace(str(path), shown)
            if len(text) > _LONGEST:  # a sentence may quote a cell, whatever that holds
                text = f"{text[:_LONGEST]}…"
            raise GlossaryError(text) from None
    return Imported(replace(found.glossary, name=shown), replace(found.report, name=shown))


def shown_name(name: str) -> str:
    """The name of a file from elsewhere as it may be shown: no folders, nothing unprintable."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in last)
    plain = " ".join(kept.split())
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    if len(stem) > _SHOWN:
        stem = f"{stem[: _SHOWN - 1]}…"
    return f"{stem or 'file'}{dot}{ending[:10]}"
