"""A file that was taken apart: its document, and the way back to a file of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from translator.document import Document, TranslatedDocument


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read, as far as that can be chosen.

    fields: names of the columns or keys of a table that hold text to translate.
    article: of a web page only the article.
    lines: one line of a plain text is one segment.
    """

    fields: tuple[str, ...] = ()
    article: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's document, and `rebuilt`, which gives the bytes of the same file in English.

    What `rebuilt` is given is the document translated, perhaps without some paragraphs; these stay
    as they are in the file, or go with what holds them, as the format's module says. It raises
    DocumentError where nothing in it would be another than before: a file that comes out as it
    went in is a failure. `suffix` is that of the file, with its full stop. `formatted` says whether
    word links are wanted, because formatting inside sentences is put back by them.
    """

    document: Document
    suffix: str
    rebuilt: Callable[[TranslatedDocument], bytes]
    formatted: bool = False
