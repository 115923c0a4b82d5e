"""What a paragraph or run of a Word document gets from its styles, as far as it matters here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from translator.document import Kind
from translator.formats.inplace.docx.names import child, every, is_on, name_of, switched, value

TWINS = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
"""Properties that Arabic letters have of their own, after those of all others."""

_HEADLINES = frozenset({"title", "subtitle", *(f"heading {level}" for level in range(1, 10))})
_CONTENTS = frozenset({"toc heading"})


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids; none where it has no such part.

    usual: the id of the style that is used where none is named, by type.
    paragraph_defaults, run_defaults: what is below all styles, one element at most.
    """

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    paragraph_defaults: tuple[etree._Element, ...] = ()
    run_defaults: tuple[etree._Element, ...] = ()

    def chain(self, of: str, key: str | None) -> Iterator[etree._Element]:
        """A style and those it is based on, nearest first. `of` is paragraph, character or table;
        without a `key` the one that is used where none is named."""
        key = key or self.usual.get(of)
        seen: set[str] = set()
        while key and key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = value(child(self.by_id[key], "basedOn"))

    def paragraph_sources(self, paragraph: etree._Element) -> list[etree._Element]:
        """All places that can say how a paragraph is set, nearest first: elements with pPr."""
        own = child(paragraph, "pPr")
        chain = self.chain("paragraph", value(child(own, "pStyle")))
        return [paragraph, *chain, *self._of_table(paragraph), *self.paragraph_defaults]

    def run_sources(
        self, paragraph: etree._Element, rpr: etree._Element | None
    ) -> list[etree._Element]:
        """All places beside the run that can say how it is set, nearest first: with rPr."""
        key = value(child(rpr, "rStyle"))
        own = list(self.chain("character", key)) if key else []
        chain = self.chain("paragraph", value(child(child(paragraph, "pPr"), "pStyle")))
        return [*own, *chain, *self._of_table(paragraph), *self.run_defaults]

    def _of_table(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        cell = paragraph.getparent()
        row = None if cell is None else cell.getparent()
        table = None if row is None else row.getparent()
        if cell is not None and table is not None and name_of(cell) == "tc":
            yield from self.chain("table", value(child(child(table, "tblPr"), "tblStyle")))

    def bidi(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is set from right to left."""
        for source in self.paragraph_sources(paragraph):
            found = switched(child(source, "pPr"), "bidi")
            if found is not None:
                return found
        return False

    def alignment(self, paragraph: etree._Element) -> str | None:
        """How a paragraph is aligned, None where nothing says so."""
        for source in self.paragraph_sources(paragraph):
            found = value(child(child(source, "pPr"), "jc"))
            if found is not None:
                return found
        return None

    def kind(self, paragraph: etree._Element) -> Kind | None:
        """What a paragraph is by its style: a headline, a caption, or nothing particular."""
        own = child(paragraph, "pPr")
        level = value(child(own, "outlineLvl"))
        for style in self.chain("paragraph", value(child(own, "pStyle"))):
            name = (value(child(style, "name")) or "").lower()
            if name in _HEADLINES:
                return "headline"
            if name == "caption":
                return "caption"
            if level is None and name not in _CONTENTS:
                level = value(child(child(style, "pPr"), "outlineLvl"))
        return "headline" if level is not None and level < "9" else None

    def run_is(self, paragraph: etree._Element, rpr: etree._Element | None, name: str) -> bool:
        """Whether the styles alone switch a property of a run on."""
        for source in self.run_sources(paragraph, rpr):
            found = switched(child(source, "rPr"), name)
            if found is not None:
                return found
        return False

    def twin(
        self, paragraph: etree._Element, rpr: etree._Element | None, plain: str, twin: str
    ) -> etree._Element | None:
        """The property for Arabic letters, where only that one is given, by run or style."""
        of_styles = (child(one, "rPr") for one in self.run_sources(paragraph, rpr))
        for properties in (rpr, *of_styles):
            if child(properties, plain) is not None:
                return None
            found = child(properties, twin)
            if found is not None:
                return found if plain == "sz" or is_on(found) else None
        return None

    def language(self) -> str:
        """The language of Latin letters where nothing else is said, empty if unknown."""
        for default in self.run_defaults:
            return value(child(child(default, "rPr"), "lang")) or ""
        return ""


def styles_of(root: etree._Element | None) -> Styles:
    """The styles in the part of that name."""
    if root is None:
        return Styles()
    by_id: dict[str, etree._Element] = {}
    usual: dict[str, str] = {}
    for style in every(root, "style"):
        key = value(style, "styleId")
        if key is None:
            continue
        by_id.setdefault(key, style)
        if (value(style, "default") or "0").lower() in ("1", "true", "on"):
            usual.setdefault(value(style, "type") or "", key)
    defaults = (tuple(every(root, name)) for name in ("pPrDefault", "rPrDefault"))
    return Styles(by_id, usual, *defaults)
