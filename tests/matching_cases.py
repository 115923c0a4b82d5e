"""The table tests/data/matching.tsv: sentences, the rows of a glossary, and what may be found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from glossary import Glossary, Term
from glossary.match import Occurrence
from glossary.term import MATCHES, TYPES

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the table: `expected` holds proclitic+surface of every occurrence, in order."""

    line: int
    sentence: str
    rows: str
    expected: tuple[str, ...]

    @property
    def glossary(self) -> Glossary:
        return glossary_of(self.rows)


def unescape(text: str) -> str:
    """Text with the escapes of the table (line ends, code points) put in."""
    return re.sub(
        r"\\(u[0-9a-f]{4}|n|r)",
        lambda found: {"n": "\n", "r": "\r"}.get(found[1]) or chr(int(found[1][1:], 16)),
        text,
    )


def glossary_of(rows: str) -> Glossary:
    """The glossary of a case: rows by `;`, spellings by `=`, a type, match or off behind `@`."""
    terms = []
    for number, row in enumerate(rows.split(";")):
        spellings, _, option = row.partition("@")
        source, *variants = map(unescape, spellings.split("="))
        match = option if option in MATCHES else ""
        kind = option if option in TYPES else ""
        target = "" if option == "off" else f"Target {number}"
        terms.append(Term(source, target, tuple(variants), type=kind, match=match))
    return Glossary(tuple(terms))


def cases(path: Path = DATA / "matching.tsv") -> list[Case]:
    """The cases of a table, in order."""
    read = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if number > 1 and line and not line.startswith("#"):
            sentence, rows, expected, _ = line.split("\t")
            found = () if expected == "-" else tuple(unescape(expected).split("|"))
            read.append(Case(number, unescape(sentence), rows, found))
    return read


def shown(occurrence: Occurrence) -> str:
    """An occurrence as the table writes it."""
    plus = "+" if occurrence.proclitic else ""
    return f"{occurrence.proclitic}{plus}{occurrence.surface}"
