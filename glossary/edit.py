"""Rows put in, changed and taken out, on terms alone, and the sentences that this touches.

What may be a row is said by `glossary.formats.rows`, as it is for files: what is taken here can
stand in a file. Nothing here reads or writes one; that is `glossary.file`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from glossary.errors import GlossaryError
from glossary.fold import folded_text
from glossary.formats.columns import COLUMNS
from glossary.formats.rows import fault
from glossary.formats.table import term_of
from glossary.index import Index
from glossary.spelling import INVISIBLE, readings, tokens_of
from glossary.term import Glossary, Term, same_spelling, spelling_key

LONGEST = 200
"""Characters of one spelling or one English form; no name is longer."""
LONGEST_NOTE = 2_000
"""Characters of a note."""

_FIRST = {"the": "The", "source": "Source"}
_LISTS = ("variants", "accept", "avoid")


def validated(fields: Mapping[str, str | Sequence[str]]) -> Term:
    """The term of a row typed in: its cells by the names of the columns, missing ones empty.

    variants, accept and avoid are one string with `|` between the values, as in a file, or a list
    of values. White space is made single spaces and invisible characters, which come along when
    text is copied from a page, are left out. Raises `GlossaryError` with one sentence for what is
    wrong.
    """
    unknown = next((name for name in fields if name not in COLUMNS), None)
    if unknown is not None:
        raise GlossaryError(f"There is no column {unknown!r}; use {', '.join(COLUMNS)}.")
    cells = {}
    for name, given in fields.items():
        values = [given] if isinstance(given, str) else list(given)
        if name not in _LISTS and len(values) != 1:
            raise GlossaryError(f"The column {name} holds one value; give one.")
        tidy = [_tidy(value, name) for value in values]
        piped = next((value for value in tidy if "|" in value), None)
        if piped is not None and not isinstance(given, str):
            raise GlossaryError(f"{piped!r} holds |, which parts values; give each by itself.")
        cells[name] = "|".join(tidy)
    term = term_of({"source": "", "target": "", **cells})
    if reason := fault(term):
        first = reason.partition(" ")[0]  # a word of ours, or what was typed, which stays as it is
        raise GlossaryError(f"{_FIRST.get(first, first)}{reason[len(first) :]}")
    if term.source.startswith("#"):
        raise GlossaryError(
            "The source begins with #, which makes a line of a file a comment; leave the # out."
        )
    for value in (term.target, *term.spellings, *term.accept, *term.avoid):
        if len(value) > LONGEST:
            raise GlossaryError(
                f"{value[:30]}… has {len(value):,} characters; a term has {LONGEST} at most."
            )
    if len(term.note) > LONGEST_NOTE:
        raise GlossaryError(
            f"The note has {len(term.note):,} characters; shorten it to {LONGEST_NOTE:,} at most."
        )
    return term


def _tidy(value: str, column: str) -> str:
    text = INVISIBLE.sub("", value.replace("\u200b", " ").strip())
    if any(mark in text for mark in "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        raise GlossaryError(
            f"The {column} holds a tab or a line break; a row of a glossary is one line."
        )
    strange = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs")), None)
    if strange is not None:
        raise GlossaryError(
            f"The {column} holds the control character U+{ord(strange):04X}; leave it out."
        )
    return " ".join(text.split())


Change = tuple[Term | None, Term | None]
"""A row before and after: without the first a new one, without the second a row less."""


def put(terms: Sequence[Term], new: Term, replacing: Term | None = None) -> tuple[Term, ...]:
    """The terms of a layer with a row more, at the end, or with one in place of `replacing`.

    A row that is there already is not put in twice. Raises `GlossaryError` where another row of
    the layer has one of the spellings, and where `replacing` is not there.
    """
    rows = list(terms)
    place = _place(rows, replacing) if replacing is not None else len(rows)
    if replacing is None and new in rows:
        return tuple(rows)
    refuse_shared(new, [*rows[:place], *rows[place + 1 :]])
    rows[place : place + 1] = [new]
    return tuple(rows)


def drop(terms: Sequence[Term], term: Term | str) -> tuple[Term, ...]:
    """The terms of a layer without a row, given itself or by its source.

    Raises `GlossaryError` where it is not there.
    """
    rows = list(terms)
    if isinstance(term, str):
        found = next((row for row in rows if row.source == term), None)
        if found is None:
            raise GlossaryError(_gone(term))
        term = found
    del rows[_place(rows, term)]
    return tuple(rows)


def changed(terms: Sequence[Term], changes: Iterable[Change]) -> tuple[Term, ...]:
    """The terms of a layer after changes, one after the other: all of them, or none.

    Raises `GlossaryError` as `put` and `drop` do.
    """
    rows = tuple(terms)
    added: list[Term] = []
    for old, new in changes:
        if old is None and new is not None:
            added.append(new)
            continue
        rows, added = with_added(rows, added), []
        if new is not None:
            rows = put(rows, new, old)
        elif old is not None:
            rows = drop(rows, old)
    return with_added(rows, added)


def with_added(terms: Sequence[Term], added: Sequence[Term]) -> tuple[Term, ...]:
    """The terms of a layer with rows more, as `put` puts in each, in time for thousands."""
    if not added:
        return tuple(terms)
    there = set(terms)
    by_key: dict[str, list[Term]] = {}
    for term in terms:
        _note(term, by_key)
    rows = list(terms)
    for new in added:
        if new in there:
            continue
        keys = dict.fromkeys(spelling_key(spelling) for spelling in new.spellings)
        refuse_shared(new, [term for key in keys for term in by_key.get(key, ())])
        rows.append(new)
        there.add(new)
        _note(new, by_key)
    return tuple(rows)


def _note(term: Term, by_key: dict[str, list[Term]]) -> None:
    for key in dict.fromkeys(spelling_key(spelling) for spelling in term.spellings):
        by_key.setdefault(key, []).append(term)


def removed(layer: Glossary, lower: Glossary, term: Term) -> Glossary:
    """A layer after a row that the user sees, of the layer or of what lies under it, is deleted.

    A row of the layer's own goes, so that what lies under it shows again; a row from below is
    switched off by one of the layer (`switched_off`). Raises `GlossaryError` where neither has it.
    """
    if term in layer.terms:
        return replace(layer, terms=drop(layer.terms, term))
    if not any(term.source in row.spellings for row in lower.terms):
        raise GlossaryError(_gone(term.source))
    return replace(layer, terms=put(layer.terms, switched_off(term, layer.terms)))


def switched_off(term: Term, layer: Iterable[Term] = ()) -> Term:
    """The row that switches a term of a lower layer off: its spellings with an empty target.

    Spellings that `layer` has rows for are left to those. Raises `GlossaryError` where all are.
    """
    rows = list(layer)
    left = [spelling for spelling in term.spellings if holder(rows, (spelling,)) is None]
    if not left:
        raise GlossaryError(_gone(term.source))
    return Term(left[0], "", tuple(left[1:]), type=term.type, match=term.match)


def holder(terms: Iterable[Term], spellings: Sequence[str]) -> tuple[Term, str] | None:
    """The first row that has one of the spellings, and that spelling; None where no row has."""
    wanted = [(spelling_key(spelling), spelling) for spelling in spellings]
    for term in terms:
        for other in term.spellings:
            key = spelling_key(other)
            for known, spelling in wanted:
                if key == known and same_spelling(spelling, other):
                    return term, spelling
    return None


def refuse_shared(new: Term, others: Iterable[Term]) -> None:
    """Raise `GlossaryError` where one of `others` has a spelling of a new row."""
    found = holder(others, new.spellings)
    if found is not None:
        term, spelling = found
        row = "" if spelling == term.source else f"in the row {term.source}, "
        raise GlossaryError(
            f"{spelling} is there already, {row}"
            f"{f'as {term.target}' if term.target else 'switched off'}: change that row instead."
        )


def _place(rows: Sequence[Term], term: Term) -> int:
    try:
        return rows.index(term)
    except ValueError:
        raise GlossaryError(_gone(term.source)) from None


def _gone(source: str) -> str:
    return f"The row {source} is no longer there as it was: load the glossary again."


def touched(before: Glossary, after: Glossary, sentences: Sequence[str]) -> list[int]:
    """The places of the sentences in which `after` finds other terms than `before`, or elsewhere.

    What is found in a sentence follows from the rows whose first words stand there, and from
    their order. So only sentences with first words of a row that is new, changed or gone are
    compared: a long row, a neighbour or a row switched off reaches no further than its own words.
    """
    old, new = set(before.effective), set(after.effective)
    if [term for term in before.effective if term in new] != [
        term for term in after.effective if term in old
    ]:  # of equals the later row wins: where the order differs any sentence may change
        near = list(range(len(sentences)))
    else:
        index = Index(old ^ new)
        near = [place for place, text in enumerate(sentences) if _begins(index, text)]
    return [
        place for place in near if before.find(sentences[place]) != after.find(sentences[place])
    ]


def _begins(index: Index, sentence: str) -> bool:
    """Whether words stand in a sentence with which a spelling of an index may begin."""
    words = [word for word, _, _ in tokens_of(folded_text(sentence))]
    return any(
        True
        for word, following in zip(words, [*words[1:], ""], strict=False)
        for key, _ in readings(word)
        for _ in index.spellings(key, following)
    )
