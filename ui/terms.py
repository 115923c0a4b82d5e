"""The glossary beside the text: what the page's script asks of it, a function a wish.

Every change goes through `Desk.change_terms`, so that it can be undone there. What a browser sends
is checked here; what is wrong with it comes back as one sentence, `refused`, for the place where
the visitor is. A term is named by its source, and by a version that changes with its content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any

from glossary import Glossary, Term
from glossary.edit import holder, switched_off, validated
from glossary.errors import GlossaryError
from glossary.formats import COLUMNS
from glossary.formats.rows import too_short
from translator.errors import TranslatorError
from translator.render.terms import (
    Entry,
    Removal,
    Uses,
    term_form_html,
    term_rows_html,
    terms_panel_html,
)
from ui.catalogue import Catalogue, catalogue
from ui.changes import TermChange
from ui.desk import Desk
from ui.exchange import FORMATS, laid_over, taken_away, uploaded
from ui.layers import Layers
from ui.state import sentence
from ui.workshop import Workshop

Data = dict[str, Any]

PAGE = 50
"""Terms shown at a time."""
MOST = 2_000
"""Terms shown together at most; a search finds the rest."""
LONGEST = 3_000
"""Characters of a field at most; how long a term may be is `glossary.edit`'s to say."""


def _telling(does: Callable[[Desk, Data], Data]) -> Callable[[Desk, Data], Data]:
    """`does` with its faults as sentences beside the form, not above the text."""

    @wraps(does)
    def answer(desk: Desk, data: Data) -> Data:
        try:
            return does(desk, data)
        except (TranslatorError, GlossaryError) as error:
            return {"refused": sentence(str(error))}

    return answer


def version_of(term: Term) -> str:
    """A name for the content of a row: equal rows have it in common, and no others."""
    return hashlib.sha256(repr(term).encode("utf-8", "surrogatepass")).hexdigest()[:20]


# What there is.


def _shop(desk: Desk) -> Workshop:
    return desk.workshop


def _layers(desk: Desk) -> Layers:
    return _shop(desk).layers


def _catalogue(desk: Desk) -> Catalogue:
    """The terms in effect, as they are now: somebody else may have changed the file meanwhile."""
    return catalogue(_shop(desk).glossary(desk.choice, desk.layer) or Glossary())


def _own(desk: Desk) -> dict[str, Term]:
    return {term.source: term for term in _layers(desk).own(desk.layer)}


def _where(desk: Desk) -> str:
    """Where changes go, in words."""
    layers = _layers(desk)
    if layers.file is not None:
        name = layers.file.path.name
        return f"Changes are written to {name}, for everyone who uses this page."
    if layers.unwritable:
        return f"Changes stay in this tab: {sentence(layers.unwritable)}"
    return "Changes stay in this tab."


def _panel(desk: Desk, _: Data) -> Data:
    return {"html": terms_panel_html(_where(desk), list(FORMATS.items()))}


def _list(desk: Desk, data: Data) -> Data:
    """Terms of a view from `offset` on, `count` of them: html, what there are in words, whether
    there are more."""
    view, query = data.get("view"), data.get("query")
    offset, count = _number(data.get("offset"), 0), _number(data.get("count"), PAGE)
    listed, own = _catalogue(desk), _own(desk)
    uses = _uses(desk)
    if view == "here":
        ranked = sorted(uses, key=lambda source: -uses[source].count)
        rows = [listed.by_source.get(source) or Term(source, "") for source in ranked]
        words = _counted(rows, "in this text") or (
            "No term of the glossary is in this text."
            if desk.sheets
            else "Translate a text to see which terms are in it."
        )
    elif view == "changed":
        rows = list(own.values())[::-1]
        words = _counted(rows, "changed here") or "Nothing is changed here yet."
        uses = {}
    else:
        wanted = _text(query)[:200]
        rows = list(listed.search(wanted))
        words = _counted(rows, "found" if wanted else "in effect") or (
            f"No term has “{wanted}”." if wanted else "There is no glossary yet."
        )
        uses = {}
    shown = rows[offset : min(offset + count, MOST)]
    entries = [_entry(term, own, listed, uses.get(term.source)) for term in shown]
    more = len(rows) > offset + len(shown)
    if more and offset + len(shown) >= MOST:
        more = False
        words = f"{words.rstrip('.')}, the first {MOST:,} of them shown; search for the others."
    return {"html": term_rows_html(entries), "words": words, "more": more, "shown": len(shown)}


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and 0 <= value <= MOST else otherwise


def _counted(rows: Sequence[Term], where: str) -> str:
    number = len(rows)
    return f"{number:,} term{'' if number == 1 else 's'} {where}." if rows else ""


def _uses(desk: Desk) -> dict[str, Uses]:
    """What became of each term that is found in the texts on the desk, by its source."""
    found: dict[str, Uses] = {}
    with desk.lock:
        for sheet in desk.sheets:
            for row in sheet.rows:
                given = row.line.translation
                for number, use in enumerate(given.terms if given else ()):
                    place = f"{sheet.key}-{row.line.segment.index}"
                    found.setdefault(use.term, Uses()).add(place, number, use.method)
    return found


def _entry(
    term: Term, own: Mapping[str, Term], listed: Catalogue, uses: Uses | None = None
) -> Entry:
    here = own.get(term.source) == term
    removal: Removal = ""
    if here:
        removal = "delete" if term.target else "on"
    elif term.target:
        removal = "off"
    known = here or term.source in listed.by_source
    return Entry(term, version_of(term) if known else "", here, removal if known else "", uses)


# The form.


def _form(desk: Desk, data: Data) -> Data:
    """The form for an Arabic word or words: filled with their term, where there is one."""
    source, target = (_text(data.get(name)) for name in ("source", "target"))
    listed, own = _catalogue(desk), _own(desk)
    term = _term_of(source, listed, own)
    if term is None:
        return {"html": term_form_html(Term(source, target), None), "at": "target"}
    entry = _entry(term, own, listed)
    filled = term if term.target else Term(term.source, target, term.variants, match=term.match)
    return {"html": term_form_html(filled, entry), "at": "target"}


def _text(value: object) -> str:
    if not isinstance(value, str):
        return ""
    whole = value[:LONGEST].encode("utf-8", "ignore").decode()  # without halves of characters
    return " ".join(whole.split())


def _term_of(source: str, listed: Catalogue, own: Mapping[str, Term]) -> Term | None:
    """The term that words are, as a whole: by its source, else as it is found in a text."""
    if not source:
        return None
    if source in listed.by_source:
        return listed.by_source[source]
    for found in listed.glossary.find(source):
        start, end = found.outer
        rest = source[:start] + source[end:]
        if not any(map(str.isalnum, rest)):
            return found.term
    off = holder((term for term in own.values() if not term.target), (source,))
    return off[0] if off else None


# Changes.


def _save(desk: Desk, data: Data) -> Data:
    """Add what is in the form, or put it in place of the term `was`, if that is as it was shown."""
    new = _typed(data.get("fields"))
    with desk.lock:
        listed, own = _catalogue(desk), _own(desk)
        was = data.get("was")
        old = None
        if isinstance(was, str) and was:
            old = listed.by_source.get(was)
            now = version_of(old) if old else ""
            if now != data.get("version"):
                return {"refused": _meanwhile(was, old), "was": was if old else "", "version": now}
        if new == old:
            return {"say": "Nothing was changed.", "rows": [], "source": new.source}
        answer = _change(desk, _replacing(old, new, own))
    return {
        **answer,
        "say": f"{new.source} is {new.target} now{answer['say']}",
        "source": new.source,
    }


def _typed(fields: object) -> Term:
    if not isinstance(fields, dict) or not all(
        isinstance(value, str) and name in COLUMNS for name, value in fields.items()
    ):
        raise GlossaryError("The form is incomplete; load the page again.")
    for name, value in fields.items():
        if len(value) > LONGEST:
            raise GlossaryError(
                f"The field {name} has {len(value):,} characters; shorten it to {LONGEST:,}."
            )
    term = validated(fields)
    if not term.target:
        raise GlossaryError("The English is empty; write it, or switch the term off in the list.")
    short = next((one for one in term.spellings if too_short(one, term.match)), None)
    if short is not None:
        raise GlossaryError(
            f"{short} is so short that it would be found inside every other sentence; choose "
            "“exactly as written” to have it all the same."
        )
    return term


def _meanwhile(source: str, now: Term | None) -> str:
    if now is None:
        return f"{source} was taken out meanwhile; save again to add it anew."
    is_now = f"to {now.target}" if now.target else "and switched off"
    return f"{source} was changed meanwhile, {is_now}; save again to put yours in its place."


def _replacing(old: Term | None, new: Term, own: Mapping[str, Term]) -> list[TermChange]:
    """What puts a row into the glossary in place of another one, made here or lying under."""
    if old is None or own.get(old.source) == old:
        return [TermChange(old, new)]
    changes = [TermChange(None, new)]
    if any(holder((new,), (spelling,)) is None for spelling in old.spellings):
        # Spellings that were crossed out would be found under the other glossary's row again.
        with suppress(GlossaryError):  # all of them have rows here already
            changes.append(TermChange(None, switched_off(old, [*own.values(), new])))
    return changes


def _remove(desk: Desk, data: Data) -> Data:
    """Delete a row made here, switch off one of another glossary, or on again what was off."""
    source = data.get("source")
    with desk.lock:
        listed, own = _catalogue(desk), _own(desk)
        term = listed.by_source.get(source) if isinstance(source, str) else None
        if term is None or version_of(term) != data.get("version"):
            raise GlossaryError(
                f"{_text(source)[:60]} was changed meanwhile; look at it once more."
            )
        here = own.get(term.source) == term
        if not here and not term.target:
            raise GlossaryError(f"{term.source} is switched off already; change it to have it.")
        change = (
            TermChange(term, None) if here else TermChange(None, switched_off(term, own.values()))
        )
        answer = _change(desk, [change])
        after = _term_of(term.source, catalogue(desk.glossary or Glossary()), {})
    if not here:
        done = f"{term.source} is switched off"
    elif not term.target:
        done = f"{term.source} is switched on again"
        done += f", as {after.target}" if after and after.target else ""
    else:
        done = f"{term.source} is deleted"
        done += f"; it is {after.target} again" if after and after.target else ""
    return {**answer, "say": f"{done}{answer['say']}", "source": term.source}


def _change(desk: Desk, changes: Sequence[TermChange]) -> Data:
    """Make changes: which rows of the page are done again, and that in words."""
    with desk.lock:  # so that nothing comes back from the model in between
        before = {id(row): (row.ticket, row.version) for row in desk.rows()}
        desk.change_terms(changes)
        rows = [
            f"{sheet.key}-{row.line.segment.index}"
            for sheet in desk.sheets
            for row in sheet.rows
            if (row.ticket, row.version) != before[id(row)]
        ]
    if not desk.sheets:
        said = "."
    elif not rows:
        said = "; no sentence of the text has to be translated again."
    elif len(rows) == 1:
        said = "; 1 sentence is translated again."
    else:
        said = f"; {len(rows):,} sentences are translated again."
    return {"rows": rows, "say": said}


# Files.


def _upload(desk: Desk, data: Data) -> Data:
    """Lay the rows of a file over those made here, as one change."""
    terms, report = uploaded(data.get("name"), data.get("data"))
    with desk.lock:
        _catalogue(desk)  # the file that is written, as it is now
        changes = laid_over(tuple(_own(desk).values()), terms)
        if not changes:
            return {"say": f"{report}. Nothing of it is new.", "rows": []}
        answer = _change(desk, changes)
    return {**answer, "say": f"{report}{answer['say']}"}


def _take(desk: Desk, data: Data) -> Data:
    """A file of the rows made here, or of all in effect."""
    listed = _catalogue(desk)
    if data.get("view") == "all":
        return taken_away(listed.glossary.effective, "glossary", data.get("format"))
    return taken_away(tuple(_own(desk).values()), "changed-terms", data.get("format"))


TERMS: Mapping[str, Callable[[Desk, Data], Data]] = {
    name: _telling(does)
    for name, does in (
        ("terms_panel", _panel),
        ("terms_list", _list),
        ("term_form", _form),
        ("term_save", _save),
        ("term_remove", _remove),
        ("terms_upload", _upload),
        ("terms_take", _take),
    )
}
"""What the script may ask, by name; mixed into the page's other functions by `ui.actions`."""
