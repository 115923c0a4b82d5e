"""What a Word document is made of here: its styles, and the elements python-docx has no names for.

python-docx knows nothing of right-to-left text: `font.size` and `font.bold` leave Arabic letters
as they are, and direction has no name at all. So the elements are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from translator.document import Span
from translator.formats.characters import holdable
from translator.formats.direction import opposed
from translator.render.marks import cut

INK, MUTED, RULE, SOFT, ACCENT, WARNING = "1D1B18", "6D675D", "E2DDD2", "F4F1EA", "8C1C13", "7D3C00"
_TERM = "A39C8F"
_BREAK_OR_TAB = re.compile("([\n\t])")
_AGAINST = -1
"""The number of spans that run against their paragraph, beside those of terms (from 0)."""


def element(name: str, attributes: dict[str, str] | None = None, *children: Any) -> Any:
    """The element `w:name` with attributes of the same namespace and children."""
    made = OxmlElement(f"w:{name}")
    for key, value in (attributes or {}).items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made


def paragraph(
    text: str,
    style: str,
    *,
    rtl: bool = False,
    bold: bool = False,
    terms: Iterable[Span | None] = (),
    keep_next: bool = False,
) -> Any:
    """A paragraph of `text` in the direction given; a run for each stretch that differs.

    `style` is one of `STYLES`. The spans `terms` of `text` are underlined. Line breaks and tabs
    stay what they are.
    """
    properties = element("pPr", None, element("pStyle", {"val": style}))
    if keep_next:
        properties.append(element("keepNext"))
    if rtl:
        properties.append(element("bidi"))
    made = element("p", None, properties)
    spans = [*enumerate(terms), *((_AGAINST, span) for span in opposed(text, rtl=rtl))]
    for stretch, numbers in cut(text, spans):
        against = _AGAINST in numbers
        marked = any(number != _AGAINST for number in numbers)
        made.append(_run(stretch, rtl=rtl != against, bold=bold, marked=marked))
    return made


def field(name: str) -> Any:
    """A run that Word fills in, such as the number of the page."""
    text = element("t")
    text.text = "1"
    return element("fldSimple", {"instr": name}, element("r", None, text))


def _run(text: str, *, rtl: bool, bold: bool, marked: bool) -> Any:
    properties = element("rPr")
    if bold:
        properties.append(element("b"))
        properties.append(element("bCs"))
    if marked:
        properties.append(element("u", {"val": "single", "color": _TERM}))
    if rtl:
        properties.append(element("rtl"))
    language = {"bidi": "ar-SA"} if rtl else {"val": "en-US"}
    properties.append(element("lang", language))
    run = element("r", None, properties)
    for part in _BREAK_OR_TAB.split(holdable(text)):
        if part == "\n":
            run.append(element("br"))
        elif part == "\t":
            run.append(element("tab"))
        elif part:
            held = element("t")
            held.text = part
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(held)
    return run


def _style(
    name: str,
    *,
    size: float,
    arabic: float = 0,
    colour: str = INK,
    look: str = "",
    spacing: tuple[int, int] = (0, 0),
    line: int = 264,
) -> str:
    """A paragraph style. Sizes are points, spacing before and after twentieths of a point, `line`
    240ths of the line height; `look` are elements that belong between font and colour."""
    before, after = spacing
    identifier = name.replace(" ", "")
    return f"""
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}">
<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>
<w:pPr><w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/></w:pPr>
<w:rPr>{look}<w:color w:val="{colour}"/>
<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * (arabic or size))}"/></w:rPr>
</w:style>"""


_FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/>"  # Arabic letters are not slanted
_LINES = {"English": 276, "Arabic": 300}

STYLES = f"""
<w:styles {nsdecls("w")}>
<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="22"/><w:szCs w:val="26"/>
<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
<w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="40" w:after="40"/></w:pPr>
<w:rPr>{_BOLD}<w:color w:val="{INK}"/><w:sz w:val="36"/><w:szCs w:val="38"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
<w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:color w:val="{MUTED}"/><w:sz w:val="16"/><w:szCs w:val="18"/></w:rPr></w:style>
{_style("Notice", size=9, colour=ACCENT, look=_BOLD)}
{_style("Summary", size=9, arabic=10, colour=MUTED, spacing=(0, 200))}
{_style("Column Head", size=9, arabic=11, colour=MUTED, look=_BOLD, spacing=(40, 40))}
{_style("Kind", size=8.5, arabic=10, colour=ACCENT, look=_BOLD, spacing=(80, 0))}
{_style("English", size=11, arabic=12, line=_LINES["English"])}
{_style("Arabic", size=11, arabic=13, line=_LINES["Arabic"])}
{_style("English Apart", size=10, arabic=11, colour=MUTED, line=_LINES["English"])}
{_style("Arabic Apart", size=10, arabic=12, colour=MUTED, line=_LINES["Arabic"])}
{_style("English Headline", size=14, arabic=15, look=_BOLD)}
{_style("Arabic Headline", size=14, arabic=16, look=_BOLD, line=_LINES["Arabic"])}
{_style("Remark", size=9, arabic=10, colour=WARNING, look=_ITALIC, spacing=(30, 30))}
{_style("Trust", size=9, arabic=10, colour=MUTED, look=_ITALIC, spacing=(30, 30))}
{_style("Provenance", size=8.5, arabic=10, colour=MUTED, spacing=(200, 0))}
</w:styles>"""


def restyle(styles: Any) -> None:
    """Put `STYLES` in the place of what the root element `styles` holds."""
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(STYLES.strip())):
        styles.append(child)
