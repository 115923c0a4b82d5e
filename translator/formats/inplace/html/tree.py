"""Which elements of a page lie in which, from its tokens; nothing is moved or added.

End tags that may be left out are supplied by the rules that matter for text: a paragraph ends
before a block, an item before the next one, a cell before the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from translator.formats.inplace.html.tokens import Token

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink br cite code data del dfn em embed font i img input ins "
    "kbd map mark math meter nobr noscript object output picture progress q rb rp rt rtc ruby s "
    "samp script small span strike strong style sub sup svg template time tt u var wbr".split()
)
"""Elements inside a sentence; all others begin and end one."""
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table "
    "ul".split()
)
_CELLS, _ROWS = frozenset({"td", "th"}), frozenset({"thead", "tbody", "tfoot"})
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "rt": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    "tr": (_CELLS | {"tr"}, frozenset({"table"})),
    **{name: (_CELLS | _ROWS | {"tr"}, frozenset({"table"})) for name in _ROWS},
    "body": (frozenset({"head"}), frozenset()),
}
"""What a start tag ends if it is open, and how far outwards that is looked for."""
_Leave = Callable[[int, int], None]
_BARRIERS = frozenset({"table", "td", "th", "caption", "button", "template", "svg", "html"})
"""Elements that the end tags of elements around them do not reach into."""


@dataclass(slots=True)
class Element:
    """An element: numbers of tokens and elements; -1 where there is none.

    `last` is the last token inside it, its end tag included; `end` that end tag, if it has one.
    """

    parent: int
    start: int
    name: str
    last: int = -1
    end: int = -1


@dataclass(slots=True)
class Tree:
    """The elements of a page, outer ones first, and for each token the element around it; for a
    tag that is its own element (for an end tag without one, the element around it)."""

    elements: list[Element] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def inline(self, number: int) -> bool:
        """Whether an element stands inside a sentence."""
        return is_inline(self.elements[number].name)


def is_inline(name: str) -> bool:
    """Whether an element of this name stands inside a sentence (as do those of office programs)."""
    return name in INLINE or (":" in name and not name.startswith("epub:"))


def tree_of(tokens: Sequence[Token], *, xml: bool) -> Tree:
    """The tree of a page; in XML no end tag is supplied."""
    tree = Tree()
    stack: list[int] = []
    opened: Counter[str] = Counter()

    def leave(position: int, last: int) -> None:
        """End the element at a position of the stack and all in it."""
        while len(stack) > position:
            element = tree.elements[stack.pop()]
            element.last = last
            opened[element.name] -= 1

    for number, token in enumerate(tokens):
        own = stack[-1] if stack else -1
        if token.kind == "start":
            if not xml:
                _supply(tree, stack, opened, token.name, number, leave)
            own = len(tree.elements)
            tree.elements.append(Element(stack[-1] if stack else -1, number, token.name, number))
            if not token.closed and token.name not in VOID:
                stack.append(own)
                opened[token.name] += 1
        elif token.kind == "end" and opened[token.name]:
            position = _position(tree, stack, token.name)
            if position >= 0:
                own = stack[position]
                tree.elements[own].end = number
                if is_inline(token.name) and any(not tree.inline(n) for n in stack[position + 1 :]):
                    del stack[position]  # blocks opened inside a <b> outlive it
                    tree.elements[own].last = number
                    opened[token.name] -= 1
                else:
                    leave(position, number)
        tree.owners.append(own)
    leave(0, len(tokens) - 1)
    return tree


def _supply(
    tree: Tree,
    stack: list[int],
    opened: Counter[str],
    name: str,
    number: int,
    leave: _Leave,
) -> None:
    """End what a start tag ends without an end tag."""
    ended, stops = _ENDS.get(name, (frozenset(), frozenset()))
    if ended and any(opened[one] for one in ended):
        found = -1
        for position in range(len(stack) - 1, -1, -1):
            here = tree.elements[stack[position]].name
            if here in stops:
                break
            if here in ended:
                found = position
                if name not in ("tr", *_ROWS, "optgroup"):
                    break
        if found >= 0:
            leave(found, number - 1)
    if name in _ENDS_PARAGRAPH and opened["p"]:
        for position in range(len(stack) - 1, -1, -1):
            here = tree.elements[stack[position]].name
            if here == "p":
                leave(position, number - 1)
                break
            if not is_inline(here):
                break


def _position(tree: Tree, stack: Sequence[int], name: str) -> int:
    """Where on the stack the element is that an end tag ends, -1 where none is in reach."""
    for position in range(len(stack) - 1, -1, -1):
        here = tree.elements[stack[position]].name
        if here == name:
            return position
        if here in _BARRIERS and name not in _BARRIERS and name not in ("tr", *_ROWS, "body"):
            return -1
    return -1
