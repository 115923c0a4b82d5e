"""What a report and an index tell of a file beyond its counts: taken down when the file is done.

All of it is kept in the journal, so that a later run can tell of files that it did not translate.
Of each kind of thing only the first few of a file are kept; the counts are in `Done`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from glossary import Glossary
from translator.consistency.mentions import document_mentions
from translator.document import TranslatedDocument, Translation

NAMES, REMARKS, UNMET, HEARD = 5, 20, 20, 60
"""Kept of a file: names of the glossary, warnings, unmet terms, forms of names beyond it."""
NAME_TYPES = ("person", "place", "organization")
"""The glossary's types of term that are names."""
_LONGEST, _HEADLINE = 300, 120
"""Characters of a message, and of a headline in either language."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the glossary in a file: its Arabic, its English, its type, how often."""

    term: str
    rendering: str
    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """A term of the glossary that a translation lacks: how often, and in which segment first."""

    term: str
    count: int
    segment: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning and the segment where it stands."""

    segment: int
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A form of a name beyond the glossary: how often, and in which segment first.

    `name`, `form`, `sound` and `type` are those of `translator.consistency.Mention`.
    """

    name: str
    form: str
    sound: float
    type: str
    count: int
    segment: int


@dataclass(frozen=True, slots=True)
class Details:
    """`headline` is what a file is known by in a list, Arabic and English; `counted` says whether
    names beyond the glossary were looked for, `heard` are those found."""

    headline: tuple[str, str] = ("", "")
    names: tuple[Named, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    remarks: tuple[Remark, ...] = ()
    heard: tuple[Heard, ...] = ()
    counted: bool = False

    @classmethod
    def of_dict(cls, fields: Mapping[str, Any]) -> Details:
        """The record whose fields, by `dataclasses.asdict` and JSON, these are."""
        source, target = fields.get("headline", ("", ""))
        return cls(
            (source, target),
            tuple(Named(**one) for one in fields.get("names", ())),
            tuple(Unmet(**one) for one in fields.get("unmet", ())),
            tuple(Remark(**one) for one in fields.get("remarks", ())),
            tuple(Heard(**one) for one in fields.get("heard", ())),
            fields.get("counted", False),
        )


_Counted = TypeVar("_Counted", Named, Unmet, Heard)

NOTHING = Details()
"""Where nothing was taken down."""


def types_of(glossary: Glossary | None) -> dict[str, str]:
    """The type of each term that is a name, by the term's source."""
    terms = glossary.terms if glossary else ()
    return {term.source: term.type for term in terms if term.type in NAME_TYPES}


def details(
    translated: TranslatedDocument,
    types: Mapping[str, str],
    pieces: Callable[[str], int] | None = None,
) -> Details:
    """What there is to tell of a translated document.

    `types` is what `types_of` says of the glossary. With `pieces`
    (`translator.consistency.pieces_of`) names beyond the glossary are looked for too, for which
    the translations must carry their alignment.
    """
    remarks = [
        Remark(segment.index, one.kind, shortened(one.text, _LONGEST))
        for _, _, segment, translation in translated.rows()
        for one in translation.warnings
    ]
    return Details(
        headline(translated),
        _names(translated.translations, types),
        _unmet(translated),
        tuple(remarks[:REMARKS]),
        () if pieces is None else _heard(translated, pieces),
        pieces is not None,
    )


def together(one: Details, other: Details) -> Details:
    """What there is to tell of a document of which these are two pieces, one after the other.

    What is rare in each piece may be left out though it is not rare in all of them together.
    """
    names = {(o.term, o.rendering, o.type): 0 for o in (*one.names, *other.names)}
    for name in (*one.names, *other.names):
        names[name.term, name.rendering, name.type] += name.count
    unmet: dict[str, Unmet] = {}
    for term in (*one.unmet, *other.unmet):
        before = unmet.get(term.term, replace(term, count=0))
        unmet[term.term] = replace(before, count=before.count + term.count)
    heard: dict[tuple[str, str, float, str], Heard] = {}
    for form in (*one.heard, *other.heard):
        key = (form.name, form.form, form.sound, form.type)
        known = heard.get(key, replace(form, count=0))
        heard[key] = replace(known, count=known.count + form.count)
    return Details(
        one.headline if any(one.headline) else other.headline,
        _most((Named(*key, count) for key, count in names.items()), NAMES),
        _most(unmet.values(), UNMET),
        (*one.remarks, *other.remarks)[:REMARKS],
        _most(heard.values(), HEARD),
        one.counted or other.counted,
    )


def _most(found: Iterable[_Counted], most: int) -> tuple[_Counted, ...]:
    """The most frequent ones, those that are as frequent in the order in which they come."""
    return tuple(sorted(found, key=lambda one: -one.count)[:most])


def headline(translated: TranslatedDocument) -> tuple[str, str]:
    """The first headline of a document, else its first sentence, in both languages, cut at a word.

    A source tag or a page's buttons before the text are not taken for its first sentence.
    """
    first: Translation | None = None
    for _, paragraph, _, translation in translated.rows():
        if paragraph.kind == "headline":
            first = translation
            break
        if first is None and paragraph.kind == "body":
            first = translation
    if first is None:
        first = next(iter(translated.translations), Translation("", ""))
    return shortened(first.source, _HEADLINE), shortened(first.target, _HEADLINE)


def shortened(text: str, most: int) -> str:
    """A text in one line, of `most` characters at most; if it is cut, then after a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept, space, _ = line[:most].rpartition(" ")
    return f"{kept if space else line[: most - 1]}…"


def _names(translations: Iterable[Translation], types: Mapping[str, str]) -> tuple[Named, ...]:
    """The names found most often, those that are as frequent in the order of the text."""
    counts: Counter[str] = Counter()
    renderings: dict[str, Counter[str]] = {}
    for translation in translations:
        for use in translation.terms:
            if use.term in types and use.rendering:
                counts[use.term] += 1
                renderings.setdefault(use.term, Counter())[use.rendering] += 1
    return tuple(
        Named(term, renderings[term].most_common(1)[0][0], types[term], count)
        for term, count in counts.most_common(NAMES)
    )


def _unmet(translated: TranslatedDocument) -> tuple[Unmet, ...]:
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for _, _, segment, translation in translated.rows():
        for use in translation.terms:
            if use.rendering is None:
                counts[use.term] += 1
                first.setdefault(use.term, segment.index)
    return tuple(Unmet(term, count, first[term]) for term, count in counts.most_common(UNMET))


def _heard(translated: TranslatedDocument, pieces: Callable[[str], int]) -> tuple[Heard, ...]:
    translations: Sequence[Translation] = translated.translations
    counts: Counter[tuple[str, str, float, str]] = Counter()
    first: dict[tuple[str, str, float, str], int] = {}
    found = document_mentions(translations, pieces)
    for (_, _, segment), those in zip(translated.document.segments(), found, strict=True):
        for mention in those:
            key = (mention.name, mention.form, round(mention.sound, 3), mention.kind)
            counts[key] += 1
            first.setdefault(key, segment.index)
    return tuple(Heard(*key, count, first[key]) for key, count in counts.most_common(HEARD))
