"""English as Markdown: words that would be taken for markup are escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from translator.formats.inplace.block import Mark, Path, Piece
from translator.formats.inplace.markdown.inline import Text

Place = Literal["line", "heading", "cell", "inside"]
"""Where a text stands: at the start of a line, behind the signs of a heading, in a table's cell,
or inside another text."""

Inner = Callable[[Text], str]
"""What a text inside another one (the description of a picture) becomes."""

_MARKUP = re.compile(r"[\\`*\[\]]|~(?=~)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)")
_LAST_SIGNS = re.compile(r"(?<!\S)#+\Z")
_AT_START = re.compile(
    r"#{1,6}(?!\S)|>|[-+](?=[\s+-]|\Z)|=(?==*\s*\Z)|[:~](?=\s)|:(?=:)|\d{1,9}(?=[.)])"
)


def escaped(text: str) -> str:
    """A text in which nothing is markup."""
    return _MARKUP.sub(r"\\\g<0>", text)


def written(
    text: Text,
    pieces: Sequence[Piece],
    inner: Inner,
    *,
    place: Place = "inside",
    flat: bool = False,
) -> str:
    """The source of a paragraph from its pieces, on one line but for hard breaks.

    flat: without emphasis and tags, for what would not be read as the same again.
    """
    parts: list[str] = []
    open_: Path = ()
    breaks = list(text.breaks)
    for piece in pieces:
        path = tuple(n for n in piece.path if not flat or text.elements[n].opening == "[")
        shared = 0
        while shared < min(len(open_), len(path)) and open_[shared] == path[shared]:
            shared += 1
        space = _closed(text, parts, open_[shared:], inner)
        body = ""
        if not isinstance(piece, Mark):
            body = piece.text
            if not body.strip() and "\n" not in body:
                parts.append(space + body)
                open_ = open_[:shared]
                continue
            if shared < len(path):
                stripped = body.lstrip(" ")
                space += body[: len(body) - len(stripped)]
                body = stripped
        parts.append(space)
        parts += [text.elements[n].opening for n in path[shared:]]
        open_ = path
        if isinstance(piece, Mark):
            parts += [
                part if isinstance(part, str) else inner(part) for part in text.marks[piece.key]
            ]
            continue
        for number, line in enumerate(body.split("\n")):
            if number:
                parts[-1] = parts[-1].rstrip(" ") if parts else ""
                parts.append((breaks.pop(0) if len(breaks) > 1 else breaks[0]) if breaks else " ")
                line = line.lstrip(" ")
            parts.append(escaped(line))
    parts.append(_closed(text, parts, open_, inner))
    whole = "".join(parts).strip()
    if place == "line":
        return "\n".join(map(_as_text, whole.split("\n")))
    if place == "cell":  # strokes part cells, in code and addresses, too
        whole = f"{whole[:-2]}&#92;" if whole.endswith("\\\\") else whole
        return whole.replace("|", "\\|")
    return _LAST_SIGNS.sub(r"\\\g<0>", whole) if place == "heading" else whole


def _as_text(line: str) -> str:
    """A line that does not begin like a list, a heading or a quotation."""
    start = _AT_START.match(line)
    if start is None:
        return line
    at = start.end() if start[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _closed(text: Text, parts: list[str], path: Path, inner: Inner) -> str:
    """Close elements; white space at their end is taken off, and given back to follow them."""
    space = ""
    for number in reversed(path):
        if parts and parts[-1].endswith(" ") and not parts[-1].endswith("\\ "):
            bare = parts[-1].rstrip(" ")
            space += parts[-1][len(bare) :]
            parts[-1] = bare
        closing = text.elements[number].closing
        parts += [part if isinstance(part, str) else inner(part) for part in closing]
    return space
