"""`translator ui`: the page in a browser."""

from __future__ import annotations

import argparse

from translator.commands.common import load_glossary


def serve(args: argparse.Namespace) -> int:
    """Serve the page until interrupted."""
    glossary = load_glossary(args)  # said before Gradio, which takes seconds, is loaded
    from ui.server import launch

    launch(host=args.host, port=args.port, model=args.model, glossary=glossary)
    return 0
