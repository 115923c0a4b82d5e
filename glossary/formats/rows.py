"""What holds for a row of a glossary whatever file it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from glossary.fold import ARABIC_LETTER, fold
from glossary.formats.report import Log
from glossary.term import MATCHES, TYPES, Term, same_spelling, spelling_key

SHORTEST = 3
"""Letters. Shorter Arabic words are mostly particles, and stand inside every other sentence."""

_CHOICES = (("type", TYPES), ("match", MATCHES))


def fault(term: Term) -> str:
    """Why a term cannot be a row of a glossary, with the remedy; empty where it can."""
    if not term.source:
        return "the source is empty; write the Arabic term there."
    if "|" in term.source or "|" in term.target:
        return "source and target hold one form each; put further ones under variants or accept."
    for spelling in term.spellings:
        if not ARABIC_LETTER.search(spelling):
            return (
                f"{spelling} holds no Arabic letter; source and variants are the Arabic spellings."
            )
    for form in (term.target, *term.accept, *term.avoid):
        if ARABIC_LETTER.search(form):
            return f"{form} holds Arabic letters; target, accept and avoid are English."
    for form in term.avoid:
        if form in (term.target, *term.accept):
            return f"{form} is both right and to be avoided; keep one."
    for name, known in _CHOICES:
        value = getattr(term, name)
        if value and value not in known:
            return f"{value!r} is no {name}; use one of {', '.join(known)}, or nothing."
    return ""


def too_short(spelling: str, match: str = "") -> bool:
    """Whether a spelling cannot be looked for safely: one word of fewer than three letters.

    A row that asks for exact matches has been thought about, and may be shorter.
    """
    letters = fold(spelling).letters.strip()
    return match != "exact" and len(letters) < SHORTEST and " " not in letters


def tidied(term: Term, line: int, log: Log) -> Term:
    """A term from elsewhere without what would make it a faulty row but can be spared.

    That is an unknown type or match, a form to be avoided that also counts as right, and a
    spelling that is too short; each is said in the log.
    """
    for name, known in _CHOICES:
        value = getattr(term, name)
        if value and value not in known:
            log.remark(line, f"{value!r} is no {name} and is left out", f"values of {name}")
            term = replace(term, type="") if name == "type" else replace(term, match="")
    right = (term.target, *term.accept)
    for form in term.avoid:
        if form in right:
            log.remark(line, f"{form} is both right and to be avoided: it stays right", "forms")
    variants = []
    for spelling in term.variants:
        if too_short(spelling, term.match):
            log.remark(line, f'the spelling "{spelling}" is left out, {_SHORT}', "short spellings")
        else:
            variants.append(spelling)
    return replace(
        term,
        variants=tuple(variants),
        avoid=tuple(form for form in term.avoid if form not in right),
    )


def usable(term: Term, line: int, log: Log) -> bool:
    """Whether an import can take a term; if not, the log says why."""
    reason = fault(term)
    if reason:
        log.leave(line, reason.rstrip("."), "faulty rows")
    elif too_short(term.source, term.match):
        log.leave(line, f'"{term.source}" is {_SHORT}', "that are too short")
    return not reason and not too_short(term.source, term.match)


def settled(numbered: Iterable[tuple[int, Term]], log: Log) -> list[Term]:
    """Terms of a file in which one spelling may come with several renderings.

    The first rendering is the target, further ones count as right (`accept`), and the log says so;
    all other spellings of the later term stay its own.
    """
    terms: list[Term] = []
    places: dict[str, list[tuple[str, int, int]]] = {}
    for line, term in numbered:
        own = []
        for spelling in term.spellings:
            earlier = next(
                (
                    place
                    for place in places.get(spelling_key(spelling), [])
                    if same_spelling(spelling, place[0])
                ),
                None,
            )
            if earlier is None:
                own.append(spelling)
                continue
            _, index, other_line = earlier
            if spelling == term.source:
                terms[index] = _joined(terms[index], other_line, term, line, log)
            elif terms[index].target != term.target:
                log.remark(
                    line,
                    f"the spelling {spelling} stays with {terms[index].target or 'no rendering'}, "
                    f"as in line {other_line}",
                    "spellings of two terms",
                )
        log.take()
        if own:
            terms.append(replace(term, source=own[0], variants=tuple(own[1:])))
            for spelling in own:
                place = (spelling, len(terms) - 1, line)
                places.setdefault(spelling_key(spelling), []).append(place)
    return terms


def _joined(first: Term, first_line: int, second: Term, second_line: int, log: Log) -> Term:
    """An earlier term with the renderings of a later one of the same spelling."""
    right = (first.target, *first.accept)
    new = [form for form in (second.target, *second.accept) if form and form not in right]
    if second.target in new and first.target:
        log.remark(
            second_line,
            f"ambiguous: {second.source} is {first.target} in line {first_line} and "
            f"{second.target} here; the first is the target, the other counts as right too",
            "ambiguous terms",
        )
    if not first.target:  # switched off there: it stays so
        return first
    accept = (*first.accept, *new)
    avoid = dict.fromkeys((*first.avoid, *second.avoid))
    return replace(
        first,
        accept=accept,
        avoid=tuple(form for form in avoid if form not in (first.target, *accept)),
        note=first.note or second.note,
    )


_SHORT = "too short to be found safely (a row with match exact may hold it)"
