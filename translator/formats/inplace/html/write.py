"""Pieces of English as a page's source, and changes of its tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.formats.inplace.block import Mark, Path, Piece
from translator.formats.inplace.html.blocks import Flow, Source
from translator.formats.inplace.html.tokens import Attribute

_ID = re.compile(r"\s+(?:id|name)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)


def escaped(text: str) -> str:
    """A text as it stands between tags; what XML files may not hold goes."""
    text = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str, old: str) -> str:
    """An attribute's value in the quotes of the old one (as it stands, with them)."""
    quote = old[:1] if old[:1] in ("'", '"') else '"'
    text = escaped(text).replace(quote, "&quot;" if quote == '"' else "&#39;")
    return f"{quote}{text}{quote}"


def with_value(source: Source, attribute: Attribute, text: str) -> str:
    """What is put in the place of an attribute's value."""
    return quoted(text, source.text[attribute.start : attribute.end])


def written(source: Source, flow: Flow, pieces: Sequence[Piece], tags: Sequence[str]) -> str:
    """A block in English. `tags` has every token of the page as it is to stand in it."""
    parts = [flow.lead]
    open_: Path = ()
    seen: set[int] = set()
    breaks = [
        tags[number]
        for number in range(flow.first, flow.end)
        if source.tokens[number].name == "br" and source.tokens[number].kind == "start"
    ] or ["<br/>" if source.xml else "<br>"]
    for piece in pieces:
        shared = 0
        while shared < min(len(open_), len(piece.path)) and open_[shared] == piece.path[shared]:
            shared += 1
        for element in reversed(open_[shared:]):
            parts.append(tags[source.tree.elements[element].end])
        for element in piece.path[shared:]:
            tag = tags[source.tree.elements[element].start]
            parts.append(_ID.sub("", tag) if element in seen else tag)
            seen.add(element)
        open_ = piece.path
        if isinstance(piece, Mark):
            mark = flow.marks[piece.key]
            parts.append(mark if isinstance(mark, str) else "".join(tags[mark[0] : mark[1]]))
            continue
        for place, line in enumerate(piece.text.split("\n")):
            if place:
                parts.append(breaks.pop(0) if len(breaks) > 1 else breaks[0])
            parts.append(escaped(line))
    for element in reversed(open_):
        parts.append(tags[source.tree.elements[element].end])
    return "".join([*parts, flow.tail])
