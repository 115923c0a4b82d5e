"""A Word document with both languages side by side: English on the left, Arabic on the right."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Twips

from translator.document import (
    BOILERPLATE,
    Paragraph,
    Provenance,
    TranslatedDocument,
    Translation,
)
from translator.formats.characters import holdable
from translator.formats.direction import reads_right_to_left
from translator.formats.docx_parts import MUTED, RULE, SOFT, element, field, paragraph, restyle
from translator.formats.origins import NOTE, moment, not_by_machine
from translator.formats.packed import stamped
from translator.render.blocks import KIND_LABELS
from translator.render.tally import Tally
from translator.trust import estimate

_PAGE = (11906, 16838)  # A4, in twentieths of a point, as all lengths here
_MARGIN = 1134  # 2 cm
_COLUMN = (_PAGE[0] - 2 * _MARGIN) // 2
_BESIDE, _ABOVE = 170, 60  # white space in a cell
_KEPT_WHOLE = 1500
"""Characters up to which a row is kept on one page; a longer one could be higher than a page."""
_MOST_IN_A_PROPERTY = 255
_SPARE_PARTS = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects", "numbering")
"""Parts of the library's template that say nothing true of this document."""


def write_docx(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
    """A table with a row a segment, in document order; it always says what made it.

    Headlines are bold, terms underlined; under the English stand warnings and how far it may be
    trusted (`translator.trust`), where it is not good; boilerplate is set apart under a small
    heading. Line breaks inside a segment stay; what XML cannot hold becomes U+FFFD. Properties of
    the file hold 255 characters, the foot of the document the whole.
    """
    document = docx.Document()
    _spare(document)
    restyle(document.styles.element)
    _set_page(document, translated.document.name)
    _set_properties(document, translated.document.name, translated.provenance)
    body = document.element.body
    end = body[-1]  # the properties of the section come last
    name = translated.document.name
    for part in (
        paragraph(NOTE, "Notice"),
        paragraph(name, "Title", rtl=reads_right_to_left(name)),
        paragraph(Tally.of(translated.translations).sentence(), "Summary"),
        _table(translated),
        paragraph(translated.provenance.sentence(), "Provenance"),
    ):
        end.addprevious(part)
    others = not_by_machine(translated)
    if others:
        end.addprevious(paragraph(others, "Provenance"))
    written = io.BytesIO()
    document.save(written)
    return stamped(written.getvalue(), moment(translated.provenance))


def _spare(document: Any) -> None:
    """Take the template's parts away that this document has no use for."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_SPARE_PARTS):
                del relations[key]


def _set_page(document: Any, name: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = map(Twips, _PAGE)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.header_distance = section.footer_distance = Twips(_MARGIN // 2)
    foot = section.footer
    line = paragraph(f"Machine translation · {name} · ", "Footer")
    line.append(field("PAGE"))
    foot._element.replace(foot.paragraphs[0]._element, line)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # or Word calls the document one of an older Word


def _set_properties(document: Any, name: str, provenance: Provenance) -> None:
    core = document.core_properties
    core.title = _property(name)
    core.subject = NOTE
    core.comments = _property(provenance.sentence())
    core.author = core.last_modified_by = _property(provenance.tool)
    core.keywords = "machine translation"
    core.language = "en"
    core.revision = 1
    core.created = core.modified = moment(provenance)


def _property(text: str) -> str:
    text = holdable(text)
    return text if len(text) <= _MOST_IN_A_PROPERTY else f"{text[: _MOST_IN_A_PROPERTY - 1]}…"


def _table(translated: TranslatedDocument) -> Any:
    """The rows of all segments. The order of the columns is that of a left-to-right table."""
    sides = {"left": _BESIDE, "right": _BESIDE, "top": _ABOVE, "bottom": _ABOVE}
    margins = [
        element(side, {"w": str(sides[side]), "type": "dxa"})
        for side in ("top", "left", "bottom", "right")
    ]
    table = element(
        "tbl",
        None,
        element(
            "tblPr",
            None,
            element("tblW", {"w": str(2 * _COLUMN), "type": "dxa"}),
            element("tblLayout", {"type": "fixed"}),
            element("tblCellMar", None, *margins),
        ),
        element("tblGrid", None, *(element("gridCol", {"w": str(_COLUMN)}) for _ in range(2))),
        _head(),
    )
    previous, labelled = -1, ""
    for number, kept, _, translation in translated.rows():
        first = number != previous
        if first and kept.kind in BOILERPLATE and kept.kind != labelled:
            table.append(_heading(KIND_LABELS[kept.kind]))
            first = False  # its line stands above the heading
        previous, labelled = number, kept.kind
        table.append(_row(kept, translation, ruled=first))
    return table


def _head() -> Any:
    cells = (
        _cell([paragraph("English", "ColumnHead")], ruled_below=True),
        _cell([paragraph("العربية", "ColumnHead", rtl=True)], ruled_below=True),
    )
    return element("tr", None, element("trPr", None, _whole(), element("tblHeader")), *cells)


def _heading(label: str) -> Any:
    heading = paragraph(label, "Kind", keep_next=True)
    cell = _cell([heading], ruled=True, shaded=True, columns=2)
    return element("tr", None, element("trPr", None, _whole()), cell)


def _row(kept: Paragraph, translation: Translation, *, ruled: bool) -> Any:
    apart = kept.kind in BOILERPLATE
    suffix = ""
    if kept.kind == "headline":
        suffix = "Headline"
    elif kept.kind != "body":
        suffix = "Apart"
    terms = translation.terms
    english = [
        paragraph(
            translation.target,
            f"English{suffix}",
            bold=kept.kind == "headline",
            terms=[term.target_span for term in terms],
        )
    ]
    english += [
        paragraph(f"{warning.kind}: {warning.message}", "Remark")
        for warning in translation.warnings
    ]
    english += _trust(translation)
    arabic = paragraph(
        translation.source,
        f"Arabic{suffix}",
        rtl=True,
        bold=kept.kind == "headline",
        terms=[term.source_span for term in terms],
    )
    properties = element("trPr")
    if max(len(translation.source), len(translation.target)) <= _KEPT_WHOLE:
        properties.append(_whole())
    return element(
        "tr",
        None,
        properties,
        _cell(english, ruled=ruled, shaded=apart),
        _cell([arabic], ruled=ruled, shaded=apart),
    )


def _trust(translation: Translation) -> list[Any]:
    """How far the English may be trusted, where that is not far: reasons that no warning tells, and
    the band, as the page has them."""
    trust = estimate(translation)
    if trust is None or trust.band == "good":
        return []
    return [paragraph("; ".join((*trust.besides, trust.band)), "Trust")]


def _whole() -> Any:
    return element("cantSplit")


def _cell(
    paragraphs: list[Any],
    *,
    ruled: bool = False,
    ruled_below: bool = False,
    shaded: bool = False,
    columns: int = 1,
) -> Any:
    """A cell; `ruled` draws the line above it that parts paragraphs of the article."""
    properties = element("tcPr", None, element("tcW", {"w": str(columns * _COLUMN), "type": "dxa"}))
    if columns > 1:
        properties.append(element("gridSpan", {"val": str(columns)}))
    if ruled or ruled_below:
        side, colour = ("bottom", MUTED) if ruled_below else ("top", RULE)
        line = element(side, {"val": "single", "sz": "4", "space": "0", "color": colour})
        properties.append(element("tcBorders", None, line))
    if shaded:
        properties.append(element("shd", {"val": "clear", "color": "auto", "fill": SOFT}))
    return element("tc", None, properties, *paragraphs)
