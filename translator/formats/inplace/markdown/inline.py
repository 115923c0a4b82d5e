"""The inside of a Markdown paragraph: text, what is around it, and what stays as it stands.

markdown-it-py says what is emphasis, a link or code; it gives no places for them. Its rules are
wrapped here, so that every token carries the stretch of the source it was made from; that is how
link targets, code and HTML come back as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from translator.document import Kind
from translator.formats.inplace.block import Block, Mark, Piece, Run

_Rule = Callable[[StateInline, bool], bool]
_HTML_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>\Z", re.DOTALL)
_RTL = re.compile(r"(\bdir\s*=\s*[\"']?)rtl\b", re.IGNORECASE)
_VERBATIM = re.compile(
    r"(\{\{.*?\}\}|\{%.*?%\}|\$[^$\n\u0600-\u06ff]*[\\^_={][^$\n\u0600-\u06ff]*\$"
    r"|(?:https?|ftp)://[^\s<>\"'()\[\]]*[^\s<>\"'()\[\].,;:!?\u060c\u061b\u061f*_]"
    r"|(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:]))"
)
"""What site generators and TeX put into texts, bare addresses, names of signs (`:smile:`); never a
word of an Arabic sentence."""
_TITLE = re.compile(r"(\]\(.*\s)([\"'(])(.*)([\"')])(\s*\))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Around:
    """What opens and closes an element of a paragraph in the source."""

    opening: str
    closing: tuple[str | Text, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text taken apart. What numbers in paths and keys of marks stand for is in `elements` and
    `marks`; a mark may hold further texts (the description of a picture, a note)."""

    source: str
    block: Block
    elements: tuple[Around, ...] = ()
    marks: tuple[tuple[str | Text, ...], ...] = ()
    breaks: tuple[str, ...] = ()

    def links(self) -> frozenset[int]:
        """The numbers of elements that are links."""
        return frozenset(n for n, one in enumerate(self.elements) if one.opening == "[")

    def all(self) -> list[Text]:
        """This text and those in it."""
        inner = [part for mark in self.marks for part in mark]
        inner += [part for element in self.elements for part in element.closing]
        return [self, *(one for part in inner if isinstance(part, Text) for one in part.all())]


def parser() -> MarkdownIt:
    """CommonMark with tables, deletions, notes, definition lists and formulas; tokens of a
    paragraph have their stretch of its source in `meta["span"]`."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made = made.use(footnote_plugin).use(deflist_plugin)
    made = made.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    made.core.ruler.disable("footnote_tail")  # notes stay where they are
    names = made.inline.ruler.get_active_rules()
    for name, rule in zip(names, made.inline.ruler.getRules(""), strict=True):
        made.inline.ruler.at(name, _placed(name, rule))
    return made


def _placed(name: str, rule: _Rule) -> _Rule:
    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        waiting = bool(state.pending)
        if not rule(state, silent):
            return False
        made = [] if silent else state.tokens[before + waiting :]
        if name in ("link", "image") and made:
            label = parseLinkLabel(state, start + (name == "image"), name == "link")
            made = [made[0], made[-1]] if name == "link" else made[:1]
            for token in made:
                token.meta.setdefault("label", label)
        for token in made:
            token.meta.setdefault("span", (start, state.pos))
        return True

    return placed


@dataclass(slots=True)
class _Reading:
    """A paragraph while it is taken apart."""

    source: str
    pieces: list[Piece] = field(default_factory=list)
    elements: list[Around] = field(default_factory=list)
    marks: list[tuple[str | Text, ...]] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    path: list[int] = field(default_factory=list)

    def mark(self, *parts: str | Text) -> None:
        self.pieces.append(Mark(len(self.marks), tuple(self.path)))
        self.marks.append(parts)

    def run(self, text: str) -> None:
        if text:
            self.pieces.append(Run(text, tuple(self.path)))

    def open(self, opening: str, *closing: str | Text) -> None:
        self.path.append(len(self.elements))
        self.elements.append(Around(opening, closing))


def text_of(made: MarkdownIt, source: str, env: dict[str, Any], kind: Kind | None) -> Text:
    """A paragraph's source taken apart; `env` holds the references of the whole file."""
    tokens: list[Token] = []
    made.inline.parse(source, made, env, tokens)
    reading = _Reading(source)
    closed = _html_pairs(tokens)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "link_open" and token.markup == "autolink":
            start, end = token.meta["span"]
            reading.mark(source[start:end])
            place += 3
            continue
        _take(reading, made, env, token, closed.get(place))
        place += 1
    return Text(
        source,
        Block(tuple(reading.pieces), kind),
        tuple(reading.elements),
        tuple(reading.marks),
        tuple(reading.breaks),
    )


def _take(
    reading: _Reading, made: MarkdownIt, env: dict[str, Any], token: Token, html: str | None
) -> None:
    source = reading.source
    start, end = token.meta.get("span", (0, 0))
    if token.type in ("text", "text_special"):
        for place, part in enumerate(_VERBATIM.split(token.content)):
            if place % 2:
                reading.mark(part)
            else:
                reading.run(part)
    elif token.type == "softbreak":
        reading.run(" ")
    elif token.type == "hardbreak":
        reading.run("\n")
        reading.breaks.append("\\\n" if source[start : start + 1] == "\\" else "  \n")
    elif token.type == "link_open":
        label = token.meta["label"]
        tail = _tail(made, env, source[start + 1 : label], source[label:end])
        reading.open("[", *tail)
    elif token.type == "image":
        label = token.meta["label"]
        inside = source[start + 2 : label]
        tail = _tail(made, env, inside, source[label:end])
        reading.mark("![", text_of(made, inside, env, "caption"), *tail)
    elif token.type == "footnote_ref" and source.startswith("^[", start):
        reading.mark("^[", text_of(made, source[start + 2 : end - 1], env, None), "]")
    elif token.type == "html_inline" and html == "":
        reading.path.pop()
    elif token.type == "html_inline" and html is not None:
        reading.open(_RTL.sub(r"\1ltr", token.content), html)
    elif token.nesting == 1:
        reading.open(token.markup, token.markup)
    elif token.nesting == -1:
        reading.path.pop()
    elif end:
        reading.mark(source[start:end])


def _tail(made: MarkdownIt, env: dict[str, Any], label: str, tail: str) -> tuple[str | Text, ...]:
    """What follows the text of a link: a reference by that text names it from now on, a title in
    it is a text of its own."""
    if tail in ("]", "][]"):
        return (f"][{label}]",)
    title = _TITLE.fullmatch(tail)
    if title is None or '"' in title[3] or "\\" in title[3]:
        return (tail,)
    block = Block((Run(title[3]),), "caption")
    return f"{title[1]}{title[2]}", Text(title[3], block), f"{title[4]}{title[5]}"


def _html_pairs(tokens: list[Token]) -> dict[int, str]:
    """HTML tags in a paragraph that belong together: for the place of the first the closing tag,
    for that of the second nothing. What is nested wrongly with other markup has no partner."""
    pairs: dict[int, str] = {}
    stack: list[tuple[str, int]] = []
    for place, token in enumerate(tokens):
        if token.type == "html_inline":
            tag = _HTML_TAG.match(token.content)
            if tag is None or tag[3]:
                continue
            name = tag[2].lower()
            if not tag[1]:
                stack.append((name, place))
            elif stack and stack[-1][0] == name:
                first = stack.pop()[1]
                pairs[first], pairs[place] = token.content, ""
        elif token.nesting == 1:
            stack.append((token.type.removesuffix("_open") + "!", place))
        elif token.nesting == -1:
            name = token.type.removesuffix("_close") + "!"
            while stack and stack.pop()[0] != name:
                pass
    return pairs
