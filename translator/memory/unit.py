"""A unit as this tool writes it into a TMX file, and by what it knows its own again."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from translator.memory.entry import Entry, plain

TOOL = "arabic-translator"
OWN_ATTRIBUTES = frozenset({"creationtool", "changedate", "changeid"})
OWN_SHAPES = (["tuv", "seg", "tuv", "seg"], ["note", "tuv", "seg", "tuv", "seg"])
"""The elements in a unit of this tool, in order. A unit that somebody has added to is theirs."""


def written(entry: Entry, codes: tuple[str, str]) -> str:
    """The <tu> of an entry, its lines parted by line feeds; `codes` name the two languages."""
    author = f" changeid={quoteattr(plain(entry.author))}" if entry.author else ""
    return "\n".join(
        [
            f'<tu creationtool="{TOOL}" changedate="{compact(entry.changed)}"{author}>',
            *([f"<note>{escape(plain(entry.note))}</note>"] if entry.note else []),
            *(
                f"<tuv xml:lang={quoteattr(code)}><seg>{escape(text)}</seg></tuv>"
                for code, text in zip(codes, (entry.source, entry.target), strict=True)
            ),
            "</tu>",
        ]
    )


def compact(moment: str) -> str:
    """A moment of an `Entry` in the shorter form of ISO 8601 that TMX wants."""
    return moment.replace("-", "").replace(":", "")
