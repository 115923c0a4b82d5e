"""Web pages in English, and with marks in the place of English, for the tests of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from documents import MADE

from glossary import Glossary
from translator import Translator
from translator.document import TranslatedDocument, Translation
from translator.formats.inplace.html.opening import opened
from translator.formats.inplace.opened import Reading
from translator.script import has_arabic

NEWS = Path(__file__).parent / "data" / "documents" / "news.html"
PLAIN = Reading()
English = Callable[[bytes, str], str]


@pytest.fixture(scope="module")
def english(translator: Translator) -> English:
    """A page in English, by the embedded model and the shipped glossary."""

    def translate(data: bytes, name: str = "page.html", reading: Reading = PLAIN) -> str:
        page = opened(data, name, reading)
        translated = next(
            translator.translate_documents([page.document], glossary=Glossary.default())
        )
        return page.rebuilt(translated).decode("utf-8")

    return translate


@pytest.fixture(scope="module")
def news(english: English) -> str:
    return english(NEWS.read_text(encoding="utf-8").encode("cp1256"), "news.html")


def marked(data: str | bytes, name: str = "page.html", keep: str = "") -> str:
    """A page with every segment in angle brackets instead of a translation, so that what is done
    to the source around them shows; segments with `keep` in them are left out."""
    page = opened(data.encode() if isinstance(data, str) else data, name, PLAIN)
    paragraphs = tuple(
        one
        for one in page.document.paragraphs
        if not keep or not any(keep in segment.text for segment in one.segments)
    )
    document = type(page.document)(page.document.name, paragraphs, page.document.text)
    made = tuple(
        Translation(one.text, f"T{one.index}" if has_arabic(one.text) else one.text)
        for _, _, one in document.segments()
    )
    return page.rebuilt(TranslatedDocument(document, made, MADE)).decode("utf-8", "surrogateescape")
