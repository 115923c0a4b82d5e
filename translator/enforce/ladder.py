"""The ladder: which sentence climbs which rung, and which candidate wins.

What the model gives -> a form to be avoided spelled right -> the English inline in the source
(for models trained to copy it) -> decoding again with the rendering as forced prefix at the
aligned place -> replacing the aligned words. All sentences of a rung go in one batch, and every
attempt is checked and scored on the original source, so that attempts of different rungs can be
compared.

Sources: inline terms as in Dinu et al. 2019, "Training Neural Machine Translation to Apply
Terminology Constraints"; forced prefixes as in Knowles et al. 2016, "Neural Interactive
Translation Prediction".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from translator.checks import degenerate
from translator.document import Warning
from translator.enforce import rungs
from translator.enforce.candidate import Candidate, Task
from translator.enforce.placing import aligned_run
from translator.engine import Decoding, Engine

Rung = Callable[[Task, Candidate, Sequence[int], Engine], list[rungs.Attempt]]
"""From a task, its best candidate and the numbers of the occurrences to be put in: attempts."""

MARGIN = 1.5
"""An attempt whose score is lower than the model's own by more than this (in mean log
probability a piece) is not taken at its rung: the rendering is there, the sentence is not."""

PREFIX_ROUNDS = 6
"""Times a sentence is decoded again from a forced prefix at most, one term each time."""


def enforce(
    tasks: Sequence[Task], first: Sequence[Candidate], engine: Engine, how: Decoding
) -> list[Candidate]:
    """The best candidate of each task after the ladder; `first` are the model's own.

    Tasks whose terms are all met, or that have none, cost nothing.
    """
    best = list(first)
    climbing = [n for n, given in enumerate(best) if given.unmet]
    scores = engine.score([(tasks[n].pieces, best[n].hypothesis.pieces) for n in climbing])
    for n, score in zip(climbing, scores, strict=True):
        best[n] = replace(best[n], score=score)
    floor = {n: best[n].score - MARGIN for n in climbing}
    failed: dict[int, set[int]] = {n: set() for n in climbing}

    def climb(rung: Rung) -> None:
        attempts: list[tuple[int, rungs.Attempt]] = []
        for n in climbing:
            todo = [number for number in best[n].unmet if number not in failed[n]]
            if todo:
                attempts.extend((n, one) for one in rung(tasks[n], best[n], todo, engine))
        found = rungs.carry_out([(tasks[n], attempt) for n, attempt in attempts], engine, how)
        before = {n: best[n] for n, _ in attempts}
        for (n, _), reached in zip(attempts, found, strict=True):
            if reached is not None and _better(tasks[n], reached, best[n], floor[n]):
                best[n] = reached
        for n, attempt in attempts:
            if best[n] is before[n]:
                failed[n].update(attempt.aims)

    for rung, times in _ladder(engine):
        for numbers in failed.values():
            numbers.clear()
        for _ in range(times):
            climb(rung)
    return best


def unmet_warnings(task: Task, given: Candidate) -> list[Warning]:
    """For each unmet occurrence a warning that says why its rendering is not there."""
    warnings = []
    for number in given.unmet:
        occurrence = task.occurrences[number]
        if aligned_run(given.attention, occurrence.span, rungs.PASTE_AT) is None:
            reason = "no English word is clearly aligned with it"
        elif occurrence.term.type == "date":
            reason = "the model left it out, and a date is never pasted in"
        else:
            reason = "every way of putting it in broke the sentence or another term"
        warnings.append(
            Warning(
                "term",
                f"{occurrence.surface} is not rendered as {occurrence.term.target}: {reason}",
            )
        )
    return warnings


def _ladder(engine: Engine) -> list[tuple[Rung, int]]:
    """The rungs, and how often each is tried."""
    copying: list[tuple[Rung, int]] = []
    if engine.model.inline_terms == "replace":
        copying = [(rungs.inline, 1)]
    return [
        (rungs.respell, 1),
        *copying,
        (rungs.prefix, PREFIX_ROUNDS),
        (rungs.replace_aligned, 1),
    ]


def _better(task: Task, new: Candidate, old: Candidate, floor: float) -> bool:
    """More terms met wins, then the better score; a broken sentence never does."""
    if new.score < floor or degenerate(task.text, new.text) is not None:
        return False
    return (-len(new.unmet), new.score) > (-len(old.unmet), old.score)
