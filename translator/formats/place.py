"""Where a piece of a document begins in the whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """What stands before a piece: so many paragraphs, and so many characters of the text."""

    paragraphs: int = 0
    characters: int = 0


BEGINNING = Place()
"""Where a document that is not cut begins."""
