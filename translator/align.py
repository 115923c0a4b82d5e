"""Word alignment between a source sentence and its translation, from the model's attention.

CTranslate2 gives the attention of one head of the last decoder layer. Each target word takes the
source word that its pieces look at most (Garg et al. 2019, "Jointly learning to align and
translate", without the trained head); words that are the same number on both sides, and terms
with their renderings, are linked whatever the attention says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translator.document import Link, Span
from translator.engine import Attention, Hypothesis, Pieces
from translator.words import words

MINIMUM = 0.15
"""A target word whose strongest source word has less of its attention stays unlinked."""


@dataclass(frozen=True, slots=True)
class WordAttention:
    """Attention between words: `mass[t, s]`, each row the mean over the word's pieces."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    mass: Attention


NO_ATTENTION = WordAttention((), (), np.zeros((0, 0), dtype=np.float32))
"""That of a hypothesis decoded without: no words, nothing to link."""


def word_attention(source_text: str, source: Pieces, hypothesis: Hypothesis) -> WordAttention:
    """Gather piece attention into word attention."""
    source_words = words(source_text)
    target_words = words(hypothesis.text)
    source_of = _owner(source.offsets, source_words)
    target_of = _owner(hypothesis.offsets, target_words)
    rows = hypothesis.attention
    count = rows.shape[0]
    mass = _members(target_of[:count], len(target_words)).T @ (
        rows @ _members(source_of[: rows.shape[1]], len(source_words))
    )
    pieces = np.bincount([w for w in target_of[:count] if w is not None], minlength=len(mass))
    mass /= np.maximum(pieces, 1)[:, None]
    return WordAttention(tuple(source_words), tuple(target_words), mass)


def links(
    source_text: str,
    attention: WordAttention,
    target_text: str,
    anchors: Sequence[tuple[Span, Span]] = (),
) -> tuple[Link, ...]:
    """Word links `(source_start, source_end, target_start, target_end)` in target order.

    `anchors` are pairs of a source and a target span known to mean each other (terms): each is
    one link, and the words inside it take no other.
    """
    found: list[Link] = [(s0, s1, t0, t1) for (s0, s1), (t0, t1) in anchors]
    inside = [any(_overlap(span, a) for a, _ in anchors) for span in attention.source]
    mass = np.where(inside, np.float32(0), attention.mass)
    best = mass.argmax(axis=1) if mass.size else np.zeros(len(mass), dtype=int)
    numbers = {
        digits: span for span in attention.source if (digits := _digits(source_text[slice(*span)]))
    }
    for row, (t0, t1) in enumerate(attention.target):
        if any(_overlap((t0, t1), b) for _, b in anchors):
            continue
        number = numbers.get(_digits(target_text[t0:t1])) if numbers else None
        if number:
            found.append((*number, t0, t1))
        elif mass.size and mass[row, best[row]] >= MINIMUM:
            found.append((*attention.source[best[row]], t0, t1))
    return tuple(sorted(found, key=lambda link: (link[2], link[3], link[0], link[1])))


def focus(attention: WordAttention, span: Span) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """For each target word the share of its attention that falls on a source span."""
    inside = np.array([_overlap(word, span) for word in attention.source], dtype=bool)
    total: np.ndarray[tuple[int], np.dtype[np.float32]] = attention.mass[:, inside].sum(axis=1)
    return total


def _members(owners: Sequence[int | None], words: int) -> Attention:
    """Pieces x words: 1 where a piece lies in a word."""
    found = np.zeros((len(owners), words), dtype=np.float32)
    for piece, word in enumerate(owners):
        if word is not None:
            found[piece, word] = 1
    return found


def _owner(offsets: Sequence[Span], spans: Sequence[Span]) -> list[int | None]:
    """For each piece the word it lies in (the first it overlaps), None for punctuation."""
    owners: list[int | None] = []
    word = 0
    for start, end in offsets:
        while word < len(spans) and spans[word][1] <= start:
            word += 1
        owners.append(word if word < len(spans) and spans[word][0] < end else None)
    return owners


def _digits(text: str) -> str:
    """The number a word of digits writes, in Latin digits; "" for any other word."""
    if not any(character.isdigit() for character in text):
        return ""
    return "".join(
        str(unicodedata.digit(character))
        for character in text
        if unicodedata.digit(character, None) is not None
    )


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
