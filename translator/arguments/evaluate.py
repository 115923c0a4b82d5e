"""The arguments of `translator evaluate`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from translator.arguments.options import Commands, add_engine_options, add_glossary_options

RESAMPLES, TRIALS, MOST = 1000, 10_000, 1_000_000
"""What sacrebleu draws and shuffles, known here without importing it."""


def evaluate(commands: Commands) -> None:
    """Add the command `evaluate`."""
    command = commands.add_parser(
        "evaluate",
        help="how good a translation is, by a reference and the glossary",
        description="BLEU, chrF, chrF++ and TER as sacrebleu gives them, how well the glossary's "
        "terms are translated (exact match, window overlap and 1-TERm), whether a difference is "
        "more than chance, by document and length, and the worst sentences. Every file holds one "
        "sentence a line in UTF-8, also packed (.gz); one may be - for stdin. Folders instead of "
        "files: those of one name are a document. Without --hypothesis the sources are "
        "translated, with the glossary and without.",
    )
    command.set_defaults(module="translator.commands.evaluate", function="evaluate")
    command.add_argument(
        "--source", metavar="FILE", required=True, help="the Arabic sentences, a file or a folder"
    )
    command.add_argument(
        "--reference",
        action="append",
        metavar="FILE",
        required=True,
        help="their English, made by people; repeatable (terms go by the first)",
    )
    command.add_argument(
        "--hypothesis", metavar="FILE", help="the translation to judge (default: the tool's own)"
    )
    command.add_argument(
        "--baseline", metavar="FILE", help="another translation, to be compared with it"
    )
    command.add_argument(
        "--documents", metavar="FILE", help="the name of each line's document, a line each"
    )
    command.add_argument(
        "--json", action="store_true", help="print JSON instead of tables, for programs"
    )
    command.add_argument("--html", metavar="FILE", help="write a page with plots, too")
    command.add_argument(
        "--sentences",
        type=_number(MOST),
        metavar="N",
        help="how many of the worst and the most changed (default 3; 20 in JSON and on the page)",
    )
    command.add_argument(
        "--paired-bs-n",
        type=_number(MOST, least=40),
        default=RESAMPLES,
        metavar="N",
        help=f"resamples of the bootstrap, 0 for none (default {RESAMPLES})",
    )
    command.add_argument(
        "--paired-ar-n",
        type=_number(MOST, least=40),
        default=TRIALS,
        metavar="N",
        help=f"trials of approximate randomization, 0 for none (default {TRIALS})",
    )
    add_glossary_options(command)
    add_engine_options(command)


def _number(most: int, least: int = 1) -> Callable[[str], int]:
    """A type for arguments: 0, or a whole number from `least` to `most`."""

    def number(value: str) -> int:
        found = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
        if found != 0 and not least <= found <= most:
            raise argparse.ArgumentTypeError(
                f"{value} is neither 0 nor a whole number from {least} to {most}"
            )
        return found

    return number
