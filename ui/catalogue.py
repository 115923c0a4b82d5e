"""All terms of a glossary for looking through: in order, by their source, and searched.

Finding terms in a text is `glossary.match`; here a person types a few letters and expects to see
every row that has them, in whatever usual spelling.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary import Glossary, Term
from glossary.fold import ARABIC_LETTER, folded_text

_KEPT = 4
"""Catalogues kept: of the glossaries that visitors have open most recently."""

_TYPED = str.maketrans("-\u2010\u2011\u2018\u2019\u02bc", "   '''")


@dataclass(frozen=True)
class Catalogue:
    """The rows of a glossary as they count, those switched off among them.

    What searching needs is worked out when it is first asked for: some 10 microseconds a row.
    """

    glossary: Glossary

    @cached_property
    def by_source(self) -> Mapping[str, Term]:
        """Each term by its source."""
        return {term.source: term for term in self.glossary.effective}

    @cached_property
    def terms(self) -> Sequence[Term]:
        """The terms in the order of the Arabic letters."""
        return [term for _, _, term in self._rows]

    @cached_property
    def _rows(self) -> list[tuple[str, str, Term]]:
        """The folded spellings and English forms, a line each, the folded note, and the term."""
        rows = [(_names(term), _folded(term.note), term) for term in self.glossary.effective]
        rows.sort(key=lambda row: row[0])
        return rows

    def search(self, query: str) -> Sequence[Term]:
        """The terms that have a query in a spelling, an English form or the note, best first.

        First those of which the query is a spelling or a form, then those that begin with it, those
        with a word that does, the rest, and last the notes. All terms for an empty query.
        """
        wanted = " ".join(_folded(query).split())
        if not wanted:
            return self.terms
        found: dict[Term, None] = {}
        if ARABIC_LETTER.search(query):  # attached particles, duals and plurals are seen through
            found = dict.fromkeys(
                one.term
                for one in self.glossary.find(query)
                if one.outer[1] - one.outer[0] == len(query.strip())
            )
        ranked: list[tuple[int, int]] = []
        for place, (names, note, _) in enumerate(self._rows):
            if wanted in names:
                ranked.append((_rank(names, wanted), place))
            elif wanted in note:
                ranked.append((_LAST, place))
        for _, place in sorted(ranked):
            found[self.terms[place]] = None
        return list(found)


_LAST = 4


def _rank(names: str, wanted: str) -> int:
    if f"\n{wanted}\n" in names:
        return 0
    if f"\n{wanted}" in names:
        return 1
    return 2 if f" {wanted}" in names else 3


def _names(term: Term) -> str:
    forms = (*term.spellings, term.target, *term.accept, *term.avoid)
    return _folded("\n" + "\n".join(forms) + "\n")


def _folded(text: str) -> str:
    return folded_text(text).casefold().translate(_TYPED)


_lock = threading.Lock()
_made: OrderedDict[int, Catalogue] = OrderedDict()


def catalogue(glossary: Glossary) -> Catalogue:
    """The catalogue of a glossary, made once while the glossary is in use."""
    # By identity: comparing glossaries row by row would take longer than making a catalogue. The
    # catalogue holds its glossary, so no other one can come to have its number.
    with _lock:
        found = _made.get(id(glossary))
        if found is not None:
            _made.move_to_end(id(glossary))
            return found
    made = Catalogue(glossary)
    with _lock:
        _made[id(glossary)] = made
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return made
