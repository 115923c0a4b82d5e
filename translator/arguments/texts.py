"""The arguments of `translator translate`."""

from __future__ import annotations

from translator.arguments.options import (
    Commands,
    Parser,
    add_engine_options,
    add_reading_options,
    add_text_options,
)

TO = ("txt", "tsv", "jsonl", "html", "docx", "xlsx", "tmx")
"""The keys of `translator.formats.WRITERS`, known here without importing it."""

SAME = "same"
"""Each input comes out as the file of its kind that it is."""


def translate(commands: Commands) -> None:
    """Add the command `translate`."""
    command = commands.add_parser(
        "translate",
        help="translate files or standard input",
        description="Translate Arabic files, or text on standard input, into English: txt, md, "
        "html, docx, odt, epub, srt, vtt, csv, tsv, jsonl, xlsx, xliff and tmx, also packed "
        "(.gz, .zip). With -o a name of the input's own kind (-o english.docx for a docx) or --to "
        "same the same file comes out in English, its markup kept. Without -o the English text "
        "goes to standard output, that of several files one after another.",
    )
    command.set_defaults(module="translator.commands.translate", function="translate")
    command.add_argument(
        "files", nargs="*", metavar="FILE", help="a file; - or none: text on stdin"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="a file, or a folder for one file an input; - or none: standard output",
    )
    command.add_argument(
        "--to",
        choices=(*TO, SAME),
        help="the format written (default: by the name after -o, in a folder same, else txt); an "
        "input of that format comes out as the same file in English; same: so does every input",
    )
    command.add_argument(
        "--lines",
        action="store_true",
        help="of plain text one line is one segment; a line out for each line in",
    )
    command.add_argument(
        "--side-by-side",
        action="store_true",
        help="both languages: printed with --to txt; with --to html or docx also for an input of "
        "that format",
    )
    add_reading_options(command)
    add_text_options(command)
    _consistent(command)
    add_engine_options(command)


def _consistent(command: Parser) -> None:
    command.add_argument(
        "--consistent",
        action="store_true",
        help="one form for a name beyond the glossary throughout a document",
    )
