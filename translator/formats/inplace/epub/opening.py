"""Electronic books (EPUB 2 and 3): every page, the table of contents and the title in English.

Pages are edited as web pages are (`html_page`), the package file and the old table of contents
(NCX) in the same way; all other parts, style sheets, fonts and pictures among them, stay byte for
byte. EbookLib is not used: it loses directions and parts it does not know.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.block import document_of, parts_of
from translator.formats.inplace.epub.package import Contents, contents_of, package_page, turned
from translator.formats.inplace.html.blocks import Source
from translator.formats.inplace.html.charset import decoded, encoded
from translator.formats.inplace.html.page import Page, page_of, rebuilt
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.package import Package, package
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.script import has_arabic

_NAMED_IN_CONTENTS = frozenset({"docTitle", "navLabel"})
_LARGEST_PAGE = 32 << 20


@dataclass(frozen=True, slots=True)
class _Part:
    """A member of the archive with text in it. `marked`: it began with a byte order mark."""

    member: str
    page: Page
    marked: bool


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A book taken apart: its pages in reading order, its contents and title after them.

    Raises DocumentError for what is no book, is protected against copying, or holds no Arabic.
    """
    archive = package(data, name)
    contents = contents_of(archive)
    parts = list(_parts(archive, contents))
    blocks = [block for part in parts for block in part.page.blocks]
    if not any(has_arabic(block.text) for block in blocks):
        raise DocumentError(f"{name} holds no Arabic text; give a book written in Arabic")

    def translated(document: TranslatedDocument) -> bytes:
        refuse_unchanged(document.translations, name)
        own = parts_of(document, blocks)
        changed: dict[str, bytes] = {}
        start = 0
        for part in parts:
            end = start + len(part.page.blocks)
            text, other = rebuilt(part.page, own[start:end])
            start = end
            if part.member == contents.package:
                text = turned(text)
            elif not other:
                continue
            changed[part.member] = encoded(text, marked=part.marked)
        return archive.rewritten(changed)

    formatted = any(part.page.formatted for part in parts)
    return Opened(document_of(name, blocks), ".epub", translated, formatted)


def _parts(archive: Package, contents: Contents) -> Iterator[_Part]:
    for member in contents.pages:
        text, marked = _text(archive, member)
        page = page_of(text, xml=True)
        yield _Part(member, replace(page, linked=_sheets(archive, member, page.source)), marked)
    for member in contents.tables:
        text, marked = _text(archive, member)
        page = page_of(text, xml=True)
        named = tuple(one for one in page.flows if _named(page.source, one.owner))
        yield _Part(member, Page(page.source, named), marked)
    for member in contents.drawings:
        data = archive.read(member)
        # What is packed, or has no Arabic to be seen, is a picture like others.
        if len(data) <= _LARGEST_PAGE and has_arabic(html.unescape(data.decode("utf-8", "ignore"))):
            text, marked = decoded(data, f"{archive.name}, {member}")
            yield _Part(member, page_of(text, xml=True), marked)
    text, marked = _text(archive, contents.package)
    yield _Part(contents.package, package_page(text), marked)


def _text(archive: Package, member: str) -> tuple[str, bool]:
    data = archive.read(member)
    where = f"{archive.name}, {member}"
    if len(data) > _LARGEST_PAGE:
        raise DocumentError(f"{where} is too large for a page; cut the book into smaller parts")
    return decoded(data, where) if data.strip() else ("", False)


def _named(source: Source, owner: int) -> bool:
    """Whether a text of the old table of contents is a title in it; authors stay."""
    above = source.tree.elements[owner].parent if owner >= 0 else -1
    return above >= 0 and source.tree.elements[above].name in _NAMED_IN_CONTENTS


def _sheets(archive: Package, member: str, source: Source) -> tuple[str, ...]:
    """The style sheets in the book that a page names."""
    found = []
    for token in source.tokens:
        if token.kind == "start" and token.name == "link":
            relative = unquote((token.get("href") or "").split("#")[0])
            path = posixpath.normpath(posixpath.join(posixpath.dirname(member), relative))
            if path.endswith(".css") and path in archive.members:
                found.append(archive.read(path).decode("utf-8", "replace"))
    return tuple(found)
