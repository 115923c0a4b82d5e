"""The parser of every command, and the options that several commands share."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeAlias

from translator.settings import MAX_BEAM, MAX_THREADS


class Parser(argparse.ArgumentParser):
    """Takes options by their whole names only: a new option must not change an old script."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "allow_abbrev": False})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse what is left over here, where the usage shown is that of the command at hand."""
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self._refuse(unknown)
        return known, unknown

    def _refuse(self, unknown: Sequence[str]) -> NoReturn:
        what = f"unrecognized arguments: {' '.join(unknown)}"
        if any(map(os.path.lexists, unknown)):
            what += " (put -- before the names of files if one begins with -)"
        self.error(what)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What a command, or an action of a command, is added to."""


def add_text_options(command: argparse.ArgumentParser) -> None:
    """Add what shapes a translation: glossaries, memory, boilerplate, provenance, strictness."""
    add_glossary_options(command)
    add_memory_option(command, "a translation memory (TMX): what it holds is taken from it")
    command.add_argument(
        "--drop-boilerplate",
        action="store_true",
        help="leave out captions, lists of related articles and navigation",
    )
    command.add_argument(
        "--provenance",
        action="store_true",
        help="say in txt, tsv and jsonl too what made the translation",
    )
    command.add_argument(
        "--strict",
        action="store_true",
        help="exit with status 3 if a term is unmet or a warning stands (translate lists them)",
    )


def add_reading_options(command: argparse.ArgumentParser) -> None:
    """Add what says which parts of a file are read."""
    command.add_argument(
        "--article",
        action="store_true",
        help="of a web page only the article, without menus and lists of links",
    )
    command.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="NAME",
        help="a column (csv: its name or number, xlsx: its name or letter) or key (jsonl) to "
        "translate; repeatable",
    )


def add_glossary_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say which glossaries are used."""
    command.add_argument(
        "--glossary",
        action="append",
        default=[],
        metavar="FILE",
        help="a glossary over the shipped one; repeatable, later ones win",
    )
    without = command.add_mutually_exclusive_group()
    without.add_argument(
        "--no-default-glossary",
        action="store_true",
        help="use only the glossaries given with --glossary",
    )
    without.add_argument("--no-glossary", action="store_true", help="use no glossary at all")


def add_memory_option(command: argparse.ArgumentParser, use: str) -> None:
    """Add the option that names the translation memory; `use` says what is done with it."""
    command.add_argument("--tm", metavar="FILE", help=use)


def add_engine_options(command: argparse.ArgumentParser) -> None:
    """Add the model, its beam and its threads."""
    add_model_option(command)
    command.add_argument(
        "--beam",
        type=whole_number(MAX_BEAM),
        metavar="N",
        help=f"hypotheses kept while decoding, 1 to {MAX_BEAM} (default 2)",
    )
    command.add_argument(
        "--threads",
        type=whole_number(MAX_THREADS),
        metavar="N",
        help=f"processor threads, 1 to {MAX_THREADS} (default: those of the machine)",
    )


def add_model_option(command: argparse.ArgumentParser) -> None:
    """Add the option that names the model."""
    command.add_argument(
        "--model", metavar="NAME|DIR", help="a model's name or folder (default: the best installed)"
    )


def whole_number(most: int) -> Callable[[str], int]:
    """A type for arguments: a whole number from 1 to `most`."""

    def number(value: str) -> int:
        found = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
        if not 1 <= found <= most:
            raise argparse.ArgumentTypeError(f"{value} is not a whole number from 1 to {most}")
        return found

    return number


def port(value: str) -> int:
    """A type for arguments: a port."""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{value} is not a port, a number from 1 to 65535")
    return number
