"""A translation that a person wrote, judged by the same rules as the model's own."""

from __future__ import annotations

import numpy as np

from translator import align, checks, enforce
from translator.document import Method, Origin, Translation
from translator.enforce import Task
from translator.engine import Engine, Hypothesis, Pieces
from translator.pipeline import Request
from translator.script import has_arabic


def judged(request: Request, target: str, engine: Engine, origin: Origin = "person") -> Translation:
    """What there is to say of an English that somebody wrote: its terms, links and warnings.

    `target` stays as it is, whatever it holds. Links come from the model's attention along it
    (forced decoding); the score is the model's for it, None where either side is empty, is not
    Arabic, or is longer than the model takes.
    """
    source = request.source
    occurrences = tuple(request.glossary.find(source)) if request.glossary else ()
    limit = engine.model.positions - 2
    whole = engine.encode(source)
    task = Task(source, Pieces(whole.pieces[:limit], whole.offsets[:limit]), occurrences)
    pieces, offsets = engine.target_pieces(target)
    nothing = np.zeros((len(pieces), len(task.pieces.pieces)), dtype=np.float32)
    hypothesis = Hypothesis(target, pieces, offsets, 0.0, nothing)
    log_probs: tuple[float, ...] = ()
    if has_arabic(source) and task.pieces.pieces and pieces and engine.has_room(target):
        [hypothesis] = engine.follow([(task.pieces, target)])
        [log_probs] = engine.score([(task.pieces, pieces)])
    method: Method = "model" if origin == "machine" else "person"
    given = enforce.candidate(task, task.pieces, hypothesis, [method] * len(occurrences))
    uses = enforce.term_uses(task, given)
    anchors = [(use.source_span, use.target_span) for use in uses if use.target_span]
    missing = [
        checks.unmet(use, occurrence.term.target, "this English does not have it")
        for use, occurrence in zip(uses, occurrences, strict=True)
        if use.rendering is None
    ]
    others = [one for one in checks.check(source, target, uses) if one.kind != "term"]
    return Translation(
        source=source,
        target=target,
        score=sum(log_probs) / len(log_probs) if log_probs else None,
        alignment=align.links(source, given.attention, target, anchors),
        terms=uses,
        warnings=(*missing, *enforce.alike_warnings(occurrences, uses), *others),
        origin=origin,
    )
