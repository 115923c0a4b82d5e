"""Parts of a text that are judged by themselves: its documents, its sentences by their length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (10, 20, 30, 40, 50)
"""The most words of a sentence in each class of length; a last class holds what is longer."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some lines of a text: what they have in common, and their numbers from 0."""

    name: str
    lines: tuple[int, ...]


def by_document(documents: Sequence[str]) -> tuple[Slice, ...]:
    """The lines of each document, which need not stand together; in order of its first line.

    documents: the name of each line's document.
    """
    lines: dict[str, list[int]] = {}
    for number, name in enumerate(documents):
        lines.setdefault(name, []).append(number)
    return tuple(Slice(name, tuple(numbers)) for name, numbers in lines.items())


def by_length(sources: Sequence[str]) -> tuple[Slice, ...]:
    """The lines by the words of their source, shortest first; classes without a line are left out.

    A word is what stands between white space. Blank lines belong to no class.
    """
    classes: list[list[int]] = [[] for _ in (*STEPS, None)]
    for number, source in enumerate(sources):
        words = count_words(source)
        if words:
            classes[sum(words > most for most in STEPS)].append(number)
    return tuple(
        Slice(name, tuple(lines)) for name, lines in zip(_names(), classes, strict=True) if lines
    )


def count_words(text: str) -> int:
    """How many pieces stand between white space."""
    return len(text.split())


def _names() -> list[str]:
    firsts = [1, *(most + 1 for most in STEPS)]
    spans = [f"{first}–{most}" for first, most in zip(firsts, STEPS, strict=False)]
    return [*spans, f"over {STEPS[-1]}"]
