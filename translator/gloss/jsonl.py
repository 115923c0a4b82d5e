"""JSON Lines of glosses: one record a word, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from glossary.gloss import Analysis, WordGloss
from translator.formats.jsonl import escape_breaks
from translator.gloss.document import GlossedDocument, GlossedSegment


def write_jsonl(glossed: GlossedDocument) -> str:
    """A record for each word of the document, in order, one a line, Arabic as it is.

    `span` counts code points of the document. `split`, `lemma`, `pos` and `gloss` are those of the
    first analysis, None where there is none; `aligned` is the English that the translation has for
    the word, None where there is none or nothing was translated.
    """
    return "".join(
        f"{escape_breaks(json.dumps(record, ensure_ascii=False))}\n"
        for segment in glossed.segments
        for record in _records(glossed.name, segment)
    )


def _records(name: str, segment: GlossedSegment) -> Iterator[dict[str, Any]]:
    start = segment.segment.span[0]
    for number, (word, aligned) in enumerate(zip(segment.words, segment.aligned, strict=True)):
        yield {
            "document": name,
            "paragraph": segment.paragraph,
            "segment": segment.segment.index,
            "word": number,
            "span": [start + word.span[0], start + word.span[1]],
            **word_record(word),
            "aligned": aligned or None,
            "analyses": [analysis_record(one) for one in word.analyses],
        }


def word_record(word: WordGloss) -> dict[str, Any]:
    """A word with its first analysis, as JSON has it."""
    best = word.best
    return {
        "surface": word.surface,
        "transliteration": word.transliteration,
        "buckwalter": word.buckwalter,
        "split": best.split() if best else None,
        "lemma": best.lemma if best else None,
        "pos": best.pos if best else None,
        "gloss": best.gloss if best else None,
    }


def analysis_record(analysis: Analysis) -> dict[str, Any]:
    """One reading of a word, as JSON has it; `term` is in it only where it is part of one."""
    fields: dict[str, Any] = {
        "split": analysis.split(),
        "vocalized": analysis.vocalized,
        "lemma": analysis.lemma,
        "pos": analysis.pos,
        "gloss": analysis.gloss,
        "features": analysis.features,
        "source": analysis.source,
        "morphs": [
            {"form": one.form, "vocalized": one.vocalized, "gloss": one.gloss, "pos": one.pos}
            for one in analysis.morphs
        ],
    }
    return {**fields, "term": analysis.term} if analysis.term else fields
