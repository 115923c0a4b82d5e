"""What a rung wants tried for a sentence, and the trying, of many sentences in one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator import standin
from translator.document import Method
from translator.enforce.candidate import Candidate, Task, candidate, wrong_numbers
from translator.engine import Decoding, Engine, Hypothesis, Job, Pieces

WIDE = 2
"""Hypotheses of an attempt that are looked through for one that meets more terms."""

PENALTY = 1.1
"""Repetition penalty of a forced beginning: it tempts a weak model to say the name again."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing to try for a sentence.

    pieces: what is decoded, with spans in the task's text.
    methods: for each occurrence how its rendering got in, should it be in.
    aims: numbers of the occurrences it is meant to put in.
    prefix: target text that is forced.
    written: an English made without decoding; then nothing is decoded.
    carried: English of stand-ins in the source, each with what it carries.
    missing: those of them that need not come out.
    hypotheses: how many are looked through.
    """

    pieces: Pieces
    methods: tuple[Method, ...]
    aims: tuple[int, ...]
    prefix: str = ""
    written: Hypothesis | None = None
    carried: tuple[tuple[str, str], ...] = ()
    missing: frozenset[str] = frozenset()
    hypotheses: int = WIDE


def carry_out(
    attempts: Sequence[tuple[Task, Attempt]], engine: Engine, how: Decoding
) -> list[Candidate | None]:
    """Decode attempts; None where the model cannot spell the prefix, it is too long, or no
    stand-in came out.

    Of the hypotheses of an attempt the first one with the most terms met is taken, of those the one
    with the fewest numbers lost or added.
    """
    made: list[list[Hypothesis]] = [[] for _ in attempts]
    groups: dict[tuple[int, bool], dict[int, Job]] = {}
    for n, (_, attempt) in enumerate(attempts):
        if attempt.written:
            made[n] = [attempt.written]
            continue
        forced = engine.encode_target(attempt.prefix)
        if forced is not None and engine.has_room(attempt.prefix):
            kind = (attempt.hypotheses, bool(forced))
            groups.setdefault(kind, {})[n] = Job(attempt.pieces, forced)
    for (hypotheses, forced_too), jobs in groups.items():
        search = replace(
            how,
            beam=max(how.beam, hypotheses),
            hypotheses=hypotheses,
            repetition_penalty=PENALTY if forced_too else how.repetition_penalty,
        )
        for n, found in zip(jobs, engine.decode(list(jobs.values()), search), strict=True):
            made[n] = found
    return [
        _fullest(task, attempt, hypotheses, engine)
        for (task, attempt), hypotheses in zip(attempts, made, strict=True)
    ]


def _fullest(
    task: Task, attempt: Attempt, hypotheses: Sequence[Hypothesis], engine: Engine
) -> Candidate | None:
    whole = list(hypotheses)
    if attempt.carried:
        back = (standin.put_back(h, attempt.carried, engine, attempt.missing) for h in hypotheses)
        whole = [one for one in back if one]
    found = [candidate(task, attempt.pieces, one, attempt.methods) for one in whole]
    return min(found, key=lambda one: (len(one.unmet), wrong_numbers(task, one)), default=None)
