"""`translator ui`: the page in a browser."""

from __future__ import annotations

import argparse
import os

from translator.cli import complain
from translator.commands.common import load_glossary


def serve(args: argparse.Namespace) -> int:
    """Serve the page until interrupted, or check that doing so contacts nobody."""
    from ui.accounts import read_accounts

    accounts, warnings = read_accounts(args.auth)
    for warning in warnings:
        complain(warning)
    glossary = load_glossary(args)  # said before Gradio, which takes seconds, is loaded
    _forget_settings_of_gradio()
    from ui.server import Service, launch, reaches_beyond

    service = Service(args.host, args.port, tuple(args.name), accounts)
    if reaches_beyond(service.host) and not accounts:
        complain(
            f"warning: whoever reaches {args.host} over the network can use the page; "
            "--auth asks for a password"
        )
    launch(service, model=args.model, glossary=glossary, threads=args.threads, beam=args.beam)
    return 0


def _forget_settings_of_gradio() -> None:
    """Some variables open what no option here names: folders, a tunnel, an address of the page."""
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
