"""Terms that a model does not know are carried from the start.

Whether a model renders a term right by itself is asked once, of the term in two words ("X said"):
nine in ten of those it gets wrong there it gets wrong in a sentence too. A sentence that holds such
terms is decoded with stand-ins at once. The answer depends on model and term alone, so that no
sentence's translation depends on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossary.check import renderings
from glossary.match import Occurrence
from glossary.term import Term
from translator.checks import degenerate
from translator.enforce import rungs
from translator.enforce.attempt import Attempt, carry_out
from translator.enforce.candidate import Candidate, Task, wrong_numbers
from translator.engine import Decoding, Engine, Job

Question = tuple[str, Term]
"""The surface form of a term, and the term: its accepted forms count too."""

KEPT = 100_000
"""Answers kept at most: a server meets the terms of all its visitors."""

ASKED = "قال {}"
"""The words a term is asked in: any verb before it will do."""


def foreseen(tasks: Sequence[Task], engine: Engine, how: Decoding) -> dict[int, Candidate]:
    """By number of the task the translations with stand-ins for unknown terms, where these came
    out, the sentence is not broken and has its numbers. Other tasks are not in it."""
    known = _asked(tasks, engine)
    attempts: list[tuple[int, Attempt]] = []
    for n, task in enumerate(tasks):
        numbers = [k for k, one in enumerate(task.occurrences) if not known[_question(one)]]
        attempts.extend((n, one) for one in rungs.carried(task, numbers, engine))
    made = carry_out([(tasks[n], one) for n, one in attempts], engine, how)
    found = {}
    for (n, attempt), one in zip(attempts, made, strict=True):
        if one is None or set(attempt.aims) & set(one.unmet):
            continue
        if not degenerate(tasks[n].text, one.text) and not wrong_numbers(tasks[n], one):
            found[n] = one
    return found


def _asked(tasks: Sequence[Task], engine: Engine) -> dict[Question, bool]:
    """Whether the model renders the terms that occur. It is asked once; what it can do is kept in
    `engine.renders`."""
    questions = dict.fromkeys(_question(one) for task in tasks for one in task.occurrences)
    known = {one: engine.renders[one] for one in questions if one in engine.renders}
    new = [one for one in questions if one not in known]
    jobs = [Job(engine.encode(ASKED.format(surface)), attend=False) for surface, _ in new]
    for question, hypotheses in zip(new, engine.decode(jobs, Decoding(beam=1)), strict=True):
        known[question] = any(renderings(question[1], h.text) for h in hypotheses)
    if len(engine.renders) > KEPT:
        engine.renders.clear()
    engine.renders.update(known)
    return known


def _question(occurrence: Occurrence) -> Question:
    return occurrence.surface, occurrence.term
