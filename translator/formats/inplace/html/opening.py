"""Web pages: HTML and XHTML, their text, titles, menus and shown attributes in English.

Texts in drawings (SVG) and formulas are English, too, and what the page says of itself to search
engines (JSON-LD). What is no text stays byte for byte: scripts, styles, comments, unknown
attributes, templates. The page is written in UTF-8.
"""

from __future__ import annotations

import re

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats import kinds
from translator.formats.inplace.block import document_of, parts_of
from translator.formats.inplace.html.charset import decoded, encoded
from translator.formats.inplace.html.page import page_of, rebuilt
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.script import has_arabic

_XHTML = re.compile(r"\s*<\?xml\b.{0,2000}?<html\b[^>]*\bxmlns\s*=", re.DOTALL | re.IGNORECASE)
_MAIL = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A web page taken apart; with `reading.article` only its main article, as a page of its own.

    Paragraphs that are left out stay in the page, in Arabic. Raises DocumentError for a page
    without Arabic, for one that was saved with its pictures into one file (MHT), and for what is
    no text.
    """
    if _MAIL.match(data[:8192]):
        raise DocumentError(
            f"{name} is a web page saved as one file (MHT), which is not read; "
            "open it in a browser and save it as HTML"
        )
    text, marked = decoded(data, name)
    suffix = suffix_of(name)
    if reading.article:
        from translator.formats.inplace.html.article import article_of

        text, marked = article_of(text, name), False
    xml = not reading.article and is_xml(text, suffix)
    page = page_of(text, xml=xml)
    blocks = page.blocks
    if not any(has_arabic(block.text) for block in blocks):
        raise DocumentError(f"{name} holds no Arabic text; give a web page written in Arabic")

    def translated(document: TranslatedDocument) -> bytes:
        refuse_unchanged(document.translations, name)
        # Taken apart anew: hundreds of pages that wait for the model would fill memory.
        again = page_of(text, xml=xml)
        written, _ = rebuilt(again, parts_of(document, again.blocks))
        return encoded(written, marked=marked)

    return Opened(document_of(name, blocks), suffix, translated, page.formatted)


def suffix_of(name: str) -> str:
    """The suffix of a page's name, .html where it has none of a page."""
    suffix = kinds.suffix_of(name)
    known = re.fullmatch(r"\.(?:html?|xhtml|xht|shtml)", suffix, re.IGNORECASE)
    return suffix if known else ".html"


def is_xml(text: str, suffix: str) -> bool:
    """Whether a page is XHTML read as XML: by its name, or by its first lines."""
    return suffix.lower() in (".xhtml", ".xht") or _XHTML.match(text) is not None
