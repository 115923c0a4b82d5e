"""The ladder: which sentence climbs which rung, and which candidate wins.

What the model gives -> a form to be avoided spelled right -> the English inline in the source
(a name carried by a stand-in, other words for models trained to copy them) -> decoding again with
the rendering as forced prefix at the aligned place -> replacing the aligned words. All sentences
of a rung go in one batch, and every attempt is checked and scored on the original source, so that
attempts of different rungs can be compared.

Sources: inline terms as in Dinu et al. 2019, "Training Neural Machine Translation to Apply
Terminology Constraints"; forced prefixes as in Knowles et al. 2016, "Neural Interactive
Translation Prediction".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from translator.checks import degenerate, unmet
from translator.document import Warning
from translator.enforce import rungs
from translator.enforce.candidate import Candidate, Task, scored, term_uses
from translator.enforce.placing import aligned_run
from translator.engine import Decoding, Engine

Rung = Callable[[Task, Candidate, Mapping[int, int], Engine], list[rungs.Attempt]]
"""From a task, its best candidate and the occurrences to be put in (each with the number of
times that this rung has tried it) to attempts."""

MARGIN = 1.5
"""An attempt that reads worse than the model's own translation by more than this (`fluency`, mean
log probability a piece) is not taken: the rendering is there, the sentence is not."""

PREFIX_ROUNDS = 8
"""Times a sentence is decoded again from a forced prefix at most, one term each time."""

PASTE_ROUNDS = 4
"""Times the aligned words of a sentence are replaced at most: all terms at once, then singly."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A rung, how often in a row it is climbed, and how often it may try one occurrence."""

    rung: Rung
    rounds: int = 1
    tries: int = 1


def enforce(
    tasks: Sequence[Task], first: Sequence[Candidate], engine: Engine, how: Decoding
) -> list[Candidate]:
    """The best candidate of each task after the ladder; `first` are the model's own.

    Tasks whose terms are all met, or that have none, cost nothing.
    """
    best = list(first)
    climbing = [n for n, given in enumerate(best) if given.unmet]
    for n, given in _scored([(n, best[n]) for n in climbing], tasks, engine):
        best[n] = given
    floor = {n: best[n].fluency - MARGIN for n in climbing}
    for step in _ladder():
        tried: dict[int, Counter[int]] = {n: Counter() for n in climbing}
        for _ in range(step.rounds):
            attempts: list[tuple[int, rungs.Attempt]] = []
            for n in climbing:
                todo = {k: tried[n][k] for k in best[n].unmet if tried[n][k] < step.tries}
                if todo:
                    attempts.extend((n, one) for one in step.rung(tasks[n], best[n], todo, engine))
            for n, one in attempts:
                tried[n].update(one.aims)
            reached = rungs.carry_out([(tasks[n], one) for n, one in attempts], engine, how)
            better = [
                (n, given)
                for (n, _), given in zip(attempts, reached, strict=True)
                if given and _improves(tasks[n], given, best[n])
            ]
            for n, given in _scored(better, tasks, engine):
                if given.fluency >= floor[n] and _rank(given) < _rank(best[n]):
                    best[n] = given
    return best


def _improves(task: Task, new: Candidate, old: Candidate) -> bool:
    """More terms met, in a sentence that is not broken, unless it was before."""
    if len(new.unmet) >= len(old.unmet):
        return False
    return not degenerate(task.text, new.text) or bool(degenerate(task.text, old.text))


def _rank(given: Candidate) -> tuple[int, float]:
    return len(given.unmet), -given.fluency


def _scored(
    given: Sequence[tuple[int, Candidate]], tasks: Sequence[Task], engine: Engine
) -> list[tuple[int, Candidate]]:
    log_probs = engine.score([(tasks[n].pieces, one.hypothesis.pieces) for n, one in given])
    return [(n, scored(one, found)) for (n, one), found in zip(given, log_probs, strict=True)]


def unmet_warnings(task: Task, given: Candidate) -> list[Warning]:
    """For each unmet occurrence a warning that says why its rendering is not there."""
    warnings = []
    uses = term_uses(task, given)
    for number in given.unmet:
        occurrence = task.occurrences[number]
        if aligned_run(given.attention, occurrence.span, rungs.PASTE_AT) is None:
            reason = "no English word is clearly aligned with it"
        elif occurrence.term.type == "date":
            reason = "the model left it out, and a date is never pasted in"
        else:
            reason = "every way of putting it in broke the sentence or another term"
        warnings.append(unmet(uses[number], occurrence.term.target, reason))
    return warnings


def _ladder() -> list[_Step]:
    return [
        _Step(rungs.respell),
        _Step(rungs.inline),
        _Step(rungs.prefix, PREFIX_ROUNDS, tries=rungs.PLACES),
        _Step(rungs.replace_aligned, PASTE_ROUNDS, tries=PASTE_ROUNDS),
    ]
