"""One form for a name throughout a document: a second pass over the segments where it differs.

The form that came out most often and sounds like the name becomes a term for the segments in
which another form came out, so that the ladder of `translator.enforce` puts it there; nothing
else is translated again. What comes of it is taken only where it is no worse than before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossary.term import Glossary, Term
from translator import pipeline
from translator.consistency.mentions import NEAR, Mention, document_mentions
from translator.consistency.rows import other_spellings, wrong_forms
from translator.consistency.tally import best_form, counted_forms, form_key, switched_off
from translator.document import TranslatedDocument, Translation, Warning

if TYPE_CHECKING:
    from translator.engine import Decoding, Engine

_Place = tuple[int, Mention]
"""The number of a segment and a name in it."""


@dataclass(frozen=True, slots=True)
class _Winner:
    """A name's term, and how often it stands in each of the segments to be translated again."""

    term: Term
    segments: Counter[int]


def unified(
    translated: TranslatedDocument,
    engine: Engine,
    glossary: Glossary | None,
    how: Decoding,
    pieces: Callable[[str], int],
) -> TranslatedDocument:
    """The document with one form for each name beyond the glossary that came out in several.

    Only forms that sound like the Arabic count (`mentions.ALIKE` for the one that wins,
    `mentions.NEAR` for those it takes the place of). The translations must carry word links.
    The uses of such a term say so in their note; a place where the form could not be put in
    keeps its translation and gets a warning of the kind `name`.
    """
    winners = _winners(translated.translations, pieces, glossary)
    wanted: dict[int, list[_Winner]] = {}
    for winner in winners:
        for number in winner.segments:
            wanted.setdefault(number, []).append(winner)
    if not wanted:
        return translated
    base = glossary or Glossary((), "none")
    terms = base.overlay(Glossary(tuple(one.term for one in winners), "names of the document"))
    fitting = {
        n: _fitting(translated.translations[n], n, terms, those) for n, those in wanted.items()
    }
    # What a person wrote stays in any case.
    again = [
        n
        for n, those in fitting.items()
        if those and translated.translations[n].origin == "machine"
    ]
    sources = [translated.translations[n].source for n in again]
    fresh = dict(
        zip(
            again,
            pipeline.translate(sources, engine, terms, how, (len(sources) or 1,)),
            strict=True,
        )
    )
    result = list(translated.translations)
    for number in again:
        result[number] = _better(result[number], fresh[number], fitting[number])
    return replace(translated, translations=tuple(result))


def _winners(
    translations: Sequence[Translation],
    pieces: Callable[[str], int],
    glossary: Glossary | None,
) -> list[_Winner]:
    places: dict[str, list[_Place]] = {}
    for number, those in enumerate(document_mentions(translations, pieces)):
        for mention in those:
            places.setdefault(mention.key, []).append((number, mention))
    off = switched_off(glossary)
    held = {form_key(form) for term in glossary or () for form in (term.target, *term.accept)}
    found = (_winner(those, held) for key, those in places.items() if key not in off)
    return [winner for winner in found if winner]


def _winner(places: Sequence[_Place], held: set[str]) -> _Winner | None:
    """The term for a name, None where all its forms are one or none sounds right."""
    forms = counted_forms(mention for _, mention in places)
    best = best_form(forms)
    if len(forms) < 2 or not best:
        return None
    own = form_key(best)
    segments = Counter(
        number
        for number, mention in places
        if mention.form and form_key(mention.form) != own and mention.sound >= NEAR
    )
    if not segments:
        return None
    count = next(form.count for form in forms if form.text == best)
    others = "1 other place" if count == 1 else f"{count} other places"
    spellings = Counter(mention.name for _, mention in places)
    name = spellings.most_common(1)[0][0]
    kinds = Counter(mention.kind for _, mention in places if mention.kind)
    term = Term(
        source=name,
        target=best,
        variants=other_spellings(name, spellings),
        avoid=wrong_forms(best, forms, held),
        type=kinds.most_common(1)[0][0] if kinds else "",
        note=f"consistent with {others}",
    )
    mentioned = Counter(number for number, _ in places)
    return _Winner(term, Counter({number: mentioned[number] for number in segments}))


def _fitting(
    old: Translation, number: int, terms: Glossary, winners: Sequence[_Winner]
) -> list[_Winner]:
    """The winners that stand in a segment just as often as the name was found there: where the
    same letters stand more often, they may be another word."""
    count = Counter(occurrence.term for occurrence in terms.find(old.source))
    return [one for one in winners if count[one.term] == one.segments[number]]


def _better(old: Translation, new: Translation, winners: Sequence[_Winner]) -> Translation:
    """The new translation where it has the names and is no worse, else the old one, marked."""
    sources = {one.term.source for one in winners}
    has_them = all(use.rendering for use in new.terms if use.term in sources)
    if has_them and _faults(new) <= _faults(old):
        return new
    marks = tuple(
        Warning("name", f"{one.term.source} is {one.term.target} elsewhere in this document")
        for one in winners
    )
    return replace(old, warnings=old.warnings + marks)


def _faults(translation: Translation) -> int:
    return len(translation.warnings) + sum(use.rendering is None for use in translation.terms)
