"""XML from elsewhere, read safely: an entry at a time, nothing fetched, nothing expanded.

No DTD is loaded, no address is opened, files that declare entities are refused, and the limits of
the parser on depth and size stay on. lxml is used, since it tells the line of every element, and
since translate-toolkit reads neither the 2019 edition of TBX nor regional language codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.files import reading
from glossary.formats.languages import language_of

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_POSITION = re.compile(r",?\s*line \d+, column \d+.*", re.DOTALL)


def entries(
    path: Path, inside: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, etree._Element]]:
    """The entries of an XML file, each with the name of the file's root element.

    `inside` names, for every root element that is known, the elements that are entries in it. An
    entry is emptied when the next one is asked for. Raises `GlossaryError` for a file that cannot
    be read, is no well-formed XML, declares entities or has another root.
    """
    with reading(path), path.open("rb") as file:
        if not file.peek(1):
            raise GlossaryError(f"{path} is empty: give a TBX or TMX file.")
        yield from _parsed(file, path, inside)


def _parsed(
    file: BinaryIO, path: Path, inside: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, etree._Element]]:
    try:
        _, element = next(iter(_events(file, "start", None)))
        root = local(element)
        _refuse_entities(element, path)
        if root not in inside:
            kinds = "TMX" if set(inside) == {"tmx"} else "TBX or TMX"
            raise GlossaryError(
                f"{path} is no {kinds} file: its first element is <{root}>; give a {kinds} file."
            )
        file.seek(0)
        for _, element in _events(file, "end", [f"{{*}}{name}" for name in inside[root]]):
            yield root, element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        message = _POSITION.sub("", error.msg or "it ends too early")
        raise GlossaryError(
            f"{path}, line {error.lineno or 1}: this is no well-formed XML ({message}); "
            "export the file again."
        ) from None


def _events(
    file: BinaryIO, event: str, tags: list[str] | None
) -> Iterator[tuple[str, etree._Element]]:
    events: Any = etree.iterparse(
        file,
        events=(event,),
        tag=tags,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    return cast("Iterator[tuple[str, etree._Element]]", events)


def _refuse_entities(root: etree._Element, path: Path) -> None:
    declared = cast(Any, root.getroottree().docinfo.internalDTD)  # the types lack entities()
    names = [str(entity.name) for entity in declared.entities()] if declared is not None else []
    if names:
        raise GlossaryError(
            f"{path} declares the entity {names[0]}, which is not expanded, for safety: replace "
            "entities by what they stand for."
        )


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return _parts(element.tag)[1] if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The namespace of an element, empty where it has none."""
    return _parts(element.tag)[0] if isinstance(element.tag, str) else ""


@lru_cache(maxsize=512)
def _parts(tag: str) -> tuple[str, str]:
    """The namespace and the name in a tag: a large termbase asks for those of a few millions."""
    space, _, name = tag.rpartition("}")
    return space[1:], name


def line_of(element: etree._Element) -> int:
    """The line an element begins at, counted from 1."""
    return cast(int, element.sourceline or 0)


def language(element: etree._Element) -> str:
    """The language an element says it is in (see `language_of`), empty where it says none."""
    return language_of(str(element.get(_XML_LANG) or element.get("lang") or ""))


def text_of(element: etree._Element, without: frozenset[str] = frozenset()) -> str:
    """The text of an element, white space as single spaces; elements in `without` give none."""
    text = "".join(_pieces(element, without)) if len(element) else element.text or ""
    return " ".join(text.split())


def _pieces(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and local(child) not in without:
            yield from _pieces(child, without)
        yield child.tail or ""
