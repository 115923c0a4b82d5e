"""The arguments of `translator gloss`."""

from __future__ import annotations

from translator.arguments.options import (
    Commands,
    add_engine_options,
    add_glossary_options,
    add_reading_options,
)

TO = ("txt", "html", "jsonl")
"""What is written."""


def gloss(commands: Commands) -> None:
    """Add the command `gloss`."""
    command = commands.add_parser(
        "gloss",
        help="what each Arabic word is and means, with the translation",
        description="For every Arabic word of a file, or of text on standard input: romanization, "
        "clitics apart, lemma, part of speech, English. The translation chooses among a word's "
        "readings and stands after each sentence. Every kind of file is read that `translate` "
        "reads. Most words need the lexicon of the extra `gloss`: pip install "
        '"arabic-translator[gloss]".',
    )
    command.set_defaults(module="translator.commands.gloss", function="gloss")
    command.add_argument("file", nargs="?", metavar="FILE", help="a file; - or none: text on stdin")
    command.add_argument(
        "-o", "--output", metavar="FILE", help="a file; - or none: standard output"
    )
    command.add_argument(
        "--to",
        choices=TO,
        help="txt: a line a word; html: an interlinear page; jsonl: a record a word (default: by "
        "the name after -o, else txt)",
    )
    command.add_argument(
        "--no-translation",
        action="store_true",
        help="gloss alone: faster, but nothing chooses among a word's readings",
    )
    command.add_argument(
        "--lines", action="store_true", help="of plain text one line is one segment"
    )
    command.add_argument(
        "--drop-boilerplate",
        action="store_true",
        help="leave out captions, lists of related articles and navigation",
    )
    add_reading_options(command)
    add_glossary_options(command)
    add_engine_options(command)
