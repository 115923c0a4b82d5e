"""The blocks of a page: stretches of tokens that hold a paragraph, a heading, a menu's entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5

from translator.document import Kind
from translator.formats.inplace.block import Block, Mark, Path, Piece, Run
from translator.formats.inplace.html.fixed import is_fixed
from translator.formats.inplace.html.letters import clean, plain
from translator.formats.inplace.html.tokens import Token
from translator.formats.inplace.html.tree import Element, Tree, is_inline

_OPAQUE = frozenset(
    "audio canvas code datalist iframe kbd map math meter noembed noframes object picture progress "
    "rp rt samp script style svg template tt var video xmp".split()
)
"""Elements that stand in a sentence, or between two, as they are, with all in them."""
_OTHER_LANGUAGES = frozenset("az azb bal ckb fa ks ku pnb prs ps sd skr ug ur".split())
"""Languages that are written in Arabic letters, too."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
_CAPTIONS = frozenset({"figcaption", "caption", "legend"})
_MENUS = frozenset({"nav", "footer", "aside", "menu", "button", "option", "optgroup", "label"})
_MENU_ROLES = frozenset({"navigation", "menu", "menubar", "contentinfo", "complementary", "button"})
_DEEPEST = 64
"""Elements in each other inside a paragraph up to which formatting is carried over."""
_SEPARATORS = "|·•/\\-–—>›»*+\u00a0"
_BLANK = " \t\n\r\f"
_SPACES = re.compile(f"[{_BLANK}]+")
_UNKNOWN_ENTITY = re.compile(r"(&(?!#)[^\s&;<]{1,64};)")


@dataclass(frozen=True, slots=True)
class Flow:
    """A block and the tokens it is written over, `first` to before `end`.

    `marks` has for each key of a Mark the tokens it stands for, or a text of the source. `lead`
    and `tail` are the white space at the ends.
    """

    first: int
    end: int
    owner: int
    block: Block
    marks: tuple[tuple[int, int] | str, ...]
    lead: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A token of a block, or several that stay together. `element` is that of a tag."""

    kind: str  # text, break, open, close, mark
    first: int
    end: int
    element: int = -1
    text: str = ""

    @property
    def blank(self) -> bool:
        return self.kind == "text" and not self.text.strip(_BLANK)


@dataclass(frozen=True, slots=True)
class Source:
    """A page taken apart."""

    text: str
    tokens: Sequence[Token]
    tree: Tree
    xml: bool

    def raw(self, token: int) -> str:
        """A token as it stands in the source."""
        one = self.tokens[token]
        return self.text[one.start : one.end]

    def element(self, number: int) -> tuple[Element, Token]:
        """An element and its start tag."""
        element = self.tree.elements[number]
        return element, self.tokens[element.start]


@dataclass(frozen=True, slots=True)
class Region:
    """Tokens of a page, `first` to before `end`, read by themselves; `inline` are the elements
    that stand inside a sentence there, besides those that do everywhere."""

    first: int
    end: int
    inline: frozenset[str] = frozenset()


def kept(token: Token) -> bool:
    """Whether a start tag says that what is in it is not to be translated, or that it is in
    another language of the Arabic script. Of a whole page many say so to browsers, which ask
    nobody; whoever translates a file has made up their mind."""
    if not token.attributes or token.name in ("html", "body"):
        return False
    language = re.match("[a-z]*", (token.get("lang") or token.get("xml:lang") or "").lower())
    if language is not None and language[0] in _OTHER_LANGUAGES:
        return True
    return token.has("translate", "no") or "notranslate" in (token.get("class") or "").split()


def flows(source: Source, regions: Sequence[Region] | None = None) -> Iterator[Flow]:
    """The blocks of a page, or of some regions of it, that hold a letter or a digit, in order."""
    if regions is not None and not regions:
        return
    kinds = _kinds(source)
    for region in [Region(0, len(source.tokens))] if regions is None else regions:
        for units in _runs(source, region):
            if all(not unit.text or unit.text.isspace() for unit in units):
                continue
            for part in _parted(source, units):
                trimmed = _trimmed(source, part)
                if trimmed:
                    flow = _flow(source, trimmed, kinds)
                    if any(letter.isalnum() for letter in flow.block.text):
                        yield flow


def _kinds(source: Source) -> list[Kind | None]:
    """What the markup says of each element's text; menus win over headings in them."""
    kinds: list[Kind | None] = []
    for element in source.tree.elements:
        token = source.tokens[element.start]
        above = kinds[element.parent] if element.parent >= 0 else None
        role = (token.get("role") or "").strip().lower()
        own: Kind | None = None
        if element.name in _MENUS or role in _MENU_ROLES:
            own = "navigation"
        elif element.name in _CAPTIONS:
            own = "caption"
        elif element.name in _HEADINGS:
            own = "headline"
        kinds.append(above if above == "navigation" or own is None else own)
    return kinds


def _runs(source: Source, region: Region) -> Iterator[list[_Unit]]:
    """Units between two places where a sentence cannot go on."""
    units: list[_Unit] = []
    number = region.first
    while number < region.end:
        token = source.tokens[number]
        owner = source.tree.owners[number]
        after = number + 1
        if token.kind == "start":
            element = source.tree.elements[owner]
            stays = kept(token)
            if stays or _opaque(token.name):
                after = max(after, element.last + 1)
            if not _stands_inside(token.name, region):
                yield units
                units = []
            elif stays or _opaque(token.name):
                units.append(_Unit("mark", number, after))
            elif token.name == "br":
                units.append(_Unit("break", number, after))
            elif element.end >= 0:
                units.append(_Unit("open", number, after, owner))
            else:
                units.append(_Unit("mark", number, after))
        elif token.kind == "end":
            ended = owner >= 0 and source.tree.elements[owner].end == number
            if not _stands_inside(token.name, region):
                yield units
                units = []
            elif ended:
                units.append(_Unit("close", number, after, owner))
            else:
                units.append(_Unit("mark", number, after))
        elif token.kind == "newline":
            yield units
            units = []
        elif token.kind == "raw":
            units.append(_Unit("mark", number, after))
        else:
            units += _texts(source, number)
        number = after
    yield units


def _stands_inside(name: str, region: Region) -> bool:
    return is_inline(name) or _opaque(name) or name in region.inline


def _opaque(name: str) -> bool:
    """Whether an element stays as it is, with all in it; books name formulas with a prefix."""
    return name in _OPAQUE or (":" in name and name.rpartition(":")[2] in ("math", "svg"))


def _texts(source: Source, number: int) -> Iterator[_Unit]:
    """A text as readers see it; what an XML file names itself (`&agency;`) is a mark."""
    raw = source.raw(number)
    if source.tokens[number].kind == "cdata":
        yield _Unit("text", number, number + 1, text=clean(raw[9:-3]))
    elif not source.xml or "&" not in raw:
        yield _Unit("text", number, number + 1, text=plain(raw))
    else:
        for place, piece in enumerate(_UNKNOWN_ENTITY.split(raw)):
            if place % 2 and piece[1:] not in html5:
                yield _Unit("mark", number, number + 1, text=piece)
            elif piece:
                yield _Unit("text", number, number + 1, text=plain(piece))


def _parted(source: Source, units: Sequence[_Unit]) -> Iterator[Sequence[_Unit]]:
    """Units parted at empty lines (`<br><br>`), and a row of links into its links."""
    start = 0
    breaks: list[int] = []
    for place, unit in enumerate(units):
        if unit.kind == "break":
            breaks.append(place)
        elif not unit.blank:
            if len(breaks) > 1:
                yield from _links(source, units[start : breaks[0]])
                start = breaks[-1] + 1
            breaks = []
    yield from _links(source, units[start:])


def _links(source: Source, units: Sequence[_Unit]) -> Iterator[Sequence[_Unit]]:
    links: list[tuple[int, int]] = []
    inside = -1
    for place, unit in enumerate(units):
        if inside < 0 and unit.kind == "open" and source.tree.elements[unit.element].name == "a":
            inside = place
        elif inside >= 0 and unit.kind == "close" and unit.element == units[inside].element:
            links.append((inside, place + 1))
            inside = -1
        elif inside < 0 and any(letter.isalnum() for letter in unit.text):
            links = []
            break
    worded = [span for span in links if any(unit.text.strip() for unit in units[slice(*span)])]
    if len(worded) < 2:
        yield units
        return
    for start, end in worded:
        yield units[start:end]


def _trimmed(source: Source, units: Sequence[_Unit]) -> list[_Unit]:
    """Units without white space, breaks, pictures and lone tags at the ends."""
    found = _without_shells(source, _paired(units))
    start, end = 0, len(found)
    while start < end and _at_the_edge(found[start]):
        start += 1
    while start < end and _at_the_edge(found[end - 1]):
        end -= 1
    return found[start:end]


def _at_the_edge(unit: _Unit) -> bool:
    return unit.blank or unit.kind == "break" or (unit.kind == "mark" and not unit.text)


def _paired(units: Sequence[_Unit]) -> list[_Unit]:
    """Units whose lone tags are marks, as are tags in more elements than any page has by sense."""
    within = {unit.element for unit in units if unit.kind == "open"}
    ended = {unit.element for unit in units if unit.kind == "close"} & within
    depth = 0
    paired: list[_Unit] = []
    for unit in units:
        if unit.kind == "open" and unit.element in ended:
            depth += 1
            if depth > _DEEPEST:
                ended.discard(unit.element)
                depth -= 1
        elif unit.kind == "close" and unit.element in ended:
            depth -= 1
        lone = unit.element >= 0 and unit.element not in ended
        paired.append(_Unit("mark", unit.first, unit.end) if lone else unit)
    return paired


def _without_shells(source: Source, units: Sequence[_Unit]) -> list[_Unit]:
    """Elements without a word as one unit: a mark, where there is something in them, no text, or
    a name that is referred to; else their text, without the tags. What is no part of the sentence
    (see `fixed`) is a mark, too."""
    closes = {unit.element: place for place, unit in enumerate(units) if unit.kind == "close"}
    worded, held = [0], [0]
    for unit in units:
        worded.append(worded[-1] + any(letter.isalnum() for letter in unit.text))
        named = unit.kind == "open" and any(
            one.name in ("id", "name") for one in source.tokens[unit.first].attributes
        )
        held.append(held[-1] + (named or unit.kind in ("mark", "break")))
    found: list[_Unit] = []
    place = 0
    while place < len(units):
        unit = units[place]
        after = place + 1
        end = closes[unit.element] + 1 if unit.kind == "open" else after
        said = "".join(one.text for one in units[place:end])
        if unit.kind == "open" and is_fixed(source.tokens[unit.first], said):
            found.append(_Unit("mark", unit.first, units[end - 1].end))
            after = end
        elif unit.kind == "open" and worded[place] == worded[end]:
            blank = not said.strip(_BLANK)
            parting = not blank and not said.strip(_BLANK + _SEPARATORS)
            if not said or parting or held[place] != held[end]:
                found.append(_Unit("mark", unit.first, units[end - 1].end))
                said = " " if said and blank else ""
            if said:
                found.append(_Unit("text", unit.first, units[end - 1].end, text=said))
            after = end
        else:
            found.append(unit)
        place = after
    return found


def _flow(source: Source, units: Sequence[_Unit], kinds: Sequence[Kind | None]) -> Flow:
    pieces: list[Piece] = []
    marks: list[tuple[int, int] | str] = []
    path: list[int] = []
    before = " "  # the last letter: white space is written once, and none at the start
    for unit in units:
        if unit.kind == "open":
            path.append(unit.element)
        elif unit.kind == "close":
            path.pop()
        elif unit.kind == "mark":
            pieces.append(Mark(len(marks), tuple(path)))
            marks.append(unit.text or (unit.first, unit.end))
        else:
            text = "\n" if unit.kind == "break" else _SPACES.sub(" ", unit.text)
            if before.isspace() and unit.kind != "break":
                text = text.removeprefix(" ")
            if text:
                pieces.append(Run(text, _same(pieces, tuple(path), source)))
                before = text[-1]
    first, last = units[0], units[-1]
    owner = _holder(source, source.tree.owners[first.first], first)
    return Flow(
        first.first,
        last.end,
        owner,
        Block(tuple(_ended(pieces)), kinds[owner] if owner >= 0 else None),
        tuple(marks),
        _blank(source, first, at_end=False),
        _blank(source, last, at_end=True),
    )


def _same(pieces: Sequence[Piece], path: Path, source: Source) -> Path:
    """The path of a run; where the run before it ends with the same tags, that one's: office
    programs give every word, or half of one, an element of its own."""
    if not pieces or not isinstance(pieces[-1], Run):
        return path
    last = pieces[-1].path
    if len(last) == len(path) and last != path:
        elements = source.tree.elements
        alike = all(
            one == other or source.raw(elements[one].start) == source.raw(elements[other].start)
            for one, other in zip(last, path, strict=True)
        )
        if alike:
            return last
    return path


def _ended(pieces: list[Piece]) -> list[Piece]:
    """Pieces without white space at the end."""
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if isinstance(piece, Run):
            pieces[place] = Run(piece.text.rstrip(_BLANK), piece.path)
            break
    return pieces


def _holder(source: Source, owner: int, first: _Unit) -> int:
    """The element around a block, inline ones passed over."""
    while owner >= 0 and source.tree.inline(owner):
        owner = source.tree.elements[owner].parent
    return owner


def _blank(source: Source, unit: _Unit, *, at_end: bool) -> str:
    if unit.kind != "text" or unit.end != unit.first + 1:
        return ""
    raw = source.raw(unit.first)
    return raw[len(raw.rstrip(_BLANK)) :] if at_end else raw[: len(raw) - len(raw.lstrip(_BLANK))]
