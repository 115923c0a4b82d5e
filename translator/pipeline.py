"""Source segments in, translations out, in order: the one way from text to translation.

Each chunk of segments goes through the same steps together: find terms, split what is too long,
decode, decode again what came out broken, enforce the terms, align, check. A text that occurs
again takes the translation it had.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from glossary.match import Occurrence
from glossary.term import Glossary
from translator import align, checks, enforce, repair, signs, split, standin
from translator.align.attention import overlap
from translator.document import Link, Span, TermUse, Translation, Warning
from translator.enforce import Candidate, Task
from translator.engine import Decoding, Engine, Hypothesis, Job, Pieces
from translator.script import ADDRESS, has_arabic

AGAIN = Decoding(beam=1, repetition_penalty=1.2, no_repeat=3)
"""How a sentence whose first hypothesis is broken (loops, empty) is decoded a second time."""

CLAUSE = 12
"""Pieces that half of a sentence must have for it to be cut in two for a term's sake."""

REMEMBERED = 20_000
"""Translations kept for texts that occur again in one run."""


@dataclass(frozen=True, slots=True)
class Request:
    """A source segment and the glossary that its terms come from."""

    source: str
    glossary: Glossary | None = None

    def __hash__(self) -> int:
        return hash((self.source, id(self.glossary)))


def never() -> bool:
    """The cancellation that never comes."""
    return False


def translate(
    sources: Iterable[str],
    engine: Engine,
    glossary: Glossary | None,
    how: Decoding,
    sizes: Iterable[int],
    cancelled: Callable[[], bool] = never,
    *,
    alignment: bool = True,
) -> Iterator[Translation]:
    """Translate source segments in order, in chunks of the given sizes (the last one repeats).

    `cancelled` is asked before each chunk; once it says yes, no more translations come. Without
    `alignment` the translations carry no links; sentences without a term then cost less.
    """
    remembered: dict[str, Translation] = {}
    waiting = iter(sources)
    for size in _repeating_last(sizes):
        chunk = list(itertools.islice(waiting, size))
        if not chunk or cancelled():
            return
        fresh = [text for text in dict.fromkeys(chunk) if text not in remembered]
        translations = _translate_chunk(
            fresh, [glossary] * len(fresh), engine, how, alignment=alignment
        )
        done = dict(zip(fresh, translations, strict=True))
        for text in chunk:
            yield done[text] if text in done else remembered[text]
        if len(remembered) < REMEMBERED:
            remembered.update(done)


def translate_together(
    requests: Sequence[Request], engine: Engine, how: Decoding
) -> list[Translation]:
    """Translate segments that may come from several people, each with a glossary of its own, in
    one go; the result of each is what it would be alone. What is asked twice is done once."""
    distinct = list(dict.fromkeys(requests))
    translations = _translate_chunk(
        [request.source for request in distinct],
        [request.glossary for request in distinct],
        engine,
        how,
        alignment=True,
    )
    done = dict(zip(distinct, translations, strict=True))
    return [done[request] for request in requests]


def _repeating_last(sizes: Iterable[int]) -> Iterator[int]:
    size = 1
    for size in sizes:
        yield size
    yield from itertools.repeat(size)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a segment that is decoded in one go; most segments are one part."""

    segment: int
    span: Span
    task: Task


def _translate_chunk(
    sources: Sequence[str],
    glossaries: Sequence[Glossary | None],
    engine: Engine,
    how: Decoding,
    *,
    alignment: bool,
) -> list[Translation]:
    parts: list[_Part] = []
    for number, (source, glossary) in enumerate(zip(sources, glossaries, strict=True)):
        if has_arabic(source):
            found = _parts(number, source, engine, glossary)
            parts.extend(part for part in found if part.task.pieces.pieces)
    of_segment: dict[int, list[int]] = {}
    for n, part in enumerate(parts):
        of_segment.setdefault(part.segment, []).append(n)
    given: dict[int, Candidate] = {}
    done: dict[int, Translation] = {}

    def finish(segment: int) -> None:
        if segment not in done and all(n in given for n in of_segment[segment]):
            those = [(parts[n], given[n]) for n in of_segment[segment]]
            done[segment] = _joined(sources[segment], those, alignment)

    # What is met and sound is finished at once, while the workers decode the rest.
    waiting: dict[int, Candidate] = {}
    for n, candidate in _decode([part.task for part in parts], engine, how, alignment):
        if candidate.unmet or candidate.put_in:
            waiting[n] = candidate
        else:
            given[n] = candidate
            finish(parts[n].segment)
    tasks = [parts[n].task for n in waiting]
    given.update(
        zip(waiting, enforce.enforce(tasks, list(waiting.values()), engine, how), strict=True)
    )
    lacking = {n: (parts[n], given[n]) for n in waiting if given[n].unmet}
    for n, clauses in _in_clauses(lacking, engine, how, alignment).items():
        place = of_segment[parts[n].segment].index(n)
        numbers = range(len(parts), len(parts) + len(clauses))
        of_segment[parts[n].segment][place : place + 1] = numbers
        given.update(zip(numbers, (candidate for _, candidate in clauses), strict=True))
        parts.extend(part for part, _ in clauses)
    for segment in of_segment:
        finish(segment)
    return [done.get(n) or Translation(source, source) for n, source in enumerate(sources)]


def _in_clauses(
    lacking: Mapping[int, tuple[_Part, Candidate]], engine: Engine, how: Decoding, alignment: bool
) -> dict[int, list[tuple[_Part, Candidate]]]:
    """Long parts that still lack a term, cut in two at a clause and translated anew, where that
    meets more terms and loses no number: a clause that the model left out is so put in."""
    halves: dict[int, list[_Part]] = {}
    for n, (part, _) in lacking.items():
        task = part.task
        limit = (len(task.pieces.pieces) + 1) // 2 + 4
        if limit < CLAUSE:
            continue
        outer = [occurrence.outer for occurrence in task.occurrences]
        spans = split.parts(task.text, task.pieces.offsets, limit, outer)
        found = [_part(part.segment, task.text, span, task.occurrences, engine) for span in spans]
        if len(found) > 1 and all(half.task.pieces.pieces for half in found):
            halves[n] = found
    tasks = [half.task for found in halves.values() for half in found]
    first = dict(_decode(tasks, engine, how, alignment))
    enforced = iter(enforce.enforce(tasks, [first[n] for n in range(len(tasks))], engine, how))
    better = {}
    for n, found in halves.items():
        part, whole = lacking[n]
        clauses = [(half, next(enforced)) for half in found]
        unmet = sum(len(candidate.unmet) for _, candidate in clauses)
        wrong = sum(enforce.wrong_numbers(half.task, candidate) for half, candidate in clauses)
        if unmet < len(whole.unmet) and wrong <= enforce.wrong_numbers(part.task, whole):
            start = part.span[0]
            better[n] = [
                (replace(half, span=(half.span[0] + start, half.span[1] + start)), candidate)
                for half, candidate in clauses
            ]
    return better


def _parts(number: int, source: str, engine: Engine, glossary: Glossary | None) -> list[_Part]:
    addresses = [match.span() for match in ADDRESS.finditer(source)]
    occurrences = [
        one
        for one in (glossary.find(source) if glossary else ())
        if not any(overlap(one.span, address) for address in addresses)
    ]
    # What is copied, not translated: the model takes a mark for a word and makes one of it.
    start = signs.head(source)
    end = max(start, signs.tail(source))
    pieces = engine.encode(source)
    limit = engine.model.max_source_pieces
    if not start and end == len(source) and len(pieces.pieces) <= limit:
        return [_Part(number, (0, len(source)), Task(source, pieces, tuple(occurrences)))]
    outer = [occurrence.outer for occurrence in occurrences]
    spans = split.parts(source, pieces.offsets, limit, outer, (start, end))
    return [_part(number, source, span, occurrences, engine) for span in spans]


def _part(
    number: int, source: str, span: Span, occurrences: Sequence[Occurrence], engine: Engine
) -> _Part:
    start, end = span
    text = source[start:end]
    inside = tuple(
        replace(
            occurrence,
            span=(occurrence.span[0] - start, occurrence.span[1] - start),
            outer=(occurrence.outer[0] - start, occurrence.outer[1] - start),
        )
        for occurrence in occurrences
        if start <= occurrence.outer[0] and occurrence.outer[1] <= end
    )
    pieces = engine.encode(text)
    # A cut stretch can have a few pieces more than it had inside its sentence.
    limit = engine.model.positions - 2
    pieces = Pieces(pieces.pieces[:limit], pieces.offsets[:limit])
    return _Part(number, span, Task(text, pieces, inside))


def _decode(
    tasks: Sequence[Task], engine: Engine, how: Decoding, alignment: bool
) -> Iterator[tuple[int, Candidate]]:
    """Yield `(number of the task, the model's own translation)` as they are ready.

    Terms that the model does not know, and Latin names, are carried by stand-ins where these come
    through.
    What says things over and over is mended where taking out the repeats is enough; what is still
    broken is decoded once more, all of it together, and so is what lost a number; these come last.
    """
    jobs = [Job(task.pieces, attend=alignment or bool(task.occurrences)) for task in tasks]
    broken: dict[int, Hypothesis] = {}
    lossy: dict[int, Candidate] = {}
    carried = enforce.foreseen(tasks, engine, how)
    other = {n: task for n, task in enumerate(tasks) if n not in carried}
    carried |= _carried(other, engine, how, alignment)
    for n, candidate in carried.items():
        if enforce.wrong_numbers(tasks[n], candidate):
            lossy[n] = candidate
        else:
            yield n, candidate
    plain = [n for n in range(len(tasks)) if n not in carried]
    for place, [given, *_] in engine.decoded([jobs[n] for n in plain], how):
        n = plain[place]
        hypothesis = given
        if checks.degenerate(tasks[n].text, given.text) is not None:
            hypothesis = engine.without_repeats(given)
            if checks.degenerate(tasks[n].text, hypothesis.text) is not None:
                broken[n] = given
                continue
        hypothesis = repair.with_thousands(tasks[n].text, hypothesis)
        candidate = enforce.candidate(tasks[n], tasks[n].pieces, hypothesis)
        if enforce.wrong_numbers(tasks[n], candidate):
            lossy[n] = candidate
        else:
            yield n, candidate
    second = engine.decode([jobs[n] for n in broken], AGAIN)
    for (n, given), [again, *_] in zip(broken.items(), second, strict=True):
        sound = checks.degenerate(tasks[n].text, again.text) is None
        yield n, enforce.candidate(tasks[n], tasks[n].pieces, again if sound else given)
    mended = repair.repaired([tasks[n] for n in lossy], list(lossy.values()), engine, alignment)
    yield from zip(lossy, mended, strict=True)


def _carried(
    tasks: Mapping[int, Task], engine: Engine, how: Decoding, alignment: bool
) -> dict[int, Candidate]:
    """The translations of the tasks with Latin names that stand-ins carried, by number."""
    mixed = {n: task for n, task in tasks.items() if standin.latin(task.text)}
    attend = [alignment or bool(task.occurrences) for task in mixed.values()]
    found = standin.decoded([task.text for task in mixed.values()], engine, how, attend)
    return {
        n: enforce.candidate(task, *one)
        for (n, task), one in zip(mixed.items(), found, strict=True)
        if one is not None
    }


def _joined(source: str, parts: Sequence[tuple[_Part, Candidate]], alignment: bool) -> Translation:
    """One translation from the parts of a segment, all spans moved to the segment's own."""
    mark = source[: signs.head(source)]
    (first, candidate), *others = parts
    parts = [(first, _with_capital(candidate)), *others]
    texts = [candidate.text for _, candidate in parts]
    kept = [n for n, (_, one) in enumerate(parts) if _ends_in_a_term(one)]
    target, starts = split.joined(texts, mark, [part.task.text for part, _ in parts], kept)
    target += source[max(len(mark), signs.tail(source)) :]
    terms: list[TermUse] = []
    occurrences: list[Occurrence] = []
    links: list[Link] = []
    warnings: list[Warning] = []
    pieces = 0
    total = 0.0
    for (part, candidate), at in zip(parts, starts, strict=True):
        uses = enforce.term_uses(part.task, candidate)
        shift = part.span[0]
        if alignment:
            anchors = [(use.source_span, use.target_span) for use in uses if use.target_span]
            found = align.links(part.task.text, candidate.attention, candidate.text, anchors)
            links.extend((s0 + shift, s1 + shift, t0 + at, t1 + at) for s0, s1, t0, t1 in found)
        terms.extend(_shifted(use, shift, at, target) for use in uses)
        occurrences.extend(part.task.occurrences)
        warnings.extend(enforce.unmet_warnings(part.task, candidate))
        pieces += len(candidate.hypothesis.pieces)
        total += candidate.score * len(candidate.hypothesis.pieces)
    warnings.extend(enforce.alike_warnings(occurrences, terms))
    warnings.extend(w for w in checks.check(source, target, terms) if w.kind != "term")
    return Translation(
        source=source,
        target=target,
        score=total / pieces if pieces else None,
        alignment=tuple(links),
        terms=tuple(terms),
        warnings=tuple(warnings),
    )


def _with_capital(given: Candidate) -> Candidate:
    """A candidate that is a whole sentence, with a capital at its head; what is spelled with a
    small letter and a capital after it stays."""
    text = given.text
    whole = text.rstrip("\"'”’»)]")[-1:] in (".", "!", "?")
    if not whole or not text[:1].islower() or text[1:2].isupper() or len(text[0].upper()) > 1:
        return given
    return replace(given, hypothesis=replace(given.hypothesis, text=text[0].upper() + text[1:]))


def _ends_in_a_term(given: Candidate) -> bool:
    return any(place and place[1] == len(given.text.rstrip()) for place in given.places)


def _shifted(use: TermUse, source: int, target: int, text: str) -> TermUse:
    """The record of a part's term in its segment, whose English is `text`: a part that is put
    behind another may begin with a small letter now."""
    start, end = use.source_span
    place = use.target_span
    moved = (place[0] + target, place[1] + target) if place else None
    return replace(
        use,
        source_span=(start + source, end + source),
        target_span=moved,
        rendering=text[slice(*moved)] if moved else None,
    )
