"""The rungs of the ladder: each turns a sentence that lacks a rendering into attempts.

An attempt says what to decode, or what English to take as it is; `carry_out` runs the attempts
of all sentences together and gives back candidates.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from glossary import check
from translator import standin
from translator.document import Method, Span
from translator.enforce.candidate import Candidate, Task, candidate
from translator.enforce.fluency import fit
from translator.enforce.placing import aligned_run, likely_places
from translator.engine import Decoding, Engine, Job, Pieces

PASTE_AT = 0.3
"""Least share of the attention of English words on a term for them to be replaced by it."""

WIDE = 2
"""Hypotheses of an attempt that are looked through for one that meets more terms."""

PENALTY = 1.1
"""Repetition penalty of attempts: a forced or copied name tempts a weak model to say it again."""

PLACES = 2
"""Target places tried for the forced prefix of one term."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing to try for a sentence.

    pieces: what is decoded, with spans in the task's text.
    methods: for each occurrence how its rendering got in, should it be in.
    aims: numbers of the occurrences it is meant to put in.
    prefix: target text that is forced; with `whole` it is the whole target.
    stand_ins: English of names in the source, each with the name that takes its place.
    """

    pieces: Pieces
    methods: tuple[Method, ...]
    aims: tuple[int, ...]
    prefix: str = ""
    whole: bool = False
    stand_ins: tuple[tuple[str, str], ...] = ()


def inline(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """The English renderings put into the source.

    A name is carried by a stand-in; other words stand there themselves, for a model trained to
    copy them.
    """
    copies = engine.model.inline_terms == "replace"
    targets = {n: task.occurrences[n].term.target for n in todo}
    numbers = [n for n in todo if copies or _is_name(targets[n])]
    if not numbers:
        return []
    source, places = _with_inline(task, numbers)
    names = [
        standin.Name(places[n], task.occurrences[n].term.type, targets[n])
        for n in numbers
        if _is_name(targets[n])
    ]
    methods = _methods(["model"] * len(task.occurrences), numbers, "inline")
    offers = [(one.source, one.names) for one in standin.offers(source, names)]
    if not offers and copies:
        offers = [(source, ())]
    attempts = []
    for rewritten, stand_ins in offers:
        pieces = rewritten.pieces(engine)
        if len(pieces.pieces) <= engine.model.max_source_pieces:
            attempts.append(Attempt(pieces, methods, tuple(numbers), stand_ins=stand_ins))
    return attempts


def prefix(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """Keep the English up to the place of a term, force its rendering, decode the rest.

    The term whose place comes first is taken; a term that failed before is tried at its next
    likely place. For a model trained to copy inline English the rest is decoded from the source
    with the renderings inline: it then knows what was forced.
    """
    pieces, methods = task.pieces, current.methods
    if engine.model.inline_terms == "replace":
        helped = [n for n, m in enumerate(methods) if n in current.unmet or m != "model"]
        marked = _with_inline(task, helped)[0].pieces(engine)
        if len(marked.pieces) <= engine.model.max_source_pieces:
            pieces, methods = marked, _methods(methods, current.unmet, "inline")
    places: dict[int, int] = {}
    for number, tried in todo.items():
        likely = likely_places(current.attention, task.occurrences[number], current.text)
        places[number] = likely[min(tried, len(likely) - 1)]
    number = min(todo, key=places.__getitem__)
    before = current.text[: places[number]]
    rendering = fit(before, task.occurrences[number].term.target, "")
    methods = _methods(methods, (number,), "prefix")
    return [Attempt(pieces, methods, (number,), before + rendering)]


def respell(
    task: Task, current: Candidate, todo: Mapping[int, int], engine: Engine
) -> list[Attempt]:
    """Write a term's own rendering where the English has a form of it to be avoided."""
    text, numbers = current.text, []
    for number in todo:
        term = task.occurrences[number].term
        spans = check.avoided(term, text)
        if spans:
            text = _spliced(text, spans[0], term.target)
            numbers.append(number)
    return [_taken(task, current, text, numbers)] if numbers else []


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
        span = run[0]
        if all(span[1] <= other[0] or other[1] <= span[0] for other in held):
            edits[number] = span
            held.append(span)
    apart = any(todo.values())
    groups = [[number] for number in edits] if apart else [list(edits)] if edits else []
    attempts = []
    for numbers in groups:
        text = current.text
        for number in sorted(numbers, key=edits.__getitem__, reverse=True):
            text = _spliced(text, edits[number], task.occurrences[number].term.target)
        attempts.append(_taken(task, current, text, numbers))
    return attempts


def carry_out(
    attempts: Sequence[tuple[Task, Attempt]], engine: Engine, how: Decoding
) -> list[Candidate | None]:
    """Decode attempts; None where the model cannot spell the prefix or it is too long.

    Of the hypotheses of an attempt the first one with the most terms met is taken.
    """
    found: list[Candidate | None] = [None] * len(attempts)
    search = replace(how, beam=max(how.beam, WIDE), hypotheses=WIDE, repetition_penalty=PENALTY)
    jobs: dict[int, Job] = {}
    texts: dict[int, tuple[Pieces, str]] = {}
    for n, (_, attempt) in enumerate(attempts):
        if not engine.has_room(attempt.prefix):
            continue
        if attempt.whole:
            texts[n] = (attempt.pieces, attempt.prefix)
            continue
        forced = engine.encode_target(attempt.prefix)
        if forced is not None:
            jobs[n] = Job(attempt.pieces, forced)
    decoded = dict(zip(jobs, engine.decode(list(jobs.values()), search), strict=True))
    followed = engine.follow(list(texts.values()))
    decoded.update((n, [one]) for n, one in zip(texts, followed, strict=True))
    for n, hypotheses in decoded.items():
        task, attempt = attempts[n]
        if attempt.stand_ins:
            back = (standin.put_back(one, attempt.stand_ins, engine) for one in hypotheses)
            hypotheses = [one for one in back if one]
        made = [candidate(task, attempt.pieces, one, attempt.methods) for one in hypotheses]
        found[n] = min(made, key=lambda one: len(one.unmet), default=None)
    return found


def _with_inline(task: Task, numbers: Sequence[int]) -> tuple[standin.Rewritten, dict[int, Span]]:
    """The source with renderings inline, and where each of them stands in it.

    A particle is kept before the rendering, with a space.
    """
    edits: list[tuple[Span, str]] = []
    places: dict[int, Span] = {}
    shift = 0
    for number in sorted(numbers, key=lambda n: task.occurrences[n].span):
        occurrence = task.occurrences[number]
        start, end = occurrence.span
        glued = start > 0 and not task.text[start - 1].isspace() and occurrence.proclitic
        written = (" " if glued else "") + occurrence.term.target
        edits.append(((start, end), written))
        until = start + shift + len(written)
        places[number] = (until - len(occurrence.term.target), until)
        shift += len(written) - (end - start)
    return standin.Rewritten.of(task.text).replaced(edits), places


def _is_name(rendering: str) -> bool:
    return rendering[:1].isupper() or rendering.startswith(("al-", "el-"))


def _spliced(text: str, span: Span, rendering: str) -> str:
    return text[: span[0]] + fit(text[: span[0]], rendering, text[span[1] :]) + text[span[1] :]


def _taken(task: Task, current: Candidate, text: str, numbers: Sequence[int]) -> Attempt:
    methods = _methods(current.methods, numbers, "replace")
    return Attempt(task.pieces, methods, tuple(numbers), text, whole=True)


def _methods(held: Sequence[Method], numbers: Container[int], method: Method) -> tuple[Method, ...]:
    return tuple(method if n in numbers else m for n, m in enumerate(held))
