"""A Word document written by hand, with everything that can stand inside a paragraph."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TRANSITIONAL_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _O,
}
STRICT_NAMES = {"w": "http://purl.oclc.org/ooxml/wordprocessingml/main", "r": _S}
NAMES = (
    "word/document.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/header1.xml",
    "word/footer1.xml",
)
_MOMENT = (2017, 5, 4, 10, 30, 0)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_P = '<w:pPr><w:bidi/><w:jc w:val="right"/><w:rPr><w:rtl/></w:rPr></w:pPr>'
_R = "<w:rPr><w:rtl/></w:rPr>"


def _run(text: str, look: str = _R) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _mark(kind: str) -> str:
    return f'<w:r>{_R}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field(instruction: str, result: str) -> str:
    return (
        f"{_mark('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        f"{_mark('separate')}{_run(result)}{_mark('end')}"
    )


_BOX = f"<w:txbxContent><w:p>{_P}{_run('اقرأ المزيد عن الحرب في سوريا')}</w:p></w:txbxContent>"
_BODY = f"""
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{_run("الحكومة السورية تعلن وقف إطلاق النار")}</w:p>
<w:p>{_P}<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>
<w:proofErr w:type="spellStart"/>{_run("قال ")}<w:bookmarkStart w:id="1" w:name="who"/>
{_run("وزير الخارجية")}<w:bookmarkEnd w:id="1"/>{_run(" إن ")}
<w:commentRangeStart w:id="0"/>{_run("الاتفاق")}<w:commentRangeEnd w:id="0"/>
<w:r><w:commentReference w:id="0"/></w:r>{_run(" الجديد يبدأ يوم الأحد")}
<w:r>{_R}<w:footnoteReference w:id="2"/></w:r>{_run(".")}
<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>
<w:p>{_P}{_run("نشرت ")}<w:hyperlink r:id="rId9">{_run("صحيفة ")}{_run("البعث")}</w:hyperlink>
{_run(" تقريرا عن ")}{_field('HYPERLINK "https://example.org/a"', "مدينة حلب")}
{_run(" وعن ")}<w:fldSimple w:instr=" REF x ">{_run("الحرب")}</w:fldSimple>{_run(".")}</w:p>
<w:p>{_P}<w:ins w:id="5" w:author="A" w:date="2017-01-01T00:00:00Z">{_run("وصل الرئيس ")}</w:ins>
<w:del w:id="6" w:author="A"><w:r><w:delText>محذوف</w:delText></w:r></w:del>
<w:bdo w:val="rtl">{_run("إلى ")}</w:bdo><w:smartTag w:element="City">{_run("دمشق")}</w:smartTag>
{_run(" مع ")}<w:sdt><w:sdtPr><w:alias w:val="who"/><w:dataBinding w:xpath="/a"/></w:sdtPr>
<w:sdtContent>{_run("الوفد")}</w:sdtContent></w:sdt>{_run(".")}</w:p>
<w:p>{_P}{_run("المصدر")}<w:r><w:tab/></w:r>{_run("وكالة الأنباء.")}
<w:r><w:br/></w:r>{_run("عاد الرئيس إلى دمشق.")}</w:p>
<w:p><w:pPr><w:pStyle w:val="Arabic"/><w:ind w:start="720"/></w:pPr>
<w:r><w:t>دعا الأمين العام للأمم المتحدة إلى السلام.</w:t></w:r></w:p>
<w:tbl><w:tblPr><w:bidiVisual/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol/>
<w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>{_P}{_run("حلب")}</w:p></w:tc>
<w:tc><w:p>{_P}{_run("12", '<w:rPr><w:szCs w:val="30"/><w:rtl/></w:rPr>')}</w:p></w:tc></w:tr>
</w:tbl>
<w:p>{_P}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wps:txbx>{_BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox>
</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Cap"/><w:bidi/></w:pPr>{_run("صورة من مدينة حلب")}</w:p>
<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:bidi/></w:sectPr>"""

_STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="ar-SA" w:bidi="ar-SA"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:bidi/></w:pPr>
<w:rPr><w:rtl/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Arabic"><w:name w:val="Arabic"/><w:basedOn w:val="Base"/>
<w:rPr><w:szCs w:val="32"/></w:rPr></w:style>"""
_NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="arabicAlpha"/>
<w:lvlText w:val="المادة %1:"/></w:lvl></w:abstractNum>"""


_CHART = """<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:rich><a:p>
<a:pPr algn="r" rtl="1"/><a:r><a:t>عدد </a:t></a:r>
<a:r><a:rPr b="1"/><a:t>القتلى</a:t></a:r></a:p></c:rich>
<c:strCache><c:pt><c:v>حلب</c:v></c:pt><c:pt><c:v>BBC</c:v></c:pt></c:strCache></c:chart>"""


def _part(root: str, inside: str, names: dict[str, str]) -> str:
    return (
        f'<w:{root} xmlns:w="{names["w"]}" xmlns:r="{names["r"]}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:v="urn:schemas-microsoft-com:vml">{inside}</w:{root}>'
    )


def _relation(key: str, kind: str, target: str, names: dict[str, str]) -> str:
    return f'<Relationship Id="{key}" Type="{names["r"]}/{kind}" Target="{target}"/>'


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def word_file(names: dict[str, str], more: dict[str, bytes] | None = None) -> bytes:
    """The document in one of the two namespaces of the standard, with further members."""
    page = f"{_run('الصفحة ')}{_field('PAGE', '3')}{_run(' من ')}{_field('NUMPAGES', '7')}"
    note = f'<w:footnote w:id="2"><w:p>{_P}<w:r><w:footnoteRef/></w:r>{{}}</w:p></w:footnote>'
    related = "".join(
        _relation(f"rId{number}", kind, target, names)
        for number, (kind, target) in enumerate(
            (
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("footnotes", "footnotes.xml"),
                ("comments", "comments.xml"),
                ("header", "header1.xml"),
                ("footer", "/word/footer1.xml"),
                ("chart", "charts/chart1.xml"),
            )
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relations(_relation("rId1", "officeDocument", "word/document.xml", names)),
        "word/document.xml": _part("document", f"<w:body>{_BODY}</w:body>", names),
        "word/_rels/document.xml.rels": _relations(related),
        "word/styles.xml": _part("styles", _STYLES, names),
        "word/numbering.xml": _part("numbering", _NUMBERING, names),
        "word/footnotes.xml": _part(
            "footnotes", note.format(_run(" نقلت الوكالة الخبر عن مصدر عسكري.")), names
        ),
        "word/comments.xml": _part(
            "comments",
            f'<w:comment w:id="0"><w:p>{_run("تعليق على الخبر")}</w:p></w:comment>',
            names,
        ),
        "word/header1.xml": _part("hdr", f"<w:p>{_P}{_run('وكالة أنباء محلية')}</w:p>", names),
        "word/footer1.xml": _part("ftr", f"<w:p>{_P}{page}</w:p>", names),
        "word/charts/chart1.xml": _CHART,
        "word/media/image1.png": "\x00\x01",
        "docProps/core.xml": "<core/>",
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), inside, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def member(data: bytes, name: str) -> bytes:
    """The document with other bytes in one of its members."""
    return word_file(TRANSITIONAL_NAMES, {name: data})


def contents_file(lines: list[tuple[str, str, str]]) -> bytes:
    """A table of contents: lines of whether its field begins there, a title and its page."""
    start = f"{_mark('begin')}<w:r><w:instrText> TOC </w:instrText></w:r>{_mark('separate')}"
    body = "".join(
        f'<w:p>{start if begins else ""}<w:hyperlink w:anchor="x">{_run(title)}<w:r><w:tab/></w:r>'
        f"{_field('PAGEREF x', page)}</w:hyperlink></w:p>"
        for begins, title, page in lines
    )
    body += f"<w:p>{_mark('end')}</w:p>"
    part = _part("document", f"<w:body>{body}</w:body>", TRANSITIONAL_NAMES)
    return member(part.encode(), "word/document.xml")


def content(data: bytes, name: str) -> etree._Element:
    """The root of a member of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))
