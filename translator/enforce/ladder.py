"""The ladder: which sentence climbs which rung, and which candidate wins.

What the model gives -> a form to be avoided spelled right -> stand-ins in the source for the terms
(or their English, for a model trained to copy it) -> the model's next hypotheses -> decoding again
with the rendering as forced prefix at the aligned place -> replacing the aligned words. All
sentences of a rung go in one batch, and what it gives is checked and scored on the original source,
so that attempts of different rungs can be compared. At the end the articles before the renderings
that were put in are put right, as the model likes them.

Sources: inline terms as in Dinu et al. 2019, "Training Neural Machine Translation to Apply
Terminology Constraints"; stand-ins are the placeholders of Crego et al. 2016; forced prefixes as in
Knowles et al. 2016, "Neural Interactive Translation Prediction".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translator.checks import degenerate
from translator.enforce import rungs
from translator.enforce.attempt import Attempt, carry_out
from translator.enforce.candidate import (
    Candidate,
    Task,
    candidate,
    scored,
    wrong_numbers,
)
from translator.enforce.fluency import article_is_open, other_article, wants_article
from translator.engine import Decoding, Engine
from translator.rewrite import Edit, edited

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

    rung: rungs.Rung
    rounds: int = 1
    tries: int = 1


LADDER = (
    _Step(rungs.respell),
    _Step(rungs.inline, rungs.INLINE_TURNS, tries=rungs.INLINE_TURNS),
    _Step(rungs.nbest),
    _Step(rungs.prefix, PREFIX_ROUNDS, tries=rungs.PLACES),
    _Step(rungs.replace_aligned, PASTE_ROUNDS, tries=PASTE_ROUNDS),
)


def enforce(
    tasks: Sequence[Task], first: Sequence[Candidate], engine: Engine, how: Decoding
) -> list[Candidate]:
    """The best candidate of each task after the ladder; `first` are the model's own.

    Tasks whose terms the model met of itself, or that have none, cost nothing.
    """
    best = list(first)
    climbing = [n for n, given in enumerate(best) if given.unmet]
    for step in LADDER:
        tried: dict[int, Counter[int]] = {n: Counter() for n in climbing}
        for _ in range(step.rounds):
            attempts: list[tuple[int, Attempt]] = []
            for n in climbing:
                todo = {k: tried[n][k] for k in best[n].unmet if tried[n][k] < step.tries}
                if todo:
                    attempts.extend((n, one) for one in step.rung(tasks[n], best[n], todo, engine))
                    tried[n].update(todo.keys())
            reached = carry_out([(tasks[n], one) for n, one in attempts], engine, how)
            better = {
                n: given
                for (n, _), given in zip(attempts, reached, strict=True)
                if given and _improves(tasks[n], given, best[n])
            }
            for n, given in _scored(better, tasks, engine).items():
                if given.fluency >= first[n].fluency - MARGIN:
                    best[n] = given
    put_in = {n: given for n, given in enumerate(best) if given.put_in}
    best_of = _with_better_articles(put_in, tasks, engine)
    return [best_of.get(n, given) for n, given in enumerate(best)]


def _improves(task: Task, new: Candidate, old: Candidate) -> bool:
    """More terms met, in a sentence that is not broken and has its numbers, unless it had not."""
    if len(new.unmet) >= len(old.unmet):
        return False
    if degenerate(task.text, new.text) and not degenerate(task.text, old.text):
        return False
    return wrong_numbers(task, new) <= wrong_numbers(task, old)


def _scored(
    given: Mapping[int, Candidate], tasks: Sequence[Task], engine: Engine
) -> dict[int, Candidate]:
    log_probs = engine.score([(tasks[n].pieces, one.hypothesis.pieces) for n, one in given.items()])
    return {n: scored(one, found) for (n, one), found in zip(given.items(), log_probs, strict=True)}


def _with_better_articles(
    given: Mapping[int, Candidate], tasks: Sequence[Task], engine: Engine
) -> dict[int, Candidate]:
    """The candidates with "the" before renderings that were put in, or without it, where that is
    right or the model likes it better."""
    liked: dict[int, list[Edit]] = {}
    offers: list[tuple[int, Edit]] = []
    for n, one in given.items():
        for number in one.put_in:
            place = one.places[number] or (0, 0)
            term = tasks[n].occurrences[number].term
            edit = other_article(one.text, place, name=not term.target[:1].islower())
            if edit is None:
                continue
            if wants_article(term.target, term.type):
                if edit[1]:
                    liked.setdefault(n, []).append(edit)
            elif article_is_open(term.target, term.type, one.text, place, there=not edit[1]):
                offers.append((n, edit))
    open_ones = list(dict.fromkeys(n for n, _ in offers))
    asked = [(n, given[n]) for n in open_ones]
    asked += [(n, _changed(tasks[n], given[n], [edit], engine)) for n, edit in offers]
    scores = engine.score([(tasks[n].pieces, one.hypothesis.pieces) for n, one in asked])
    likings = [sum(found) / len(found) if found else 0.0 for found in scores]
    before = dict(zip(open_ones, likings[: len(open_ones)], strict=True))
    for (n, edit), liking in zip(offers, likings[len(open_ones) :], strict=True):
        if liking > before[n]:
            liked.setdefault(n, []).append(edit)
    changed = {n: _changed(tasks[n], given[n], edits, engine) for n, edits in liked.items()}
    return {n: changed.get(n, one) for n, one in given.items()}


def _changed(task: Task, given: Candidate, edits: Sequence[Edit], engine: Engine) -> Candidate:
    hypothesis = edited(given.hypothesis, edits, engine)
    return candidate(task, given.pieces, hypothesis, given.methods)
