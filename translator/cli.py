"""The `translator` command: arguments, messages and exit statuses, nothing else.

Exit status: 0 done, 1 something failed, 2 something given was wrong, 3 `--strict` found an unmet
term or a warning, 130 interrupted, 141 the reader of a pipe went away. Whatever takes time to
import is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TextIO

from translator import __version__
from translator.arguments import bulk, evaluate, gloss, glossary, model, options, texts, ui

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (None: that of the process) and return its exit status."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Arabic and English come out in any locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        try:
            args = parser().parse_args(argv)
        except SystemExit as stop:  # argparse has said what is wrong, or shown the help
            sys.stdout.flush()
            return int(stop.code or 0)
        command = import_module(args.module)
        status = int(getattr(command, args.function)(args))
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain("interrupted; nothing is left half-written")
        return INTERRUPTED
    except OSError as error:  # files come with errors of their own: this is standard output
        _silence(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return BROKEN_PIPE
        complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
        return 1
    except Exception as error:
        # The families of errors a user can meet (translator.errors, glossary.errors) carry their
        # exit status; anything else is a fault of this program and keeps its traceback.
        status = getattr(error, "exit_status", 0)
        if not status:
            raise
        complain(str(error))
    return status


def complain(message: str) -> None:
    """One message for people, on standard error; where nobody can read it, none."""
    from translator.formats.characters import on_one_line  # loaded only where there is one

    with contextlib.suppress(OSError):
        print(f"translator: {on_one_line(message)}", file=sys.stderr)


def _open_closed_streams() -> None:
    """Put something in place of a stream the caller closed (`>&-`), which Python makes None.

    Messages then go nowhere; writing a result fails, as to any file that cannot be written.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - it lives as long as the process
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w")  # noqa: SIM115


def _silence(stream: TextIO) -> None:
    """Let the interpreter's own flush at its end go nowhere: it would fail once more."""
    with contextlib.suppress(OSError, ValueError):  # a stream without a descriptor needs nothing
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = options.Parser(
        prog="translator",
        description="Translate Arabic news into English on this machine, names from a glossary.",
    )
    top.add_argument("--version", action="version", version=f"translator {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    texts.translate(commands)
    bulk.bulk(commands)
    gloss.gloss(commands)
    model.model(commands)
    glossary.glossary(commands)
    evaluate.evaluate(commands)
    ui.ui(commands)
    return top
