"""XLIFF and TMX in English, read again with translate-toolkit."""

from __future__ import annotations

import pytest
from inplace import ARABIC, InEnglish, in_english
from lxml import etree
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile

from translator.errors import DocumentError
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import open_data

__all__ = ["in_english"]

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:o="urn:other">
  <file original="a.html" source-language="ar" datatype="html" o:key='k'>
    <!-- تعليق -->
    <body>
      <group translate="no"><trans-unit id="0"><source>وصل الوزير.</source></trans-unit></group>
      <trans-unit id="1">
        <source xml:lang="ar">وصل الوفد إلى <g id="1">مدينة <x id="2"/>دمشق</g> أمس.</source>
        <note>ملاحظة</note>
      </trans-unit>
      <trans-unit id="2" approved="yes"><source>وصل الوزير.</source><target/></trans-unit>
      <trans-unit id="3"><source>وصل الوزير.</source><target>Kept.</target></trans-unit>
      <trans-unit id="4">
        <source>وصل الوزير. قال نعم.</source>
        <seg-source><mrk mtype="seg" mid="0">وصل <bpt id="5" rid="1">&lt;b&gt;</bpt>الوزير<ept \
id="6" rid="1">&lt;/b&gt;</ept>.</mrk> <mrk mtype="seg" mid="1">قال نعم.</mrk></seg-source>
        <target><mrk mtype="seg" mid="0"/> <mrk mtype="seg" mid="1">Kept: yes.</mrk></target>
      </trans-unit>
      <trans-unit id="5"><source>قصف على <ph id="1">{0}</ph> حلب</source><target \
state="new">قصف على <ph id="1">{0}</ph> حلب</target><alt-trans><target>x</target></alt-trans>\
</trans-unit>
      <trans-unit id="6"><source>قال <mrk mtype="protected">أبجد</mrk> للوزير نعم.</source>\
</trans-unit>
      <trans-unit id="7"><seg-source><mrk mtype="seg" mid="1">وصل الوفد.</mrk></seg-source>\
<source>وصل الوفد.</source></trans-unit>
      <trans-unit id="8"><source>BBC</source></trans-unit>
    </body>
  </file>
</xliff>
"""
NEW = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar">
 <file id="f1"><notes><note>ملاحظة</note></notes><unit id="u1" trgDir="rtl">
  <originalData><data id="d1">&lt;b></data></originalData>
  <segment id="s1"><source>وصل <pc id="1" dir="rtl" dataRefStart="d1">الوفد الروسي</pc> إلى \
دمشق.</source></segment>
  <ignorable><source> </source></ignorable>
  <segment id="s2" state="final"><source>نعم</source><target>Kept</target></segment>
  <segment id="s3" state="initial" subState="x:y"><source>قال <sc id="2"/>الوزير<ec \
startRef="2"/> إن <mrk id="m1" translate="no">أبجد</mrk> نعم<cp hex="001A"/>.</source></segment>
 </unit><unit id="u2" translate="no"><segment><source>نعم</source></segment></unit></file></xliff>
"""
MEMORY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" \
o-tmf="x" adminlang="en" srclang="*all*" datatype="html"/>
<body>
 <tu tuid="1">
  <tuv xml:lang="ar-SY">
   <seg>وصل الوفد إلى <bpt i="1">&lt;b></bpt>دمشق<ept i="1">&lt;/b></ept>.</seg>
  </tuv>
 </tu>
 <tu tuid="2"><tuv xml:lang="AR"><seg>نعم</seg></tuv>\
<tuv xml:lang="EN-US"><seg>Kept</seg></tuv></tu>
 <tu tuid="3"><tuv xml:lang="fr"><seg>oui</seg></tuv></tu>
 <tu tuid="4"><tuv lang="ar"><seg>قصف على حلب.</seg></tuv><tuv lang="en"><seg/></tuv></tu>
</body></tmx>
"""


def refusal(text: str, name: str) -> str:
    with pytest.raises(DocumentError) as caught:
        open_data(text.encode(), name, Reading())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def targets(data: bytes, unit: str) -> dict[str, etree._Element]:
    """The target of each unit or segment that has one, by its id."""
    root = etree.fromstring(data)
    found = {}
    for one in root.iter("{*}" + unit):
        target = one.find("{*}target")
        if target is not None:
            found[one.get("id") or ""] = target
    return found


def text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def inside(element: etree._Element) -> list[tuple[str, dict[str, str]]]:
    """The codes in an element, in order, with their attributes."""
    return [
        (etree.QName(one).localname, {str(k): str(v) for k, v in one.attrib.items()})
        for one in element.iterdescendants()
    ]


# --- XLIFF 1.2 -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def old(in_english: InEnglish) -> bytes:
    return in_english(OLD.encode(), "a.xlf")


def test_units_get_a_target_that_asks_for_review(old: bytes) -> None:
    found = targets(old, "trans-unit")
    assert set(found) == {"1", "2", "3", "4", "5", "6", "7"}
    assert "Damascus" in text(found["1"])
    assert found["1"].get("state") == "needs-review-translation"
    assert found["1"].get("state-qualifier") == "mt-suggestion"
    assert found["1"].get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    root = etree.fromstring(old)
    assert root[0].get("target-language") == "en"
    unit = root.find(".//{*}trans-unit[@id='1']")
    assert unit is not None
    assert [etree.QName(one).localname for one in unit] == ["source", "target", "note"]


def test_approved_and_filled_targets_stay(old: bytes) -> None:
    found = targets(old, "trans-unit")
    assert [text(found["2"]), text(found["3"])] == ["", "Kept."]
    assert found["3"].get("state") is None
    assert text(found["5"]) != text(targets(OLD.encode(), "trans-unit")["5"])


def test_codes_are_carried_along_once(old: bytes) -> None:
    found = targets(old, "trans-unit")
    assert inside(found["1"]) == [("g", {"id": "1"}), ("x", {"id": "2"})]
    assert "Damascus" in text(found["1"][0])
    assert inside(found["5"]) == [("ph", {"id": "1"})]
    assert inside(found["6"]) == [("mrk", {"mtype": "protected"})]
    assert "أبجد" in text(found["6"])


def test_segments_go_into_a_target_cut_as_the_source(old: bytes) -> None:
    found = targets(old, "trans-unit")
    first, second = found["4"].findall("{*}mrk")
    assert [name for name, _ in inside(first)] == ["bpt", "ept"]
    assert "minister" in (first[0].tail or "").lower()
    assert text(second) == "Kept: yes."
    assert [one.get("mid") for one in found["7"]] == ["1"]
    assert "delegation" in text(found["7"]).lower()


def test_what_is_no_target_stays_as_it_was(old: bytes) -> None:
    new = old.decode()
    assert new.startswith(OLD[: OLD.index("\n") + 1])
    assert new.endswith("</xliff>\n")
    for kept in ("<!-- تعليق -->", "<note>ملاحظة</note>", "<source>BBC</source>", 'o:key="k"'):
        assert kept in new
    for line in OLD.splitlines():
        if "<source" in line and "<target" not in line and "trans-unit" not in line:
            assert line in new


def test_the_toolkit_reads_it(old: bytes) -> None:
    store = xlifffile.parsestring(old)
    units = {unit.getid().rpartition("\x04")[2]: unit for unit in store.units}
    assert "Damascus" in str(units["1"].target)
    assert units["1"].isfuzzy() or not units["1"].isapproved()


def test_a_file_made_by_the_toolkit(in_english: InEnglish) -> None:
    store = xlifffile(sourcelanguage="ar", targetlanguage="en")
    unit = store.addsourceunit("وصل الوفد الروسي إلى دمشق.")
    unit.addnote("ملاحظة")
    english = xlifffile.parsestring(in_english(bytes(store), "a.xliff"))
    [new] = [one for one in english.units if one.istranslatable()]
    assert "Damascus" in str(new.target)
    assert new.source == unit.source
    assert "ملاحظة" in new.getnotes()


# --- XLIFF 2 ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def new(in_english: InEnglish) -> bytes:
    return in_english(NEW.encode(), "a.xlf")


@pytest.mark.parametrize(
    ("said", "open_"),
    [("", True), ("needs-review-translation", True), ("translated", False), ("final", False)],
)
def test_a_copy_of_the_source_is_no_target(said: str, open_: bool, in_english: InEnglish) -> None:
    source = "<source>وصل الوفد إلى <g id='1'>دمشق</g>.</source>"
    state = f" state='{said}'" if said else ""
    target = f"<target{state}>وصل  الوفد إلى <g id='1'>دمشق</g>.</target>"
    old = (
        '<xliff version="1.2"><file source-language="ar" target-language="en" original="a" '
        f'datatype="x"><body><trans-unit id="1">{source}{target}</trans-unit>'
        '<trans-unit id="2"><source>نعم</source></trans-unit></body></file></xliff>'
    )
    root = etree.fromstring(in_english(old.encode(), "a.xlf"))
    assert bool(ARABIC.search(root.xpath("string(//trans-unit[1]/target)"))) is not open_
    if open_:
        assert root.xpath("string(//trans-unit[1]/target/g)") == "Damascus"
    new = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar" '
        f'trgLang="en"><file id="f"><unit id="u"><segment{state}><source>وصل الوفد.</source>'
        "<target>وصل الوفد.</target></segment><segment><source>نعم</source></segment></unit>"
        "</file></xliff>"
    )
    written = in_english(new.encode(), "a.xlf").decode()
    assert ("<target>وصل الوفد.</target>" in written) is not open_


def test_segments_of_version_2_are_translated(new: bytes) -> None:
    found = targets(new, "segment")
    assert set(found) == {"s1", "s2", "s3"}
    assert "Damascus" in text(found["s1"])
    assert inside(found["s1"]) == [("pc", {"id": "1", "dataRefStart": "d1"})]
    assert "delegation" in text(found["s1"][0])
    assert text(found["s2"]) == "Kept"
    root = etree.fromstring(new)
    assert root.get("trgLang") == "en"
    states = {one.get("id"): one.get("state") for one in root.iter("{*}segment")}
    assert states == {"s1": "translated", "s2": "final", "s3": "translated", None: None}
    assert "subState" not in new.decode()
    assert 'trgDir="ltr"' in new.decode()


def test_pairs_marks_and_characters_of_version_2(new: bytes) -> None:
    third = targets(new, "segment")["s3"]
    names = [name for name, _ in inside(third)]
    assert sorted(names) == ["cp", "ec", "mrk", "sc"]
    assert names.index("sc") < names.index("ec")
    assert [text(one) for one in third.findall("{*}mrk")] == ["أبجد"]


# --- TMX -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def memory(in_english: InEnglish) -> bytes:
    return in_english(MEMORY.encode(), "a.tmx")


def test_units_without_english_get_some(memory: bytes) -> None:
    assert memory.startswith(MEMORY[: MEMORY.index("<tmx")].encode())
    root = etree.fromstring(memory)
    units = {one.get("tuid"): one for one in root.iter("tu")}
    variant = units["1"][1]
    assert variant.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert [(one.tag, one.get("type"), one.text) for one in variant[:1]] == [
        ("prop", "x-origin", "machine")
    ]
    assert inside(variant[1]) == [("bpt", {"i": "1"}), ("ept", {"i": "1"})]
    assert "Damascus" in (variant[1][0].tail or "")
    assert text(units["2"]) == "نعمKept"
    assert len(units["3"]) == 1
    assert "Aleppo" in text(units["4"][1])


def test_the_toolkit_reads_the_memory(memory: bytes) -> None:
    store = tmxfile.parsestring(memory)
    assert len(store.units) == 4
    assert "Aleppo" in text(store.units[3].xmlelement)


def test_a_memory_of_the_toolkit(in_english: InEnglish) -> None:
    store = tmxfile(sourcelanguage="ar", targetlanguage="en")
    store.addtranslation("وصل الوفد إلى دمشق.", "ar", "", "en")
    english = tmxfile.parsestring(in_english(bytes(store), "a.tmx"))
    assert "Damascus" in text(english.units[0].xmlelement)


# --- both ------------------------------------------------------------------------------------


def test_encoding_and_line_ends_stay(in_english: InEnglish) -> None:
    given = MEMORY.replace("UTF-8", "UTF-16").replace("\n", "\r\n")
    english = in_english(given.encode("utf-16"), "a.tmx").decode("utf-16")
    assert english.startswith(given[: given.index("<tmx")])
    assert english.count("\n") == english.count("\r\n") > 0


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (OLD.replace("datatype", 'target-language="fr" datatype'), "a.xlf", "translated into fr"),
        (NEW.replace("srcLang", 'trgLang="de" srcLang'), "a.xlf", "translated into de"),
        (OLD.replace("</body>", ""), "a.xlf", "damaged"),
        ("<tmx><body>نعم</body></tmx>", "a.xlf", "is no XLIFF"),
        ("<xliff><body>نعم</body></xliff>", "a.tmx", "is no TMX"),
        ('<xliff version="1.2"/>', "a.xlf", "no Arabic"),
        ('<xliff version="1.2"><note>نعم</note></xliff>', "a.xlf", "left to translate"),
        (
            '<tmx><tu><tuv lang="ar"><seg>نعم</seg></tuv>'
            '<tuv lang="en"><seg>Yes</seg></tuv></tu></tmx>',
            "a.tmx",
            "with --tm",
        ),
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><tmx>نعم&e;</tmx>',
            "a.tmx",
            "entities",
        ),
    ],
)
def test_what_cannot_be_filled_is_refused(content: str, name: str, words: str) -> None:
    assert words in refusal(content, name)
