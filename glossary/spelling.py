"""The spellings under which a term is looked for: their words and what may stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from glossary.fold import ARABIC, fold, has_article
from glossary.inflect import inflected

if TYPE_CHECKING:
    from glossary.term import Term

_TOKEN = re.compile(rf"[{ARABIC}]+|[0-9]+|[^\W_0-9{ARABIC}]+")
ARABIC_WORD = re.compile(rf"[{ARABIC}]+")
QUOTES = frozenset("\"'\u2018\u2019\u201c\u201d\u201e\u2033\u00ab\u00bb")
INVISIBLE = re.compile("[\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NO_ARTICLE_TYPES = frozenset(("person", "place", "date"))


_FIRST = frozenset("وفبكل")
_CONJUNCTIONS = frozenset("وف")
_PREPOSITIONS = frozenset("بكل")

Token = tuple[str, int, int]
"""A word of a folded text, where it starts and where it ends."""


@dataclass(slots=True)
class Spelling:
    """One spelling of a term, cut into words. `order` is the term's place in the glossary.

    `everyday` is the class of a word that is only a name where its neighbours show it.
    """

    term: Term
    order: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    gaps: tuple[str, ...]
    exact: str = ""
    marks: tuple[tuple[str, ...], ...] = ()
    everyday: str = ""
    forms: tuple[Spelling, ...] | None = None

    @property
    def quoted(self) -> bool:
        """Whether the spelling itself holds a quotation mark."""
        return any(gap in QUOTES for gap in self.gaps)

    def inflected(self) -> tuple[Spelling, ...]:
        """The same spelling in its inflected forms, made at the first call."""
        if self.forms is None:
            self.forms = tuple(
                Spelling(self.term, self.order, words, _keys(words), self.gaps)
                for words in inflected(self.words)
            )
        return self.forms


def _keys(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word).text for word in words)


def tokens_of(text: str) -> list[Token]:
    """The words and numbers of a folded text; a word holds letters of one script only."""
    return [(found[0], *found.span()) for found in _TOKEN.finditer(text)]


def _gap(before: str, gap: str, after: str) -> str:
    """The kind of gap between two words of a term: what may stand there in a text."""
    inner = gap.replace("_", " ").strip()
    if before[-1].isdigit() != after[0].isdigit() and inner in ("", "-"):
        return "number"
    if inner == "-":
        return "hyphen"
    return inner or ("space" if gap else "joined")


def gap_fits(kind: str, gap: str) -> bool:
    """Whether what stands between two words of a text fits the gap in a spelling.

    `kind` is what `_gap` says: `space` takes any white space (one line break, not a blank line),
    the underscore of a hashtag and an opening quotation mark; `number` nothing, a space or a
    hyphen; `hyphen` a hyphen or white space; `joined` nothing; anything else only itself.
    """
    if gap.count("\n") > 1 or "\u2029" in gap:
        return False
    inner = gap.replace("_", " ").strip()
    if kind == "space":
        return gap != "" and (not inner or (inner in QUOTES and gap[-1] == inner))
    if kind == "number":
        return inner in ("", "-")
    if kind == "hyphen":
        return inner == "-" or (not inner and gap != "")
    if kind == "joined":
        return gap == ""
    return inner == kind


def plain(text: str) -> str:
    """Text for `match = exact`: invisible characters and the width of spaces are no spelling."""
    return " ".join(INVISIBLE.sub("", text).split())


def spellings_of(term: Term, order: int, spelling: str) -> Iterator[Spelling]:
    """The forms under which a spelling of a term is looked for."""
    folded = fold(spelling)
    tokens = tokens_of(folded.text)
    if not tokens:
        return
    words = tuple(folded.letters[start:end] for _, start, end in tokens)
    keys = tuple(key for key, _, _ in tokens)
    gaps = tuple(
        _gap(a, folded.text[end:start], b) for (a, _, end), (b, start, _) in pairwise(tokens)
    )
    if term.match == "exact":
        yield Spelling(term, order, words, keys, gaps, exact=plain(spelling))
        return
    marks: tuple[tuple[str, ...], ...] = ()
    if len(folded.letters) != len(spelling):
        marks = tuple(
            tuple(folded.marks(place) for place in range(start, end)) for _, start, end in tokens
        )
        if not any(any(word) for word in marks):
            marks = ()
    yield Spelling(term, order, words, keys, gaps, marks=marks)
    for other in _other_ways(term, words, gaps):
        joined = ("space",) * (len(other) - 1) if len(other) != len(words) else gaps
        yield Spelling(term, order, other, _keys(other), joined)


def takes_article(term: Term) -> bool:
    """Whether a phrase without articles may be found with one on every word."""
    return term.match != "exact" and term.type not in _NO_ARTICLE_TYPES


def _other_ways(
    term: Term, words: tuple[str, ...], gaps: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    only_spaces = all(gap == "space" for gap in gaps)
    if any("ؤ" in word for word in words):  # مسؤول and, in Egypt, مسئول
        yield tuple(word.replace("ؤ", "ئ") for word in words)
    for index, word in enumerate(words):
        if not only_spaces:
            break
        if word == "عبد" and has_article("".join(words[index + 1 : index + 2])):
            yield (*words[:index], word + words[index + 1], *words[index + 2 :])
        elif word.startswith("عبدال") and len(word) > 6:
            yield (*words[:index], "عبد", word[3:], *words[index + 1 :])
    if (
        len(words) > 1
        and only_spaces
        and takes_article(term)
        and all(ARABIC_WORD.fullmatch(word) and not has_article(word) for word in words)
    ):  # the words of an adjective phrase take the article together
        yield tuple("ال" + word for word in words)


def readings(word: str) -> list[tuple[str, int]]:
    """Every `(first word, letters cut off)` that a folded word of a text may be.

    Proclitics are one of و ف, then one of ب ك ل, both optional. ل and the article melt into لل,
    and before another ل the article leaves no letter of its own (للاذقية is ل + اللاذقية).
    """
    found = [(word, 0)]
    if word[0] not in _FIRST:
        return found
    cuts = [1] if len(word) > 1 else []
    if len(word) > 2 and word[0] in _CONJUNCTIONS and word[1] in _PREPOSITIONS:
        cuts.append(2)
    for cut in cuts:
        rest = word[cut:]
        found.append((rest, cut))
        if word[cut - 1] == "ل" and rest[0] == "ل":
            found.append(("ال" + rest, cut))
            if len(rest) > 1:
                found.append(("ال" + rest[1:], cut + 1))
    return found
