"""The articles that come with the page, to try it on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "examples"
_TITLE_LENGTH = 44


@dataclass(frozen=True, slots=True)
class Example:
    """An article: the name of its file, its text, and its first words to know it by."""

    name: str
    title: str
    text: str


def title_of(text: str, length: int = _TITLE_LENGTH) -> str:
    """The first words of a text, on one line, at most `length` characters, cut at a word."""
    line = " ".join(text[: 4 * length].split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


@cache
def examples() -> tuple[Example, ...]:
    """The articles in the order of their file names, texts as in the files."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        found.append(Example(path.name, title_of(text), text))
    return tuple(found)
