"""Loops: a word, phrase or clause that a decoder writes again and again.

People repeat themselves too ("very, very", "day after day after day", a slogan shouted three
times), so a repetition counts only as far as the source does not repeat itself likewise. Every
search is linear in the text: repeated units are compared at a bounded number of distances.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

LONGEST_UNIT = 40
"""Longest repeated unit looked for, in words: longer than any clause a news sentence repeats."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER_LOOP = re.compile(r"([^\W\d_]{1,2}?)\1{5,}|([^\W\d_]{3,8}?)\2\2")
_MARK_LOOP = re.compile(r"([^\w\s])(?:\s?\1){7,}")
_CLITICS = re.compile("^و*(?:ال)?(?=..)|(?<=..)ا$")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")


def words_of(text: str) -> frozenset[str]:
    """A set of words from a string of them."""
    return frozenset(text.split())


_DOUBLED_IN_ENGLISH = words_of(
    "that had is was who her in on do it you so very really much many more far long again never "
    "no yes what now well bye ha hey oh way too there"
)
"""Words that stand twice in a row in sound English ("the state it is in in winter")."""

_HINGES = words_of("after and by upon to on or in for from over but of")
"""Words between the repeats of an idiom: day after day after day, more and more and more."""


_EDGE_MARKS = " \t\"'“”‘’.,;:!?()[]"


def loop(source: str, target: str) -> str | None:
    """What `target` repeats without being given cause by `source`, or None.

    The answer is the repeated stretch as it is to be shown to a person.
    """
    found = _letters(source, target)
    if found is not None:
        return found
    words, gaps = _words(target)
    theirs, _ = _words(_ARABIC_MARKS.sub("", source))
    return _in_a_row(words, gaps, _longest_run(theirs)) or _spread(words, theirs)


def _letters(source: str, target: str) -> str | None:
    """A few letters or one mark over and over (spokesmansmansman), as the source has none."""
    for pattern in (_LETTER_LOOP, _MARK_LOOP):
        match = pattern.search(target)
        if match and not pattern.search(source):
            return match[0][:20]
    return None


def _words(text: str) -> tuple[list[str], list[bool]]:
    """The words of a text in lower case, and for each whether only space separates it from the
    word before."""
    words: list[str] = []
    joined: list[bool] = []
    end = 0
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        words.append(match[0].lower())
        joined.append(match.string[end : match.start()].isspace())
        end = match.end()
    return words, joined


def _runs(words: Sequence[str], size: int) -> list[tuple[int, int]]:
    """`(start, times)` of every stretch in which a unit of `size` words stands in a row."""
    runs: list[tuple[int, int]] = []
    same = 0
    for at in range(size, len(words) + 1):
        if at < len(words) and words[at] == words[at - size]:
            same += 1
            continue
        if same >= size:
            runs.append((at - same - size, 1 + same // size))
        same = 0
    return runs


def _sizes(words: Sequence[str]) -> range:
    """Sizes of the units that may stand in a row: of a unit of several words the first two do so
    twice, so that where no two neighbours come again single words are all there is to look at."""
    pairs = len(words) - 1
    if len(set(itertools.pairwise(words))) == pairs:
        return range(1, min(1, len(words) // 2) + 1)
    return range(1, min(LONGEST_UNIT, len(words) // 2) + 1)


def _longest_run(words: Sequence[str]) -> int:
    """How often in a row the source says something, 1 if it never repeats itself.

    Clitics and the accusative's alef do not make another word: فأر and الفأر, واحد and وواحد.
    """
    bare = [_CLITICS.sub("", word) for word in words]
    longest = 1
    for size in _sizes(bare):
        for _, times in _runs(bare, size):
            longest = max(longest, times)
    return longest


def _in_a_row(words: list[str], joined: list[bool], allowed: int) -> str | None:
    for size in _sizes(words):
        for start, times in _runs(words, size):
            if times <= allowed:
                continue
            unit = words[start : start + size]
            seam = joined[start + size]
            if not _is_natural(unit, times, seam, words[start + size * times :][:1]):
                return " ".join(unit * 2)
    return None


def _is_natural(unit: list[str], times: int, seam: bool, after: list[str]) -> bool:
    """Whether people write this: `unit` `times` in a row, `seam` true if only space is between,
    `after` the word behind (or nothing)."""
    if all(word.isdecimal() for word in unit):
        return True
    if len(unit) == 1:
        # "No, no, no" and "very, very"; but "the the" and "Syria Syria" are slips.
        return times <= (2 if seam else 3) and (not seam or unit[0] in _DOUBLED_IN_ENGLISH)
    if len(unit) == 2 and times <= 3:
        first, second = unit
        return not seam or (second in _HINGES and after == [first])
    return len(unit) <= 4 and times == 2 and not seam


def _spread(words: list[str], source: list[str]) -> str | None:
    """A phrase that comes back more often than anything does in the source, other words between.

    A name or title of four words may well stand twice in a sentence, eight words hardly.
    """
    for size, times in ((8, 2), (6, 3), (4, 4)):
        if len(words) < size * times:
            continue
        grams = Counter(zip(*(words[i:] for i in range(size)), strict=False))
        gram, count = grams.most_common(1)[0]
        if count >= times and count > _most_repeated(source, max(1, size // 3)):
            return " ".join(gram)
    return None


def _most_repeated(words: list[str], size: int) -> int:
    if len(words) < size:
        return 0
    return max(Counter(zip(*(words[i:] for i in range(size)), strict=False)).values())


def without_repeats(words: Sequence[str]) -> list[int]:
    """The numbers of the words that stay when nothing is said twice in a row.

    Of "the head of the head of the army" the later half stays, with the mark behind it. Case and
    marks at a word's edges make no other word.
    """
    kept = list(range(len(words)))
    said = [word.strip(_EDGE_MARKS).lower() for word in words]
    for size in range(1, LONGEST_UNIT + 1):
        at = 0
        if size > 1 and len(set(itertools.pairwise(said[n] for n in kept))) == len(kept) - 1:
            break  # what is said twice in a row has its first two words twice
        while at + 2 * size <= len(kept):
            first = [said[n] for n in kept[at : at + size]]
            if any(first) and first == [said[n] for n in kept[at + size : at + 2 * size]]:
                del kept[at : at + size]
            else:
                at += 1
    return kept
