"""A document word by word: what each Arabic word is and means, beside its translation.

`glossary.gloss` says what a word is. Here a document's segments are glossed with it, the
translation choosing among a word's readings, and written as columns, JSON Lines or an interlinear
page.
"""

from translator.gloss.aligned import aligned_english
from translator.gloss.document import GlossedDocument, GlossedSegment, glossed, glossed_segment
from translator.gloss.jsonl import write_jsonl
from translator.gloss.text import write_text

__all__ = [
    "GlossedDocument",
    "GlossedSegment",
    "aligned_english",
    "glossed",
    "glossed_segment",
    "write_jsonl",
    "write_text",
]
