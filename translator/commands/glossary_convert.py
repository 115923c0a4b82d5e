"""`translator glossary convert`: glossaries from and into the files of other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from translator.cli import complain
from translator.errors import InputError


def convert(args: argparse.Namespace) -> int:
    """Lay the given files over each other and write them as one. Returns 0.

    What was taken from each file, what was left out and why goes to standard error. Raises
    GlossaryError for a file that cannot be used or written, InputError for an output whose name
    and kind contradict each other.
    """
    from glossary import Glossary
    from glossary.formats import kind_of, read, save

    output = Path(args.output)
    kind = args.to or kind_of(output)
    _refuse_contradiction(output, kind)
    glossary = Glossary()
    for file in args.files:
        imported = read(Path(file))
        for line in imported.report.lines():
            complain(line)
        glossary = glossary.overlay(imported.glossary)
    remarks = save(glossary.terms, output, kind)
    for remark in remarks:
        complain(f"{output}: {remark}")
    count = len(glossary)
    complain(f"{output}: {count:,} term{'' if count == 1 else 's'} written as {kind}")
    return 0


def _refuse_contradiction(output: Path, kind: str) -> None:
    """A file must be found again as what it is: reading goes by the ending of its name."""
    suffix = output.suffix.lower()
    endings = {"tsv": (".tsv", ".txt"), "csv": (".csv",)}.get(kind, (".tbx", ".xml"))
    if suffix not in endings:
        raise InputError(
            f"-o {output}: a glossary of the kind {kind} must have a name in {' or '.join(endings)}"
        )
