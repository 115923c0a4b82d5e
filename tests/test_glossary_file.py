"""Changes written into glossary files: which bytes change, and which rows are refused."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary, GlossaryError, Term
from glossary.edit import drop, put
from glossary.file import GlossaryFile
from glossary.formats import COLUMNS
from glossary.formats.table import cells_of

ALEPPO = Term("حلب", "Aleppo")
HOMS = Term("حمص", "Homs")
HAMA = Term("حماة", "Hama", ("حماه",), ("Hamah",), ("Hamat",), "place", "exact", 'a "town", old')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; what is kept among the user's caches lies elsewhere."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    place = tmp_path / "mine"
    place.mkdir()
    return place


def glossary_file(folder: Path, text: str, name: str = "g.tsv") -> GlossaryFile:
    path = folder / name
    path.write_bytes(text.encode())
    return GlossaryFile(path)


def assert_as_read_again(file: GlossaryFile) -> None:
    """What is known of a file after a change, line by line, is what reading it anew would say."""
    assert file._sheet == GlossaryFile(file.path)._sheet


# name, before, after (each {} is the row that is put in the place of حمص, or at the end)
DIALECTS = {
    "comments, blank lines, cells left off": (
        "g.tsv",
        "utf-8",
        "# me\n\nsource\ttarget\tnote\nحلب\tAleppo\n\n# a\nحمص\t Homs \t\n  \nدمشق\tDamascus\tx\n",
        "# me\n\nsource\ttarget\tnote\nحلب\tAleppo\n\n# a\n{}\t\n  \nدمشق\tDamascus\tx\n",
        "حمص\tHims",
        "حماة\tHama\t",
    ),
    "no final line end": (
        "g.tsv",
        "utf-8",
        "source\ttarget\nحلب\tAleppo\nحمص\tHoms",
        "source\ttarget\nحلب\tAleppo\n{}",
        "حمص\tHims",
        "حماة\tHama",
    ),
    "other names and order, quoted cells, no column for more": (
        "g.csv",
        "utf-8",
        '"Comments","English", ar\r\n"a, ""b""",  Aleppo,حلب\r\n"two\r\nlines",Homs,"حمص"\r\n',
        '"Comments","English", ar\r\n"a, ""b""",  Aleppo,حلب\r\n{}\r\n',
        '"two lines","Hims","حمص"',
        '"","Hama","حماة"',
    ),
    "semicolons, a byte order mark, empty columns": (
        "g.csv",
        "utf-8-sig",
        'sep=;\r\nsource;target;note;;\r\nحلب;"Aleppo; city";;;\r\nحمص;Homs;\'x;;\r\n;;;;\r\n',
        'sep=;\r\nsource;target;note;;\r\nحلب;"Aleppo; city";;;\r\n{}\r\n;;;;\r\n',
        "حمص;Hims;'x;;",
        "حماة;Hama;;;",
    ),
    "spreadsheets' Unicode text": (
        "g.txt",
        "utf-16",
        'source\ttarget\tnote\r\nحلب\t"Aleppo, city"\t"the ""grey"" one"\r\nحمص\tHoms\t\r\n',
        'source\ttarget\tnote\r\nحلب\t"Aleppo, city"\t"the ""grey"" one"\r\n{}\r\n',
        "حمص\tHims\t",
        "حماة\tHama\t",
    ),
    "the other end first": (
        "g.txt",
        "utf-16-be",
        "\ufeffsource\ttarget\nحمص\tHoms\n",
        "\ufeffsource\ttarget\n{}\n",
        "حمص\tHims",
        "حماة\tHama",
    ),
    "old line ends": (
        "g.tsv",
        "utf-8",
        "source\ttarget\rحمص\tHoms\r",
        "source\ttarget\r{}\r",
        "حمص\tHims",
        "حماة\tHama",
    ),
    "line ends of two kinds, commas under another name": (
        "g.tsv",
        "utf-8",
        "target,source\nAleppo,حلب\r\nHoms,حمص\r\n# end\n",
        "target,source\nAleppo,حلب\r\n{}\r\n# end\n",
        "Hims,حمص",
        "Hama,حماة",
    ),
}


@pytest.mark.parametrize("kind", DIALECTS)
def test_only_the_lines_of_the_row_change(folder: Path, kind: str) -> None:
    name, encoding, text, frame, changed, added = DIALECTS[kind]
    path = folder / name
    before = text.encode(encoding)
    path.write_bytes(before)
    file = GlossaryFile(path)
    homs = next(term for term in file.glossary if term.source == "حمص")
    hims = replace(homs, target="Hims")
    assert hims in file.put(hims, homs)
    assert path.read_bytes() == frame.format(changed).encode(encoding)
    assert_as_read_again(file)
    file.put(homs, hims)
    file = GlossaryFile(path)
    path.write_bytes(before)
    end = re.findall("\r\n?|\n", text)[0]
    grown = f"{text}{added}{end}" if text.endswith(("\r", "\n")) else f"{text}{end}{added}"
    hama = Term("حماة", "Hama")
    assert file.put(hama).terms[-1] == hama
    assert path.read_bytes() == grown.encode(encoding)
    assert Glossary.load(path).terms == file.glossary.terms
    assert_as_read_again(file)
    file.drop(hama)
    assert path.read_bytes() == before
    file.drop(homs)
    assert_as_read_again(file)
    start, _, rest = frame.partition("{}")
    gone = start + rest.lstrip("\t").removeprefix("\r").removeprefix("\n")
    gone = gone if rest else start[: -len(end)]
    assert path.read_bytes() == gone.encode(encoding)
    assert sorted(os.listdir(folder)) == [name]


@pytest.mark.parametrize(
    ("header", "grown", "row"),
    [
        (
            "source\ttarget\n",
            "source\ttarget\tvariants\taccept\tavoid\ttype\tmatch\tnote\n",
            'حماة\tHama\tحماه\tHamah\tHamat\tplace\texact\ta "town", old\n',
        ),
        (
            "note,target,source\r\n",
            "note,target,source,variants,accept,avoid,type,match\r\n",
            '"a ""town"", old",Hama,حماة,حماه,Hamah,Hamat,place,exact\r\n',
        ),
        (
            "source;target;type;;\n",
            "source;target;type;variants;accept;avoid;match;note\n",
            'حماة;Hama;place;حماه;Hamah;Hamat;exact;"a ""town"", old"\n',
        ),
    ],
)
def test_a_column_that_is_missing_is_added(folder: Path, header: str, grown: str, row: str) -> None:
    comments = "# source, target\n"
    separator = "\t" if "\t" in header else header[6:7] if ";" in header else ","
    cells = ["حلب", "Aleppo"] if header.startswith("source") else ["", "Aleppo", "حلب"]
    line = separator.join(cells) + "\n"
    file = glossary_file(folder, comments + header + line, "g.csv")
    assert file.put(HAMA).terms == (ALEPPO, HAMA)
    assert file.path.read_bytes() == (comments + grown + line + row).encode()
    assert Glossary.load(file.path).terms == (ALEPPO, HAMA)


def test_a_column_is_added_for_a_row_that_is_changed(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
    file.put(replace(ALEPPO, type="place"), ALEPPO)
    text = "source\ttarget\ttype\nحلب\tAleppo\tplace\nحمص\tHoms\n"
    assert file.path.read_text("utf-8") == text


def test_rows_that_agree_count_as_one(folder: Path) -> None:
    text = "source\ttarget\tvariants\nحلب\tAleppo\tالشهباء\nحلب\tAleppo\nالشهباء\tAleppo\n"
    file = glossary_file(folder, text)
    assert file.glossary.terms == (ALEPPO, Term("الشهباء", "Aleppo"))
    file.put(Term("حلب", "Halab"), ALEPPO)
    assert file.path.read_text("utf-8") == (
        "source\ttarget\tvariants\nحلب\tHalab\nالشهباء\tAleppo\n"
    )
    file = glossary_file(folder, text)
    file.drop(Term("الشهباء", "Aleppo"))
    assert Glossary.load(file.path).terms == (ALEPPO,)
    file.drop(ALEPPO)
    assert Glossary.load(file.path).terms == ()


def test_what_a_row_cannot_be(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
    before = file.path.read_bytes()
    for term, old, message in (
        (Term("حمص", "Hims"), None, "حمص is there already, as Homs"),
        (Term("حمص", "Hims"), ALEPPO, "حمص is there already, as Homs"),
        (HAMA, Term("حماة", "Hamah"), "The row حماة is no longer there as it was"),
        (Term("Hama", "Hama"), None, "Hama holds no Arabic letter"),
        (Term("#حماة", "Hama"), None, "cannot hold the row #حماة as it is"),
        (Term("حماة", "a\0b"), None, "cannot hold the row حماة as it is"),
        (Term("حماة", "a\ud800"), None, "cannot hold the row حماة as it is"),
        (Term("حماة ", "Hama"), None, "cannot hold the row حماة  as it is"),
        (Term("حماة", "a\tb"), None, "holds a tab or line break"),
    ):
        with pytest.raises(GlossaryError) as error:
            file.put(term, old)
        assert message in str(error.value)
        assert "another program" not in str(error.value)
        assert file.path.read_bytes() == before
        assert file.glossary.terms == (ALEPPO, HOMS)
    assert os.listdir(folder) == ["g.tsv"]


SOURCES = ("حلب", "حمص", "حماة", "حماه", "الشهباء", "دمشق الشام", "أب", "اب", "إب")
ROWS = st.builds(
    Term,
    st.sampled_from(SOURCES),
    st.sampled_from(("", "Name", 'a "b", c;d', "'x")),
    st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple),
    note=st.sampled_from(("", "x, y", '"z"')),
    type=st.sampled_from(("", "", "place")),
)


def shaped(rows: list[Term], ending: str, end: str, shape: str) -> str:
    """The text of a glossary file in some shape that people give them."""
    mark = "\t" if ending == ".tsv" else ";"
    columns = list(COLUMNS) if shape == "all" else ["note", "target", "variants", "source"]
    lines = ["# mine", mark.join(columns)]
    for row in rows:
        cells = dict(zip(COLUMNS, cells_of(row), strict=True))
        line = mark.join(f'"{cells[name].replace(chr(34), chr(34) * 2)}"' for name in columns)
        if mark == ";" and shape == "lines":
            line = line.replace("x, y", "x,\ny")
        lines += [line, "", "# a note"][: 3 if shape == "lines" else 1]
    text = "\n".join(lines)
    return text.replace("\n", end) + end if end else text


@settings(deadline=None, max_examples=200)
@given(
    rows=st.lists(ROWS, max_size=6),
    changes=st.lists(st.tuples(ROWS, st.integers(-3, 5), st.booleans()), max_size=5),
    ending=st.sampled_from((".tsv", ".csv")),
    end=st.sampled_from(("\n", "\r\n", "")),
    shape=st.sampled_from(("all", "few", "lines")),
)
def test_a_file_does_what_the_terms_do(
    rows: list[Term],
    changes: list[tuple[Term, int, bool]],
    ending: str,
    end: str,
    shape: str,
) -> None:
    """Whatever is put in and taken out, the file loads to what `put` and `drop` give."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", name)
        path = Path(name) / f"g{ending}"
        kept = [replace(row, type=row.type if shape == "all" else "") for row in rows]
        kept = list(Glossary(tuple(kept)).effective)
        path.write_bytes(shaped(kept, ending, end, shape).encode())
        file = GlossaryFile(path)
        assert file.glossary.terms == tuple(kept)
        for typed, place, take in changes:
            term = Glossary((typed,)).effective[0]
            terms = file.glossary.terms
            old = terms[place] if 0 <= place < len(terms) else None
            try:
                wanted = drop(terms, old or term) if take else put(terms, term, old)
            except GlossaryError:
                with pytest.raises(GlossaryError):
                    file.drop(old or term) if take else file.put(term, old)
                wanted = terms
            else:
                file.drop(old or term) if take else file.put(term, old)
            assert file.glossary.terms == wanted
            assert Glossary.load(path).terms == wanted
            assert_as_read_again(file)
