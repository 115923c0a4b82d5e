"""Names and terms carried through a model that cannot spell them.

A small model garbles a Latin name that it has never seen. So a name it knows well stands in its
place in the source (دمشق for a place, مفاوضات for several things), and gives way to it again in the
translation. A translation
in which a stand-in does not come out exactly once is not used. The idea is that of placeholders
(Crego et al. 2016, "SYSTRAN's pure neural machine translation systems", section 3.4), without
training a model for them: stand-ins are words of the language, so any model knows some.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossary.fold import fold
from translator.articles import room_for, with_article
from translator.checks import degenerate
from translator.document import Span
from translator.engine import Decoding, Engine, Hypothesis, Job, Pieces
from translator.rewrite import Edit, Rewritten, edited
from translator.script import ADDRESS

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
ORGANIZATIONS: Names = (
    ("الأمم المتحدة", "United Nations"),
    ("الكرملين", "Kremlin"),
    ("الاتحاد الأوروبي", "European Union"),
)
"""They take an article in English, as most names of organizations do that are made of words."""
THINGS: dict[str, Names] = {
    "one": (("اتفاق", "agreement"), ("قرار", "decision"), ("مشروع", "project")),
    "the one": (("الاتفاق", "agreement"), ("القرار", "decision"), ("المشروع", "project")),
    "many": (("مفاوضات", "negotiations"), ("هجمات", "attacks"), ("قوات", "forces")),
    "the many": (("المفاوضات", "negotiations"), ("الهجمات", "attacks"), ("القوات", "forces")),
}
"""Stand-ins for words that are no names, by number and by whether the Arabic has an article."""
MONTHS: Names = (("يناير", "January"), ("أكتوبر", "October"), ("فبراير", "February"))
DAYS: Names = (("الاثنين", "Monday"), ("الخميس", "Thursday"), ("السبت", "Saturday"))
NUMBERS: Names = tuple((n, n) for n in ("15", "20", "12", "30", "25", "50", "18", "40"))
YEARS: Names = tuple((y, y) for y in ("2015", "2012", "2016", "2014", "2013", "2011"))
STAND_INS: dict[str, tuple[Names, ...]] = {
    "place": (PLACES,),
    "person": (PERSONS,),
    "organization": (ORGANIZATIONS, PLACES),
    **{kind: (names,) for kind, names in THINGS.items()},
    "month": (MONTHS,),
    "day": (DAYS,),
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
    rf"{ADDRESS.pattern}|"
    r"(?:https?://|www\.|[@#])?[A-Za-z\u00c0-\u024f][\w'’.&/@:#?=+%~-]*"
    r"(?:[ \u00a0][A-Za-z\u00c0-\u024f][\w'’.&-]*)*"
)
_TELEPHONE = re.compile(r"(?<![\w+])(?:\+|00)\d[\d \u00a0()-]{5,24}\d(?!\w)")
_DIGITS = re.compile(r"(?:(?<![\w.,٫٬])|(?<=(?<!\w)[وفبلك]))\d+(?:[.,٫٬]\d+)*(?![\w٫٬]|[.,]\d)")
_LATIN_DIGITS = {
    **{ord(d): str(n) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for n, d in enumerate(digits)},
    ord("٫"): ".",
    ord("٬"): ",",
}
_NAMES_IN_SMALL = re.compile(r"^[ae]l-|[@/#]|\w\.\w")
_ARTICLE = re.compile(r"(?<![\w-])([Aa]n?) $")
_PROCLITIC = re.compile(r"(?<![\w])(?:[وف]?(?:[بكل]|لل)?(?:ال)?)[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Name:
    """What is to be carried.

    span: where it stands in the source. kind: which stand-ins suit it. written: what stands for it
    in the translation. particle: where the particle before it stands, if it has one, with the space
    after it ("ب Tessmoor").
    """

    span: Span
    kind: str
    written: str
    particle: Span | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A source with stand-ins, and the pairs (the stand-in's English, what is written for it)."""

    source: Rewritten
    names: tuple[tuple[str, str], ...]


def latin(text: str) -> list[Name]:
    """The names in Latin letters: runs of words of which the first is capitalised, and
    addresses; and telephone numbers. Nothing where there are too many to be carried."""
    found = [Name(match.span(), "number", match.group()) for match in _TELEPHONE.finditer(text)]
    found += [
        Name((match.start(), match.start() + len(name)), "", name, _particle(text, match.start()))
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
    """Ways to put stand-ins in the place of names, whose spans lie in the rewritten text; for each
    number in `tries` one way of each list."""
    if not names or len(names) > MOST:
        return
    lists = sorted({which for name in names for which in range(len(_lists(name.kind)))})
    for turn, which in itertools.product(tries, lists):
        free = _Free(source.text, turn)
        edits: list[tuple[Span, str]] = []
        pairs: list[tuple[str, str]] = []
        for name in sorted(names, key=lambda name: name.span):
            known = _lists(name.kind)
            taken = free.take(known[min(which, len(known) - 1)])
            if taken is None:
                break
            edits.extend(_attached(source.text, name, taken[0]))
            pairs.append((taken[1], name.written))
        else:
            yield Carried(source.replaced(edits), tuple(pairs))


def put_back(
    hypothesis: Hypothesis,
    names: Sequence[tuple[str, str]],
    engine: Engine,
    missing: Collection[str] = (),
) -> Hypothesis | None:
    """The hypothesis with what is carried in the place of its stand-ins.

    None where one of these does not stand there exactly once; those in `missing` may be left out
    altogether. "A government" becomes "an envoy", and at the head of a sentence "Envoy"; what has
    an article of its own takes the place of the one before it.
    """
    edits: list[Edit] = []
    for english, written in names:
        places = [match.span() for match in _standing(english).finditer(hypothesis.text)]
        if len(places) != 1:
            if places or english not in missing:
                return None
            continue
        [(start, end)] = places
        own = len(room_for(written, hypothesis.text[:start])) < start
        start = len(room_for(written, hypothesis.text[:start]))
        if hypothesis.text[start].isupper() and (own or english[0].islower()):
            written = written[:1].upper() + written[1:]
        edits.append(((start, end), written))
        article = None if own else _ARTICLE.search(hypothesis.text, 0, start)
        if article:
            right = with_article(written)[: -len(written) - 1]
            edits.append((article.span(1), right.capitalize() if article[1][0] == "A" else right))
    return edited(hypothesis, edits, engine)


@lru_cache(maxsize=256)
def _standing(english: str) -> re.Pattern[str]:
    first = english[0]
    first = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
    return re.compile(rf"(?<![\w.,]){first}{re.escape(english[1:])}(?!\w|[.,]\d)")


def decoded(
    texts: Sequence[str], engine: Engine, how: Decoding, attend: Sequence[bool]
) -> list[tuple[Pieces, Hypothesis] | None]:
    """Translations of sentences that hold Latin names, these carried; None for any other sentence
    and where no stand-in came through.

    The pieces are what the model read, with spans in the sentence as given. Of several ways the
    one is taken that the model likes best. `attend` says of each text whether its attention is
    wanted.
    """
    ways: list[tuple[int, Carried, Pieces]] = []
    for number, text in enumerate(texts):
        for one in offers(Rewritten.of(text), latin(text)):
            pieces = one.source.pieces(engine)
            if len(pieces.pieces) <= engine.model.max_source_pieces:
                ways.append((number, one, pieces))
    wide = replace(how, beam=max(how.beam, 2), hypotheses=2)
    best: list[tuple[Pieces, Hypothesis] | None] = [None] * len(texts)
    jobs = [Job(pieces, attend=attend[number]) for number, _, pieces in ways]
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
            if name[1] not in self._taken and fold(name[0]).text not in self._text
        ]
        if not free:
            return None
        chosen = free[self._turn % len(free)]
        self._taken.add(chosen[1])  # two that are one word in English could not be told apart
        return chosen


def _particle(text: str, start: int) -> Span | None:
    before = _PROCLITIC.search(text, 0, start)
    return before.span() if before and before.group().strip() else None


def _attached(text: str, name: Name, arabic: str) -> list[Edit]:
    """The edits that write a stand-in, the particle before it written on to it (للاتفاق)."""
    if name.particle is None or name.particle[0] == name.particle[1]:
        return [(name.span, arabic)]
    particle = text[slice(*name.particle)].strip().removesuffix("ال")
    if particle.endswith("لل"):
        particle = particle[:-1]
    if particle.endswith("ل") and arabic.startswith("ال"):
        arabic = "ل" + arabic.removeprefix("ال")
    return [(name.particle, particle), (name.span, arabic)]
