"""The arguments of the command `ui`."""

from __future__ import annotations

from translator.arguments.options import (
    Commands,
    add_engine_options,
    add_glossary_options,
    add_memory_option,
    port,
)


def ui(commands: Commands) -> None:
    """Add the command `ui`."""
    command = commands.add_parser(
        "ui",
        help="open the page in a browser",
        description="Serve the page until Ctrl-C. Nobody but this machine can open it unless "
        "--host says so; docs/serving.md is for those who serve several people.",
    )
    command.set_defaults(module="translator.commands.ui", function="serve")
    command.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default %(default)s)"
    )
    command.add_argument(
        "--port", type=port, default=7860, help="the port to listen on (default %(default)s)"
    )
    command.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="a name by which the page is asked for, as behind a proxy; repeatable",
    )
    command.add_argument(
        "--auth",
        action="append",
        default=[],
        metavar="USER:PASSWORD|@FILE",
        help="who may log in, or a file with a USER:PASSWORD a line; repeatable "
        "(default: no login is asked for)",
    )
    command.add_argument(
        "--check-offline",
        action="store_true",
        help="serve the page for a moment, use it, and say whether another machine was contacted",
    )
    add_glossary_options(command)
    add_memory_option(
        command, "a TMX file that edited sentences go into, and exact matches come from"
    )
    add_engine_options(command)
