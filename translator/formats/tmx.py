"""TMX 1.4: a translation memory, for translators' programs."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from translator import __version__
from translator.document import Paragraph, Segment, TranslatedDocument, Translation
from translator.formats.characters import holdable
from translator.formats.origins import moment, not_by_machine

TOOL = "arabic-translator"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def write_tmx(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
    """One unit a segment, Arabic and English, in UTF-8; it always says what made it.

    A unit's properties are `x-document`, `x-segment` (its number), `x-kind`, `x-origin` and, where
    something was decoded, `x-score`. A segment whose English is empty has no English variant: no
    memory should offer nothing for a sentence. A note in the header says what made the
    translation.
    """
    root = etree.Element("tmx", version="1.4")
    header = etree.SubElement(root, "header", header_of(moment(translated.provenance)))
    for sentence in (translated.provenance.sentence(), not_by_machine(translated)):
        if sentence:
            etree.SubElement(header, "note").text = holdable(sentence)
    for name, value in translated.provenance.to_dict().items():
        if name != "note":
            _property(header, name, value)
    body = etree.SubElement(root, "body")
    for _, paragraph, segment, translation in translated.rows():
        _unit(body, translated.document.name, paragraph, segment, translation)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=DOCTYPE) + b"\n"


def header_of(made: datetime) -> dict[str, str]:
    """The attributes of the <header> of a file made at that moment, in UTC."""
    return {
        "creationtool": TOOL,
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": TOOL,
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
        "creationdate": f"{made:%Y%m%dT%H%M%SZ}",
    }


def _unit(
    body: etree._Element,
    document: str,
    paragraph: Paragraph,
    segment: Segment,
    translation: Translation,
) -> None:
    unit = etree.SubElement(body, "tu")
    _property(unit, "document", document)
    _property(unit, "segment", str(segment.index))
    _property(unit, "kind", paragraph.kind)
    _property(unit, "origin", translation.origin)
    if translation.score is not None:
        _property(unit, "score", f"{translation.score:.4f}")
    for language, text in (("ar", translation.source), ("en", translation.target)):
        if text.strip():
            variant = etree.SubElement(unit, "tuv", {_XML_LANG: language})
            etree.SubElement(variant, "seg").text = holdable(text)


def _property(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, "prop", {"type": f"x-{name}"}).text = holdable(value)
