"""A sentence with its terms, and a translation of it with the places of their renderings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from glossary.match import Occurrence
from translator.align import NO_ATTENTION, WordAttention, word_attention
from translator.document import Method, Span, TermUse
from translator.enforce.placing import assign
from translator.engine import Hypothesis, Pieces
from translator.numbers import number_changes


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence to translate: its text, its pieces, and the terms that occur in it."""

    text: str
    pieces: Pieces
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A translation of a task's sentence.

    pieces: what was decoded, with spans in the task's text.
    methods: for each occurrence how its rendering got in, if it is in.
    places: for each occurrence the target span of its rendering, None where it is unmet.
    score: mean log probability a piece given the original source.
    fluency: the same without the pieces of the renderings: how well the rest reads, whatever the
        model thinks of a required name.
    """

    hypothesis: Hypothesis
    pieces: Pieces
    attention: WordAttention
    methods: tuple[Method, ...]
    places: tuple[Span | None, ...]
    score: float
    fluency: float

    @property
    def text(self) -> str:
        """The English."""
        return self.hypothesis.text

    @property
    def put_in(self) -> tuple[int, ...]:
        """Numbers of the occurrences whose rendering the model did not write of itself."""
        return tuple(
            n for n, place in enumerate(self.places) if place and self.methods[n] != "model"
        )

    @property
    def unmet(self) -> tuple[int, ...]:
        """Numbers of the occurrences that are not met."""
        return tuple(n for n, place in enumerate(self.places) if place is None)


def candidate(
    task: Task,
    pieces: Pieces,
    hypothesis: Hypothesis,
    methods: Sequence[Method] | None = None,
) -> Candidate:
    """A hypothesis decoded from `pieces` (whose spans lie in the task's text), terms placed.

    `methods` default to "model" for every occurrence.
    """
    if methods is None:
        methods = ["model"] * len(task.occurrences)
    attention = NO_ATTENTION
    if hypothesis.attention.any():
        attention = word_attention(task.text, pieces, hypothesis)
    places = assign(hypothesis.text, task.occurrences, attention)
    return Candidate(
        hypothesis,
        pieces,
        attention,
        tuple(methods),
        places,
        hypothesis.score,
        hypothesis.score,
    )


def scored(given: Candidate, log_probs: Sequence[float]) -> Candidate:
    """The candidate with its score and fluency from the log probabilities of `Engine.score`."""
    if not log_probs:
        return given
    required = [place for place in given.places if place]
    free = [
        log_prob
        for log_prob, span in zip_longest(log_probs, given.hypothesis.offsets)
        if span is None or not any(span[0] < end and start < span[1] for start, end in required)
    ]
    return replace(
        given,
        score=sum(log_probs) / len(log_probs),
        fluency=sum(free) / len(free) if free else 0.0,
    )


def term_uses(task: Task, given: Candidate) -> tuple[TermUse, ...]:
    """The record of each occurrence in a candidate, in source order."""
    return tuple(
        TermUse(
            term=occurrence.term.source,
            surface=occurrence.surface,
            rendering=given.text[place[0] : place[1]] if place else None,
            source_span=occurrence.span,
            target_span=place,
            method=method if place else None,
            note=occurrence.term.note,
        )
        for occurrence, method, place in zip(
            task.occurrences, given.methods, given.places, strict=True
        )
    )


def wrong_numbers(task: Task, given: Candidate) -> int:
    """Numbers lost, added or changed in a translation, outside its terms."""
    lost, added = number_changes(task.text, given.text, term_uses(task, given))
    return max(len(lost), len(added))
