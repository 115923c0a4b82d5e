"""The arguments of `translator glossary`."""

from __future__ import annotations

from translator.arguments.options import Commands, add_engine_options, add_glossary_options


def glossary(commands: Commands) -> None:
    """Add the command `glossary` with its actions."""
    command = commands.add_parser("glossary", help="the terms a translation must use")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    _lookup(actions)
    _check(actions)
    _convert(actions)
    _suggest(actions)


def _lookup(actions: Commands) -> None:
    lookup = actions.add_parser(
        "lookup",
        help="the terms that a word or a sentence contains",
        description="Print the glossary's terms for Arabic words, for those in a sentence, or "
        "for an English rendering. Exit status 1 when there are none.",
    )
    lookup.set_defaults(module="translator.commands.glossary", function="lookup")
    lookup.add_argument(
        "words", nargs="+", metavar="TEXT", help="a word or a sentence; - alone: stdin"
    )
    add_glossary_options(lookup)


def _check(actions: Commands) -> None:
    check = actions.add_parser(
        "check",
        help="whether existing translations keep to the glossary",
        description="Judge translations by the glossary: two text files, source and translation, "
        "line by line, or TSV and CSV (source, translation), TMX and JSON Lines files. Exit status "
        "0 when every term is met, 3 when one is not or a form to avoid is used.",
    )
    check.set_defaults(module="translator.commands.glossary_check", function="check")
    check.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="SOURCE TARGET (one may be - for stdin), or files with both languages",
    )
    check.add_argument("--json", action="store_true", help="print JSON instead of text")
    add_glossary_options(check)


def _convert(actions: Commands) -> None:
    convert = actions.add_parser(
        "convert",
        help="glossaries from and into the files of other programs",
        description="Read glossaries (TSV, CSV, TBX), and the short units of translation memories "
        "(TMX), lay them over each other, later files over earlier ones, and write one glossary. "
        "What is taken from each file, what is left out and why is said on standard error.",
    )
    convert.set_defaults(module="translator.commands.glossary_convert", function="convert")
    convert.add_argument("files", nargs="+", metavar="FILE", help="a glossary or memory")
    convert.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="what to write; -: standard output"
    )
    convert.add_argument(
        "--to",
        choices=("tsv", "csv", "tbx-basic", "tbx-basic-dct", "tbx-min", "tbx-min-dct", "martif"),
        help="the kind (default: by the ending of -o; tbx-basic for .tbx); -dct names data "
        "categories by elements, martif is the form of before 2019",
    )


def _suggest(actions: Commands) -> None:
    suggest = actions.add_parser(
        "suggest",
        help="the names in your files that the glossary lacks",
        description="Translate files, folders and patterns, and write the names that the glossary "
        "does not hold as a glossary file: how often they stand, where first, the forms the model "
        "gives, those in different forms first. Every row is a comment until you take the # and "
        "the space before it away. Exit status 1 when a file could not be read.",
    )
    suggest.set_defaults(module="translator.commands.glossary_suggest", function="suggest")
    suggest.add_argument("paths", nargs="+", metavar="PATH", help="a file, folder or pattern")
    suggest.add_argument(
        "-o", "--output", metavar="FILE", help="a .tsv file (default: standard output)"
    )
    suggest.add_argument("--all", action="store_true", help="names that stand only once, too")
    suggest.add_argument(
        "--drop-boilerplate",
        action="store_true",
        help="leave out captions, lists of related articles and navigation",
    )
    add_glossary_options(suggest)
    add_engine_options(suggest)
