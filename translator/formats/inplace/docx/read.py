"""A paragraph of a Word document read into pieces.

Runs are joined: what only differs in how Word keeps its books (revision numbers, languages, the
twin properties of Arabic letters) is one format. Deleted text is no text; inserted text is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.inplace.block import Mark, Path, Piece, Run
from translator.formats.inplace.docx.names import child, every, name_of, value
from translator.formats.inplace.inline import Inline

_TRANSPARENT = frozenset({"bdo", "dir"})
_CONTAINERS = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "sdt", "fldSimple", "customXml"})
_ONCE = frozenset({"sdt", "fldSimple", "customXml"})
_NOISE = frozenset({"pPr", "proofErr", "rPr", "lastRenderedPageBreak", "softHyphen", ""})
_OUT_OF_SIGHT = frozenset({"del", "moveFrom"})
_NOT_A_FORMAT = frozenset(
    {"rtl", "cs", "lang", "noProof", "bCs", "iCs", "szCs", "rPrChange", "ins", "del", "webHidden"}
)
_LETTERS = {"noBreakHyphen": "-", "cr": "\n"}
_RANGES = {
    "bookmarkStart": "bookmarkEnd",
    "commentRangeStart": "commentRangeEnd",
    "permStart": "permEnd",
}


@dataclass(frozen=True, slots=True)
class Bit:
    """Something that is no text: an element, with the run it stood in, if in one."""

    element: etree._Element
    run: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of Word: what comes before its result (its instruction) and what after."""

    before: tuple[Bit, ...]
    after: tuple[Bit, ...]


@dataclass(slots=True)
class Formed:
    """A paragraph's pieces, and what the numbers in their paths and marks stand for."""

    inline: Inline
    formats: dict[int, etree._Element | None] = field(default_factory=dict)
    shells: dict[int, etree._Element] = field(default_factory=dict)
    fields: dict[int, Field] = field(default_factory=dict)
    ranges: dict[int, tuple[etree._Element, etree._Element]] = field(default_factory=dict)
    marks: dict[int, Bit | Field] = field(default_factory=dict)


def formed(paragraph: etree._Element) -> Formed:
    """The pieces of a paragraph. Paragraphs inside it (of a text box) are not read; nothing is
    changed."""
    return _Reader(paragraph).read()


@dataclass(slots=True)
class _Open:
    """A field of which the instruction is being read."""

    begin: etree._Element
    separate: etree._Element | None
    end: etree._Element
    before: list[Bit] = field(default_factory=list)


class _Reader:
    def __init__(self, paragraph: etree._Element) -> None:
        self.paragraph = paragraph
        self.pieces: list[Piece] = []
        self.made = Formed(Inline(()))
        self.cuts: set[int] = set()
        self.once: set[int] = set()
        self.fields = _whole_fields(paragraph)
        self.instruction: _Open | None = None
        self.inside: list[tuple[_Open, int, int]] = []
        self.ranges = _whole_ranges(paragraph)
        self.ranging: list[int] = []
        self.known: dict[str, int] = {}
        self.count = 0
        self.last_shell: tuple[str, Path, int, int] | None = None

    def read(self) -> Formed:
        self._children(self.paragraph, ())
        pieces = tuple(self.pieces)
        fixed = {n for n in self.once if n in self.made.fields and _is_number(pieces, n)}
        fixed |= {
            n
            for n, shell in self.made.shells.items()
            if name_of(shell) == "fldSimple" and _is_number(pieces, n)
        }
        ranges = frozenset(self.made.ranges)
        self.made.inline = Inline(
            pieces,
            cuts=frozenset(self.cuts),
            unseen=frozenset(key for key, bit in self.made.marks.items() if _unseen(bit)),
            once=frozenset(self.once),
            fixed=frozenset(fixed),
            ranges=ranges,
            formats=frozenset(self.made.formats),
            held=frozenset((*self.made.shells, *self.made.fields)),
        )
        return self.made

    def _number(self) -> int:
        self.count += 1
        return self.count

    def _path(self, path: Path, *formats: int) -> Path:
        """The path of a place: its format, ranges, what contains it, and fields it is the result
        of, each as deep as where it began. The format is first, so that a word of the same format
        beside a link has the beginning of its path in common with it."""
        whole = list(path)
        for before, (_, number, depth) in enumerate(self.inside):
            whole.insert(depth + before, number)
        return (*formats, *sorted(self.ranging), *whole)

    def _mark(self, bit: Bit | Field, path: Path, *, cuts: bool = False) -> None:
        key = self._number()
        self.made.marks[key] = bit
        if cuts:
            self.cuts.add(key)
        self.pieces.append(Mark(key, self._path(path)))

    def _children(self, element: etree._Element, path: Path) -> None:
        for one in element:
            name = name_of(one)
            if name in _NOISE:
                continue
            if name == "r":
                self._run(one, path)
            elif self.instruction is not None:
                self.instruction.before.append(Bit(one))
            elif name in _TRANSPARENT:
                self._children(one, path)
            elif name in _CONTAINERS:
                self._container(one, name, path)
            elif one in self.ranges:
                self._range(one)
            else:
                self._mark(Bit(one), path)

    def _container(self, element: etree._Element, name: str, path: Path) -> None:
        content = child(element, "sdtContent") if name == "sdt" else element
        if content is None or (name in _ONCE and not _says_something(_own(element, "t"))):
            self._mark(Bit(element), path)  # a box to tick, for instance
            return
        before = len(self.pieces)
        # Word cuts a link or an insertion into several that follow each other.
        key = f"{name} {[one for one in _attributes(element) if not _books(one[0])]}"
        same = (key, self._path(path))
        held = self.last_shell
        if held and held[:2] == same and held[3] == len(self.pieces) and name not in _ONCE:
            number = held[2]
        else:
            number = self._number()
            self.made.shells[number] = element
            if name in _ONCE:
                self.once.add(number)
        self._children(content, (*path, number))
        if len(self.pieces) == before and number not in (n for p in self.pieces for n in p.path):
            self._mark(Bit(element), path)  # nothing is in it
        self.last_shell = (*same, number, len(self.pieces))

    def _range(self, element: etree._Element) -> None:
        number, is_start = self.ranges[element]
        if is_start:
            self.ranging.append(number)
            start, end = (one for one, held in self.ranges.items() if held[0] == number)
            self.made.ranges[number] = (start, end)
        elif number in self.ranging:
            self.ranging.remove(number)

    def _run(self, run: etree._Element, path: Path) -> None:
        properties = child(run, "rPr")
        for leaf in run:
            name = name_of(leaf)
            if self.instruction is not None:
                self._instruction(self.instruction, run, leaf, path)
            elif name == "fldChar" and leaf in self.fields:
                self._field(run, leaf, path)
            elif name == "t":
                self._text(" ".join(_lines(leaf.text or "")), properties, path)
            elif name in _LETTERS:
                self._text(_LETTERS[name], properties, path)
            elif name == "br" and value(leaf, "type") in (None, "textWrapping"):
                self._text("\n", properties, path)
            elif name not in _NOISE:
                cuts = name in ("tab", "br", "ptab")
                self._mark(Bit(leaf, run), path, cuts=cuts)

    def _text(self, text: str, properties: etree._Element | None, path: Path) -> None:
        if not text:
            return
        key = _format_key(properties)
        if key not in self.known:
            self.known[key] = self._number()
            self.made.formats[self.known[key]] = properties
        own = self._path(path, self.known[key])
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Run) and last.path == own:
            self.pieces[-1] = Run(last.text + text, own)
        else:
            self.pieces.append(Run(text, own))

    def _field(self, run: etree._Element, leaf: etree._Element, path: Path) -> None:
        """Where a field that is whole in this paragraph begins or ends."""
        found = self.fields[leaf]
        if leaf is found.begin:
            self.instruction = found
            found.before.append(Bit(leaf, run))
            return
        if self.inside and self.inside[-1][0] is found:
            number = self.inside.pop()[1]
            after = (Bit(leaf, run),)
            if any(number in piece.path for piece in self.pieces):
                self.made.fields[number] = Field(tuple(found.before), after)
            else:
                self.once.discard(number)
                self._mark(Field(tuple(found.before), after), path)

    def _instruction(
        self, found: _Open, run: etree._Element, leaf: etree._Element, path: Path
    ) -> None:
        if name_of(leaf) == "rPr":
            return
        found.before.append(Bit(leaf, run))
        if leaf is found.end:  # a field without a result
            self.instruction = None
            self._mark(Field(tuple(found.before), ()), path)
        elif leaf is found.separate:
            self.instruction = None
            number = self._number()
            if not _is_link(found.before):
                self.once.add(number)
            self.inside.append((found, number, len(path)))


def _lines(text: str) -> list[str]:
    return text.replace("\r", "\n").replace("\t", "\n").split("\n")


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return sorted((str(key), str(text)) for key, text in element.attrib.items())


def _books(attribute: str) -> bool:
    """Whether an attribute is one of Word's book-keeping."""
    return attribute.rpartition("}")[2] in ("id", "date") and "relationships" not in attribute


def _is_link(before: list[Bit]) -> bool:
    text = "".join(bit.element.text or "" for bit in before if name_of(bit.element) == "instrText")
    return text.split()[:1] == ["HYPERLINK"]


def _is_number(pieces: tuple[Piece, ...], number: int) -> bool:
    held = (one.text for one in pieces if isinstance(one, Run) and number in one.path)
    text = "".join(held).strip()
    return bool(text) and text.isdecimal()


def _unseen(mark: Bit | Field) -> bool:
    """Whether something takes no room on the page: deleted text, the mark of a comment."""
    if isinstance(mark, Field):
        return True
    if mark.run is None:
        name = name_of(mark.element)
        return name in _OUT_OF_SIGHT or name.endswith(("Start", "End"))
    return name_of(mark.element) in ("commentReference", "fldChar", "instrText")


def _format_key(properties: etree._Element | None) -> str:
    """What a format looks like, the same for those a reader cannot tell apart."""
    if properties is None:
        return ""
    found: list[str] = []
    twins = {"bCs": "b", "iCs": "i", "szCs": "sz"}
    named = {name_of(one) for one in properties}
    for one in properties:
        name = name_of(one)
        if name in twins and twins[name] not in named:
            name = twins[name]
        elif name in _NOT_A_FORMAT or not name:
            continue
        kept = [pair for pair in _attributes(one) if not pair[0].endswith(("}hint", "}cs"))]
        if kept or name != "rFonts":
            found.append(f"{name}{kept}{len(one) and etree.tostring(one)!r}")
    return "".join(sorted(found))


def _own(paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of a paragraph, or of something in it, that are neither those of a paragraph inside
    it nor deleted text."""
    for one in every(paragraph, name):
        above = one.getparent()
        while above is not None and above is not paragraph:
            if name_of(above) in ("p", *_OUT_OF_SIGHT):
                break
            above = above.getparent()
        if above is paragraph:
            yield one


def _says_something(texts: Iterable[etree._Element]) -> bool:
    return any(letter.isalnum() for one in texts for letter in one.text or "")


def _whole_fields(paragraph: etree._Element) -> dict[etree._Element, _Open]:
    """The fields that begin and end in a paragraph, in one and the same element of it, by their
    first and last mark."""
    found: dict[etree._Element, _Open] = {}
    waiting: list[tuple[etree._Element, etree._Element | None]] = []
    order = {one: place for place, one in enumerate(paragraph.iter())}
    texts = [(order[one], one) for one in _own(paragraph, "t")]
    for mark in _own(paragraph, "fldChar"):
        kind = value(mark, "fldCharType")
        if kind == "begin":
            waiting.append((mark, None))
        elif kind == "separate" and waiting:
            waiting[-1] = (waiting[-1][0], mark)
        elif kind == "end" and waiting:
            begin, separate = waiting.pop()
            if separate is not None and not _says_something(
                one for place, one in texts if order[separate] < place < order[mark]
            ):
                separate = None  # its result is no text, so all of it is one mark
            if len({_place(one) for one in (begin, separate, mark) if one is not None}) == 1:
                found[begin] = found[mark] = _Open(begin, separate, mark)
    return found


def _place(mark: etree._Element) -> etree._Element | None:
    """The element that the run of a mark is in."""
    run = mark.getparent()
    return None if run is None else run.getparent()


def _whole_ranges(paragraph: etree._Element) -> dict[etree._Element, tuple[int, bool]]:
    """The first and last marks of bookmarks and the like that have text between them, with a
    number below those of everything else, and whether they are the first."""
    found: dict[etree._Element, tuple[int, bool]] = {}
    texts = [one for one in _own(paragraph, "t") if (one.text or "").strip()]
    number = 0
    for start, end in _RANGES.items():
        ends = {value(one, "id"): one for one in _own(paragraph, end)}
        for one in _own(paragraph, start):
            other = ends.pop(value(one, "id"), None)
            if other is not None and _text_between(paragraph, one, other, texts):
                number -= 1
                found[one], found[other] = (number, True), (number, False)
    return found


def _text_between(
    paragraph: etree._Element,
    start: etree._Element,
    end: etree._Element,
    texts: list[etree._Element],
) -> bool:
    started = False
    for one in paragraph.iter():
        if one is start:
            started = True
        elif one is end:
            return False
        elif started and one in texts:
            return True
    return False
