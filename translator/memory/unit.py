"""A unit as this tool writes it into a TMX file, and by what it knows its own again."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from translator.formats.tmx import TOOL
from translator.memory.entry import Entry, plain

OWN_ATTRIBUTES = frozenset({"creationtool", "changedate", "changeid"})
OWN_SHAPES = (["tuv", "seg", "tuv", "seg"], ["note", "tuv", "seg", "tuv", "seg"])
"""The elements in a unit of this tool, in order. A unit that somebody has added to is theirs."""


def written(entry: Entry, codes: tuple[str, str]) -> str:
    """The <tu> of an entry, its lines parted by line feeds; `codes` name the two languages."""
    date = entry.changed.replace("-", "").replace(":", "")  # the shorter form of ISO 8601
    author = f" changeid={quoteattr(plain(entry.author))}" if entry.author else ""
    return "\n".join(
        [
            f'<tu creationtool="{TOOL}" changedate="{date}"{author}>',
            *([f"<note>{escape(plain(entry.note))}</note>"] if entry.note else []),
            *(
                f"<tuv xml:lang={quoteattr(code)}><seg>{escape(text)}</seg></tuv>"
                for code, text in zip(codes, (entry.source, entry.target), strict=True)
            ),
            "</tu>",
        ]
    )
