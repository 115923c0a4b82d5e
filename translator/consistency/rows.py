"""Names found as the rows of a glossary file that a person confirms one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossary.formats import to_tsv
from glossary.term import Glossary, Term, spelling_key
from translator.consistency.mentions import NEAR
from translator.consistency.tally import Form, FoundName, form_key

UNCONFIRMED = "# "
"""What stands before a row until a person takes it away: glossary files pass such lines over."""

_HEAD = (
    "#Names that the glossary does not hold, those that come out in different ways first.",
    "#A row counts once the number sign and the space before it are gone: correct the target,",
    "#take both away, and use the file with --glossary. Rows left as they are change nothing.",
)


def table(found: Sequence[FoundName], glossary: Glossary | None) -> str:
    """A glossary file with a row a name, all of them unconfirmed.

    The target is the form proposed, empty where no form sounds like the name; `avoid` holds the
    other forms that came out, so that they are rewritten; the note says what was counted.
    """
    taken = {form_key(form) for term in glossary or () for form in (term.target, *term.accept)}
    taken |= {form_key(name.best) for name in found}
    terms = [_term(name, taken) for name in found]
    header, *rows = to_tsv(terms).splitlines(keepends=True)
    return "".join(
        [*(f"{line}\n" for line in _HEAD), header, *(f"{UNCONFIRMED}{row}" for row in rows)]
    )


def _term(found: FoundName, taken: Iterable[str]) -> Term:
    document, segment = found.first
    place = " ".join(document.split())
    note = f"{found.shown()}; first: {place}, segment {segment}"
    best = found.best
    return Term(
        source=found.name,
        target=best,
        variants=other_spellings(found.name, found.spellings),
        avoid=wrong_forms(best, found.forms, taken) if best else (),
        type=found.kind,
        note=note,
    )


def other_spellings(name: str, spellings: Iterable[str]) -> tuple[str, ...]:
    """The spellings that a glossary does not take for the name's own by itself."""
    other: dict[str, str] = {}
    for spelling in spellings:
        other.setdefault(spelling_key(spelling), spelling)
    other.pop(spelling_key(name), None)
    return tuple(other.values())


def wrong_forms(best: str, forms: Iterable[Form], taken: Iterable[str]) -> tuple[str, ...]:
    """The forms to be rewritten to the best one: those that sound like the name, are no part of
    the best nor hold it, and stand for nothing else."""
    words = form_key(best).split()
    wrong = []
    for form in forms:
        own = form_key(form.text).split()
        part = set(own) <= set(words) or set(words) <= set(own)
        if form.sound >= NEAR and not part and form_key(form.text) not in taken:
            wrong.append(form.text)
    return tuple(wrong)
