"""The parts of a Word document that matter here, found by the relations between parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from translator.document import Kind
from translator.errors import DocumentError
from translator.formats.inplace.docx.names import name_of
from translator.formats.inplace.package import Package, damaged

_TEXTS: dict[str, Kind | None] = {
    "footnotes": None,
    "endnotes": None,
    "comments": "other",
    "header": "other",
    "footer": "other",
}
"""Kinds of parts with text beside the main one, in the order they are read, and what their
paragraphs are; None leaves that to their words."""

_DRAWINGS = ("chart", "diagramData", "diagramDrawing")
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Parts:
    """Members of the archive with their roots: those with text, drawings, styles, numbering, and
    what the document says of itself."""

    texts: tuple[tuple[str, etree._Element, Kind | None], ...]
    drawings: tuple[tuple[str, etree._Element], ...]
    styles_member: str | None
    styles: etree._Element | None
    numbering_member: str | None
    numbering: etree._Element | None
    properties: tuple[tuple[str, etree._Element], ...] = ()

    def roots(self) -> Iterator[tuple[str, etree._Element]]:
        """All members with their roots."""
        for member, root, _ in self.texts:
            yield member, root
        yield from self.drawings
        yield from self.properties
        if self.styles_member is not None and self.styles is not None:
            yield self.styles_member, self.styles
        if self.numbering_member is not None and self.numbering is not None:
            yield self.numbering_member, self.numbering


def parts_in(whole: Package) -> Parts:
    """The parts of a document. Raises DocumentError where it is none of Word's."""
    main = next((target for kind, target in _relations(whole, "") if kind == "officeDocument"), "")
    if not main:
        raise damaged(whole.name, "it names no document in it")
    root = whole.xml(main)
    if name_of(root) != "document":
        raise DocumentError(
            f"{whole.name} is no Word document, whatever its name says; give it its own suffix"
        )
    texts: list[tuple[str, etree._Element, Kind | None]] = [(main, root, None)]
    found: dict[str, list[str]] = {}
    for kind, target in _relations(whole, main):
        if target not in found.setdefault(kind, []):
            found[kind].append(target)
    for kind, of in _TEXTS.items():
        for member in sorted(found.get(kind, []), key=_in_order):
            texts.append((member, whole.xml(member), of))
    styles, numbering = (next(iter(found.get(kind, [])), None) for kind in ("styles", "numbering"))
    drawings = (one for kind in _DRAWINGS for one in sorted(found.get(kind, []), key=_in_order))
    return Parts(
        tuple(texts),
        tuple((member, whole.xml(member)) for member in drawings),
        styles,
        None if styles is None else whole.xml(styles),
        numbering,
        None if numbering is None else whole.xml(numbering),
        tuple(
            (member, whole.xml(member))
            for kind, member in _relations(whole, "")
            if kind == "core-properties"
        ),
    )


def _relations(whole: Package, member: str) -> Iterator[tuple[str, str]]:
    """What a part is related to: the last word of the kind of relation, and the member."""
    folder, name = posixpath.split(member)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in whole.members:
        return
    for one in whole.xml(path):
        if not isinstance(one.tag, str) or one.get("TargetMode") == "External":
            continue
        target = unquote(one.get("Target") or "")
        joined = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if joined in whole.members:
            yield (one.get("Type") or "").rpartition("/")[2], joined


def _in_order(member: str) -> list[tuple[bool, int, str]]:
    """header2 before header10."""
    pieces = _NUMBERS.split(member)
    return [(one.isdigit(), int(one) if one.isdigit() else 0, one) for one in pieces]
