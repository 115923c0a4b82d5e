"""The arguments of `translator glossary`."""

from __future__ import annotations

from translator.arguments.options import Commands, add_glossary_options


def glossary(commands: Commands) -> None:
    """Add the command `glossary` with its actions."""
    command = commands.add_parser("glossary", help="the terms a translation must use")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    _lookup(actions)


def _lookup(actions: Commands) -> None:
    lookup = actions.add_parser(
        "lookup",
        help="the terms that a word or a sentence contains",
        description="Print the glossary's terms for Arabic words, for those in a sentence, or "
        "for an English rendering. Exit status 1 when there are none.",
    )
    lookup.set_defaults(module="translator.commands.glossary", function="lookup")
    lookup.add_argument("words", nargs="+", metavar="TEXT", help="a word or a sentence")
    add_glossary_options(lookup)
