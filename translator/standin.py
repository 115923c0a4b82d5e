"""Names in Latin letters carried through a model that cannot spell them.

A small model garbles a Latin name that it has never seen. So a name it knows well stands in its
place in the source (دمشق for a place), and gives way to it again in the translation. A translation
in which a stand-in does not come out exactly once is not used. The idea is that of placeholders
(Crego et al. 2016, "SYSTRAN's pure neural machine translation systems", section 3.4), without
training a model for them: stand-ins are words of the language, so any model knows some.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from glossary.fold import fold
from translator.checks import degenerate
from translator.document import Span
from translator.engine import Decoding, Engine, Hypothesis, Job, Pieces

Names = tuple[tuple[str, str], ...]
"""Arabic names (or numbers) and their English."""

PLACES: Names = (
    ("دمشق", "Damascus"),
    ("موسكو", "Moscow"),
    ("باريس", "Paris"),
    ("طهران", "Tehran"),
    ("بغداد", "Baghdad"),
    ("برلين", "Berlin"),
)
PERSONS: Names = (
    ("لافروف", "Lavrov"),
    ("ترامب", "Trump"),
    ("أوباما", "Obama"),
    ("بوتين", "Putin"),
    ("ميركل", "Merkel"),
    ("أردوغان", "Erdogan"),
)
NUMBERS: Names = tuple((n, n) for n in ("15", "20", "12", "30", "25", "50", "18", "40"))
YEARS: Names = tuple((y, y) for y in ("2015", "2012", "2016", "2014", "2013", "2011"))
STAND_INS: dict[str, tuple[Names, ...]] = {
    "place": (PLACES,),
    "person": (PERSONS,),
    "": (PLACES, PERSONS),
    "number": (NUMBERS,),
    "year": (YEARS,),
}
"""By the type of a term, the lists to try; "" is for what is neither, or not known."""

OFFERS = 3
"""Stand-ins tried of each list: where one is misunderstood, another may not be."""
MOST = 4
"""Names of a sentence that are carried; more and stand-ins would speak of each other."""

_LATIN = re.compile(
    r"(?:https?://|www\.|[@#])?[A-Za-z\u00c0-\u024f][\w'’.&/@:#?=+%~-]*"
    r"(?:[ \u00a0][A-Za-z\u00c0-\u024f][\w'’.&-]*)*"
)
_DIGITS = re.compile(r"(?:(?<![\w.,٫٬])|(?<=(?<!\w)[وفبلك]))\d+(?:[.,٫٬]\d+)*(?![\w٫٬]|[.,]\d)")
_LATIN_DIGITS = {
    **{ord(d): str(n) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for n, d in enumerate(digits)},
    ord("٫"): ".",
    ord("٬"): ",",
}
_NAMES_IN_SMALL = re.compile(r"^[ae]l-|[@/#]|\w\.\w")
_PROCLITIC = re.compile(r"(?<![\w])(?:[وف]?(?:[بكل]|لل)?(?:ال)?)[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A source sentence with some of it written otherwise; `spans[i]` is where the character i
    of `text` comes from in the sentence as given."""

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> Rewritten:
        """The sentence itself."""
        return cls(text, tuple((place, place + 1) for place in range(len(text))))

    def replaced(self, edits: Sequence[tuple[Span, str]]) -> Rewritten:
        """With spans of its text replaced, none overlapping; nothing may come from nowhere."""
        text, end = "", 0
        spans: list[Span] = []
        for (start, stop), new in sorted(edits):
            text += self.text[end:start] + new
            spans += self.spans[end:start]
            spans += [(self.spans[start][0], self.spans[stop - 1][1])] * len(new)
            end = stop
        return Rewritten(text + self.text[end:], (*spans, *self.spans[end:]))

    def pieces(self, engine: Engine) -> Pieces:
        """What the model reads, with spans in the sentence as given."""
        pieces = engine.encode(self.text)
        offsets = tuple(
            (self.spans[start][0], self.spans[end - 1][1]) if start < end else (0, 0)
            for start, end in pieces.offsets
        )
        return Pieces(pieces.pieces, offsets)


@dataclass(frozen=True, slots=True)
class Name:
    """What is to be carried: where it stands in the source, the type that says which stand-ins
    suit it, and what is written in the translation."""

    span: Span
    kind: str
    written: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A source with stand-ins, and the pairs (the stand-in's English, what is written for it)."""

    source: Rewritten
    names: tuple[tuple[str, str], ...]


def latin(text: str) -> list[Name]:
    """The names in Latin letters: runs of words of which the first is capitalised, and
    addresses. Nothing where there are too many to be carried."""
    found = [
        Name((match.start(), match.start() + len(name)), "", name)
        for match in _LATIN.finditer(text)
        if (name := match.group().rstrip(".:?-"))
        and (not name[0].islower() or _NAMES_IN_SMALL.search(name))
    ]
    return found if len(found) <= MOST else []


def numbers(text: str) -> list[Name]:
    """The numbers of a sentence that stand in digits, each once; none where there are too many."""
    found = []
    for match in _DIGITS.finditer(text):
        written = match.group().translate(_LATIN_DIGITS)
        year = written.isdigit() and len(written) == 4 and written[:2] in ("19", "20")
        found.append(Name(match.span(), "year" if year else "number", written))
    return found if len(found) <= MOST else []


def offers(
    source: Rewritten, names: Sequence[Name], tries: Iterable[int] = range(OFFERS)
) -> Iterator[Carried]:
    """Ways to put stand-ins in the place of names, whose spans lie in the rewritten text; of each
    list one way for each number in `tries`."""
    if not names or len(names) > MOST:
        return
    lists = sorted({which for name in names for which in range(len(_lists(name.kind)))})
    for which, turn in itertools.product(lists, tries):
        free = _Free(source.text, turn)
        edits: list[tuple[Span, str]] = []
        pairs: list[tuple[str, str]] = []
        for name in sorted(names, key=lambda name: name.span):
            known = _lists(name.kind)
            taken = free.take(known[min(which, len(known) - 1)])
            if taken is None:
                break
            edits.append(_attached(source.text, name.span, taken[0]))
            pairs.append((taken[1], name.written))
        else:
            yield Carried(source.replaced(edits), tuple(pairs))


def put_back(
    hypothesis: Hypothesis, names: Sequence[tuple[str, str]], engine: Engine
) -> Hypothesis | None:
    """The hypothesis with the names in the place of their stand-ins; None where one of these does
    not stand there exactly once."""
    edits: list[tuple[Span, str]] = []
    for english, name in names:
        pattern = rf"(?<![\w.,]){english}(?!\w|[.,]\d)"
        places = [m.span() for m in re.finditer(pattern, hypothesis.text)]
        if len(places) != 1:
            return None
        edits.append((places[0], name))
    return _rewritten(hypothesis, edits, engine)


def _rewritten(
    hypothesis: Hypothesis, edits: Sequence[tuple[Span, str]], engine: Engine
) -> Hypothesis:
    """The hypothesis with spans of its text replaced, none overlapping; the score stays.

    The new words look where those they replace did.
    """
    text, end = "", 0
    came: list[int] = []  # for each character its place in the old text
    for (start, stop), new in sorted(edits):
        text += hypothesis.text[end:start] + new
        came += [*range(end, start), *[start] * len(new)]
        end = stop
    came += range(end, len(hypothesis.text))
    text += hypothesis.text[end:]
    owner = [-1] * (len(hypothesis.text) + 1)
    for row, (start, stop) in enumerate(hypothesis.offsets):
        owner[start:stop] = [row] * (stop - start)
    pieces, offsets = engine.target_pieces(text)
    rows = np.zeros((len(offsets), hypothesis.attention.shape[1]), dtype=np.float32)
    for row, (start, _) in enumerate(offsets):
        old = owner[came[start]] if start < len(came) else -1
        if 0 <= old < len(hypothesis.attention):
            rows[row] = hypothesis.attention[old]
    return Hypothesis(text, pieces, offsets, hypothesis.score, rows)


def decoded(
    texts: Sequence[str], engine: Engine, how: Decoding, attend: bool
) -> list[tuple[Pieces, Hypothesis] | None]:
    """Translations of sentences that hold Latin names, these carried; None for any other sentence
    and where no stand-in came through.

    The pieces are what the model read, with spans in the sentence as given. Of several ways the
    one is taken that the model likes best.
    """
    ways: list[tuple[int, Carried, Pieces]] = []
    for number, text in enumerate(texts):
        for one in offers(Rewritten.of(text), latin(text)):
            pieces = one.source.pieces(engine)
            if len(pieces.pieces) <= engine.model.max_source_pieces:
                ways.append((number, one, pieces))
    wide = replace(how, beam=max(how.beam, 2), hypotheses=2)
    best: list[tuple[Pieces, Hypothesis] | None] = [None] * len(texts)
    jobs = [Job(pieces, attend=attend) for _, _, pieces in ways]
    for (number, one, pieces), hypotheses in zip(ways, engine.decode(jobs, wide), strict=True):
        for hypothesis in hypotheses:
            whole = put_back(hypothesis, one.names, engine)
            if whole is None or degenerate(texts[number], whole.text):
                continue
            held = best[number]
            if held is None or whole.score > held[1].score:
                best[number] = pieces, whole
    return best


def _lists(kind: str) -> tuple[Names, ...]:
    return STAND_INS.get(kind, STAND_INS[""])


class _Free:
    """Stand-ins that a sentence does not hold yet, each given once."""

    def __init__(self, text: str, turn: int) -> None:
        self._text, self._turn = fold(text).text, turn
        self._taken: set[str] = set()

    def take(self, names: Collection[tuple[str, str]]) -> tuple[str, str] | None:
        """One that is free; None where the sentence holds all of them itself."""
        free = [
            name
            for name in names
            if name[0] not in self._taken and fold(name[0]).text not in self._text
        ]
        if not free:
            return None
        chosen = free[self._turn % len(free)]
        self._taken.add(chosen[0])
        return chosen


def _attached(text: str, span: Span, arabic: str) -> tuple[Span, str]:
    """The edit that writes a stand-in, a particle before it written on to it."""
    before = _PROCLITIC.search(text[: span[0]])
    if not before or not before.group().strip():
        return span, arabic
    particle = before.group().strip().removesuffix("ال").replace("لل", "ل")
    return (before.start(), span[1]), particle + arabic
