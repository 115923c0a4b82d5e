"""`translator glossary`: what the glossary knows."""

from __future__ import annotations

import argparse
import sys
from textwrap import shorten

from translator.cli import complain
from translator.commands.common import load_glossary
from translator.errors import InputError

_SHOWN = 200
"""Characters of a text without terms that are said again."""


def lookup(args: argparse.Namespace) -> int:
    """Print the terms that the given words hold, one a line. Returns 0, or 1 where none does.

    A line holds the source, the target, the type, the other spellings, the other renderings that
    count as right and the note, parted by tabs (an empty field where there is nothing). Raises
    InputError where there is no glossary.
    """
    text = _stdin() if args.words == ["-"] else " ".join(args.words)
    glossary = load_glossary(args)
    if glossary is None:
        raise InputError("there is no glossary to look in; leave out the option, or add --glossary")
    terms = glossary.lookup(text)
    for term in terms:
        fields = (
            term.source,
            term.target,
            term.type,
            "|".join(term.variants),
            "|".join(term.accept),
            term.note,
        )
        print("\t".join(fields).rstrip("\t"))
    if not terms:
        shown = " ".join(text.split())
        complain(f"no term of the glossary is in: {shorten(shown, _SHOWN, placeholder=' …')}")
        return 1
    return 0


def _stdin() -> str:
    """The text on standard input, in any encoding that is read. Raises InputError."""
    from translator.formats import decode

    if sys.stdin is None:
        raise InputError("there is no standard input; give the words themselves")
    return decode(sys.stdin.buffer.read(), "standard input")
