"""What flows through the tool: frozen records of a document and of its translation.

All spans are half-open offsets `(start, end)` in code points. A segment's span lies in the text
of the document as given; every other span lies in the segment's `source` (the exact slice of the
document, line breaks included) or in its `target`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Link = tuple[int, int, int, int]
"""`(source_start, source_end, target_start, target_end)`: these two stretches mean each other."""

Kind = Literal["body", "headline", "source", "caption", "related", "navigation", "other"]
"""What a paragraph is: `source` is a tag such as an agency's name and byline, `related` the list
of other articles under an article, `navigation` the words of a web page's buttons."""

BOILERPLATE: frozenset[str] = frozenset({"caption", "related", "navigation"})
"""The kinds that a user may drop: not the article itself."""

Method = Literal["model", "inline", "nbest", "prefix", "replace", "person"]
"""How a rendering got into a translation, cheapest first."""

Origin = Literal["machine", "memory", "person"]
"""Who wrote a translation: the model, a person earlier on (kept in a translation memory), or a
person at this very text."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, headline or label: the unit of translation."""

    index: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Segments that belong together, and what they are."""

    segments: tuple[Segment, ...]
    kind: Kind = "body"


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut into paragraphs and segments.

    `text` is the text as given; joining the segments with what lies between their spans gives
    `text` back, character for character. Segments are numbered from 0 through the document.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    text: str

    def segments(self) -> Iterator[tuple[int, Paragraph, Segment]]:
        """Yield `(paragraph number, paragraph, segment)` in document order."""
        for number, paragraph in enumerate(self.paragraphs):
            for segment in paragraph.segments:
                yield number, paragraph, segment


@dataclass(frozen=True, slots=True)
class TermUse:
    """One occurrence of a glossary term in a source sentence and what became of it.

    `rendering`, `target_span` and `method` are None where the term is unmet; a warning of kind
    `term` then says why.
    """

    term: str
    surface: str
    rendering: str | None
    source_span: Span
    target_span: Span | None
    method: Method | None
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The fields of the JSON record (`note` is for display and stays out of it)."""
        return {
            "term": self.term,
            "surface": self.surface,
            "rendering": self.rendering,
            "source_span": list(self.source_span),
            "target_span": list(self.target_span) if self.target_span else None,
            "method": self.method,
        }


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - a remark on a translation, everywhere in this project
    """A reason to look twice at a translation: a kind for programs, a message for people.

    `text` is the message as the check wrote it, at little cost.
    """

    kind: str
    text: str

    @property
    def message(self) -> str:
        """What people read: `text`, for a lost name with how it may be written in English. That
        takes some milliseconds, so it is worked out only when somebody asks."""
        if self.kind != "name":
            return self.text
        from translator.checks.names import with_reading  # here, since it reads this module

        return with_reading(self.text)

    def to_dict(self) -> dict[str, str]:
        """The two fields of the JSON record."""
        return {"kind": self.kind, "message": self.message}


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment's English.

    `score` is the mean log probability a target piece, 0 at best, None where nothing was decoded
    (a segment without Arabic is copied). What a person wrote has the score of the model for it.
    """

    source: str
    target: str
    score: float | None = None
    alignment: tuple[Link, ...] = ()
    terms: tuple[TermUse, ...] = ()
    warnings: tuple[Warning, ...] = ()
    origin: Origin = "machine"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What wrote a translation: enough to make it again. `date` is an ISO 8601 day."""

    tool: str
    model: str
    glossary: str
    settings: str
    date: str

    def sentence(self) -> str:
        """One line for people, for the head or foot of an output."""
        return (
            f"Machine translation by {self.tool}, model {self.model}, glossary {self.glossary}, "
            f"{self.settings}, {self.date}."
        )

    def to_dict(self) -> dict[str, str]:
        """The same facts as metadata."""
        return {
            "note": "machine translation",
            "tool": self.tool,
            "model": self.model,
            "glossary": self.glossary,
            "settings": self.settings,
            "date": self.date,
        }


@dataclass(frozen=True, slots=True)
class TranslatedDocument:
    """A document with one translation a segment, in document order."""

    document: Document
    translations: tuple[Translation, ...]
    provenance: Provenance

    def rows(self) -> Iterator[tuple[int, Paragraph, Segment, Translation]]:
        """Yield `(paragraph number, paragraph, segment, translation)` in document order."""
        for (number, paragraph, segment), translation in zip(
            self.document.segments(), self.translations, strict=True
        ):
            yield number, paragraph, segment, translation

    def to_dicts(self) -> list[dict[str, Any]]:
        """One JSON-ready record a segment (see `record`)."""
        return [
            record(self.document.name, number, paragraph.kind, segment, translation)
            for number, paragraph, segment, translation in self.rows()
        ]


def record(
    name: str, paragraph: int, kind: Kind, segment: Segment, translation: Translation
) -> dict[str, Any]:
    """The one JSON record of a translated segment, the same wherever the tool writes JSON.

    `origin` is in it only where it is not the machine; `trust` (`translator.trust`) is null there
    and for a copy.
    """
    from translator.trust import estimate  # here, since it reads what this module defines

    trust = estimate(translation)
    fields = {
        "document": name,
        "paragraph": paragraph,
        "segment": segment.index,
        "span": list(segment.span),
        "kind": kind,
        "source": translation.source,
        "translation": translation.target,
        "score": None if translation.score is None else round(translation.score, 4),
        "alignment": [list(link) for link in translation.alignment],
        "terms": [term.to_dict() for term in translation.terms],
        "warnings": [warning.to_dict() for warning in translation.warnings],
        "trust": trust.to_dict() if trust else None,
    }
    return fields if translation.origin == "machine" else {**fields, "origin": translation.origin}
