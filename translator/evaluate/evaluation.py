"""Translations of one text judged beside each other: whole, in parts, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from translator.evaluate.scores import SENTENCE, Counted, Watch, count, metrics, unwatched
from translator.evaluate.significance import Compared, Interval, compare, interval
from translator.evaluate.slices import Slice, by_document, by_length
from translator.evaluate.terminology import (
    Terminology,
    TermLine,
    counted,
    measure,
    summed,
    term_lines,
)

if TYPE_CHECKING:
    from glossary.term import Glossary


@dataclass(frozen=True, slots=True)
class Texts:
    """The lines that belong together.

    sources: the Arabic. references: one or more English versions of it, made by people; measures
    of terminology go by the first. documents: the document of each line, None if nobody said.
    """

    sources: Sequence[str]
    references: Sequence[Sequence[str]]
    documents: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class System:
    """A translation of all sources and what was counted in it.

    name: hypothesis, baseline, glossary or no glossary.
    origin: the file it was read from, or what made it.
    counted: by the name of the metric. intervals: the same, empty where nothing was resampled,
    as a single line is not.
    terms: None where no glossary was used to judge.
    """

    name: str
    origin: str
    english: Sequence[str]
    counted: Mapping[str, Counted]
    intervals: Mapping[str, Interval]
    terms: Sequence[TermLine] | None

    def scores(self, lines: Sequence[int] | None = None) -> dict[str, float]:
        """The scores of some lines, or of all, by their names; there must be a line."""
        return {name: one.score(lines) for name, one in self.counted.items()}

    def terminology(self, lines: Sequence[int] | None = None) -> Terminology | None:
        """The measures of terminology of some lines, or of all."""
        if self.terms is None:
            return None
        return summed(self.terms if lines is None else [self.terms[line] for line in lines])

    def sentence(self, line: int) -> float:
        """The chrF of one line, by its number from 0."""
        return self.counted[SENTENCE].score([line])


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first translation against another, the baseline: figure by figure, line by line.

    figures: of the scores, in hundredths. terms: of the measures of terminology, from 0 to 1, by
    their names in JSON. better, worse: the lines whose chrF changed most, by their numbers from 0,
    most first.
    """

    of: System
    to: System
    figures: Sequence[Compared]
    terms: Sequence[Compared]
    better: Sequence[int]
    worse: Sequence[int]


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is done: resamples and trials of the tests (0: no test), sentences picked out.

    seed: what sacrebleu's draws begin from.
    """

    resamples: int
    trials: int
    sentences: int
    seed: str


@dataclass(frozen=True)
class Evaluation:
    """Translations of one source file, beside each other; the first is compared with the others.

    glossary: name and checksum of the glossary judged by, empty if none.
    own: what the reference itself makes of the glossary's terms, None without a glossary.
    worst: the lines of the first translation with the lowest chrF, by their numbers from 0.
    """

    source: str
    references: Sequence[str]
    texts: Texts
    glossary: str
    own: Terminology | None
    systems: Sequence[System]
    comparisons: Sequence[Comparison]
    settings: Settings
    worst: Sequence[int]

    @cached_property
    def documents(self) -> tuple[Slice, ...]:
        """The lines of each document, none where the documents are not known."""
        return by_document(self.texts.documents) if self.texts.documents is not None else ()

    @cached_property
    def lengths(self) -> tuple[Slice, ...]:
        """The lines of each class of length."""
        return by_length(self.texts.sources)


def judged(
    texts: Texts,
    english: Mapping[str, tuple[str, Sequence[str]]],
    glossary: Glossary | None,
    settings: Settings,
    watch: Watch = unwatched,
) -> tuple[list[System], list[Comparison], list[int]]:
    """Every translation with its figures, the first compared with each other one, its worst lines.

    english: of each translation by its name, where it comes from and its lines, as many as the
    sources. `watch` is told what is being done.
    """
    ready = metrics(texts.references)
    systems = []
    for name, (origin, lines) in english.items():
        found = count(lines, ready, name, watch)
        terms = None
        if glossary is not None:
            seen = watch(f"terms of {name}", lines)
            terms = tuple(term_lines(texts.sources, seen, texts.references[0], glossary))
        intervals = {
            metric: interval(found[metric], settings.resamples)
            for metric in watch(f"intervals of {name}", list(found))
            if settings.resamples and len(lines) > 1  # one line drawn again is itself
        }
        systems.append(System(name, origin, lines, found, intervals, terms))
    first, *others = systems
    comparisons = [_compared(texts, first, other, settings, watch) for other in others]
    return systems, comparisons, _lowest(texts, first.sentence, [first], settings.sentences)


def own_terms(texts: Texts, glossary: Glossary | None) -> Terminology | None:
    """What the first reference itself makes of a glossary's terms."""
    if glossary is None:
        return None
    reference = texts.references[0]
    return measure(texts.sources, reference, reference, glossary)


def _compared(
    texts: Texts, first: System, other: System, settings: Settings, watch: Watch
) -> Comparison:
    number = settings.resamples, settings.trials
    against = f"tests of {first.name} against {other.name}"
    figures = [
        compare(first.counted[name], other.counted[name], *number)
        for name in watch(against, list(first.counted))
    ]
    ours, theirs = (counted(system.terms or ()) for system in (first, other))
    terms = [
        compare(ours[name], theirs[name], *number, reaching=True)
        for name in watch(f"{against}, terms", list(ours))
    ]

    def change(line: int) -> float:
        return first.sentence(line) - other.sentence(line)

    def fall(line: int) -> float:
        return other.sentence(line) - first.sentence(line)

    both = [first, other]
    return Comparison(
        first,
        other,
        figures,
        terms,
        [n for n in _lowest(texts, fall, both, settings.sentences) if change(n) > 0],
        [n for n in _lowest(texts, change, both, settings.sentences) if change(n) < 0],
    )


def _lowest(
    texts: Texts, value: Callable[[int], float], systems: Sequence[System], most: int
) -> list[int]:
    """The lines with the lowest values, the earlier first of equals; not those that are blank."""
    return sorted(not_blank(texts, systems), key=value)[:most]


def not_blank(texts: Texts, systems: Sequence[System]) -> list[int]:
    """The lines, by their numbers from 0, that hold English in a reference or a translation."""
    return [
        line
        for line in range(len(texts.sources))
        if any(each[line] for each in texts.references)
        or any(system.english[line] for system in systems)
    ]
