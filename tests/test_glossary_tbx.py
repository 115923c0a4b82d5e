"""Termbases: the forms others write, our own there and back, and files that are not to be trusted.

translate-toolkit is an independent reader and writer of the old form. What is written was validated
by the published grammars with `benchmarks/termbases.py`; the grammars themselves are not here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile

from glossary import Glossary, GlossaryError, Term
from glossary.formats import KINDS, TERMBASES, load, read, save

DATA = Path(__file__).parent / "data" / "exchange"
FULL = Term(
    "خان شيخون",
    "Khan Shaykhun",
    ("خانشيخون",),
    ("Khan Shaykhoun",),
    ("Khan Sheikhoun", "Khan Sheikhun"),
    "place",
    "exact",
    'a town; "quoted" & <marked>',
)
OFF = Term("الشعيرات", "", accept=("hairs",))


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("file", sorted(DATA.glob("*.tbx")), ids=lambda path: path.stem)
def test_what_others_write(file: Path) -> None:
    assert read(file).glossary.terms == load(file.with_suffix(".tsv")).terms
    assert Glossary.load(file).terms == read(file).glossary.terms


def test_the_report_of_a_termbase() -> None:
    report = read(DATA / "martif.tbx").report
    lines = [line.removeprefix(str(DATA / "martif.tbx")) for line in report.lines()]
    assert lines[0] == ": 3 terms, from 4 of 9 entries; 5 left out"
    for line in (
        ": deprecated English terms stand under avoid (1)",
        ": definition has no column in a glossary and is left out (1)",
        ", line 46: Euphrates Dam is the target, further English (Tabqa Dam) counts as right too",
        ", line 53: left out: no English term for حمص (languages: ar, fr)",
        ", line 57: left out: no Arabic term (languages: de, en)",
        ', line 61: left out: "ما" is too short to be found safely (a row with match exact may '
        "hold it)",
        ", line 65: left out: all English terms of كييف are deprecated",
        ", line 71: ambiguous: سَدُّ الفرات is Euphrates Dam in line 46 and Thawra Dam here; the "
        "first is the target, the other counts as right too",
    ):
        assert line in lines


def test_what_the_status_decides_is_not_reported_as_a_choice() -> None:
    report = read(DATA / "basic_dca.tbx").report
    assert not report.left
    assert not report.remarks


def test_of_several_preferred_terms_the_first_is_the_target(tmp_path: Path) -> None:
    status = '</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>'
    text = martif(entry("حلب", "A</term></tig><tig><term>B</term></tig><tig><term>C"))
    for name in "BC":
        text = text.replace(f"<term>{name}</term></tig>", f"<term>{name}{status}")
    found = read(write(tmp_path / "g.tbx", text))
    assert found.glossary.terms == (Term("حلب", "B", accept=("C", "A")),)
    assert [finding.text for finding in found.report.remarks] == [
        "B is the target, further English (C, A) counts as right too"
    ]


WRITTEN = {
    "martif": (
        "{}martif",
        {"type": "TBX-Basic"},
        """<termEntry id="c1"><descrip type="subjectField">place</descrip>
        <note>match: exact</note><note>a town; "quoted" &amp; &lt;marked&gt;</note>
        <langSet xml:lang="ar">
        <tig><term>خان شيخون</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
        <tig><term>خانشيخون</term>
        <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
        <termNote type="termType">variant</termNote></tig></langSet>
        <langSet xml:lang="en">
        <tig><term>Khan Shaykhun</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
        <tig><term>Khan Shaykhoun</term>
        <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
        <tig><term>Khan Sheikhoun</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
        <tig><term>Khan Sheikhun</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
        </langSet></termEntry>""",
    ),
    "tbx-min": (
        "{urn:iso:std:iso:30042:ed-2}tbx",
        {"type": "TBX-Min", "style": "dca"},
        """<conceptEntry xmlns="urn:iso:std:iso:30042:ed-2" id="c1">
        <descrip type="subjectField">place</descrip>
        <note>match: exact</note><note>a town; "quoted" &amp; &lt;marked&gt;</note>
        <langSec xml:lang="ar">
        <termSec><term>خان شيخون</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
        <termSec><term>خانشيخون</term>
        <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec></langSec>
        <langSec xml:lang="en">
        <termSec><term>Khan Shaykhun</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
        <termSec><term>Khan Shaykhoun</term>
        <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
        <termSec><term>Khan Sheikhoun</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
        <termSec><term>Khan Sheikhun</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
        </langSec></conceptEntry>""",
    ),
    "tbx-basic-dct": (
        "{urn:iso:std:iso:30042:ed-2}tbx",
        {"type": "TBX-Basic", "style": "dct"},
        """<conceptEntry xmlns="urn:iso:std:iso:30042:ed-2" id="c1"
        xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
        <min:subjectField>place</min:subjectField>
        <note>match: exact</note><note>a town; "quoted" &amp; &lt;marked&gt;</note>
        <langSec xml:lang="ar">
        <termSec><term>خان شيخون</term>
        <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>خانشيخون</term>
        <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
        <basic:termType>variant</basic:termType></termSec></langSec>
        <langSec xml:lang="en">
        <termSec><term>Khan Shaykhun</term>
        <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Khan Shaykhoun</term>
        <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Khan Sheikhoun</term>
        <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Khan Sheikhun</term>
        <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
        </langSec></conceptEntry>""",
    ),
}


def canonical(element: etree._Element) -> str:
    text = etree.tostring(element, with_tail=False, encoding="unicode")
    return str(etree.canonicalize(text, strip_text=True))


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_written(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "g.tbx"
    save([FULL], path, kind)
    root = etree.parse(path).getroot()
    name, attributes, entry = WRITTEN[kind]
    assert root.tag == name.removeprefix("{}")
    assert attributes.items() <= dict(root.attrib).items()
    (found,) = (e for e in root.iter(etree.Element) if e.get("id") == "c1")
    assert canonical(found) == canonical(etree.fromstring(entry))


def test_another_program_reads_the_old_form(tmp_path: Path) -> None:
    path = tmp_path / "g.tbx"
    shipped = Glossary.shipped()
    save(shipped.terms, path, "martif")
    store = tbxfile.parsefile(str(path))
    store.setsourcelanguage("ar")
    store.settargetlanguage("en")
    assert [(unit.source, unit.target) for unit in store.units] == [
        (term.source, term.target) for term in shipped
    ]


def test_what_another_program_writes(tmp_path: Path) -> None:
    for number, store in enumerate(
        (
            tbxfile(sourcelanguage="ar", targetlanguage="en"),
            tmxfile(sourcelanguage="ar", targetlanguage="en"),
        )
    ):
        for term in (FULL, Term("حلب", "Aleppo & <more>")):
            unit = store.addsourceunit(term.source)
            unit.settarget(term.target, "en")
            unit.addnote("as the agency writes it")
        path = tmp_path / f"{number}.xml"
        store.savefile(str(path))
        note = "as the agency writes it"
        assert Glossary.load(path).terms == (
            Term(FULL.source, FULL.target, note=note),
            Term("حلب", "Aleppo & <more>", note=note),
        )


def test_the_kind_of_a_tbx_file_is_basic(tmp_path: Path) -> None:
    Glossary((FULL,)).save(tmp_path / "g.tbx")
    root = etree.parse(tmp_path / "g.tbx").getroot()
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")


@pytest.mark.parametrize("kind", TERMBASES)
def test_there_and_back(tmp_path: Path, kind: str) -> None:
    noted = [
        Term("حلب", "Aleppo", note=note)
        for note in ("match: exact", "note: note: x", "target: none", "plain", "note: y")
    ]
    noted = [Term(f"{term.source} {n}", "Aleppo", note=term.note) for n, term in enumerate(noted)]
    terms = (*Glossary.shipped(), FULL, OFF, *noted)
    terms = Glossary().overlay(Glossary(terms)).terms
    path = tmp_path / "g.tbx"
    save(terms, path, kind)
    found = read(path)
    assert found.glossary.terms == terms
    assert not found.report.left
    assert not found.report.remarks


ARABIC = st.text("ابتثجحخدذرسشعغفقكلمنهويةى", min_size=3, max_size=8)
ENGLISH = st.text("abcdefghijXYZ'-’\",;#.&<>", min_size=1, max_size=8).map(lambda s: f"x{s}")


@given(
    st.lists(st.tuples(ARABIC, ENGLISH, st.lists(ENGLISH, unique=True, max_size=4)), max_size=5),
    st.sampled_from(KINDS),
)
def test_every_kind_gives_back_what_it_was_given(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, list[str]]],
    kind: str,
) -> None:
    terms = [Term("كلمة", "word")]
    for source, target, forms in rows:
        others = [form for form in forms if form != target]
        terms.append(Term(source, target, (), tuple(others[:2]), tuple(others[2:]), note=target))
    glossary = Glossary().overlay(Glossary(tuple(terms)))
    path = tmp_path_factory.mktemp("round") / f"g.{kind if kind in ('tsv', 'csv') else 'tbx'}"
    save(glossary.terms, path, kind)
    assert Glossary.load(path).checksum == glossary.checksum


def test_what_tbx_cannot_hold_is_said(tmp_path: Path) -> None:
    remarks = save([FULL, OFF, Term("حلب", "Aleppo")], tmp_path / "g.tbx", "tbx-min")
    assert "stands in a note in 2 entries" in remarks[0]
    assert "TBX-Min cannot mark spelling variants: other programs show 1" in remarks[1]
    assert save([Term("حلب", "Aleppo", ("الشهباء",))], tmp_path / "g.tbx") == ()


def test_saving_is_all_or_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tbx", "as it was")
    with pytest.raises(GlossaryError, match="holds a control character"):
        save([FULL, Term("حلب", "Alep\x01po")], path)
    with pytest.raises(GlossaryError, match="There is no term to write"):
        save([], path)
    assert path.read_text() == "as it was"
    assert [file.name for file in tmp_path.iterdir()] == ["g.tbx"]


def entry(arabic: str, english: str) -> str:
    return (
        f'<termEntry><langSet xml:lang="ar"><tig><term>{arabic}</term></tig></langSet>'
        f'<langSet xml:lang="en"><tig><term>{english}</term></tig></langSet></termEntry>\n'
    )


def martif(*entries: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>\n{before}<martif type="TBX" xml:lang="en"><text><body>\n'
        f"{''.join(entries)}</body></text></martif>\n"
    )


def test_a_bad_term_costs_no_good_one(tmp_path: Path) -> None:
    english = "Aleppo</term></tig><tig><term>حلب</term></tig><tig><term>a|b"
    arabic = "حلب</term></tig><tig><term>Halab</term></tig><tig><term>بك"
    found = read(write(tmp_path / "g.tbx", martif(entry(arabic, english))))
    assert found.glossary.terms == (Term("حلب", "Aleppo"),)
    assert [(finding.line, finding.text) for finding in found.report.remarks] == [
        (3, "the term Halab is left out: it holds no Arabic letter"),
        (3, "the term حلب is left out: it holds Arabic letters"),
        (3, "the term a|b is left out: it holds |"),
        (
            3,
            'the spelling "بك" is left out, too short to be found safely (a row with match exact '
            "may hold it)",
        ),
    ]


def test_a_spelling_of_two_entries_stays_with_the_first(tmp_path: Path) -> None:
    both = "حمص</term></tig><tig><term>حلب"
    found = read(write(tmp_path / "g.tbx", martif(entry("حلب", "Aleppo"), entry(both, "Homs"))))
    assert found.glossary.terms == (Term("حلب", "Aleppo"), Term("حمص", "Homs"))
    assert [finding.text for finding in found.report.remarks] == [
        "the spelling حلب stays with Aleppo, as in line 3"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = martif(entry("حلب", "Aleppo")).replace("\n", "\r\n")
    path = write(tmp_path / "g.TBX", text, encoding)
    assert Glossary.load(path).terms == (Term("حلب", "Aleppo"),)
    declared = text.replace('"1.0"', '"1.0" encoding="windows-1256"')
    path = write(tmp_path / "old.xml", declared, "cp1256")
    assert Glossary.load(path).terms == (Term("حلب", "Aleppo"),)


def test_a_doctype_is_never_looked_up(tmp_path: Path) -> None:
    write(tmp_path / "near.dtd", '<!ENTITY name "Aleppo">')
    for address in ("http://127.0.0.1:9/tbx.dtd", "near.dtd", "none.dtd"):
        text = martif(entry("حلب", "Aleppo"), before=f'<!DOCTYPE martif SYSTEM "{address}">\n')
        assert Glossary.load(write(tmp_path / "g.tbx", text)).terms == (Term("حلب", "Aleppo"),)
    text = martif(entry("حلب", "&name;"), before='<!DOCTYPE martif SYSTEM "near.dtd">\n')
    with pytest.raises(GlossaryError, match=r"g\.tbx"):
        Glossary.load(write(tmp_path / "g.tbx", text))


UNSAFE = {
    "a text": '<!ENTITY name "Aleppo">',
    "a file": '<!ENTITY name SYSTEM "secret.txt">',
    "an address": '<!ENTITY name SYSTEM "http://127.0.0.1:9/">',
    "one in another": '<!ENTITY a "ab"><!ENTITY b "&a;&a;"><!ENTITY name "&b;&b;">',
    "a parameter": '<!ENTITY % p SYSTEM "secret.txt"><!ENTITY name "Aleppo">',
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_entities_are_refused(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "secret.txt", "Aleppo")
    doctype = f"<!DOCTYPE martif [{UNSAFE[kind]}]>\n"
    path = write(tmp_path / "g.tbx", martif(entry("حلب", "&name;"), before=doctype))
    with pytest.raises(GlossaryError, match=r"declares the entity .*, which is not expanded"):
        Glossary.load(path)
    inside = martif(entry("حلب", "Aleppo"), before=doctype).replace('type="TBX"', 'type="&name;"')
    with pytest.raises(GlossaryError, match=r"g\.tbx"):
        Glossary.load(write(tmp_path / "g.tbx", inside))


REFUSED = {
    "empty": ("", "is empty: give a TBX or TMX file"),
    "cut off": (martif(entry("حلب", "Aleppo"))[:-40], "line 3: this is no well-formed XML"),
    "crossed": ("<martif>\n<text>\n</body></martif>", "line 3: this is no well-formed XML"),
    "white space": (" \n\n", "this is no well-formed XML"),
    "a comment": ("<!-- حلب -->", "this is no well-formed XML"),
    "plain text": ("source\ttarget\nحلب\tAleppo\n", "line 1: this is no well-formed XML"),
    "binary": ("\x01\x02\x00\x03", "line 1: this is no well-formed XML"),
    "unknown encoding": ('<?xml version="1.0" encoding="klingon"?><martif/>', "line 1: this is no"),
    "too deep": ("<martif>" + "<a>" * 5000 + "</a>" * 5000 + "</martif>", "this is no well-formed"),
    "something else": ('<xliff version="1.2"/>', "is no TBX or TMX file: its first element is <x"),
    "no entries": ("<martif><text><body/></text></martif>", "holds no term that can be used: "),
    "nothing usable": (
        martif(entry("ما", "what")),
        'holds no term that can be used: line 3: left out: "ما" is too short',
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused(tmp_path: Path, kind: str) -> None:
    text, message = REFUSED[kind]
    path = write(tmp_path / "g.tbx", text)
    with pytest.raises(GlossaryError) as caught:
        Glossary.load(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.tbx").mkdir()
    with pytest.raises(GlossaryError, match="is a folder"):
        Glossary.load(tmp_path / "folder.tbx")
    with pytest.raises(GlossaryError, match="There is no glossary"):
        Glossary.load(tmp_path / "none.tbx")


@given(st.text())
def test_any_text_between_the_tags_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "g.tbx"
    path.write_text(martif(entry("حلب", text)), encoding="utf-8", errors="replace")
    try:
        problem = ""
        terms = Glossary.load(path).terms
    except GlossaryError as error:
        problem, terms = str(error), ()
    assert str(path) in problem or [term.source for term in terms] == ["حلب"]
