"""What a memory holds of a sentence, and when two sentences are the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from translator.formats.characters import holdable

_UNSEEN = re.compile("[\u0640\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Tatweel and bidi marks: they are put in for looks, and get lost on the way through programs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence and its English.

    `changed` is the moment it was written, in UTC (`2026-11-30T10:54:39Z`), empty where the file
    does not say; `author` and `note` (on our own entries the document's name) may be empty.
    """

    source: str
    target: str
    changed: str = ""
    author: str = ""
    note: str = ""


def key(source: str) -> str:
    """What sentences that count as the same share.

    White space of any kind and length is one space, tatweel and bidi marks are out, letters are
    in Unicode's composed form. Nothing else is folded: a sentence with another hamza is another
    sentence, and its English must not be offered as if somebody had written it for this one.
    """
    return plain(unicodedata.normalize("NFC", _UNSEEN.sub("", holdable(source))))


def plain(text: str) -> str:
    """A text as a memory holds it: on one line, white space as single spaces."""
    return " ".join(holdable(text).split())
