"""The English of single Arabic words, by the word links of a translation."""

from __future__ import annotations

import re

from translator.document import Span, Translation

_INITIALS = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)+")
"""An abbreviation such as U.S., whose letters are words of their own to the word links."""


def aligned_english(translation: Translation) -> dict[Span, str]:
    """The English that each linked stretch of the source became.

    Spans lie in the translation's source. Several English words of one Arabic word come in their
    order; they are joined as the translation has them where only white space is between them.
    Of an abbreviation (U.S.) they get the whole.
    """
    whole = [found.span() for found in _INITIALS.finditer(translation.target)]
    linked: dict[Span, set[Span]] = {}
    for start, end, first, last in translation.alignment:
        around = (span for span in whole if span[0] <= first and last <= span[1])
        linked.setdefault((start, end), set()).add(next(around, (first, last)))
    return {
        span: _joined(translation.target, sorted(parts)) for span, parts in sorted(linked.items())
    }


def _joined(text: str, parts: list[Span]) -> str:
    """The parts of a text; what overlaps or touches is one stretch of it."""
    stretches: list[list[int]] = []
    for first, last in parts:
        if stretches and not text[stretches[-1][1] : first].strip():
            stretches[-1][1] = max(stretches[-1][1], last)
        else:
            stretches.append([first, last])
    return " ".join(text[first:last] for first, last in stretches)


def english_at(aligned: dict[Span, str], span: Span) -> str:
    """The English of whatever is linked within `span`, "" for nothing."""
    start, end = span
    found = [text for (first, last), text in aligned.items() if first < end and start < last]
    return " ".join(dict.fromkeys(found))
