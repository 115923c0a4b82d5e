"""How a rendering fits the English around it."""

from __future__ import annotations


def fit(before: str, rendering: str, after: str) -> str:
    """`rendering` as it may stand between `before` and `after`.

    A space comes before it unless it opens the text or follows an opening mark; an article that
    `before` ends in is not written twice; the first letter of the text is a capital.
    """
    words = rendering.split(" ")
    last = before.rstrip().rsplit(" ", 1)[-1].lower()
    if len(words) > 1 and words[0].lower() == last and last in ("the", "a", "an"):
        words = words[1:]
    text = " ".join(words)
    if not before.strip():
        return text[:1].upper() + text[1:]
    opened = before[-1:] in "([\"'“‘-/" and before[-2:-1] in ("", " ")
    return text if before[-1:].isspace() or opened else " " + text
