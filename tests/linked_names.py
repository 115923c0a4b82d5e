"""Translations whose links are given, for the tests of names beyond the glossary."""

from __future__ import annotations

from translator.document import (
    Document,
    Paragraph,
    Provenance,
    Segment,
    TranslatedDocument,
    Translation,
)
from translator.words import words

ORDINARY = frozenset(
    "وصل الوفد بلدة صباحا جوا غادر صباح اليوم قصفت الطائرات مرتين عاد السكان وصلت المساعدات غاضبا "
    "قال النائب الطبيب إن الدواء نفد للصحفيين التقى الوزير مدير الشركة سيعود".split()
)


def rare(word: str) -> int:
    """A vocabulary that holds the ordinary words of these sentences and no other."""
    return 1 if word in ORDINARY else 3


def linked(source: str, target: str, links: dict[str, str]) -> Translation:
    """A translation in which the given words, each standing once, mean each other."""
    where = {source[a:b]: (a, b) for a, b in words(source)}
    there = {target[a:b]: (a, b) for a, b in words(target)}
    found = [(*where[arabic], *there[english]) for arabic, english in links.items()]
    return Translation(source, target, -0.5, tuple(sorted(found, key=lambda link: link[2:])))


def document(*translations: Translation, name: str = "a.txt") -> TranslatedDocument:
    text = "\n".join(one.source for one in translations)
    segments, start = [], 0
    for number, one in enumerate(translations):
        segments.append(Segment(number, one.source, (start, start + len(one.source))))
        start += len(one.source) + 1
    whole = Document(name, tuple(Paragraph((one,)) for one in segments), text)
    return TranslatedDocument(whole, translations, Provenance("", "", "", "", ""))


def town(name: str, form: str, file: str) -> TranslatedDocument:
    source, target = f"وصل الوفد إلى بلدة {name} صباحا", f"The team reached the town of {form}"
    return document(linked(source, target, {"بلدة": "town", name: form}), name=file)
