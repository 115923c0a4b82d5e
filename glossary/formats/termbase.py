"""Files in XML: which kind one is, and the glossary in it."""

from __future__ import annotations

from pathlib import Path

from glossary.formats.markup import entries
from glossary.formats.report import Imported, Log
from glossary.formats.rows import settled
from glossary.formats.tbx import ENTRIES, term_of_entry
from glossary.formats.tmx import term_of_unit
from glossary.term import Glossary, resolved

_INSIDE = {
    "tmx": frozenset({"tu"}),
    "martif": ENTRIES,
    "tbx": ENTRIES,
    "TBX": ENTRIES,
}


def read_markup(path: Path) -> Imported:
    """Read a TBX or TMX file, told by its first element, whatever its name ends in.

    Raises `GlossaryError` where it cannot be read or is neither.
    """
    log = Log(str(path), "entries")
    found = []
    for root, entry in entries(path, _INSIDE):
        if root == "tmx":
            log.unit = "units"
        term = (term_of_unit if root == "tmx" else term_of_entry)(entry, log)
        if term is not None:
            found.append(term)
    terms = resolved(settled(found, log))
    return Imported(Glossary(tuple(terms), path.name), log.report(len(terms)))
