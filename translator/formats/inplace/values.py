"""Texts inside records and cells: a value may hold paragraphs, and keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from translator.document import Span, TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.block import Block, Part, Run, parts_of
from translator.formats.inplace.project import projected
from translator.script import has_arabic

_MAY_BE_MARKUP = re.compile(r"[<&\[][/#a-zA-Z]")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")


class Value(Protocol):
    """A text taken apart."""

    @property
    def text(self) -> str:
        """The text itself."""

    @property
    def blocks(self) -> list[Block]:
        """What of it is to be translated."""

    @property
    def formatted(self) -> bool:
        """Whether word links are wanted."""

    def in_english(self, parts: Iterator[Sequence[Part]]) -> str:
        """The text translated; `parts` are those of its blocks, in order."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with the spans of its paragraphs that hold Arabic, each a block."""

    text: str
    spans: tuple[Span, ...]
    formatted: bool = False

    @property
    def blocks(self) -> list[Block]:
        """The paragraphs to translate."""
        return [Block((Run(self.text[start:end]),)) for start, end in self.spans]

    def in_english(self, parts: Iterator[Sequence[Part]]) -> str:
        """The text with its paragraphs translated; `parts` are those of its blocks, in order."""
        out: list[str] = []
        at = 0
        for (start, end), block in zip(self.spans, self.blocks, strict=True):
            own = next(parts)
            if own:
                pieces = projected(block, own)
                new = "".join(piece.text for piece in pieces if isinstance(piece, Run))
                out += [self.text[at:start], new]
                at = end
        return "".join([*out, self.text[at:]])


def value_of(text: str) -> Value:
    """A text taken apart: a piece of a web page as one, any other at its blank lines."""
    if _MAY_BE_MARKUP.search(text):
        from translator.formats.inplace.markup_values import is_marked_up, marked_up

        if is_marked_up(text):
            return marked_up(text)
    return plain_value(text)


def plain_value(text: str) -> Plain:
    """A text taken apart at its blank lines."""
    spans: list[Span] = []
    start = 0
    for end, after in [*(match.span() for match in _BLANK.finditer(text)), (len(text), 0)]:
        paragraph = text[start:end]
        if has_arabic(paragraph):
            begin = start + len(paragraph) - len(paragraph.lstrip())
            spans.append((begin, begin + len(paragraph.strip())))
        start = after
    return Plain(text, tuple(spans))


def taken_apart(texts: Iterable[str]) -> tuple[list[Value], list[Block]]:
    """Texts taken apart, and the blocks of all, in order."""
    values = [value_of(text) for text in texts]
    return values, [block for value in values for block in value.blocks]


def changed(
    values: Sequence[Value], blocks: Sequence[Block], translated: TranslatedDocument
) -> Iterator[tuple[int, str]]:
    """Yield `(number of a value, its English)` of those that their translation changes.

    `blocks` are those of all values, in order: what `translated` is the translation of.
    """
    parts = iter(parts_of(translated, blocks))
    for number, value in enumerate(values):
        english = value.in_english(parts)
        if english != value.text:
            yield number, english


def chosen(
    wanted: Sequence[str], there: Sequence[str], arabic: Sequence[str], name: str, what: str
) -> list[str]:
    """The fields to translate: those `wanted`, or else the only one that holds Arabic.

    `there` are all fields, `arabic` those with Arabic, `what` how they are called ("columns").
    Raises DocumentError where that cannot be told.
    """
    missing = [field for field in wanted if field not in there]
    if missing:
        raise DocumentError(
            f"{name} has no {what[:-1]} {missing[0]}; it has {_listed(there)}: "
            "name one of these with --field"
        )
    if wanted:
        if not set(wanted) & set(arabic):
            raise DocumentError(
                f"{name} holds no Arabic text in {_listed(wanted)}; it does in "
                f"{_listed(arabic) if arabic else 'none of its ' + what}"
            )
        return list(wanted)
    if not arabic:
        raise DocumentError(f"{name} holds no Arabic text; give a file with a text in Arabic")
    if len(arabic) > 1:
        raise DocumentError(
            f"{name} holds Arabic in several {what} ({_listed(arabic)}); name those to translate "
            f"with --field, for example --field {arabic[-1]!r}"
        )
    return list(arabic)


_MOST_LISTED = 12


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more


def spliced(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """A text with spans of it replaced, given in order, none overlapping; all else stays."""
    out: list[str] = []
    end = 0
    for (start, stop), new in edits:
        out += [text[end:start], new]
        end = stop
    return "".join([*out, text[end:]])
