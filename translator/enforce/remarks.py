"""What is to be said of the terms of a sentence when the ladder has done what it can."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from glossary.fold import folded_text
from glossary.match import Occurrence
from glossary.term import Term
from translator.checks import unmet
from translator.document import TermUse, Warning
from translator.enforce import rungs
from translator.enforce.candidate import Candidate, Task, term_uses
from translator.enforce.placing import aligned_run


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


def alike_warnings(occurrences: Sequence[Occurrence], uses: Sequence[TermUse]) -> list[Warning]:
    """A warning for each two different terms of a sentence that have one name in English, so that
    a reader takes them for one. See `_are_one` for what are no two."""
    called: dict[str, dict[Term, TermUse]] = {}
    for occurrence, use in zip(occurrences, uses, strict=True):
        if use.rendering:
            name = " ".join(use.rendering.casefold().split()).removeprefix("the ")
            called.setdefault(name, {}).setdefault(occurrence.term, use)
    return [
        Warning("term", f"{a.surface} and {b.surface} are two terms but both read {b.rendering}")
        for uses_of in called.values()
        for (first, a), (second, b) in combinations(uses_of.items(), 2)
        if not _are_one(first, second)
    ]


def _are_one(a: Term, b: Term) -> bool:
    """Whether a glossary takes two terms for one thing: months and common nouns with one target
    (they are forms of a word), terms each of which may have the other's target (America, the United
    States), and a name and its short form, which the Arabic has too (the Gaza Strip, Gaza)."""
    if a.target == b.target:
        return a.type == "date" or not rungs.is_name(a.target)
    if a.target in b.accept and b.target in a.accept:
        return True
    short, long = sorted((f" {folded_text(term.source)} " for term in (a, b)), key=len)
    return short in long
