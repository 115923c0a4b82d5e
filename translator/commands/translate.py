"""`translator translate`: files or standard input into English."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from translator.cli import complain
from translator.commands.common import (
    NEEDS_ATTENTION,
    load_glossary,
    load_memory,
    load_translator,
    warning_lines,
)
from translator.document import Document, TranslatedDocument
from translator.errors import InputError
from translator.formats import (
    WRITERS,
    Format,
    decode,
    read,
    to_document,
    without_boilerplate,
    write,
    write_tsv,
)
from translator.formats.columns import write_columns
from translator.formats.kinds import without_suffix
from translator.formats.output import check_writable, encoded, make_folder, write_file

STDIN = STDOUT = "-"
STDIN_NAME = "stdin"


def translate(args: argparse.Namespace) -> int:
    """Run the command. Everything that can be wrong with the input is found before translating.

    Returns 0, or 3 with `--strict` when something needs attention.
    """
    files: list[str] = args.files or [STDIN]
    if args.output == STDOUT:
        args.output = None
    if "" in files or args.output == "":
        raise InputError("a name is empty; check the variables in the command line")
    if files.count(STDIN) > 1:
        raise InputError("standard input (-) can be read only once; name it once")
    folder = _output_folder(files, args.output)
    to = _format(args, files, folder)
    targets = _targets(files, args.output, folder, to)
    glossary = load_glossary(args)
    memory = load_memory(args)
    if memory is not None and memory.path.resolve() in {t.resolve() for t in targets if t}:
        raise InputError(f"{memory.path} is the translation memory; give another name after -o")
    documents = [_read(file, name, args) for file, name in zip(files, _names(files), strict=True)]
    if args.drop_boilerplate:
        documents = [without_boilerplate(document) for document in documents]
    translator = load_translator(args)
    if folder is not None:
        make_folder(folder)
    attention: list[str] = []
    translations = translator.translate_documents(
        documents,
        glossary=glossary,
        alignment=WRITERS[to].needs_alignment,
        consistent=args.consistent,
        memory=memory,
    )
    held = 0
    terminal = sys.stdout.isatty()
    # A bar on the terminal that shows the English too would cut into it.
    hidden = not sys.stderr.isatty() or (terminal and args.output is None)
    with tqdm(total=len(documents), unit="file", disable=hidden, leave=False) as bar:
        for number, (translated, target) in enumerate(zip(translations, targets, strict=True)):
            if target is None:
                _print(_render(translated, to, args, terminal=terminal, nth=number))
            else:
                write_file(target, _render(translated, to, args))
            attention += warning_lines(translated)
            held += sum(one.origin == "memory" for one in translated.translations)
            bar.update()
    if memory is not None:
        complain(memory.said(held))
    return _report(attention, strict=args.strict)


def _output_folder(files: Sequence[str], output: str | None) -> Path | None:
    """The folder that -o names, None where it names a file or nothing."""
    if output is None:
        return None
    if len(files) == 1 and not os.path.isdir(output) and not output.endswith(("/", os.sep)):
        return None
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{output} is a file; several inputs need a folder after -o")
    named = Path(output).suffix.lower().removeprefix(".") in WRITERS
    if named and not folder.exists() and not output.endswith(("/", os.sep)):
        raise InputError(
            f"{output} is a file's name; several inputs need a folder after -o (end its name with "
            f"{os.sep} if it is one)"
        )
    return folder


def _format(args: argparse.Namespace, files: Sequence[str], folder: Path | None) -> str:
    """The format to write: `--to`, else what the name after -o ends with, else txt."""
    to: str = args.to or "txt"
    if args.output is not None and folder is None and not args.to:
        suffix = Path(args.output).suffix.lower().removeprefix(".")
        if suffix and suffix not in WRITERS:
            raise InputError(
                f"{args.output}: .{suffix} files cannot be written; choose one of "
                f"{', '.join(WRITERS)}, or name the format with --to"
            )
        to = suffix or to
    if args.output is None:
        _check_stream(WRITERS[to], len(files))
    return to


def _check_stream(to: Format, files: int) -> None:
    """Refuse what standard output cannot take. Raises InputError."""
    if files > 1 and not to.joins:
        what = "web pages" if to.name == "html" else f"{to.name} files"
        raise InputError(f"several {what} do not fit into one output; name a folder with -o")
    if to.binary and sys.stdout.isatty():
        raise InputError(f"a {to.name} file is nothing for a terminal; name a file with -o")


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


def _targets(
    files: Sequence[str], output: str | None, folder: Path | None, to: str
) -> list[Path | None]:
    """Where each translation goes: None is standard output. Raises InputError."""
    if output is None:
        return [None] * len(files)
    targets: list[Path | None] = []
    for file in files:
        stem = STDIN_NAME if file == STDIN else without_suffix(Path(file)).name
        target = Path(output) if folder is None else folder / f"{stem}{WRITERS[to].suffix}"
        if target in targets:
            raise InputError(f"two inputs would become {target}; use `bulk` on their folder")
        if folder is None or folder.exists():
            check_writable(target)
        for other in files:
            if os.path.isfile(target) and os.path.exists(other) and os.path.samefile(other, target):
                raise InputError(f"{target} is an input; give another name after -o")
        targets.append(target)
    return targets


def _read(file: str, name: str, args: argparse.Namespace) -> Document:
    if file != STDIN:
        return read(Path(file), name=name, lines=args.lines)
    if sys.stdin is None:
        raise InputError("there is no standard input; name a file")
    if sys.stdin.isatty():
        complain("reading from the keyboard; end with Ctrl-D on a line of its own")
    text = decode(sys.stdin.buffer.read(), "standard input")
    document = to_document(text, "standard input", lines=args.lines)
    return replace(document, name=name)


def _render(
    translated: TranslatedDocument,
    to: str,
    args: argparse.Namespace,
    *,
    terminal: bool = False,
    nth: int = 0,
) -> bytes:
    if to == "txt" and args.side_by_side:
        width = shutil.get_terminal_size().columns if terminal else None
        return encoded(write_columns(translated, width=width, provenance=args.provenance))
    if to == "tsv" and nth:  # one table, one header
        return encoded(write_tsv(translated, header=False))
    return write(translated, to, provenance=args.provenance)


def _print(data: bytes) -> None:
    """Put bytes on standard output as they are, in order with what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _report(attention: Sequence[str], *, strict: bool) -> int:
    """Say on standard error what needs attention: with --strict each place, else how many."""
    if not attention:
        return 0
    if strict:
        for line in attention:
            complain(line)
        return NEEDS_ATTENTION
    what = "1 warning" if len(attention) == 1 else f"{len(attention)} warnings"
    complain(f"{what}; --strict lists them, --to html shows them in place")
    return 0
