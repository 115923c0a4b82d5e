"""`translator ui`: the page in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translator.cli import complain
from translator.commands.common import (
    check_glossary_options,
    load_translator,
    open_memory,
    read_glossary,
)

if TYPE_CHECKING:
    from ui.layers import Layers

COMPILING = (
    "the lexicon is compiled meanwhile, once, which takes some ten seconds; words have no glosses "
    "until then"
)
"""What is said where the lexicon was not yet compiled."""


def serve(args: argparse.Namespace) -> int:
    """Serve the page until interrupted, or check that doing so contacts nobody."""
    from ui.accounts import read_accounts

    accounts, warnings = read_accounts(args.auth)
    for warning in warnings:
        complain(warning)
    layers = _layers(args)  # what is wrong with it is said before Gradio, which takes seconds
    if args.check_offline:
        return _check_offline(args)
    memory = open_memory(args)
    from ui.server import Service, launch, reaches_beyond

    service = Service(args.host, args.port, tuple(args.name), accounts)
    if reaches_beyond(service.host) and not accounts:
        complain(
            f"warning: whoever reaches {args.host} over the network can use the page; "
            "--auth asks for a password"
        )

    def build() -> Any:
        translator = load_translator(args)
        from ui import app
        from ui.workshop import Workshop

        workshop = Workshop(translator, layers, memory, _models())
        if workshop.compile_lexicon():
            complain(COMPILING)
        return app.build(workshop)

    launch(service, build)
    return 0


def _layers(args: argparse.Namespace) -> Layers:
    """The glossaries that the options ask for. Raises as `load_glossary` does."""
    from ui.layers import Layers, load_layers

    check_glossary_options(args)
    if args.no_glossary:
        return Layers(())
    paths = [Path(path) for path in args.glossary]
    return load_layers(paths, read_glossary, default=not args.no_default_glossary)


def _models() -> list[str]:
    """The names of the models at hand."""
    from translator.models import EMBEDDED, find, installed

    return [find("embedded").name if one == EMBEDDED else one.name for one in installed()]


def _check_offline(args: argparse.Namespace) -> int:
    """Print what was looked at, a line each, and the verdict; 1 where another was contacted."""
    from translator.models import find
    from ui.offline import check_offline

    # By its folder: the server that is looked at has an empty home, without installed models.
    options = ["--model", str(find(args.model).path)]
    for path in args.glossary:
        options += ["--glossary", path]
    for name in ("no_default_glossary", "no_glossary"):
        if getattr(args, name):
            options.append(f"--{name.replace('_', '-')}")
    for name in ("threads", "beam"):
        if getattr(args, name) is not None:
            options += [f"--{name}", str(getattr(args, name))]
    checks = check_offline(options)
    for check in checks:
        print(check)
    outside = sorted({fault for check in checks for fault in check.faults})
    if outside:
        print(f"NOT offline: {', '.join(outside)}")
        return 1
    print("offline: nothing beyond this machine was contacted")
    return 0
