"""Texts in a page's attributes: what readers see of them, and what search engines show."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from translator.document import Kind
from translator.formats.inplace.block import Block, Run
from translator.formats.inplace.html.blocks import Source, kept
from translator.formats.inplace.html.tokens import Attribute, Token
from translator.script import has_arabic

_SHOWN: dict[str, Kind] = {
    "alt": "caption",
    "title": "caption",
    "summary": "caption",
    "placeholder": "navigation",
    "aria-label": "navigation",
    "aria-description": "navigation",
    "aria-roledescription": "navigation",
    "aria-valuetext": "navigation",
    "label": "navigation",
    "abbr": "navigation",
    "alttext": "caption",
}
_TITLES = frozenset(
    "og:title twitter:title dc.title dcterms.title title headline alternativeheadline "
    "parsely-title citation_title sailthru.title".split()
)
_ABOUT = frozenset(
    "description keywords og:description og:image:alt og:site_name twitter:description "
    "twitter:image:alt dc.description dc.subject dcterms.description dcterms.subject "
    "dcterms.abstract abstract news_keywords apple-mobile-web-app-title application-name name "
    "articlebody articlesection article:section article:tag sailthru.description sailthru.tags "
    "parsely-section parsely-tags citation_abstract citation_keywords".split()
)
_BUTTONS = frozenset({"submit", "button", "reset"})
_ELSEWHERE = frozenset({"link", "style"})
"""Elements whose title is a name that style sheets are chosen by."""


@dataclass(frozen=True, slots=True)
class AttributeText:
    """A text in an attribute of a start tag."""

    token: int
    attribute: Attribute
    block: Block


def attribute_texts(source: Source) -> Iterator[AttributeText]:
    """The attributes with Arabic in them that are shown, in order; none where the markup says
    that nothing is to be translated."""
    barred: list[bool] = []
    for element in source.tree.elements:
        token = source.tokens[element.start]
        above = element.parent >= 0 and barred[element.parent]
        barred.append(above or kept(token) or token.name == "template")
        if barred[-1]:
            continue
        for attribute, kind in _texts(token):
            text = " ".join(html.unescape(attribute.value).split())
            if has_arabic(text):
                yield AttributeText(element.start, attribute, Block((Run(text),), kind))


def _texts(token: Token) -> Iterator[tuple[Attribute, Kind]]:
    if token.name == "meta":
        names = {(token.get(key) or "").strip().lower() for key in ("name", "property", "itemprop")}
        kind: Kind | None = "headline" if names & _TITLES else "other" if names & _ABOUT else None
        if kind is not None:
            yield from ((one, kind) for one in token.attributes if one.name == "content")
        return
    button = token.name == "input" and (token.get("type") or "").strip().lower() in _BUTTONS
    for attribute in token.attributes:
        if attribute.name in _SHOWN and token.name not in _ELSEWHERE:
            yield attribute, _SHOWN[attribute.name]
        elif attribute.name == "value" and button:
            yield attribute, "navigation"
