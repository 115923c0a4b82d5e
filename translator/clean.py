"""What must leave a text before SentencePiece sees it, with a map back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from translator.document import Span

_SURROGATE = re.compile("[\ud800-\udfff]")
# Bidi and joining marks (SentencePiece turns some into spaces inside words, keeps others as
# unknown pieces), soft hyphen, byte order mark, tatweel, harakat and Quranic marks.
_MARKS = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670]"
)
# A letter with madda or hamza written as a mark of its own, among harakat perhaps.
_APART = re.compile("[\u0621-\u064a\u06c1\u06d2\u06d5][\u064b-\u065f\u0670]*[\u0653-\u0655]")


@dataclass(frozen=True, slots=True)
class Kept:
    """`text` without what was taken out; `origin[i]` is the place of its i-th character before."""

    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """The span before cleaning of a span of `text`."""
        if self.origin is None:
            return start, end
        if start >= end:
            place = self.origin[start] if start < len(self.origin) else start
            return place, place
        return self.origin[start], self.origin[end - 1] + 1


def for_model(text: str, folds_input: bool) -> Kept:
    """Text as a model may see it.

    A model that folds its input gets the raw text, but for half surrogate pairs, which no text
    encoding can hold and SentencePiece refuses: each becomes U+FFFD. For other models hamza and
    madda join their letters (Unicode's NFC), and bidi marks, tatweel and vowel signs go.
    """
    text = _SURROGATE.sub("\ufffd", text)
    if folds_input or not _MARKS.search(text):
        return Kept(text, None)
    whole = _APART.sub(_joined, text)
    origin = tuple(i for i, character in enumerate(whole) if not _MARKS.match(character))
    return Kept("".join(whole[i] for i in origin), origin)


def _joined(match: re.Match[str]) -> str:
    """A letter and its marks, as many characters as before, the letter joined with its hamza or
    madda; tatweel, which is taken out later, stands where that was."""
    return unicodedata.normalize("NFC", match.group()).ljust(len(match.group()), "\u0640")
