"""What `translator translate` is given: files, archives and standard input, each taken apart."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from translator.cli import complain
from translator.errors import DocumentError, InputError
from translator.formats import without_boilerplate
from translator.formats.backwards import refuse_backwards
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.registry import is_archive, open_archive, open_file
from translator.formats.inplace.text import opened as open_text
from translator.formats.kinds import without_suffix
from translator.formats.limits import refuse_endless

STDIN = "-"
STDIN_NAME = "stdin"


@dataclass(frozen=True, slots=True)
class Input:
    """A document to translate. `file` is what the command line calls it, `stem` the place of its
    translation under an output folder, without a suffix; `archived` if it came in an archive."""

    file: str
    stem: Path
    opened: Opened
    archived: bool = False


def reading_of(args: argparse.Namespace) -> Reading:
    """How files are read, by the options of a command."""
    return Reading(fields=tuple(args.field), article=args.article, lines=args.lines)


def opened_inputs(
    files: Sequence[str], args: argparse.Namespace
) -> tuple[list[Input], list[DocumentError]]:
    """All inputs, taken apart, and why files of archives were left out.

    Raises DocumentError where an input itself cannot be read or an archive holds nothing that can.
    """
    inputs: list[Input] = []
    left_out: list[DocumentError] = []
    for file, name in zip(files, _names(files), strict=True):
        for one in _opened(file, name, args):
            if isinstance(one, DocumentError):
                left_out.append(one)
            else:
                inputs.append(one)
    if not inputs:
        raise left_out[0]
    return inputs, left_out


def _opened(file: str, name: str, args: argparse.Namespace) -> Iterator[Input | DocumentError]:
    if file == STDIN:
        yield Input(file, Path(STDIN_NAME), _kept(_from_stdin(name, args), args))
        return
    path = Path(file)
    if not is_archive(path):
        stem = Path(without_suffix(path).name)
        yield Input(file, stem, _kept(open_file(path, reading_of(args), name), args))
        return
    found = list(open_archive(path, reading_of(args), name))
    count = Counter(without_suffix(PurePosixPath(entry)) for entry, _ in found)
    for entry, opened in found:
        if isinstance(opened, DocumentError):
            yield opened
            continue
        place = without_suffix(PurePosixPath(entry))
        if count[place] > 1:  # what differs in the suffix only keeps it
            place = PurePosixPath(entry)
        try:
            yield Input(file, Path(path.name, place), _kept(opened, args), archived=True)
        except DocumentError as error:
            yield error


def _kept(opened: Opened, args: argparse.Namespace) -> Opened:
    refuse_endless(opened.document, opened.document.name)
    if not args.drop_boilerplate:
        return opened
    return replace(opened, document=without_boilerplate(opened.document))


def _names(files: Sequence[str]) -> list[str]:
    """What the documents are called: the file's own name, the whole path where two share it."""
    count = Counter(Path(file).name for file in files)
    names = []
    for file in files:
        if file == STDIN:
            names.append(STDIN_NAME)
        else:
            names.append(Path(file).name if count[Path(file).name] == 1 else file)
    return names


def _from_stdin(name: str, args: argparse.Namespace) -> Opened:
    if sys.stdin is None:
        raise InputError("there is no standard input; name a file")
    if sys.stdin.isatty():
        complain("reading from the keyboard; end with Ctrl-D on a line of its own")
    opened = open_text(sys.stdin.buffer.read(), "standard input", reading_of(args))
    refuse_backwards(opened.document.text, "standard input")
    return replace(opened, document=replace(opened.document, name=name))
