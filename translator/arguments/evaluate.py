"""The arguments of `translator evaluate`."""

from __future__ import annotations

from translator.arguments.options import Commands, add_engine_options, add_glossary_options


def evaluate(commands: Commands) -> None:
    """Add the command `evaluate`."""
    command = commands.add_parser(
        "evaluate",
        help="how good a translation is, by a reference and the glossary",
        description="BLEU, chrF and TER, and how well the glossary's terms are translated: exact "
        "match, window overlap and 1-TERm. Every file holds one sentence a line (one "
        "may be - for stdin). Without --hypothesis the sources are translated, with the glossary "
        "and without.",
    )
    command.set_defaults(module="translator.commands.evaluate", function="evaluate")
    command.add_argument("--source", metavar="FILE", required=True, help="the Arabic sentences")
    command.add_argument(
        "--reference", metavar="FILE", required=True, help="their English, made by people"
    )
    command.add_argument(
        "--hypothesis", metavar="FILE", help="the translation to judge (default: the tool's own)"
    )
    command.add_argument(
        "--baseline", metavar="FILE", help="another translation, to be compared with it"
    )
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")
    add_glossary_options(command)
    add_engine_options(command)
