"""The main article of a web page as a small page of its own, found by trafilatura.

What trafilatura leaves out is lost: menus and related links, as wanted, but also pictures with
their captions, scripts, and the second of two equal paragraphs in a row.
"""

from __future__ import annotations

import html
import re
from typing import Any

from translator.errors import DocumentError

_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TEMPLATE = re.compile(r"<template\b.*?</template\s*>", re.DOTALL | re.IGNORECASE)
_TAGS = {
    "p": "p",
    "quote": "blockquote",
    "list": "ul",
    "item": "li",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "code": "code",
    "del": "del",
}
"""The names of elements in what trafilatura gives, and those of pages."""
_STYLES = {"#b": "b", "#i": "i", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup"}
_LINK = re.compile(r"(?:https?:|mailto:|[./#?])", re.IGNORECASE)


def article_of(text: str, name: str) -> str:
    """A page with the title, author and date, as far as known, and the paragraphs of the article,
    links and emphasis kept. Raises DocumentError where no article is found."""
    from trafilatura import bare_extraction  # takes a second to load

    found: Any = bare_extraction(
        _BARRED.sub("", _TEMPLATE.sub("", text)),
        date_extraction_params={"extensive_search": False},  # else a year anywhere becomes a date
        fast=False,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        with_metadata=True,
    )
    body = None if found is None else found.body
    if body is None or not "".join(body.itertext()).strip():
        raise DocumentError(f"no article was found in {name}; translate the whole page instead")
    title = " ".join((found.title or "").split())
    written = _content(body)
    byline = "".join(
        f'<p class="{name}">{html.escape(" ".join(value.split()))}</p>\n'
        for name, value in (("author", found.author), ("date", found.date))
        if value
    )
    head = f"<title>{html.escape(title)}</title>\n" if title else ""
    if title and "<h1>" not in written:
        written = f"<h1>{html.escape(title)}</h1>\n{written}"
    below = written.find("</h1>\n") + len("</h1>\n") if "</h1>\n" in written else 0
    written = f"{written[:below]}{byline}{written[below:]}"
    return (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"{head}</head>\n<body>\n<article>\n{written}</article>\n</body>\n</html>\n"
    )


def _content(element: Any) -> str:
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_written(child))
        parts.append(html.escape(child.tail or "", quote=False))
    return "".join(parts)


def _written(element: Any) -> str:
    tag, attributes = _TAGS.get(element.tag, ""), ""
    if element.tag == "head":
        level = str(element.get("rend") or "h2")
        tag = level if re.fullmatch("h[1-6]", level) else "h2"
    elif element.tag == "hi":
        tag = _STYLES.get(str(element.get("rend") or ""), "")
    elif element.tag == "cell" and element.get("role") == "head":
        tag = "th"
    elif element.tag == "list" and element.get("rend") == "ol":
        tag = "ol"
    elif element.tag == "ref" and _LINK.match(str(element.get("target") or "")):
        tag, attributes = "a", f' href="{html.escape(str(element.get("target")))}"'
    elif element.tag == "lb":
        return "<br>"
    inside = _content(element)
    if not tag:
        return inside
    ends = "" if tag in ("a", "b", "i", "u", "code", "sub", "sup", "del") else "\n"
    return f"<{tag}{attributes}>{inside}</{tag}>{ends}"
