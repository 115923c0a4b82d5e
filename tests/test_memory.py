"""The translation memory: what counts as the same sentence, files of all programs, safe changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from translator.errors import InputError
from translator.memory import Memory, key

SOURCE = "وصل الوفد إلى دمشق صباح اليوم."
OTHER = "قال الوزير إن المحادثات ستبدأ غداً."

OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" \
creationtoolversion="5.7.1_0_c3206253" segtype="sentence" srclang="AR"/>
  <body>
<!-- Default translations -->
    <tu>
      <note>ask &amp; check</note>
      <prop type="file">news.txt</prop>
      <tuv lang="AR">
        <seg>وصل الوفد إلى دمشق صباح اليوم.</seg>
      </tuv>
      <tuv lang="EN-US" changeid="layla" changedate="20240105T080910Z" creationid="omar" \
creationdate="20240104T080910Z">
        <seg>The delegation reached Damascus this morning.</seg>
      </tuv>
    </tu>
<!-- Alternative translations -->
  </body>
</tmx>
"""
TRADOS = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
  <header creationtool="SDL Language Platform" creationtoolversion="8.0" o-tmf="SDL TM8 Format" \
datatype="xml" segtype="sentence" adminlang="ar-SA" srclang="ar-SA" \
creationdate="20220101T000000Z" creationid="PC\\omar">
    <prop type="x-Recognizers">RecognizeAll</prop>
  </header>
  <body>
    <tu creationdate="20220101T000000Z" creationid="PC\\omar" changedate="20220203T040506Z" \
changeid="PC\\omar" lastusagedate="20220203T040506Z" usagecount="1">
      <prop type="x-LastUsedBy">PC\\omar</prop>
      <prop type="x-ConfirmationLevel">ApprovedTranslation</prop>
      <tuv xml:lang="ar-SA">
        <seg><bpt i="1" type="5" x="1" />وصل الوفد<ept i="1" /> إلى دمشق صباح اليوم.</seg>
      </tuv>
      <tuv xml:lang="en-US">
        <seg><bpt i="1" type="5" x="1" />The delegation<ept i="1" /> is in Damascus.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""
OKAPI = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="oku_alignment" creationtoolversion="1" \
segtype="paragraph" o-tmf="okp" adminlang="en" srclang="*all*" datatype="x-stringinfo"></header>\
<body><tu tuid="tu1"><prop type="Txt::FileName">a.html</prop>
<tuv xml:lang="ar"><seg><ph x="1">&lt;br/&gt;<sub>حاشية</sub></ph>وصل الوفد إلى \
<hi type="b">دمشق</hi> صباح اليوم.<it pos="begin">&lt;i&gt;</it></seg></tuv>
<tuv xml:lang="fr"><seg>La délégation.</seg></tuv>
<tuv xml:lang="en"><seg>The <hi type="b">delegation</hi> has come.</seg></tuv>
<tuv xml:lang="en-gb"><seg>A second English.</seg></tuv></tu>
<tu tuid="tu2"><tuv xml:lang="ar"><seg>بلا</seg></tuv><tuv xml:lang="de"><seg>ohne</seg></tuv></tu>
<tu tuid="tu3"><tuv xml:lang="ar"><seg>بلا</seg></tuv><tuv xml:lang="en"><seg> </seg></tuv></tu>
</body></tmx>
"""
MEMOQ = """<?xml version="1.0" encoding="utf-8"?>\r
<tmx version="1.4">\r
  <header creationtool="MemoQ" creationtoolversion="9.12.11" segtype="sentence" adminlang="en-us" \
creationid="nour" srclang="ar" o-tmf="MemoQTM" datatype="unknown">\r
    <prop type="defsubject">News</prop>\r
  </header>\r
  <body>\r
    <tu changedate="20230607T080910Z" creationdate="20230506T070809Z" creationid="nour" \
changeid="nour">\r
      <prop type="client"></prop>\r
      <tuv xml:lang="ar">\r
        <prop type="x-context-pre">&lt;seg&gt;قبل&lt;/seg&gt;</prop>\r
        <seg>وصل الوفد إلى دمشق صباح اليوم.</seg>\r
      </tuv>\r
      <tuv xml:lang="en-gb">\r
        <seg>The delegation landed in Damascus.</seg>\r
      </tuv>\r
    </tu>\r
  </body>\r
</tmx>\r
"""
FILES = {
    "omegat": OMEGAT.encode(),
    "trados": b"\xef\xbb\xbf" + TRADOS.encode(),
    "okapi": OKAPI.encode(),
    "memoq": MEMOQ.encode(),
    "utf-16": TRADOS.replace("utf-8", "utf-16").encode("utf-16"),
    "utf-16-be": b"\xfe\xff" + TRADOS.replace("utf-8", "utf-16").encode("utf-16-be"),
    "windows-1256": MEMOQ.replace("utf-8", "windows-1256").encode("cp1256"),
    "no-break": OKAPI.replace("\n", "").encode(),
    "namespace": OKAPI.replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ').encode(),
}


@pytest.fixture(params=FILES, ids=str)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A memory as another program wrote it."""
    path = tmp_path / "memory.tmx"
    path.write_bytes(FILES[request.param])
    return path


def units(path: Path) -> list[tuple[str, str]]:
    """The units of a file as translate-toolkit reads them."""
    with path.open("rb") as file:
        return [(one.source, one.target) for one in tmxfile(file, "ar", "en").units]


# --- when two sentences are the same ----------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        f"  {SOURCE}\n",
        SOURCE.replace(" ", "\r\n  "),
        SOURCE.replace(" ", "\u00a0"),
        SOURCE.replace("وصل", "وصـــل"),
        f"\u200f{SOURCE}\u202c",
        SOURCE.replace("إ", "ا\u0655"),
    ],
)
def test_layout_and_marks_do_not_matter(same: str) -> None:
    assert key(same) == key(SOURCE)


@pytest.mark.parametrize(
    "another",
    [
        SOURCE.replace("إلى", "الى"),
        SOURCE.replace("وصل", "وَصل"),
        SOURCE.removesuffix("."),
        SOURCE.replace(" ", ""),
        SOURCE.replace("صباح", "صباحه"),
    ],
)
def test_letters_do(another: str) -> None:
    assert key(another) != key(SOURCE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=6))
def test_what_is_put_in_is_found_again_in_the_file(pairs: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory.open(Path(folder) / "m.tmx")
        kept = {}
        for source, target in pairs:
            if key(source) and key(target):
                kept[key(source)] = memory.put(source, target)
        if kept:
            again = Memory.load(memory.path)
            assert {key(one.source): one for one in again.entries} == kept
            assert all(again.lookup(source) == entry for source, entry in kept.items())
            for source in kept:
                assert memory.drop(source) is None
            assert Memory.load(memory.path).entries == ()


# --- files of other programs ------------------------------------------------------------------


def test_an_entry_of_omegat(tmp_path: Path) -> None:
    path = tmp_path / "project_save.tmx"
    path.write_bytes(FILES["omegat"])
    memory = Memory.load(path)
    [entry] = memory.entries
    assert memory.lookup(SOURCE.replace(" ", "\n")) == entry
    assert entry.target == "The delegation reached Damascus this morning."
    assert (entry.changed, entry.author) == ("2024-01-05T08:09:10Z", "layla")
    assert entry.note == "ask & check"


def test_what_is_read_of_inline_tags_and_other_languages(tmp_path: Path) -> None:
    path = tmp_path / "okapi.tmx"
    path.write_bytes(FILES["okapi"])
    memory = Memory.load(path)
    assert [(one.source, one.target) for one in memory.entries] == [
        (SOURCE, "The delegation has come.")
    ]
    assert memory.left_out == 2


def test_a_change_leaves_every_other_byte(other: Path) -> None:
    before = other.read_bytes()
    memory = Memory.open(other)
    assert memory.lookup(SOURCE) is not None
    mine = "“It’s <b>5 & 6</b>”"
    memory.put(OTHER, mine, author='a "b" <c>', note="a&b.txt")
    memory.put("جملة ثالثة", "Third.")
    after = other.read_bytes()
    same = next(n for n, pair in enumerate(zip(before, after, strict=False)) if len(set(pair)) > 1)
    assert after.endswith(before[same:])
    again = Memory.load(other)
    entry = again.lookup(OTHER)
    assert entry is not None
    assert (entry.target, entry.author, entry.note) == (mine, 'a "b" <c>', "a&b.txt")
    assert again.entries == memory.entries
    assert memory.drop(OTHER) is None
    assert memory.drop("جملة ثالثة") is None
    assert other.read_bytes() == before


def test_a_newer_entry_counts_and_the_older_one_stays(other: Path) -> None:
    before = other.read_bytes()
    memory = Memory.open(other)
    theirs = memory.lookup(SOURCE)
    assert theirs is not None
    for english in ("First.", "Second."):
        memory.put(SOURCE, english)
        found = Memory.load(other).lookup(SOURCE)
        assert found == memory.lookup(SOURCE)
        assert found is not None
        assert found.target == english
    assert memory.drop(SOURCE) == theirs == Memory.load(other).lookup(SOURCE)
    assert memory.drop(SOURCE) == theirs  # the unit of another program is never touched
    assert other.read_bytes() == before


def test_a_unit_of_ours_that_somebody_added_to_is_theirs(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "m.tmx")
    memory.put(SOURCE, "First.")
    text = memory.path.read_text(encoding="utf-8")
    added = text.replace("<tuv", '<prop type="client">Reuters</prop><tuv', 1)
    memory.path.write_text(added, encoding="utf-8")
    memory.put(SOURCE, "Second.")
    assert "Reuters" in memory.path.read_text(encoding="utf-8")
    assert [target for _, target in units(memory.path)] == ["First.", "Second."]
    assert memory.lookup(SOURCE) == Memory.load(memory.path).lookup(SOURCE)


def test_new_units_name_the_languages_as_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "trados.tmx"
    path.write_bytes(FILES["trados"])
    Memory.open(path).put(OTHER, "Talks begin tomorrow.")
    assert path.read_text(encoding="utf-8-sig").count('xml:lang="ar-SA"') == 2
    assert path.read_text(encoding="utf-8-sig").count('xml:lang="en-US"') == 2


def test_of_two_units_the_one_changed_last_counts(tmp_path: Path) -> None:
    unit = MEMOQ[MEMOQ.index("    <tu ") : MEMOQ.index("  </body>")]
    older = unit.replace("20230607", "20210607").replace("landed in", "old")
    path = tmp_path / "m.tmx"
    path.write_bytes(MEMOQ.replace(unit, unit + older).encode())
    found = Memory.load(path).lookup(SOURCE)
    assert found is not None
    assert found.target == "The delegation landed in Damascus."
    undated = unit.replace("changedate", "x-c").replace("creationdate", "x-d")
    further = undated.replace("landed in", "further down")
    path.write_bytes(MEMOQ.replace(unit, undated + further).encode())
    found = Memory.load(path).lookup(SOURCE)
    assert found is not None
    assert found.target == "The delegation further down Damascus."


def test_a_memory_of_translate_toolkit_and_ours_in_it(tmp_path: Path) -> None:
    store = tmxfile(sourcelanguage="ar")
    store.addtranslation(SOURCE, "ar", "The delegation came.", "en", comment="seen")
    path = tmp_path / "toolkit.tmx"
    with path.open("wb") as file:
        store.serialize(file)
    memory = Memory.open(path)
    found = memory.lookup(SOURCE)
    assert found is not None
    assert found.target == "The delegation came."
    memory.put(OTHER, "Talks begin tomorrow.")
    assert units(path) == [(SOURCE, "The delegation came."), (OTHER, "Talks begin tomorrow.")]


def test_a_new_file_is_read_by_translate_toolkit(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "new.tmx")
    assert not memory.path.exists()
    memory.put(SOURCE, "A < B & C", note="a.txt")
    assert units(memory.path) == [(SOURCE, "A < B & C")]
    assert b'srclang="ar"' in memory.path.read_bytes()


@pytest.mark.parametrize("body", ["<body/>", "<body></body>", "<body>\n\n</body>", "<body />"])
def test_a_file_without_units(tmp_path: Path, body: str) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(f'<tmx version="1.4"><header/>{body}</tmx>', encoding="utf-8")
    memory = Memory.open(path)
    memory.put(SOURCE, "One.")
    memory.put(OTHER, "Two.")
    assert [target for _, target in units(path)] == ["One.", "Two."]
    assert Memory.load(path).entries == memory.entries


def test_an_empty_file_is_an_empty_memory(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.touch()
    assert Memory.load(path).entries == ()
    Memory.open(path).put(SOURCE, "One.")
    assert units(path) == [(SOURCE, "One.")]


# --- what cannot be used ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<tmx><body><tu></body></tmx>", "line 1: this is no well-formed XML"),
        (b"source\ttarget\n", "no well-formed XML"),
        (b"<martif><text/></martif>", "is no TMX file"),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><body>&a;</body></tmx>', "declares the entity a"),
        (b"<tmx><header/></tmx>", "has no <body>"),
    ],
)
def test_a_file_that_is_no_memory(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as found:
        Memory.open(path)
    assert str(path) in str(found.value)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["m.tmx"]


def test_places_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no translation memory"):
        Memory.load(tmp_path / "m.tmx")
    (tmp_path / "link.tmx").symlink_to("nowhere.tmx")
    with pytest.raises(InputError, match="there is no translation memory"):
        Memory.load(tmp_path / "link.tmx")
    for use in (Memory.load, Memory.open):
        with pytest.raises(InputError, match="is a folder"):
            use(tmp_path)
        with pytest.raises(InputError, match="is no file"):
            use("/dev/null")
    with pytest.raises(InputError, match="there is no folder"):
        Memory.open(tmp_path / "none" / "m.tmx")


@pytest.mark.parametrize(("source", "target"), [("", "x"), (" \u200f\n", "x"), (SOURCE, " ")])
def test_nothing_empty_is_kept(tmp_path: Path, source: str, target: str) -> None:
    memory = Memory.open(tmp_path / "m.tmx")
    with pytest.raises(InputError, match="empty"):
        memory.put(source, target)
    assert os.listdir(tmp_path) == []
