"""What can be wrong with a translation, judged on the two strings alone.

`check` gives the warnings shown to people, `degenerate` the one reason that makes decoding the
sentence again worthwhile. All of it is linear in the length of the two strings.
"""

from __future__ import annotations

from collections.abc import Sequence

from translator.checks.attribution import attribution_fault
from translator.checks.faults import empty, faults, only_digits
from translator.checks.names import missing_names
from translator.checks.negation import negation_fault
from translator.checks.slips import garbled_fault, repeat_fault
from translator.checks.violence import violence_fault
from translator.document import TermUse, Warning
from translator.numbers import number_faults

_MEANING = (
    ("negation", negation_fault),
    ("attribution", attribution_fault),
    ("violence", violence_fault),
    ("garbled", garbled_fault),
    ("repeat", repeat_fault),
)


def check(source: str, target: str, terms: Sequence[TermUse] = ()) -> tuple[Warning, ...]:
    """The warnings a translation deserves.

    `source` is the Arabic segment, `target` its English, `terms` the glossary terms that occur
    in it, with their spans. Kinds: `length` (nothing, far too much or far too little),
    `arabic` (letters or digits of the Arabic script left), `loop`, `artifact` (subword marks,
    HTML entities, another script or language), `number` (a value lost, added or changed),
    `negation` (lost or added), `attribution` (a claim that became a fact, or lost its speaker),
    `violence` (violent or vulgar English without a cause in the source), `garbled` (a word that is
    none), `repeat` (a word said twice), `name` (one that no glossary lists is missing) and `term`
    (no rendering). Numbers inside a rendered term are the
    term's own affair.
    """
    found: list[Warning] = []
    if source != target:  # what holds no Arabic is copied, and a copy is right by definition
        nothing = empty(source, target)
        if nothing:
            found.append(Warning("length", nothing))
        else:
            found.extend(faults(source, target))
            found.extend(
                Warning("number", message) for message in number_faults(source, target, terms)
            )
            found.extend(
                Warning(kind, message)
                for kind, fault in _MEANING
                if (message := fault(source, target)) is not None
            )
            found.extend(Warning("name", name) for name in missing_names(source, target, terms))
    found.extend(unmet(term) for term in terms if term.rendering is None)
    return tuple(found)


def degenerate(source: str, target: str) -> str | None:
    """Why `target` is so broken that decoding `source` again is worthwhile, or None.

    The reason is a few words for a log or a warning. A lost number or an unmet term is no
    reason: those are the enforcement's work, and decoding again seldom mends them.
    """
    if source == target:
        return None
    reason = empty(source, target)
    if reason:
        return reason
    for warning in faults(source, target):
        if warning.kind != "arabic" or not only_digits(target):
            return warning.message
    return None


def unmet(term: TermUse, wanted: str = "", reason: str = "") -> Warning:
    """The warning for a term without its rendering.

    `wanted` is the English it should have had and `reason` why it has not; each may be empty.
    """
    missing = f"is not rendered as {wanted}" if wanted else "is not rendered as the glossary says"
    return Warning("term", f"{term.surface} {missing}" + (f": {reason}" if reason else ""))
