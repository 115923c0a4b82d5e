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
from translator.checks import degenerate
from translator.enforce import rungs
from translator.enforce.attempt import Attempt, carry_out
from translator.enforce.candidate import Candidate, Task, wrong_numbers
from translator.engine import Decoding, Engine, Job

ASKED = "قال {}"
"""The words a term is asked in: any verb before it will do."""


def foreseen(tasks: Sequence[Task], engine: Engine, how: Decoding) -> dict[int, Candidate]:
    """By number of the task the translations with stand-ins for unknown terms, where these came
    out, the sentence is not broken and has its numbers. Other tasks are not in it."""
    _ask(tasks, engine)
    attempts: list[tuple[int, Attempt]] = []
    for n, task in enumerate(tasks):
        numbers = [
            k for k, one in enumerate(task.occurrences) if not engine.renders[_question(one)]
        ]
        attempts.extend((n, one) for one in rungs.carried(task, numbers, engine))
    made = carry_out([(tasks[n], one) for n, one in attempts], engine, how)
    found = {}
    for (n, attempt), one in zip(attempts, made, strict=True):
        if one is None or set(attempt.aims) & set(one.unmet):
            continue
        if not degenerate(tasks[n].text, one.text) and not wrong_numbers(tasks[n], one):
            found[n] = one
    return found


def _ask(tasks: Sequence[Task], engine: Engine) -> None:
    """Have the model render the terms that occur and that it has not been asked yet; what it can do
    is kept in `engine.renders`."""
    terms = {_question(one): one.term for task in tasks for one in task.occurrences}
    new = [question for question in terms if question not in engine.renders]
    jobs = [Job(engine.encode(ASKED.format(surface)), attend=False) for surface, _ in new]
    for question, hypotheses in zip(new, engine.decode(jobs, Decoding(beam=1)), strict=True):
        engine.renders[question] = any(renderings(terms[question], h.text) for h in hypotheses)


def _question(occurrence: Occurrence) -> tuple[str, str]:
    return occurrence.surface, occurrence.term.target
