"""`translator glossary convert`: glossaries from and into the files of other programs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from translator.cli import complain
from translator.errors import InputError
from translator.formats.output import check_writable

STANDARD = "-"
"""Standard output; what it would be as an input cannot be told."""


def convert(args: argparse.Namespace) -> int:
    """Lay the given files over each other and write them as one. Returns 0.

    What was taken from each file, what was left out and why goes to standard error. Raises
    GlossaryError for a file that cannot be used or written, InputError for an output whose name
    and kind contradict each other, that is one of the files read (its comments would be lost), or
    that may not be written; all this is found before anything is read.
    """
    from glossary import Glossary
    from glossary.formats import as_bytes, kind_of, read, save

    if "" in args.files or args.output == "":
        raise InputError("a name is empty; check the variables in the command line")
    if STANDARD in args.files:
        raise InputError("a glossary's kind is told by its name; give a file instead of -")
    output = None if args.output == STANDARD else Path(args.output)
    if output is None:
        kind = args.to or "tsv"
    else:
        kind = args.to or kind_of(output)
        _refuse_contradiction(output, kind)
        check_writable(output)
        _refuse_input(output, args.files)
    glossary = Glossary()
    for file in args.files:
        imported = read(Path(file))
        for line in imported.report.lines():
            complain(line)
        glossary = glossary.overlay(imported.glossary)
    if output is None:
        data, remarks = as_bytes(glossary.terms, kind)
        sys.stdout.write(data.decode())
    else:
        remarks = save(glossary.terms, output, kind)
    name = output or "standard output"
    for remark in remarks:
        complain(f"{name}: {remark}")
    count = len(glossary)
    complain(f"{name}: {count:,} term{'' if count == 1 else 's'} written as {kind}")
    return 0


def _refuse_input(output: Path, files: Sequence[str]) -> None:
    """Writing over a file that is read would take its comments, and what was left out, away."""
    for file in files:
        if output.is_file() and os.path.exists(file) and os.path.samefile(file, output):
            raise InputError(f"{output} is an input; give another name after -o")


def _refuse_contradiction(output: Path, kind: str) -> None:
    """A file must be found again as what it is: reading goes by the ending of its name."""
    suffix = output.suffix.lower()
    endings = {"tsv": (".tsv", ".txt"), "csv": (".csv",)}.get(kind, (".tbx", ".xml"))
    if suffix not in endings:
        raise InputError(
            f"-o {output}: a glossary of the kind {kind} must have a name in {' or '.join(endings)}"
        )
