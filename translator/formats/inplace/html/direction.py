"""A page that reads from left to right: directions and languages of what became English.

Turned are `dir`, `lang` and `align` of elements with English in them, direction and alignment in
their `style`, and, by rules written behind them, what the page's own style sheets say of
direction and alignment. Not covered are other style sheets (but for `html` and `body`), floats and
margins that mirror a layout, and what scripts set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from translator.formats.inplace.html.blocks import Source
from translator.formats.inplace.html.tokens import Attribute
from translator.script import has_arabic

Edit = tuple[int, int, str]
"""A stretch of the source, and what comes in its place."""

_ALIGNED = frozenset(
    "p div h1 h2 h3 h4 h5 h6 td th tr tbody thead tfoot col colgroup caption".split()
)
_CELLS = frozenset({"td", "th", "col", "colgroup"})
_SHORT = 50
"""Tokens in a cell of numbers at most."""
_DIRECTION = re.compile(r"(direction\s*:\s*)rtl\b", re.IGNORECASE)
_RIGHT = re.compile(r"(text-align\s*:\s*)right\b", re.IGNORECASE)
_ON_RTL = re.compile(r"\[\s*dir\b[^\]]*rtl|:dir\(\s*rtl|:lang\(|\[\s*lang\b", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_KEPT_RULE = '[dir="rtl"] { direction: rtl !important; text-align: right !important }'


def is_arabic(language: str | None) -> bool:
    """Whether a language code is one of Arabic."""
    return re.fullmatch(r"\s*(?:ar|ara)(?:[-_].*)?", language or "", re.IGNORECASE) is not None


def english_elements(source: Source, owners: Sequence[int]) -> set[int]:
    """Elements with English in them, from those that hold it themselves."""
    found = set(owners)
    for number in range(len(source.tree.elements) - 1, -1, -1):
        parent = source.tree.elements[number].parent
        if number in found and parent >= 0:
            found.add(parent)
    for number, element in enumerate(source.tree.elements):
        if element.name in ("html", "body"):  # also around what stands behind their end
            found.add(number)
    found.discard(-1)
    return found | _cells_beside(source, found)


def _cells_beside(source: Source, english: Set[int]) -> set[int]:
    """Cells without Arabic, of numbers for example, in tables with English: what is aligned with
    them is turned."""
    table: list[int] = []
    beside: set[int] = set()
    for number, element in enumerate(source.tree.elements):
        around = table[element.parent] if element.parent >= 0 else -1
        table.append(number if element.name == "table" else around)
        if element.name in _CELLS and around in english and number not in english:
            inside = source.tokens[element.start + 1 : element.last + 1]
            if len(inside) <= _SHORT and not any(
                has_arabic(source.text[one.start : one.end]) for one in inside
            ):
                beside.add(number)
    return beside


def turned(source: Source, english: Set[int]) -> Iterator[Edit]:
    """The changes of tags with English in them."""
    for number in sorted(english):
        element, token = source.element(number)
        for one in token.attributes:
            new = _turned(element.name, one)
            if new is not None and new != one.value:
                quote = source.text[one.start]
                quote = quote if quote in ("'", '"') else ""
                yield one.start, one.end, f"{quote}{new}{quote}"
    for token in source.tokens:
        if token.name != "meta" or token.kind != "start":
            continue
        for one in token.attributes:
            if one.name != "content" or not is_arabic(one.value):
                continue
            if token.has("http-equiv", "content-language") or token.has("name", "language"):
                yield one.start, one.end, '"en"'
            elif token.has("property", "og:locale"):
                yield one.start, one.end, '"en_US"'


def _turned(name: str, attribute: Attribute) -> str | None:
    value = attribute.value.strip().lower()
    if attribute.name == "dir":
        return "ltr" if value == "rtl" else None
    if attribute.name in ("lang", "xml:lang"):
        return "en" if is_arabic(value) else None
    if attribute.name == "align" and name in _ALIGNED:
        return "left" if value == "right" else None
    if attribute.name == "style":
        return _RIGHT.sub(r"\1left", _DIRECTION.sub(r"\1ltr", attribute.value))
    return None


def holders(source: Source, english: Set[int], owners: Sequence[int]) -> list[int]:
    """For blocks that stay Arabic the outermost element without English around them; -1 where the
    element they stand in has English in it, too."""
    found = []
    for owner in owners:
        holder = -1
        while owner >= 0 and owner not in english:
            holder, owner = owner, source.tree.elements[owner].parent
        found.append(holder)
    return found


class Marker:
    """Says how Arabic that stays is marked where what it inherited was turned."""

    def __init__(self, source: Source, english: Set[int], linked: Sequence[str]) -> None:
        by_rule = _styled_right_to_left(source, linked)
        self._rtl: list[tuple[bool, bool]] = []
        self._arabic: list[tuple[bool, bool]] = []
        for number, element in enumerate(source.tree.elements):
            token = source.tokens[element.start]
            rtl = self._rtl[element.parent] if element.parent >= 0 else (by_rule, False)
            arabic = self._arabic[element.parent] if element.parent >= 0 else (False, False)
            direction = (token.get("dir") or "").strip().lower()
            if direction:
                rtl = direction == "rtl", direction == "rtl" and number not in english
            language = token.get("lang") or token.get("xml:lang")
            if language:
                arabic = is_arabic(language), is_arabic(language) and number not in english
            self._rtl.append(rtl)
            self._arabic.append(arabic)
        self._source = source

    def attributes(self, element: int) -> str:
        """The attributes to be added to a tag, or to a span in an element, that stays Arabic."""
        if element < 0:
            return ""
        text = ""
        if self._rtl[element] == (True, False):
            drawing = self._source.tree.elements[element].name.rpartition(":")[2] == "svg"
            text += ' direction="rtl"' if drawing else ' dir="rtl"'
        if self._arabic[element] == (True, False):
            text += ' lang="ar" xml:lang="ar"' if self._source.xml else ' lang="ar"'
        return text

    def was_right_to_left(self, element: int) -> bool:
        """Whether an element was read from right to left before anything was turned."""
        return self._rtl[element][0]


def counter_rules(source: Source, linked: Sequence[str], *, arabic_left: bool) -> tuple[int, str]:
    """Rules to be written behind the page's last style sheet: the place in the source, and these;
    an empty text where none is needed. `linked` are style sheets outside the page."""
    rules = [rule for css in linked for rule in _countered(css)]
    place = -1
    for number, token in enumerate(source.tokens):
        if (
            token.kind == "end"
            and token.name == "style"
            and source.tokens[number - 1].kind == "raw"
        ):
            rules += _countered(source.raw(number - 1))
            place = token.end
        elif token.name == "link" and "stylesheet" in (token.get("rel") or "").lower():
            place = token.end
    if place >= 0 and _said_right_to_left(source):
        rules.insert(0, "html, body { direction: ltr }")
    if rules and arabic_left:
        rules.append(_KEPT_RULE)
    if place < 0 or not rules:
        return -1, ""
    tag = '<style type="text/css">' if source.xml else "<style>"
    return place, "\n".join([tag, *rules, "</style>"])


def _said_right_to_left(source: Source) -> bool:
    return any(
        element.name in ("html", "body") and source.tokens[element.start].has("dir", "rtl")
        for element in source.tree.elements
    )


def _countered(css: str) -> Iterator[str]:
    """For every rule about direction or right alignment one that says the opposite."""
    selector = ""
    parts = re.split(r"([{}])", _CSS_COMMENT.sub("", css))
    for place in range(1, len(parts), 2):
        if parts[place] == "{":
            selector = parts[place - 1].rpartition(";")[2].strip()
            continue
        body = parts[place - 1]
        said = []
        for pattern, words in ((_DIRECTION, "direction: ltr"), (_RIGHT, "text-align: left")):
            found = list(pattern.finditer(body))
            if found:
                rest = body[found[-1].end() :].lstrip()
                said.append(f"{words} !important" if rest.startswith("!") else words)
        usable = selector and selector[0] != "@" and not re.search(r"[<&]|--", selector)
        if said and usable and not _ON_RTL.search(selector):
            yield f"{' '.join(selector.split())} {{ {'; '.join(said)} }}"
        selector = ""


def _styled_right_to_left(source: Source, linked: Sequence[str]) -> bool:
    """Whether style sheets say anywhere that a page reads from right to left."""
    inside = (
        source.raw(number)
        for number, token in enumerate(source.tokens)
        if token.kind == "raw" and number and source.tokens[number - 1].name == "style"
    )
    return any(_DIRECTION.search(css) for css in (*linked, *inside))
