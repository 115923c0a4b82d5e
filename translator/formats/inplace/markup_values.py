"""Texts of records and cells that are pieces of a web page: an article as a newsroom exports it.

Tags, entities and the short codes of publishing systems (`[caption id="1"]`) stay; what stands
between is translated as on a page. Where nothing but inline tags is in a text, its lines are
paragraphs, as those systems read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.document import Span
from translator.formats.inplace.block import Block, Part
from translator.formats.inplace.html.page import Page, page_of, rebuilt
from translator.script import has_arabic

_BLOCKS = (
    "p div h[1-6] ul ol li dl dt dd table thead tbody tr td th blockquote figure figcaption center "
    "section article aside header footer html head body script style pre"
)
_INLINE = (
    "br b i u s em strong a span img font hr iframe video audio sup sub strike del ins small big "
    "code q cite mark abbr"
)
_REST = r"(?:\s+[a-zA-Z-][^<>]*|\s*/?)>"
_BLOCK = re.compile(rf"</?(?:{'|'.join(_BLOCKS.split())}){_REST}", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{'|'.join([*_BLOCKS.split(), *_INLINE.split()])}){_REST}", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][ad]quo|[lr]squo|hellip|[mn]dash|copy|rlm|lrm|zwnj"
    r"|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_SHORT_CODE = re.compile(
    r"\[/?[a-z][a-z0-9_-]*(?:=[^\]\s]*)?(?:\s+[a-z_-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\]]+))*\s*/?\]"
)
_LINE = re.compile(r"[^\r\n]+")
_HELD = "<!--\ue000{}\ue000-->"
_HOLDER = re.compile("<!--\ue000(\\d+)\ue000-->")


@dataclass(frozen=True, slots=True)
class MarkedUp:
    """A text with markup: the stretches of it that are read as pages, and what was put in the
    place of short codes."""

    text: str
    pages: tuple[tuple[Span, Page], ...]
    held: tuple[str, ...]

    @property
    def blocks(self) -> list[Block]:
        """What is to be translated."""
        return [block for _, page in self.pages for block in _wanted(page)]

    @property
    def formatted(self) -> bool:
        """Whether word links are wanted, to put tags back inside sentences."""
        return any(page.formatted for _, page in self.pages)

    def in_english(self, parts: Iterator[Sequence[Part]]) -> str:
        """The text in English; `parts` are those of its blocks, in order."""
        out: list[str] = []
        at = 0
        for (start, end), page in self.pages:
            own = [next(parts) if has_arabic(block.text) else () for block in page.blocks]
            if any(own):
                new, _ = rebuilt(page, own)
                out += [self.text[at:start], _HOLDER.sub(self._code, new)]
                at = end
        return "".join([*out, self.text[at:]])

    def _code(self, found: re.Match[str]) -> str:
        return self.held[int(found[1])]


def is_marked_up(text: str) -> bool:
    """Whether a text is a piece of a web page: a tag, an entity or a short code is in it."""
    return any(sign.search(text) for sign in (_TAG, _ENTITY, _SHORT_CODE))


def marked_up(text: str) -> MarkedUp:
    """A text with markup taken apart."""
    spans = [(0, len(text))] if _BLOCK.search(text) else [m.span() for m in _LINE.finditer(text)]
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return _HELD.format(len(held) - 1)

    pages = []
    for start, end in spans:
        piece = text[start:end]
        if has_arabic(piece):
            pages.append(((start, end), page_of(_SHORT_CODE.sub(hold, piece), xml=False)))
    return MarkedUp(text, tuple(pages), tuple(held))


def _wanted(page: Page) -> list[Block]:
    return [block for block in page.blocks if has_arabic(block.text)]
