"""Where the terms of a glossary occur in an Arabic sentence.

`glossary.index` gives the spellings that may begin at a word; here it is decided which of them
really stand there, and which of those that overlap wins. The rules are in docs/terminology.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.context import beside, is_half, is_name, is_shown
from glossary.fold import (
    Folded,
    ends_in_tanwin,
    fold,
    has_article,
    marks_agree,
    same_word,
)
from glossary.index import Index
from glossary.spelling import (
    ARABIC_WORD,
    INVISIBLE,
    QUOTES,
    Spelling,
    Token,
    gap_fits,
    plain,
    readings,
    tokens_of,
)
from glossary.words import WHOLE

if TYPE_CHECKING:
    from glossary.term import Term

_DECIMAL = re.compile(r"[.,\u066b\u066c]?[0-9]")
_DECIMAL_BEFORE = re.compile(r"[0-9][.,\u066b\u066c]$")
_TWO_NAMINGS = re.compile(r"\s+|\s*[/\\(-]\s*")
_BRACKET = re.compile(r"\s*\)")
_FINALS = str.maketrans("ىة", "يه")
_WHOLE = frozenset(word.translate(_FINALS) for word in WHOLE)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term found in a sentence.

    `span` is the term without its proclitics, `outer` with them, both half-open offsets in the
    sentence as given; `surface` is the slice of `span`; `proclitic` the letters before it, marks
    left out (`لل` where ل and the article have melted), empty if there are none.
    """

    term: Term
    span: tuple[int, int]
    surface: str
    proclitic: str
    outer: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    spelling: Spelling
    first: int
    last: int
    start: int
    end: int
    outer: int
    proclitic: str
    doubtful: bool
    rank: tuple[int, int, int, int, int]


class Matcher:
    """Terms made ready for finding; a term with an empty target hides what it covers."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._index = Index(terms)

    def find(self, sentence: str) -> list[Occurrence]:
        """The occurrences in a sentence, sorted, none overlapping, the longer one winning."""
        folded = fold(sentence)
        tokens = tokens_of(folded.text)
        candidates = [
            candidate
            for index in range(len(tokens))
            for candidate in self._candidates(folded, tokens, index)
        ]
        if not candidates:
            return []
        taken = [False] * len(tokens)
        chosen: list[_Candidate] = []
        for candidate in sorted(_shown(candidates), key=lambda c: c.rank):
            if not any(taken[candidate.first : candidate.last]):
                taken[candidate.first : candidate.last] = [True] * (
                    candidate.last - candidate.first
                )
                if candidate.spelling.term.target:
                    chosen.append(candidate)
        chosen.sort(key=lambda c: c.start)
        return _merge_dates([_occurrence(folded, c) for c in chosen], folded)

    def _candidates(self, folded: Folded, tokens: list[Token], index: int) -> list[_Candidate]:
        following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        fitting = []
        for key, cut in readings(tokens[index][0]):
            for spelling in self._index.spellings(key, following):
                candidate = _fit(folded, tokens, index, cut, len(key), spelling)
                if candidate:
                    fitting.append(candidate)
        return fitting


def _shown(candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """The candidates without the everyday words that nothing shows to be names.

    A word joined by و to a name of the same kind is one (صيدا وصور).
    """
    sure = [candidate for candidate in candidates if not candidate.doubtful]
    behind = {(c.last, c.spelling.term.type) for c in sure if is_name(c.spelling.term)}
    ahead = {(c.first, c.spelling.term.type) for c in sure if c.proclitic == "و"}
    for candidate in candidates:
        kind = candidate.spelling.term.type
        if (
            not candidate.doubtful
            or (candidate.proclitic == "و" and (candidate.first, kind) in behind)
            or (not candidate.proclitic and (candidate.last, kind) in ahead)
        ):
            yield candidate


def _fit(
    folded: Folded, tokens: list[Token], index: int, cut: int, size: int, spelling: Spelling
) -> _Candidate | None:
    """The candidate where a spelling really stands with its first word at token `index`."""
    keys = spelling.keys
    last = index + len(keys)
    if last > len(tokens):
        return None
    quoted = False
    for offset in range(1, len(keys)):
        key, begin, _ = tokens[index + offset]
        if key != keys[offset]:
            return None
        gap = folded.text[tokens[index + offset - 1][2] : begin]
        if not gap_fits(spelling.gaps[offset - 1], gap):
            return None
        quoted = quoted or gap[-1:] in QUOTES
    _, outer, first_end = tokens[index]
    start, end = outer + cut, tokens[last - 1][2]
    if not _edges(folded.text, outer, end):
        return None
    if spelling.exact:
        if cut or plain(folded.given[slice(*folded.span(start, end))]) != spelling.exact:
            return None
        agreement = 0
    else:
        melted = size - (first_end - start)
        if melted and not has_article(spelling.words[0]):
            return None
        if cut and len(keys) == 1 and not _may_be_cut(folded.letters[outer:end], cut):
            return None
        if spelling.words[-1][-1] == "ا" and not spelling.marks and ends_in_tanwin(folded, end):
            return None
        agreement = _agreement(folded, tokens[index:last], start, cut, melted, spelling)
        if agreement < 0:
            return None
    if quoted:  # تنظيم "القاعدة": the closing mark belongs to the term
        if folded.text[end : end + 1] in QUOTES:
            end += 1
        elif not spelling.quoted:
            return None
    end += _closing(folded.text, start, end)
    proclitic = folded.letters[outer:start]
    near = beside(folded, tokens, index, last, end)
    term, word = spelling.term, spelling.words[0]
    if not spelling.exact and is_half(term, word, bool(proclitic), len(keys) == 1, near):
        return None
    everyday = spelling.everyday
    doubtful = bool(everyday) and not is_shown(everyday, term, word, proclitic, near)
    rank = (-sum(map(len, keys)), index, cut, agreement, -spelling.order)
    return _Candidate(spelling, index, last, start, end, outer, proclitic, doubtful, rank)


def _closing(text: str, start: int, end: int) -> int:
    """Length of the bracket that closes one opened inside a term, and of the space before it:
    حلف شمال الأطلسي (الناتو)."""
    inside = text[start:end]
    if inside.count("(") <= inside.count(")"):
        return 0
    closing = _BRACKET.match(text, end)
    return len(closing.group()) if closing else 0


def _may_be_cut(word: str, cut: int) -> bool:
    """Whether proclitics may be read off a word (as written) to leave a term of one word.

    Not off a word that is known as a whole, nor to leave two letters, which half of all words
    would do, unless a hamza at their head shows that a word begins there (بإب).
    """
    plain = word.translate(_FINALS)
    if any(
        plain[place:] in _WHOLE or plain[place:].removesuffix("ا") in _WHOLE for place in range(cut)
    ):
        return False
    return len(word) - cut > 2 or word[cut] in "أإآ"


def _edges(text: str, start: int, end: int) -> bool:
    """Whether a stretch of whole tokens has no letter, digit or decimal grown onto it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:].isalpha() or (text[start].isdigit() and _DECIMAL_BEFORE.search(before)):
        return False
    if not after:
        return True
    if text[end - 1].isdigit():
        return not (_DECIMAL.match(after) or (after[0].isalpha() and not ARABIC_WORD.match(after)))
    return not after[0].isalpha()


def _agreement(
    folded: Folded, tokens: list[Token], start: int, cut: int, melted: int, spelling: Spelling
) -> int:
    """In how many words text and spelling are written differently; -1 if that makes two words."""
    different = 0
    for number, ((_, begin, end), word) in enumerate(zip(tokens, spelling.words, strict=True)):
        begin = begin if number else start
        written = folded.letters[begin:end]
        if number == 0 and melted:
            written = "ال" + written
        if written != word:
            alone = bool(cut) and number == 0 and len(tokens) == 1
            if not same_word(word, written, alone_after_proclitic=alone):
                return -1
            different += 1
        if spelling.marks and len(folded.letters) != len(folded.given):
            skip = melted if number == 0 else 0
            wanted = spelling.marks[number][skip:-1]
            if not all(
                marks_agree(mark, folded.marks(begin + place)) for place, mark in enumerate(wanted)
            ):
                return -1
    return different


def _occurrence(folded: Folded, candidate: _Candidate) -> Occurrence:
    span = folded.span(candidate.start, candidate.end)
    return Occurrence(
        term=candidate.spelling.term,
        span=span,
        surface=folded.given[slice(*span)],
        proclitic=candidate.proclitic,
        outer=(folded.starts[candidate.outer], span[1]),
    )


def _merge_dates(found: list[Occurrence], folded: Folded) -> list[Occurrence]:
    """Make one occurrence of a date named twice in a row, as in نيسان/ أبريل."""
    merged: list[Occurrence] = []
    for occurrence in found:
        last = merged[-1] if merged else None
        if last and occurrence.term.type == "date" and _one_date(last, occurrence, folded.given):
            text = folded.given
            end = occurrence.span[1]
            if "(" in text[last.span[1] : occurrence.span[0]]:
                closing = re.compile(r"\s*\)").match(text, end)
                end = closing.end() if closing else end
            span = (last.span[0], end)
            merged[-1] = Occurrence(
                last.term, span, text[slice(*span)], last.proclitic, (last.outer[0], end)
            )
        else:
            merged.append(occurrence)
    return merged


def _one_date(first: Occurrence, second: Occurrence, text: str) -> bool:
    return (
        first.term.type == "date"
        and first.term.target == second.term.target
        and not second.proclitic
        and _TWO_NAMINGS.fullmatch(INVISIBLE.sub("", text[first.span[1] : second.span[0]]))
        is not None
        and fold(first.surface).text != fold(second.surface).text
    )
