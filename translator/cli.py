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
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, TextIO, TypeAlias

from translator import __version__
from translator.settings import MAX_BEAM, MAX_THREADS

TO = ("txt", "tsv", "jsonl", "html")
"""The keys of `translator.formats.WRITERS`, known here without importing it."""

QUANTIZATIONS = (
    "int8", "int8_float16", "int8_bfloat16", "int8_float32", "int16", "float16", "bfloat16",
    "float32",
)  # fmt: skip
"""How a converted model's weights can be stored; the first is the default."""

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
    with contextlib.suppress(OSError):
        print(f"translator: {message}", file=sys.stderr)


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
    top = _Parser(
        prog="translator",
        description="Translate Arabic news into English on this machine, names from a glossary.",
    )
    top.add_argument("--version", action="version", version=f"translator {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _translate(commands)
    _bulk(commands)
    _model(commands)
    _glossary(commands)
    _ui(commands)
    return top


class _Parser(argparse.ArgumentParser):
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


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def _translate(commands: _Commands) -> None:
    command = commands.add_parser(
        "translate",
        help="translate files or standard input",
        description="Translate Arabic text files, or standard input, into English. "
        "Without -o the English goes to standard output, that of several files one after another.",
    )
    command.set_defaults(module="translator.commands.translate", function="translate")
    command.add_argument("files", nargs="*", metavar="FILE", help="a text file; - or none: stdin")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="a file, or a folder for one file an input; - or none: standard output",
    )
    command.add_argument(
        "--to", choices=TO, help="the format written (default: by the name after -o, else txt)"
    )
    command.add_argument(
        "--lines", action="store_true", help="one line is one segment; a line out for each line in"
    )
    command.add_argument(
        "--side-by-side", action="store_true", help="print both languages (with --to txt)"
    )
    _add_text_options(command)
    _add_engine_options(command)


def _bulk(commands: _Commands) -> None:
    command = commands.add_parser(
        "bulk",
        help="translate many files, folders and patterns",
        description="Translate every text file under the given folders, or that a quoted pattern "
        "('news/**/*.txt') matches, into files of the same names under DIR. Outputs that are "
        "there already are replaced. Exit status 1 when a file could not be translated.",
    )
    command.set_defaults(module="translator.commands.bulk", function="bulk")
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file, folder or pattern")
    command.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="the folder for the translations"
    )
    command.add_argument(
        "--to", choices=TO, action="append", help="the format written (default txt; repeatable)"
    )
    command.add_argument("--report", metavar="FILE", help="write the summary as JSON too")
    _add_text_options(command)
    _add_engine_options(command)


def _model(commands: _Commands) -> None:
    command = commands.add_parser("model", help="the translation models on this machine")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the models that can be used")
    listing.set_defaults(module="translator.commands.model", function="list_models")
    info = actions.add_parser("info", help="what is known of one model")
    info.set_defaults(module="translator.commands.model", function="show_model")
    info.add_argument(
        "model",
        nargs="?",
        metavar="NAME|DIR",
        help="a name or a folder (default: the one used by default)",
    )
    _pull(actions)
    _convert(actions)


def _pull(actions: _Commands) -> None:
    pull = actions.add_parser(
        "pull",
        help="fetch and install a full-size model",
        description="Fetch a model that `translator model list` shows, check and convert it, and "
        "install it among your data. A download that breaks off is gone on from by the same "
        "command. Afterwards nothing is asked of the network.",
    )
    pull.set_defaults(module="translator.commands.model", function="pull_model")
    pull.add_argument("name", metavar="NAME", help="the model's name")
    where = pull.add_mutually_exclusive_group()
    where.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        help="the model's archive, fetched on another machine; no network is needed",
    )
    where.add_argument(
        "--mirror", metavar="URL", help="the address of a folder that holds the archive"
    )
    known = pull.add_mutually_exclusive_group()
    known.add_argument(
        "--sha256", metavar="HEX", help="the archive's checksum, where none is known here"
    )
    known.add_argument(
        "--trust", action="store_true", help="use an archive of which no checksum is known"
    )


def _convert(actions: _Commands) -> None:
    convert = actions.add_parser(
        "convert",
        help="convert a model of Marian, Hugging Face or Argos",
        description="Convert an OPUS-MT release (zip or folder), a Marian .npz beside its "
        "vocabularies, a Hugging Face MarianMT folder, an Argos package or a folder in "
        "CTranslate2's format into a model folder, and test that it translates.",
    )
    convert.set_defaults(module="translator.commands.model", function="convert_model")
    convert.add_argument("source", metavar="SOURCE", help="the file or folder to convert")
    convert.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="the model folder to make"
    )
    convert.add_argument(
        "--quantization",
        choices=QUANTIZATIONS,
        help=f"how weights are stored (default {QUANTIZATIONS[0]})",
    )
    convert.add_argument("--name", help="what outputs call the model (default: DIR's name)")
    convert.add_argument("--version", help="its version (default: the release's date)")
    convert.add_argument("--licence", help="its licence (default: what its files say)")


def _glossary(commands: _Commands) -> None:
    command = commands.add_parser("glossary", help="the terms a translation must use")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    lookup = actions.add_parser(
        "lookup",
        help="the terms that a word or a sentence contains",
        description="Print the glossary's terms for Arabic words, for those in a sentence, or "
        "for an English rendering. Exit status 1 when there are none.",
    )
    lookup.set_defaults(module="translator.commands.glossary", function="lookup")
    lookup.add_argument("words", nargs="+", metavar="TEXT", help="a word or a sentence")
    _add_glossary_options(lookup)


def _ui(commands: _Commands) -> None:
    command = commands.add_parser("ui", help="open the page in a browser")
    command.set_defaults(module="translator.commands.ui", function="serve")
    command.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default %(default)s)"
    )
    command.add_argument(
        "--port", type=_port, default=7860, help="the port to listen on (default %(default)s)"
    )
    _add_glossary_options(command)
    _add_model_option(command)


def _add_text_options(command: argparse.ArgumentParser) -> None:
    _add_glossary_options(command)
    command.add_argument(
        "--drop-boilerplate",
        action="store_true",
        help="leave out captions, lists of related articles and navigation",
    )
    command.add_argument(
        "--provenance",
        action="store_true",
        help="say in txt, tsv and jsonl too what made the translation (html always does)",
    )
    command.add_argument(
        "--strict",
        action="store_true",
        help="exit with status 3 if a term is unmet or a warning stands (translate lists them)",
    )


def _add_glossary_options(command: argparse.ArgumentParser) -> None:
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


def _add_engine_options(command: argparse.ArgumentParser) -> None:
    _add_model_option(command)
    command.add_argument(
        "--beam",
        type=_number(MAX_BEAM),
        metavar="N",
        help=f"hypotheses kept while decoding, 1 to {MAX_BEAM} (default 2)",
    )
    command.add_argument(
        "--threads",
        type=_number(MAX_THREADS),
        metavar="N",
        help=f"processor threads, 1 to {MAX_THREADS} (default: those of the machine)",
    )


def _add_model_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model", metavar="NAME|DIR", help="a model's name or folder (default: the best installed)"
    )


def _number(most: int) -> Callable[[str], int]:
    def number(value: str) -> int:
        found = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
        if not 1 <= found <= most:
            raise argparse.ArgumentTypeError(f"{value} is not a whole number from 1 to {most}")
        return found

    return number


def _port(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{value} is not a port, a number from 1 to 65535")
    return number
