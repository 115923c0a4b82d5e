"""The letters of a page as its readers see them."""

from __future__ import annotations

import html
import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def plain(raw: str) -> str:
    """A text of the source as readers see it, white space as it stands."""
    return clean(html.unescape(raw))


def clean(text: str) -> str:
    """Without control characters; bytes that were no text are shown as such."""
    text = _UNSEEN.sub("", text)
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
