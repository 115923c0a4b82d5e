"""`translator ui`: the page in a browser."""

from __future__ import annotations

import argparse

from translator.commands.common import load_glossary, load_translator


def serve(args: argparse.Namespace) -> int:
    """Serve the page until interrupted."""
    glossary = load_glossary(args)  # what is wrong with these is said before the page is built
    translator = load_translator(args)
    from ui.app import launch

    launch(translator, glossary, host=args.host, port=args.port)
    return 0
