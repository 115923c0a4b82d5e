"""The rungs of the ladder: each turns a sentence that lacks a rendering into attempts.

`Rung` says what a rung is given. None of them decodes: `attempt.carry_out` runs the attempts of all
sentences together.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from glossary import check
from glossary.match import Occurrence
from translator import standin
from translator.align.attention import overlap
from translator.articles import is_plural, room_for
from translator.document import Method, Span
from translator.enforce.attempt import Attempt
from translator.enforce.candidate import Candidate, Task
from translator.enforce.fluency import fit
from translator.enforce.placing import aligned_run, content_of, likely_places
from translator.engine import Engine, Pieces
from translator.rewrite import Edit, Rewritten, edited

Rung = Callable[[Task, Candidate, Mapping[int, int], Engine], list[Attempt]]
"""From a task, its best candidate and the occurrences to be put in (each with the number of
times that this rung has tried it) to attempts."""

PASTE_AT = 0.3
"""Least share of the attention of English words on a term for them to be replaced by it."""

INLINE_TURNS = 3
"""Choices of stand-ins tried after the first one, which `carried` takes."""

PLACES = 2
"""Target places tried for the forced prefix of one term."""

NBEST = 4
"""Hypotheses of the source as it is that are looked through."""


def respell(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """Write a term's own rendering where the English has a form of it to be avoided."""
    edits: dict[int, Span] = {}
    for number in todo:
        spans = check.avoided(task.occurrences[number].term, current.text)
        free = [span for span in spans if span not in edits.values()]
        if free:
            edits[number] = free[0]
    return [_written(task, current, edits, engine)] if edits else []


def inline(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """Stand-ins for the terms put into the source, one choice of them after the other.

    For a model trained to copy inline English, words that are no name stand there themselves when
    their stand-ins have failed.
    """
    turn = max(todo.values())
    numbers = sorted({*todo, *_helped(current)})
    methods = _methods(["model"] * len(task.occurrences), numbers, "inline")
    carried = _with_stand_ins(task, numbers, 1 + turn, engine)  # `carried` has had the first
    if carried:
        # Once some of them would not come out, as many as do are taken.
        missing = frozenset(carried.stand_in.values() if turn else ())
        return [
            Attempt(carried.pieces, methods, tuple(todo), carried=carried.names, missing=missing)
        ]
    words = [n for n in numbers if not is_name(task.occurrences[n].term.target)]
    if turn != INLINE_TURNS - 1 or engine.model.inline_terms != "replace" or not words:
        return []
    pieces = _with_english(task, words).pieces(engine)
    if len(pieces.pieces) > engine.model.max_source_pieces:
        return []
    return [Attempt(pieces, methods, tuple(todo))]


def carried(task: Task, numbers: Sequence[int], engine: Engine) -> list[Attempt]:
    """The first attempt of `inline` for some occurrences, before anything is decoded."""
    found = _with_stand_ins(task, numbers, 0, engine) if numbers else None
    if found is None:
        return []
    methods = _methods(["model"] * len(task.occurrences), found.stand_in, "inline")
    return [Attempt(found.pieces, methods, tuple(found.stand_in), carried=found.names)]


def nbest(task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine) -> list[Attempt]:
    """The hypotheses that the model likes a little less than its first."""
    methods = _methods(["model"] * len(task.occurrences), todo, "nbest")
    return [Attempt(task.pieces, methods, tuple(todo), hypotheses=NBEST)]


def prefix(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """Keep the English up to the place of a term, force its rendering, decode the rest.

    The term whose place comes first is taken; a term that failed before is tried at its next
    likely place. What is forced is a stand-in, where there is one, which stands in the source too:
    so the model knows what was forced, and does not say it again.
    """
    places: dict[int, int] = {}
    for number, tried in todo.items():
        likely = likely_places(current.attention, task.occurrences[number], current.text)
        places[number] = likely[min(tried, len(likely) - 1)]
    number = min(todo, key=places.__getitem__)
    place = places[number]
    term = task.occurrences[number].term
    before = current.text[:place]
    methods = _methods(current.methods, (number,), "prefix")
    turn = todo[number]
    carried = _with_stand_ins(task, _helped(current), turn, engine)
    if carried is None or number not in carried.stand_in:
        carried = _with_stand_ins(task, [number], turn, engine)
    if carried is None:
        before = room_for(term.target, before)
        forced = before + fit(before, term.target, "")
        return [Attempt(task.pieces, methods, (number,), forced)]
    held = ((current.places[n], english) for n, english in carried.stand_in.items())
    for span, english in sorted(((s, e) for s, e in held if s and s[1] <= place), reverse=True):
        before = _spliced(before, span, english)
    mine = carried.stand_in[number]
    forced = before + fit(before, mine, "")
    methods = _methods(methods, [n for n in carried.stand_in if n != number], "inline")
    missing = frozenset(english for english in carried.stand_in.values() if english != mine)
    return [
        Attempt(carried.pieces, methods, (number,), forced, carried=carried.names, missing=missing)
    ]


def replace_aligned(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """Write the renderings over the words aligned with their terms; a date is never pasted.

    All of them at once; where that failed, each by itself.
    """
    edits: dict[int, Span] = {}
    held = [place for place in current.places if place]
    for number in todo:
        occurrence = task.occurrences[number]
        run = aligned_run(current.attention, occurrence.span, PASTE_AT)
        if run is None or occurrence.term.type == "date":
            continue
        span = content_of(current.text, run[0])
        if span and not any(overlap(span, other) for other in held):
            edits[number] = span
            held.append(span)
    apart = any(todo.values())
    groups = [[number] for number in edits] if apart else [list(edits)] if edits else []
    return [
        _written(task, current, {number: edits[number] for number in numbers}, engine)
        for numbers in groups
    ]


@dataclass(frozen=True, slots=True)
class _Carried:
    """A source with stand-ins. `names`: English of each stand-in and what it carries; `stand_in`:
    by number of the occurrence."""

    pieces: Pieces
    names: tuple[tuple[str, str], ...]
    stand_in: Mapping[int, str]


def _with_stand_ins(
    task: Task, numbers: Iterable[int], turn: int, engine: Engine
) -> _Carried | None:
    """The source with stand-ins for some occurrences; None where there are none left at this turn,
    or it grows too long."""
    ordered = sorted(numbers)[: standin.MOST]
    occurrences = [task.occurrences[n] for n in ordered]
    names = [
        standin.Name(one.span, _kind(one), one.term.target, (one.outer[0], one.span[0]))
        for one in occurrences
    ]
    ways = standin.offers(Rewritten.of(task.text), names, range(1 + INLINE_TURNS))
    found = next(islice(ways, turn, None), None)
    if found is None:
        return None
    pieces = found.source.pieces(engine)
    if len(pieces.pieces) > engine.model.max_source_pieces:
        return None
    stand_in = {n: english for n, (english, _) in zip(ordered, found.names, strict=True)}
    return _Carried(pieces, found.names, stand_in)


def _with_english(task: Task, numbers: Sequence[int]) -> Rewritten:
    """The source with renderings inline; a particle is kept before each, with a space."""
    edits: list[Edit] = []
    for number in numbers:
        occurrence = task.occurrences[number]
        start = occurrence.span[0]
        glued = start > 0 and not task.text[start - 1].isspace() and occurrence.proclitic
        edits.append((occurrence.span, (" " if glued else "") + occurrence.term.target))
    return Rewritten.of(task.text).replaced(edits)


def _helped(current: Candidate) -> list[int]:
    """Numbers of the occurrences that are unmet, or met by a rung only."""
    return [n for n, m in enumerate(current.methods) if m != "model" or n in current.unmet]


def _kind(occurrence: Occurrence) -> str:
    """The kind of stand-in that suits a term (keys of `standin.STAND_INS`)."""
    term = occurrence.term
    if term.type == "date":
        return "day" if term.target in calendar.day_name else "month"
    if is_name(term.target):
        return term.type
    many = "many" if is_plural(term.target) else "one"
    definite = occurrence.proclitic.endswith("لل") or any(
        word.startswith("ال") for word in occurrence.surface.split()
    )
    return f"the {many}" if definite else many


def is_name(rendering: str) -> bool:
    """Whether a rendering is a name, not a common noun with a name before it (Syrian crisis)."""
    last = rendering.split()[-1]
    return not last[:1].islower() or last.startswith(("al-", "el-"))


def _spliced(text: str, span: Span, rendering: str) -> str:
    return text[: span[0]] + fit(text[: span[0]], rendering, text[span[1] :]) + text[span[1] :]


def _written(task: Task, current: Candidate, places: Mapping[int, Span], engine: Engine) -> Attempt:
    """The attempt that writes renderings over spans of the English as it is."""
    text = current.text
    edits: list[Edit] = []
    for number, (start, end) in places.items():
        target = task.occurrences[number].term.target
        before = room_for(target, text[:start])
        edits.append(((len(before), end), fit(before, target, text[end:])))
    methods = _methods(current.methods, places, "replace")
    changed = edited(current.hypothesis, edits, engine)
    return Attempt(current.pieces, methods, tuple(places), written=changed)


def _methods(held: Sequence[Method], numbers: Container[int], method: Method) -> tuple[Method, ...]:
    return tuple(method if n in numbers else m for n, m in enumerate(held))
