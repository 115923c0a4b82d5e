"""What several commands share: glossary and model as the options ask, and the warnings' lines."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from translator.cli import complain
from translator.document import TranslatedDocument
from translator.errors import InputError

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator
    from translator.memory import Memory

NEEDS_ATTENTION = 3
"""The exit status of `--strict` when a term is unmet or a warning stands."""


def load_glossary(args: argparse.Namespace) -> Glossary | None:
    """The shipped glossary under those of `--glossary`; None where the options leave none.

    Raises GlossaryError for a file that is missing or broken, InputError for options that
    contradict each other.
    """
    from glossary import Glossary

    check_glossary_options(args)
    if args.no_glossary:
        return None
    given = [read_glossary(Path(path)) for path in args.glossary]
    if args.no_default_glossary:
        return given[0].overlay(*given[1:]) if given else None
    return Glossary.default().overlay(*given)


def check_glossary_options(args: argparse.Namespace) -> None:
    """Raise InputError for options of glossaries that contradict each other or name nothing."""
    if args.no_glossary and args.glossary:
        raise InputError("--no-glossary and --glossary contradict each other; leave one out")
    if "" in args.glossary:
        raise InputError("the name after --glossary is empty; check the variables in the command")


def read_glossary(path: Path) -> Glossary:
    """A glossary of an option. What is left out of a TBX or TMX file is said in one line."""
    from glossary import Glossary
    from glossary.formats import MARKUP, read

    if path.suffix.lower() not in MARKUP:
        return Glossary.load(path)
    imported = read(path)
    if imported.report.left:
        complain(f"{imported.report.summary} (translator glossary convert says why)")
    return imported.glossary


def load_memory(args: argparse.Namespace) -> Memory | None:
    """The memory of `--tm`, to look sentences up in; None without the option.

    Raises InputError for a file that is not there or cannot be used.
    """
    from translator.memory import Memory

    if args.tm is None:
        return None
    memory = Memory.load(_named(args.tm))
    _say_left_out(memory)
    return memory


def open_memory(args: argparse.Namespace) -> Memory | None:
    """The memory of `--tm`, to be added to as well; the file is made when it is first.

    Raises InputError for a file that cannot be read or written.
    """
    from translator.memory import Memory

    if args.tm is None:
        return None
    memory = Memory.open(_named(args.tm))
    _say_left_out(memory)
    return memory


def _named(path: str) -> str:
    if not path:
        raise InputError("the name after --tm is empty; check the variables in the command")
    return path


def _say_left_out(memory: Memory) -> None:
    if memory.left_out:
        what = "1 unit" if memory.left_out == 1 else f"{memory.left_out:,} units"
        complain(f"{memory.path}: {what} without both Arabic and English left out")


def load_translator(args: argparse.Namespace) -> Translator:
    """The translator with the model and settings of the options. Raises ModelError."""
    from translator.api import Translator

    return Translator.load(args.model, threads=args.threads, beam=args.beam)


def warning_lines(translated: TranslatedDocument) -> list[str]:
    """`name, segment 3: number: 59 is missing` for each warning and each unmet term."""
    lines = []
    for _, _, segment, translation in translated.rows():
        place = f"{translated.document.name}, segment {segment.index}"
        lines += [f"{place}: {w.kind}: {w.message}" for w in translation.warnings]
        if not any(warning.kind == "term" for warning in translation.warnings):
            lines += [
                f"{place}: term: {use.surface} is unmet"
                for use in translation.terms
                if use.rendering is None
            ]
    return lines
