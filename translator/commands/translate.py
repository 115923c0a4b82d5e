"""`translator translate`: files or standard input into English."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
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
from translator.commands.inputs import STDIN, Input, opened_inputs
from translator.document import TranslatedDocument
from translator.errors import DocumentError, InputError
from translator.formats import WRITERS, write, write_tsv
from translator.formats.columns import write_columns
from translator.formats.inplace.registry import PLAIN, READERS, is_archive, kind_of
from translator.formats.output import check_writable, encoded, make_folder, real, write_file

STDOUT = "-"
SAME = "same"
"""What --to says for the kind that each input has."""

FAILED = 1
"""The exit status where something was not translated."""

_BINARY = frozenset({"docx", "docm", "dotx", "dotm", "odt", "ott", "epub", "xlsx", "xlsm"})


def translate(args: argparse.Namespace) -> int:
    """Run the command. Everything that can be wrong with the input is found before translating.

    Returns 0; 1 where a file came out as it went in or one of an archive could not be read; with
    `--strict` 3 when something needs attention.
    """
    files: list[str] = args.files or [STDIN]
    if args.output == STDOUT:
        args.output = None
    if "" in files or args.output == "":
        raise InputError("a name is empty; check the variables in the command line")
    if files.count(STDIN) > 1:
        raise InputError("standard input (-) can be read only once; name it once")
    folder = _output_folder(files, args.output)
    to = _format(args, folder)
    if args.output is not None and folder is None:
        check_writable(Path(args.output))
    glossary = load_glossary(args)
    memory = load_memory(args)
    inputs, left_out = opened_inputs(files, args)
    kept = [_comes_back(one, to, args) for one in inputs]
    to = PLAIN if to == SAME else to  # of those that do not come back as they are
    targets = _targets(inputs, kept, files, args.output, folder, to)
    if memory is not None and real(memory.path) in {real(t) for t in targets if t}:
        raise InputError(f"{memory.path} is the translation memory; give another name after -o")
    translator = load_translator(args)
    if folder is not None:
        make_folder(folder)
    linked = any(
        one.opened.formatted if back else WRITERS[to].needs_alignment
        for one, back in zip(inputs, kept, strict=True)
    )
    translations = translator.translate_documents(
        [one.opened.document for one in inputs],
        glossary=glossary,
        alignment=linked,
        consistent=args.consistent,
        memory=memory,
    )
    attention: list[str] = []
    failures: list[DocumentError] = left_out
    held = 0
    terminal = sys.stdout.isatty()
    # A bar on the terminal that shows the English too would cut into it.
    hidden = not sys.stderr.isatty() or (terminal and args.output is None)
    with tqdm(total=len(inputs), unit="file", disable=hidden, leave=False) as bar:
        for number, translated in enumerate(translations):
            target = targets[number]
            bar.update()
            try:
                if kept[number]:
                    data = inputs[number].opened.rebuilt(translated)
                else:
                    data = _render(translated, to, args, terminal and not target, nth=number)
            except DocumentError as error:
                failures.append(error)
                continue
            if target is None:
                _print(data)
            else:
                make_folder(target.parent)
                write_file(target, data)
            attention += warning_lines(translated)
            held += sum(one.origin == "memory" for one in translated.translations)
    if memory is not None:
        complain(memory.said(held))
    for failure in failures:
        complain(str(failure))
    status = _report(attention, strict=args.strict)
    return FAILED if failures else status


def _output_folder(files: Sequence[str], output: str | None) -> Path | None:
    """The folder that -o names, None where it names a file or nothing."""
    if output is None:
        return None
    several = len(files) > 1 or is_archive(Path(files[0]))
    if not several and not os.path.isdir(output) and not output.endswith(("/", os.sep)):
        return None
    folder = Path(output)
    what = "several inputs need" if len(files) > 1 else "the files of an archive need"
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{output} is a file; {what} a folder after -o")
    suffix = Path(output).suffix.lower()
    named = suffix.removeprefix(".") in WRITERS or (suffix and suffix in READERS)
    if named and not folder.exists() and not output.endswith(("/", os.sep)):
        raise InputError(
            f"{output} is a file's name; {what} a folder after -o (end its name with "
            f"{os.sep} if it is one)"
        )
    return folder


def _format(args: argparse.Namespace, folder: Path | None) -> str:
    """The format to write: `--to`, else what the name after -o ends with; in a folder each input's
    own kind, elsewhere txt."""
    to: str = args.to or (SAME if folder is not None and not args.side_by_side else PLAIN)
    if args.output is not None and folder is None and not args.to:
        suffix = Path(args.output).suffix.lower()
        if suffix and suffix.removeprefix(".") not in WRITERS and suffix not in READERS:
            raise InputError(
                f"{args.output}: {suffix} files cannot be written; choose one of "
                f"{', '.join(WRITERS)}, or name the format with --to"
            )
        to = kind_of(suffix)
    if args.side_by_side and to == SAME:
        raise InputError("--side-by-side and --to same contradict each other; leave one out")
    return to


def _comes_back(one: Input, to: str, args: argparse.Namespace) -> bool:
    """Whether an input comes out as the same file in English. Raises InputError where it should
    become what only an input of that kind can."""
    kind = kind_of(one.opened.suffix)
    if kind == PLAIN and to in (PLAIN, SAME):
        return False  # written as any text is, with --provenance if wanted
    if to in (SAME, kind) and not args.side_by_side:
        return True
    if to not in WRITERS and to != SAME:
        raise InputError(
            f"only a .{to} file becomes one, {one.opened.document.name} cannot; choose one of "
            f"{', '.join(WRITERS)}, or --to same"
        )
    return False


def _check_stream(kinds: Sequence[str]) -> None:
    """Refuse what standard output cannot take. Raises InputError."""
    for kind in kinds:
        writer = WRITERS.get(kind)
        if len(kinds) > 1 and not (kind == kinds[0] and writer and writer.joins):
            what = "web pages" if kind == "html" else f"{kind} files"
            raise InputError(f"several {what} do not fit into one output; name a folder with -o")
        if kind in _BINARY and sys.stdout.isatty():
            raise InputError(f"a {kind} file is nothing for a terminal; name a file with -o")


def _targets(
    inputs: Sequence[Input],
    kept: Sequence[bool],
    files: Sequence[str],
    output: str | None,
    folder: Path | None,
    to: str,
) -> list[Path | None]:
    """Where each translation goes: None is standard output. Raises InputError."""
    if output is None:
        _check_stream(
            [
                kind_of(one.opened.suffix) if back else to
                for one, back in zip(inputs, kept, strict=True)
            ]
        )
        return [None] * len(inputs)
    targets: list[Path | None] = []
    for one, back in zip(inputs, kept, strict=True):
        suffix = one.opened.suffix if back else WRITERS[to].suffix
        target = folder / one.stem.with_name(one.stem.name + suffix) if folder else Path(output)
        if target in targets:
            raise InputError(f"two inputs would become {target}; use `bulk` on their folder")
        if (folder is None or folder.exists()) and target.parent.exists():
            check_writable(target)
        for other in files:
            if os.path.isfile(target) and os.path.exists(other) and os.path.samefile(other, target):
                raise InputError(f"{target} is an input; give another name after -o")
        targets.append(target)
    return targets


def _render(
    translated: TranslatedDocument,
    to: str,
    args: argparse.Namespace,
    terminal: bool,
    *,
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
