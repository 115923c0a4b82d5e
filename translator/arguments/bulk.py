"""The arguments of `translator bulk`."""

from __future__ import annotations

from translator.arguments.options import (
    Commands,
    add_model_option,
    add_reading_options,
    add_text_options,
    whole_number,
)
from translator.arguments.texts import SAME, TO
from translator.settings import MAX_BEAM, MAX_THREADS, MAX_WORKERS


def bulk(commands: Commands) -> None:
    """Add the command `bulk`."""
    command = commands.add_parser(
        "bulk",
        help="translate many files, folders and patterns",
        description="Translate every file under the given folders that may hold text, or that a "
        "quoted pattern ('news/**/*.txt') matches, into files of the same names under DIR. The "
        "same command goes on where an earlier run was broken off, and does again only what has "
        "changed. Exit status 1 when a file could not be translated.",
    )
    command.set_defaults(module="translator.commands.bulk", function="bulk")
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file, folder or pattern")
    command.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="the folder for the translations"
    )
    command.add_argument(
        "--to",
        choices=(*TO, SAME),
        action="append",
        help="the format written (repeatable; default same: each file as the kind it is); an input "
        "of that format comes out as the same file in English",
    )
    command.add_argument(
        "--report",
        metavar="FILE",
        action="append",
        help="write an account of it: a page for people with a name in .html, else JSON for "
        "programs (repeatable)",
    )
    command.add_argument(
        "--index",
        action="store_true",
        help="write index.html into DIR: a line a document, with links to what was written",
    )
    command.add_argument("--quiet", action="store_true", help="do not show how far the work is")
    command.add_argument(
        "--fresh",
        action="store_true",
        help="start over: remove what earlier runs wrote into DIR, and nothing else",
    )
    command.add_argument(
        "--no-cache",
        action="store_true",
        help="keep no translations of sentences in DIR, and use none",
    )
    add_reading_options(command)
    add_text_options(command)
    command.add_argument(
        "--consistent",
        action="store_true",
        help="one form for a name beyond the glossary throughout a document",
    )
    add_model_option(command)
    command.add_argument(
        "--beam",
        type=whole_number(MAX_BEAM),
        metavar="N",
        help=f"hypotheses kept while decoding, 1 to {MAX_BEAM} (default 2)",
    )
    command.add_argument(
        "--workers",
        "--threads",
        dest="threads",
        type=whole_number(MAX_WORKERS),
        metavar="N",
        help=f"threads of the model, 1 to {MAX_THREADS} (default: the processors there are); with "
        "--engine ray workers of one thread each (default: the processors of the cluster)",
    )
    command.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="where sentences are translated: in this process (default), or by a Ray cluster "
        "(pip install 'arabic-translator[ray]')",
    )
    command.add_argument(
        "--address",
        metavar="HOST:PORT",
        help="with --engine ray: the cluster to join, auto for the one this machine belongs to "
        "(default: one is started on this machine, and stopped again)",
    )
