"""The beginning of a TMX file that this tool makes."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from translator import __version__
from translator.memory.unit import TOOL

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def header(moment: str) -> dict[str, str]:
    """The attributes of the <header> of a file made at `moment` (`20261130T105439Z`, UTC)."""
    return {
        "creationtool": TOOL,
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": TOOL,
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
        "creationdate": moment,
    }


def new_file(moment: str) -> bytes:
    """A TMX file without units."""
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in header(moment).items())
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
