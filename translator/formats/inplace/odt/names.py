"""Elements of OpenDocument by their usual prefixes, whatever prefixes a file declares."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": f"{_BASE}office:1.0",
    "style": f"{_BASE}style:1.0",
    "text": f"{_BASE}text:1.0",
    "table": f"{_BASE}table:1.0",
    "draw": f"{_BASE}drawing:1.0",
    "fo": f"{_BASE}xsl-fo-compatible:1.0",
    "svg": f"{_BASE}svg-compatible:1.0",
    "manifest": f"{_BASE}manifest:1.0",
}
_PREFIXES = {space: prefix for prefix, space in _SPACES.items()}


def full(name: str) -> str:
    """`text:p` as lxml names it."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def short(name: str) -> str:
    """The reverse of `full`; names of other namespaces stay as they are."""
    space, _, local = name.rpartition("}")
    prefix = _PREFIXES.get(space[1:])
    return name if prefix is None else f"{prefix}:{local}"


def name_of(element: etree._Element) -> str:
    """The name of an element as `text:p`; empty for a comment."""
    return short(element.tag) if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    return None if element is None else element.find(full(name))


def every(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements of these names, in document order."""
    return root.iter(*map(full, names))


def value(element: etree._Element | None, name: str) -> str | None:
    """An attribute of an element."""
    return None if element is None else element.get(full(name))


def set_value(element: etree._Element, name: str, text: str) -> None:
    """Set an attribute of an element."""
    element.set(full(name), text)


def drop_value(element: etree._Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if full(name) in element.attrib:
        del element.attrib[full(name)]


def made(parent: etree._Element, name: str) -> etree._Element:
    """A new last child."""
    return etree.SubElement(parent, full(name))
