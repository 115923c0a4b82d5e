"""SentencePiece's pieces against the text: what they spell, and where each one stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from translator.document import Span


def spelled(pieces: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The target text of `pieces` and each one's span in it, without the space before a word."""
    spaced = "".join(pieces).replace("▁", " ")
    unled = spaced.lstrip(" ")
    text = unled.rstrip(" ")
    size = len(text)
    offsets: list[Span] = []
    end = len(unled) - len(spaced)
    for piece in pieces:
        start = end
        end += len(piece)
        if piece[:1] == "▁":
            start += len(piece) - len(piece.lstrip("▁"))
        if start < 0 or end > size:  # in the space at an end of the text
            offsets.append((min(max(start, 0), size), min(max(end, 0), size)))
        else:
            offsets.append((start, end))
    return text, tuple(offsets)


def trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without the white space before a word, which SentencePiece counts to its piece."""
    trimmed = []
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        trimmed.append((start, end))
    return tuple(trimmed)
