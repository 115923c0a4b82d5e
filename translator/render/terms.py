"""The glossary beside the text, on the page: its frame, its rows, and the form for a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from glossary import Term
from glossary.term import MATCHES, TYPES
from translator.document import Method
from translator.render.marks import METHODS
from translator.render.templates import render

_MATCH_WORDS = {
    "": "in any usual spelling",
    "exact": "exactly as written",
    "inflect": "also in the dual and plural",
}
_WORST: tuple[Method, ...] = ("person", "model", "inline", "nbest", "prefix", "replace")
"""How renderings got there, the worst last: what a reader should look at first."""
_SHOWN = 500
"""Occurrences of one term that can be shown one after the other."""


@dataclass(slots=True)
class Uses:
    """What became of a term in the texts. `places` are the ids of rows on the page, each with the
    number of the term in its row."""

    places: list[tuple[str, int]] = field(default_factory=list)
    methods: Counter[Method | None] = field(default_factory=Counter)

    def add(self, row: str, number: int, method: Method | None) -> None:
        """Count an occurrence; without a method it is unmet."""
        self.places.append((row, number))
        self.methods[method] += 1

    @property
    def count(self) -> int:
        """How often the term occurs."""
        return len(self.places)

    @property
    def words(self) -> str:
        """How often it occurs, whether it is met, and the worst way in which it is."""
        total, unmet = self.count, self.methods[None]
        often = {1: "once", 2: "twice"}.get(total, f"{total:,} times")
        if unmet == total:
            return f"{often}, not met"
        if unmet:
            met = f"{total - unmet:,} of {total:,} met"
        else:
            met = {1: "met", 2: "both met"}.get(total, "all met")
        worst = max((method for method in self.methods if method is not None), key=_WORST.index)
        return f"{often}, {met}; {METHODS[worst]}"


Removal = Literal["delete", "off", "on", ""]
"""What the second button of a row does: it takes a row out that was made here, switches a term of
another glossary off, or on again; empty where there is nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in the list. `version` names its content, so that a change by others is noticed;
    without one it cannot be changed. `here` says that the row was made here."""

    term: Term
    version: str = ""
    here: bool = False
    removal: Removal = ""
    uses: Uses | None = None

    @property
    def places(self) -> str:
        """Where it occurs, for the page's script."""
        given = self.uses.places[:_SHOWN] if self.uses else []
        return " ".join(f"{row}:{number}" for row, number in given)


def terms_panel_html(where: str, formats: Sequence[tuple[str, str]]) -> str:
    """The glossary's frame: tabs, search, tools, empty places for the list and the form.

    `where` says where changes go; `formats` are the names of what can be downloaded, with what
    each is in words.
    """
    return render("terms.html", where=where, formats=formats)


def term_rows_html(entries: Iterable[Entry]) -> str:
    """Terms as items of the list."""
    return render("terms_rows.html", entries=entries, match_words=_MATCH_WORDS)


def term_form_html(term: Term, entry: Entry | None) -> str:
    """The form with what is in `term`; `entry` is what it changes, None for a new row."""
    return render(
        "terms_form.html",
        term=term,
        entry=entry,
        types=TYPES,
        matches=[(name, _MATCH_WORDS[name]) for name in ("", *MATCHES)],
    )
