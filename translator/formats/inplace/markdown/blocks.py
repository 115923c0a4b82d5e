"""Where in a Markdown file paragraphs, headings and cells stand, and HTML between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from translator.document import Kind
from translator.formats.inplace.html.page import Page, page_of
from translator.formats.inplace.markdown.inline import Text, text_of
from translator.formats.inplace.markdown.write import Place

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^{}\n]*\}[ \t]*\Z")
_DIRECTIVE = re.compile(
    r":::|\[![A-Za-z-]+\]|<!--|!!!\s|(?:\{\{[^}]*\}\}|\{%[^%]*%\}|\{:.*\}|\\(?:newpage|pagebreak))\s*\Z"
)
"""Lines of site generators and of other Markdowns that markdown-it takes for text."""
_LAST = "{:}"
_ITEM = re.compile(
    r"(?P<kept>(?:\||:|#\.|[a-zA-Z][.)]|[ivxIVX]{2,5}[.)]|\([a-zA-Z0-9]{1,3}\))[ \t]+)"
    r"|[\u0660-\u0669\u06f0-\u06f9]{1,3}[ \t]*[.)\-\u2013]|\(?[\u0621-\u064a]\)|[•●▪◦‣–—][ \t]"
)
"""How a line of a verse, a list or a caption begins, in other Markdowns than CommonMark and in
texts that know none; what is kept stays, all else is of the text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text, or a page's worth of HTML, and where it stands in the source.

    `indent` is what a further line of it begins with: signs of quotation, spaces of a list.
    """

    start: int
    end: int
    content: Text | Page
    place: Place = "line"
    indent: str = ""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a file, without what ends them, and where each begins."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]


def stretches(made: MarkdownIt, source: str, at: int, env: dict[str, Any]) -> Iterator[Stretch]:
    """The texts of a Markdown source from a place on (behind the front matter), in order; `env`
    gets the references defined in it."""
    lines = _lines(source, at)
    tokens = made.parse(source[at:], env)
    cells: dict[int, int] = {}
    for number, token in enumerate(tokens):
        if token.map is None:
            continue
        first, last = token.map[0], max(token.map[1], token.map[0] + 1)
        if token.type == "html_block":
            yield from _html(source, lines, first, last)
        elif token.type == "inline":
            kind = tokens[number - 1].type
            if kind in ("td_open", "th_open"):
                yield from _cell(made, env, lines, token, first, cells)
            elif kind == "heading_open" and tokens[number - 1].markup.startswith("#"):
                yield from _heading(made, env, lines, token, first)
            else:
                title: Kind | None = "headline" if kind in ("heading_open", "dt_open") else None
                yield from _paragraph(made, env, lines, token, first, title)


def _lines(source: str, at: int) -> _Lines:
    texts, starts = [], []
    for found in _LINE.finditer(source, at):
        if found[0] or found.start() == at:
            texts.append(found[0].rstrip("\r\n"))
            starts.append(found.start())
    return _Lines(tuple(texts), tuple(starts))


def _paragraph(
    made: MarkdownIt,
    env: dict[str, Any],
    lines: _Lines,
    token: Token,
    first: int,
    kind: Kind | None,
) -> Iterator[Stretch]:
    """A paragraph's text, in as many pieces as lines that are no text leave it in."""
    content = token.content.split("\n")
    group: list[int] = []
    for number, line in enumerate([*content, _LAST]):
        if not _DIRECTIVE.match(line.lstrip()):
            if group and _ITEM.match(line.lstrip()):
                yield from _group(made, env, lines, content, first, group, kind)
                group = []
            group.append(number)
            continue
        if group:
            yield from _group(made, env, lines, content, first, group, kind)
        group = []


def _group(
    made: MarkdownIt,
    env: dict[str, Any],
    lines: _Lines,
    content: Sequence[str],
    first: int,
    group: Sequence[int],
    kind: Kind | None,
) -> Iterator[Stretch]:
    wanted = [content[number].strip() for number in group]
    if not all(
        lines.texts[first + n].rstrip().endswith(w) for n, w in zip(group, wanted, strict=True)
    ):
        return  # a line that the parser put together in a way not known here stays as it is
    top, bottom = first + group[0], first + group[-1]
    task = _TASK.match(wanted[0]) if group[0] == 0 else None
    item = _ITEM.match(wanted[0])
    skipped = task.end() if task else len(item["kept"] or "") if item else 0
    shown = lines.texts[top].rstrip()
    start = lines.starts[top] + len(shown) - len(wanted[0]) + skipped
    end = lines.starts[bottom] + len(lines.texts[bottom].rstrip())
    # Spaces at a line's end are a hard break, but not at the end of the last.
    source = "\n".join(content[number] for number in group).lstrip()[skipped:].rstrip()
    if kind == "headline" and len(group) == 1:
        attributes = _ATTRIBUTES.search(source)
        if attributes:
            source, end = source[: attributes.start()], end - len(attributes[0])
    second = lines.texts[top + 1] if len(group) > 1 else ""
    indent = second[: len(second.rstrip()) - len(wanted[1])] if len(group) > 1 else ""
    yield Stretch(start, end, text_of(made, source, env, kind), "line", indent)


def _heading(
    made: MarkdownIt, env: dict[str, Any], lines: _Lines, token: Token, first: int
) -> Iterator[Stretch]:
    content = _ATTRIBUTES.sub("", token.content)
    place = lines.texts[first].rfind(content)
    if content and place >= 0:
        start = lines.starts[first] + place
        text = text_of(made, content, env, "headline")
        yield Stretch(start, start + len(content), text, "heading")


def _cell(
    made: MarkdownIt,
    env: dict[str, Any],
    lines: _Lines,
    token: Token,
    first: int,
    cells: dict[int, int],
) -> Iterator[Stretch]:
    """A cell, found in its row behind the one before it; strokes in it are escaped there."""
    content = token.content.strip()
    if not content:
        return
    pattern = r"\\?\|".join(re.escape(part) for part in content.split("|"))
    found = re.compile(pattern).search(lines.texts[first], cells.get(first, 0))
    if found:
        cells[first] = found.end()
        start = lines.starts[first]
        text = text_of(made, content, env, None)
        yield Stretch(start + found.start(), start + found.end(), text, "cell")


def _html(source: str, lines: _Lines, first: int, last: int) -> Iterator[Stretch]:
    """HTML between paragraphs; in a quotation or a list its lines have signs of their own before
    them, and it stays as it is."""
    start = lines.starts[first]
    end = lines.starts[last] if last < len(lines.starts) else len(source)
    if source[start:end].lstrip(" ").startswith("<"):
        yield Stretch(start, end, page_of(source[start:end], xml=False))
