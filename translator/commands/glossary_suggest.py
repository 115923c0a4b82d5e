"""`translator glossary suggest`: the names that a glossary lacks, as rows to be confirmed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from translator.bulk.count import count_names
from translator.bulk.events import Failed
from translator.bulk.plan import plan
from translator.cli import complain
from translator.commands.common import load_glossary, load_translator
from translator.consistency import FoundName, Tally, pieces_of, switched_off
from translator.consistency.rows import table
from translator.errors import InputError
from translator.formats.output import check_writable, real, write_file

FAILED = 1
"""The exit status where a file could not be read."""


def suggest(args: argparse.Namespace) -> int:
    """Translate the files, count the names beyond the glossary, write them as a glossary file.

    Names that stand only once are left out without `--all`. Returns 0, or 1 where a file could
    not be read (the names of the others are written all the same). Raises InputError where
    nothing can be read or the output may not be written.
    """
    if "" in args.paths or args.output == "":
        raise InputError("a name is empty; check the variables in the command line")
    output = Path(args.output) if args.output not in (None, "-") else None
    if output is not None:
        _check_output(output)
    glossaries = {real(path) for path in args.glossary}
    jobs = [j for j in plan(args.paths, None, ()).jobs if real(j.source) not in glossaries]
    glossary = load_glossary(args)
    translator = load_translator(args)
    names = Tally(pieces_of(translator.engine), switched_off(glossary))
    failed = 0
    with tqdm(total=len(jobs), unit="file", disable=None, file=sys.stderr, leave=False) as bar:
        for result in count_names(
            jobs, translator, glossary, names, drop_boilerplate=args.drop_boilerplate
        ):
            if isinstance(result, Failed):
                failed += 1
                complain(f"{result.document}: {result.reason}")
            bar.update()
    if failed == len(jobs):
        raise InputError("none of the files could be read; give Arabic text files")
    found = names.found()
    shown = found if args.all else [name for name in found if name.count > 1]
    text = table(shown, glossary)
    if output is None:
        sys.stdout.write(text)
    else:
        write_file(output, text)
    complain(_account(found, shown, len(jobs) - failed))
    return FAILED if failed else 0


def _check_output(output: Path) -> None:
    """Refuse what cannot be used as a glossary, and a file that may hold confirmed rows."""
    if output.suffix.lower() not in (".tsv", ".txt"):
        raise InputError(f"{output}: the names are written as a table; end its name in .tsv")
    check_writable(output)
    if output.is_file():
        raise InputError(
            f"{output} is there already and may hold rows you confirmed; give another name after "
            f"-o (with --glossary {output} its names are not suggested again)"
        )


def _account(found: list[FoundName], shown: list[FoundName], files: int) -> str:
    """What was found, in one sentence."""
    names = "1 name" if len(shown) == 1 else f"{len(shown):,} names"
    differ = sum(name.differs for name in shown)
    inside = "1 file" if files == 1 else f"{files:,} files"
    once = len(found) - len(shown)
    left = f"; {once:,} that stand only once are left out (--all shows them)" if once else ""
    return f"{names} beyond the glossary in {inside}, {differ:,} in different forms{left}"
