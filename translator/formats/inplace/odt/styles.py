"""Styles of an OpenDocument text: what they say, and new ones for text that became English.

A style is used in many places, so none is changed for a paragraph's sake: the paragraph gets an
automatic style of its own, as office programs make them, shared by all paragraphs like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from translator.document import Kind
from translator.formats.inplace.odt.names import (
    child,
    every,
    made,
    name_of,
    set_value,
    short,
    value,
)

RIGHT_TO_LEFT = frozenset({"rl-tb", "rl"})
TWINS = (
    ("fo:font-weight", "style:font-weight-complex"),
    ("fo:font-style", "style:font-style-complex"),
    ("fo:font-size", "style:font-size-complex"),
)
"""Properties that Arabic letters have of their own, after those of Latin letters."""
_LANGUAGE = (("fo:language", "en"), ("fo:country", "US"))
_HEADLINES = ("Title", "Subtitle", "Heading")
_NEW = "English"

Properties = dict[str, str]
"""Attributes of one element of properties, by name."""
Key = tuple[str, str | None, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]]


@dataclass(slots=True)
class Styles:
    """The styles a part of the file can use: its own automatic ones, then the common ones.

    automatic: the element that holds those of the part. common: all named styles of the file.
    page_is_rtl: whether pages run from right to left, as what says nothing else then does.
    """

    automatic: etree._Element
    common: dict[tuple[str, str], etree._Element]
    defaults: dict[str, etree._Element]
    page_is_rtl: bool
    own: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    made: dict[Key, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own = _by_name(self.automatic)

    def chain(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """A style, those it is based on, and what is below all of its family, nearest first."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self.own.get((family, name))
            if style is None or len(seen) > 1:  # an automatic style is nobody's parent
                style = self.common.get((family, name), style)
            if style is None:
                break
            yield style
            name = value(style, "style:parent-style-name")
        if family in self.defaults:
            yield self.defaults[family]

    def said(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """What the styles say of a property, None if nothing."""
        for style in self.chain(family, name):
            found = value(child(style, group), attribute)
            if found is not None:
                return found
        return None

    def is_rtl(self, family: str, name: str | None, group: str) -> bool:
        """Whether what has a style runs from right to left."""
        mode = self.said(family, name, group, "style:writing-mode")
        return self.page_is_rtl if mode in (None, "page") else mode in RIGHT_TO_LEFT

    def says_itself(self, family: str, name: str | None, group: str) -> bool:
        """Whether a style names a direction, rather than take that of the page."""
        return self.said(family, name, group, "style:writing-mode") not in (None, "page")

    def kind(self, paragraph: etree._Element) -> Kind | None:
        """What a paragraph is by its name or style."""
        if name_of(paragraph) == "text:h":
            return "headline"
        for style in self.chain("paragraph", value(paragraph, "text:style-name")):
            name = value(style, "style:name") or ""
            if name.startswith(_HEADLINES):
                return "headline"
            if name == "Caption":
                return "caption"
        return None

    def look(self, name: str | None) -> tuple[tuple[str, str], ...]:
        """What a style of a few words looks like, the same for those nobody can tell apart."""
        style = self.own.get(("text", name or ""))
        if style is None:
            return (("style:name", name),) if name else ()
        properties = child(style, "style:text-properties")
        found = dict(_attributes(properties)) if properties is not None else {}
        for plain, twin in TWINS:
            if twin in found:
                found.setdefault(plain, found.pop(twin))
        kept = [one for one in found.items() if not _says_nothing(one[0])]
        parent = value(style, "style:parent-style-name")
        if parent is not None:
            kept.append(("style:parent-style-name", parent))
        return tuple(sorted(kept))

    def english(self, family: str, name: str | None) -> Properties:
        """The text properties that text with a style lacks when it is English."""
        new: Properties = {}
        for plain, twin in TWINS:
            for style in self.chain(family, name):
                properties = child(style, "style:text-properties")
                if value(properties, plain) is not None:
                    break
                found = value(properties, twin)
                if found is not None:
                    new[plain] = found
                    break
        language = self.said(family, name, "style:text-properties", "fo:language")
        if language != "en" and not (language is None and family == "text"):
            new.update(_LANGUAGE)
        return new

    def variant(self, family: str, name: str | None, new: dict[str, Properties]) -> str:
        """The name of an automatic style like that of `name`, but with some properties new;
        `new` has them by the name of their group."""
        key: Key = (
            family,
            name,
            tuple((group, tuple(sorted(some.items()))) for group, some in sorted(new.items())),
        )
        if key not in self.made:
            self.made[key] = self._make(family, name, new)
        return self.made[key]

    def _make(self, family: str, name: str | None, new: dict[str, Properties]) -> str:
        number = len(self.made) + 1
        while any((family, f"{_NEW}{number}") in one for one in (self.own, self.common)):
            number += 1
        old = self.own.get((family, name or ""))
        if old is None:
            style = made(self.automatic, "style:style")
            set_value(style, "style:family", family)
            if name is not None:
                set_value(style, "style:parent-style-name", name)
        else:
            style = deepcopy(old)
            style.tail = None
            old.addnext(style)
        set_value(style, "style:name", f"{_NEW}{number}")
        for group, some in new.items():
            self._set(style, group, some)
        self.own[family, f"{_NEW}{number}"] = style
        return f"{_NEW}{number}"

    def _set(self, style: etree._Element, group: str, some: Properties) -> None:
        if not some:
            return
        properties = child(style, group)
        if properties is None:
            properties = made(style, group)
            if group != "style:text-properties":  # which come last
                style.insert(0, properties)
        for attribute, text in some.items():
            set_value(properties, attribute, text)


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for key, text in element.attrib.items():
        yield short(str(key)), str(text)


def _says_nothing(attribute: str) -> bool:
    """Whether an attribute of text properties cannot be seen: revisions, languages, what
    concerns other scripts."""
    return attribute.endswith(("}rsid", "}paragraph-rsid", "-complex", "-asian")) or attribute in (
        "fo:language",
        "fo:country",
        "fo:script",
        "style:rfc-language-tag",
    )


def _by_name(holder: etree._Element | None) -> dict[tuple[str, str], etree._Element]:
    if holder is None:
        return {}
    return {
        (value(one, "style:family") or "", value(one, "style:name") or ""): one
        for one in holder
        if name_of(one) == "style:style"
    }


def styles_of(content: etree._Element, common: etree._Element | None) -> dict[str, Styles]:
    """The styles that the two parts of a file use: "content" and "styles"."""
    parts = {"content": content, **({} if common is None else {"styles": common})}
    named = child(common, "office:styles")
    defaults = {
        value(one, "style:family") or "": one
        for one in (() if named is None else named)
        if name_of(one) == "style:default-style"
    }
    page_is_rtl = any(
        value(one, "style:writing-mode") in RIGHT_TO_LEFT
        for root in parts.values()
        for one in every(root, "style:page-layout-properties")
    )
    found = {}
    for part, root in parts.items():
        automatic = child(root, "office:automatic-styles")
        if automatic is None:
            automatic = made(root, "office:automatic-styles")
            for body in ("office:body", "office:master-styles"):
                after = child(root, body)
                if after is not None:
                    after.addprevious(automatic)
        found[part] = Styles(automatic, _by_name(named), defaults, page_is_rtl)
    return found
