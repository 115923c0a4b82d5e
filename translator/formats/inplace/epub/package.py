"""The package file of an electronic book: what is in the book, in which order and language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from translator.document import Kind
from translator.errors import DocumentError
from translator.formats.inplace.block import Block, Run
from translator.formats.inplace.html.attributes import attribute_texts
from translator.formats.inplace.html.blocks import Flow, Source
from translator.formats.inplace.html.direction import is_arabic
from translator.formats.inplace.html.letters import plain
from translator.formats.inplace.html.page import Page
from translator.formats.inplace.html.tokens import tokens
from translator.formats.inplace.html.tree import tree_of
from translator.formats.inplace.package import Package

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_TABLE = "application/x-dtbncx+xml"
_DRAWING = "image/svg+xml"
_ONLY_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to make fonts useless outside the book; texts are never treated like this."""
_SHOWN: dict[str, Kind] = {"title": "headline", "description": "other", "subject": "other"}
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Contents:
    """Members of the archive: the package file, the pages in reading order, tables of contents of
    the old kind, drawings."""

    package: str
    pages: tuple[str, ...]
    tables: tuple[str, ...]
    drawings: tuple[str, ...]


def contents_of(archive: Package) -> Contents:
    """What a book consists of. Raises DocumentError where it is none, or is protected."""
    if "META-INF/container.xml" not in archive.members:
        raise DocumentError(
            f"{archive.name} is no electronic book, it has no META-INF/container.xml; "
            "give an EPUB file"
        )
    _refuse_protected(archive)
    container = archive.xml("META-INF/container.xml")
    packages = [str(one.get("full-path")) for one in _all(container, "rootfile")]
    if not packages or packages[0] not in archive.members:
        raise DocumentError(
            f"{archive.name} does not say where its contents are; save it again with its program"
        )
    package = packages[0]
    root = archive.xml(package)
    folder = posixpath.dirname(package)
    members: dict[str, str] = {}
    pages: list[str] = []
    tables: list[str] = []
    drawings: list[str] = []
    for item in _all(root, "item"):
        member = posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href") or ""))))
        if member not in archive.members:
            continue  # on another host, or missing: readers pass it over, too
        members[str(item.get("id"))] = member
        kind = item.get("media-type")
        if kind in _PAGES:
            pages.append(member)
        elif kind == _TABLE:
            tables.append(member)
        elif kind == _DRAWING:
            drawings.append(member)
    order = [members.get(str(item.get("idref")), "") for item in _all(root, "itemref")]
    read = [member for member in order if member in pages]
    found = (dict.fromkeys(members) for members in ([*read, *pages], tables, drawings))
    return Contents(package, *map(tuple, found))


def _refuse_protected(archive: Package) -> None:
    if "META-INF/encryption.xml" not in archive.members:
        return
    for method in _all(archive.xml("META-INF/encryption.xml"), "EncryptionMethod"):
        if method.get("Algorithm") not in _ONLY_FONTS:
            raise DocumentError(
                f"{archive.name} is protected against copying; give a book without protection"
            )


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def package_page(text: str) -> Page:
    """The titles, descriptions and subjects of a package file, and what it calls the parts of the
    book, as blocks."""
    cut = tokens(text, xml=True)
    source = Source(text, cut, tree_of(cut, xml=True), True)
    named = (one for one in attribute_texts(source) if cut[one.token].name == "reference")
    return Page(source, tuple(_flows(source)), tuple(named))


def _flows(source: Source) -> Iterator[Flow]:
    for number, element in enumerate(source.tree.elements):
        prefix, _, name = element.name.rpartition(":")
        inside = source.tokens[element.start + 1 : element.last]
        if prefix != "dc" or name not in _SHOWN or [one.kind for one in inside] != ["text"]:
            continue
        raw = source.raw(element.start + 1)
        shown = " ".join(plain(raw).split())
        if not any(letter.isalnum() for letter in shown) or _MARKUP.search(shown):
            continue  # a description with tags in it stays as it is
        lead = raw[: len(raw) - len(raw.lstrip())]
        tail = raw[len(raw.rstrip()) :]
        block = Block((Run(shown),), _SHOWN[name])
        first = element.start + 1
        yield Flow(first, first + 1, number, block, (), lead, tail)


def turned(text: str) -> str:
    """A package file that says the book is in English, its pages turned from left to right."""
    edits: list[tuple[int, int, str]] = []
    cut = tokens(text, xml=True)
    for number, token in enumerate(cut):
        if token.kind != "start":
            continue
        if token.name == "dc:language" and number + 1 < len(cut):
            said = cut[number + 1]
            if is_arabic(text[said.start : said.end]):
                edits.append((said.start, said.end, "en"))
        for one in token.attributes:
            if one.name == "page-progression-direction" and one.value == "rtl":
                edits.append((one.start, one.end, '"default"'))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text
