"""`translator glossary`: what the glossary knows."""

from __future__ import annotations

import argparse

from translator.cli import complain
from translator.commands.common import load_glossary


def lookup(args: argparse.Namespace) -> int:
    """Print the terms that the given words hold, one a line. Returns 0, or 1 where none does.

    A line holds the source, the target, the type, the other spellings, the other renderings that
    count as right and the note, parted by tabs (an empty field where there is nothing).
    """
    text = " ".join(args.words)
    glossary = load_glossary(args)
    terms = glossary.lookup(text) if glossary else []
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
        complain(f"no term of the glossary is in: {text}")
        return 1
    return 0
