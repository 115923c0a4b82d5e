"""English as the measures of terminology count it: words and marks, in any case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Span

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u2032]")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|'s\b|[^\W\d]+(?:'(?!s\b)[^\W\d]+)*|[^\w\s]|\w")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: each word, number, possessive 's and punctuation mark is one.

    `texts` are in lower case with straight apostrophes; `spans` lie in the text as given.
    """

    texts: tuple[str, ...]
    spans: tuple[Span, ...]

    def within(self, span: Span) -> range:
        """The numbers of the tokens that share a character with `span`."""
        inside = [
            n for n, (start, end) in enumerate(self.spans) if start < span[1] and span[0] < end
        ]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def tokens(text: str) -> Tokens:
    """Cut an English text into tokens."""
    plain = _APOSTROPHES.sub("'", text)  # one character for one: the spans stay right
    found = list(_TOKEN.finditer(plain))
    return Tokens(
        tuple(one.group().casefold() for one in found), tuple(one.span() for one in found)
    )


def words(given: Sequence[str]) -> list[str]:
    """Those tokens that are no punctuation."""
    return [token for token in given if token[-1].isalnum()]
