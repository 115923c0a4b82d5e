"""The beginning of a TMX file that this tool makes for a memory."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import quoteattr

from translator.formats.tmx import DOCTYPE, header_of


def new_file(made: datetime) -> bytes:
    """A TMX file without units, made at that moment (UTC)."""
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in header_of(made).items())
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        DOCTYPE,
        '<tmx version="1.4">',
        f"<header {attributes}/>",
        "<body>",
        "</body>",
        "</tmx>",
    )
    return "".join(f"{line}\n" for line in lines).encode()
