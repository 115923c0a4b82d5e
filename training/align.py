"""Word links for guided-alignment training: which words of a pair mean each other.

    from training.align import align, piece_links

Plain numpy, no torch. Two directions of word alignment are trained over all pairs at once: IBM
model 1 (Brown et al. 1993), then the same lexicon with a prior for places near the diagonal, as
in fast_align (Dyer et al. 2013). They are joined by grow-diag-final-and (Koehn et al. 2003).
Counts are kept for stems: Arabic words lose the particles written to them where the rest is a
word of the corpus too, and both languages are cut to a few letters (Fraser & Marcu 2005).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from translator.words import words

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Link = tuple[int, int]
"""A source word and a target word, by their numbers in their sentences."""

ARABIC_LETTERS = 5
ENGLISH_LETTERS = 6
TENSION = 4.0
"""How fast the prior falls with the distance from the diagonal (1 = the sentence's length)."""
EMPTY = 0.08
"""Prior probability that a word has no word opposite."""
ROUNDS = (5, 3)
"""Rounds of training without the diagonal prior, and with it."""

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_FOLDS = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_PARTICLES = re.compile("[وف]?(?:[بك]?ال|لل|[بلك])|[وف]")


def align(pairs: Sequence[tuple[str, str]]) -> list[list[Link]]:
    """For each pair `(Arabic, English)` its word links, in order of the source.

    Words are those of `translator.words`. A pair in which one side has no word gets no link.
    """
    source_keys, target_keys = _source_keys(a for a, _ in pairs), _target_keys(e for _, e in pairs)
    table = _Table.of(source_keys, target_keys)
    forward, backward = table.trained()
    links = []
    for number, (rows, columns) in enumerate(zip(table.rows, table.columns, strict=True)):
        here = slice(table.starts[number], table.starts[number + 1])
        shape = (int(rows), int(columns))
        links.append(symmetrised(forward[here].reshape(shape), backward[here].reshape(shape)))
    return links


def piece_links(
    source_pieces: Sequence[tuple[int, int]],
    target_pieces: Sequence[tuple[int, int]],
    source_words: Sequence[tuple[int, int]],
    target_words: Sequence[tuple[int, int]],
    links: Iterable[Link],
) -> list[list[int]]:
    """For each target piece the source pieces of the words linked to its word.

    All are half-open spans in the texts the links were made of. An unlinked piece, and one in no
    word, gets an empty list: it is left out of the loss. Otherwise the attention wanted is
    uniform over the list.
    """
    opposite: dict[int, set[int]] = {}
    for source, target in links:
        opposite.setdefault(target, set()).add(source)
    pieces_of: dict[int, list[int]] = {}
    for piece, word in enumerate(_owners(source_pieces, source_words)):
        if word is not None:
            pieces_of.setdefault(word, []).append(piece)
    return [
        []
        if word is None
        else [p for s in sorted(opposite.get(word, ())) for p in pieces_of.get(s, ())]
        for word in _owners(target_pieces, target_words)
    ]


def _owners(
    pieces: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> list[int | None]:
    """For each piece the first word it overlaps, None for punctuation."""
    owners: list[int | None] = []
    word = 0
    for start, end in pieces:
        while word < len(spans) and spans[word][1] <= start:
            word += 1
        owners.append(word if word < len(spans) and spans[word][0] < end else None)
    return owners


def _source_keys(texts: Iterable[str]) -> list[list[str]]:
    """The stem of each word of Arabic texts."""
    split = [
        [
            _MARKS.sub("", text[s:e]).translate(_FOLDS).translate(_DIGITS).lower()
            for s, e in words(text)
        ]
        for text in texts
    ]
    counts = Counter(word for sentence in split for word in sentence)
    stems = {word: _stem(word, counts) for word in counts}
    return [[stems[word] for word in sentence] for sentence in split]


def _stem(word: str, counts: Counter[str]) -> str:
    """The word without its particles, if the rest is met about as often, cut to a few letters."""
    best, seen = word, counts[word]
    for end in {m.end() for m in (_PARTICLES.match(word), re.match("[وف]|ال", word)) if m}:
        rest = word[end:]
        with_article = "ال" + rest
        often = counts[rest] + counts[with_article] * (with_article != word)
        if len(rest) >= 3 and often >= max(2, 0.3 * seen) and len(rest) < len(best):
            best = rest
    if best == word and word.startswith("ال") and len(word) > 4:
        best = word[2:]
    return best if best[:1].isdigit() else best[:ARABIC_LETTERS]


def _target_keys(texts: Iterable[str]) -> list[list[str]]:
    """The stem of each word of English texts."""
    return [[_english_stem(text[s:e].lower()) for s, e in words(text)] for text in texts]


def _english_stem(word: str) -> str:
    word = re.sub("['’]s?$", "", word)
    word = re.sub("^(?:al|el|an|as|ash|at|ar|ad)-", "", word)
    return word if word[:1].isdigit() else word[:ENGLISH_LETTERS]


@dataclass(frozen=True, slots=True)
class _Table:
    """All possible links of all pairs, one after the other: pair by pair, source word by source
    word, target word by target word.

    rows, columns, starts: words of each pair's two sides, and where its links begin.
    source, target: for each link its words, counted through all pairs.
    kind: for each link the number of its pair of stems; source_kind, target_kind: those stems.
    """

    rows: Ints
    columns: Ints
    starts: npt.NDArray[np.int64]
    source: Ints
    target: Ints
    source_stems: Ints
    target_stems: Ints
    kind: Ints
    source_kind: Ints
    target_kind: Ints

    @classmethod
    def of(cls, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> _Table:
        source_stems, rows = _numbered(sources)
        target_stems, columns = _numbered(targets)
        sizes = rows.astype(np.int64) * columns
        starts = np.concatenate([[0], np.cumsum(sizes)])
        pair = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
        place = (np.arange(starts[-1]) - starts[pair]).astype(np.int32)
        row, column = np.divmod(place, columns[pair])
        source = row + _firsts(rows)[pair]
        target = column + _firsts(columns)[pair]
        width = int(target_stems.max(initial=0)) + 1
        code = source_stems[source].astype(np.int64) * width + target_stems[target]
        kinds, kind = np.unique(code, return_inverse=True)
        return cls(
            rows,
            columns,
            starts,
            source.astype(np.int32),
            target.astype(np.int32),
            source_stems,
            target_stems,
            kind.astype(np.int32),
            (kinds // width).astype(np.int32),
            (kinds % width).astype(np.int32),
        )

    def trained(self) -> tuple[Floats, Floats]:
        """For every link its probability given the target word, and given the source word."""
        diagonal = self._diagonal()
        forward = _trained(
            self.target, self.kind, self.source_kind, self.target_kind, self.target_stems, diagonal
        )
        backward = _trained(
            self.source, self.kind, self.target_kind, self.source_kind, self.source_stems, diagonal
        )
        return forward, backward

    def _diagonal(self) -> Floats:
        """For every link how near its two places are, as the prior has it, not yet a share."""
        rows, columns = (np.repeat(n, np.diff(self.starts)) for n in (self.rows, self.columns))
        at = (self.source - np.repeat(_firsts(self.rows), np.diff(self.starts)) + 0.5) / rows
        to = (self.target - np.repeat(_firsts(self.columns), np.diff(self.starts)) + 0.5) / columns
        return np.exp(-TENSION * np.abs(at - to)).astype(np.float32)


def _trained(
    word: Ints, kind: Ints, given: Ints, made: Ints, stems: Ints, diagonal: Floats
) -> Floats:
    """Posterior of each link, each `word` having been made by one of the words opposite or none.

    word: for each link the word made; kind: its pair of stems, whose given and made stems are
    `given` and `made`; stems: the stem of each word.
    """
    count = len(stems)
    often = np.bincount(stems, minlength=int(stems.max(initial=0)) + 1)
    empty = (often / max(1, often.sum())).astype(np.float32)  # what no word makes: any, by counts
    chance = np.full(len(given), 1 / max(1, len(often)), dtype=np.float32)
    flat = np.ones_like(diagonal)
    share = flat
    for prior, rounds in ((flat, ROUNDS[0]), (diagonal, ROUNDS[1])):
        share_of = prior / np.bincount(word, prior, count).astype(np.float32)[word]
        for _ in range(rounds):
            share = share_of * chance[kind] * np.float32(1 - EMPTY)
            total = np.bincount(word, share, count).astype(np.float32) + EMPTY * empty[stems]
            share /= total[word]
            counts = np.bincount(kind, share, len(given))
            sums = np.bincount(given, counts)
            chance = (counts / np.maximum(sums[given], 1e-9)).astype(np.float32)
    return share


def _numbered(sentences: Sequence[Sequence[str]]) -> tuple[Ints, Ints]:
    """The stems of all sentences as numbers, and the sentences' lengths."""
    numbers: dict[str, int] = {}
    stems = [numbers.setdefault(stem, len(numbers)) for sentence in sentences for stem in sentence]
    return np.array(stems, dtype=np.int32), np.array([len(s) for s in sentences], dtype=np.int32)


def _firsts(lengths: Ints) -> Ints:
    """Where each sentence's words begin among the words of all."""
    return (np.cumsum(lengths) - lengths).astype(np.int32)


def symmetrised(forward: Floats, backward: Floats) -> list[Link]:
    """Links by grow-diag-final-and of the best link of each target and of each source word.

    Both are source words x target words; a word's best link needs more than the empty word has.
    """
    if not forward.size:
        return []
    to_source = forward.argmax(axis=0).tolist()
    to_target = backward.argmax(axis=1).tolist()
    made = (forward.max(axis=0) > 1 - forward.sum(axis=0)).tolist()
    makes = (backward.max(axis=1) > 1 - backward.sum(axis=1)).tolist()
    of_target = {(s, t) for t, s in enumerate(to_source) if made[t]}
    of_source = {(s, t) for s, t in enumerate(to_target) if makes[s]}
    return grown(of_target, of_source)


def grown(of_target: Set[Link], of_source: Set[Link]) -> list[Link]:
    """The links of two directions joined by grow-diag-final-and (Koehn et al. 2003).

    Those of both are kept; links of one beside a link kept follow, where they give a link to a
    word that has none; last come those of one direction whose two words have none yet.
    """
    links = set(of_target & of_source)
    union = of_target | of_source
    sources, targets = {s for s, _ in links}, {t for _, t in links}
    waiting = sorted(links)
    while waiting:
        s, t = waiting.pop(0)
        for down, right in _NEIGHBOURS:
            link = (s + down, t + right)
            if link in union and link not in links:
                if link[0] in sources and link[1] in targets:
                    continue
                links.add(link)
                sources.add(link[0])
                targets.add(link[1])
                waiting.append(link)
    for link in (*sorted(of_target), *sorted(of_source)):
        if link[0] not in sources and link[1] not in targets:
            links.add(link)
            sources.add(link[0])
            targets.add(link[1])
    return sorted(links)


_NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))
