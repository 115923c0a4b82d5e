"""Glossary files: what is read, what is refused with which sentence, and the way there and back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary, GlossaryError, Term
from glossary.formats import parse, read, save, to_tsv
from glossary.term import MATCHES, TYPES

HEADER = "source\ttarget\tvariants\taccept\tavoid\ttype\tmatch\tnote\n"
FULL = Term(
    "السورية",
    "Syrian",
    ("السو رية", "السوريه"),
    ("Syria's",),
    ("Syriac",),
    "term",
    "inflect",
    'an adjective; "quoted", with a comma',
)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_tsv(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = HEADER + "\n# a comment\nحلب\tAleppo\n" + to_tsv([FULL]).split("\n")[1] + "\n"
    path = write(tmp_path / "names.tsv", text.replace("\n", line_end), encoding)
    glossary = Glossary.load(path)
    assert glossary.terms == (Term("حلب", "Aleppo"), FULL)
    assert glossary.name == "names.tsv"


def test_columns_in_any_order_and_case(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tsv", "Note\tTarget\tSource\nold city\tAleppo\tحلب\n")
    assert Glossary.load(path).terms == (Term("حلب", "Aleppo", note="old city"),)


@pytest.mark.parametrize("separator", [",", ";"])
def test_csv(tmp_path: Path, separator: str) -> None:
    text = 'source,target,note\nحلب,Aleppo,"a ""big"" city, old"\n\n# no row\nحمص,Homs,\n'
    if separator == ";":
        text = text.replace(",", ";").replace("city; old", "city, old")
    glossary = Glossary.load(write(tmp_path / "g.csv", text))
    assert glossary.terms == (
        Term("حلب", "Aleppo", note='a "big" city, old'),
        Term("حمص", "Homs"),
    )


REFUSED = [
    ("", "is empty: its first line must be source<tab>target"),
    ("\n# only a comment\n", "is empty"),
    ("حلب\tAleppo\n", "line 1: the column source is missing"),
    ("source\tvariants\n", "line 1: the column target is missing"),
    ("source\ttarget\tcolour\n", "line 1: there is no column 'colour'; the columns are source, "),
    ("source\ttarget\tsource\n", "line 1: the column source is there twice"),
    ("source\ttarget\nحلب\n", "line 2: 1 cell where the first line names 2 columns"),
    ("source\ttarget\n\nحلب\tAleppo\tحمص\n", "line 3: 3 cells where the first line names 2"),
    ("source\ttarget\n\tAleppo\n", "line 2: the source is empty"),
    ("source\ttarget\nAleppo\tحلب\n", "line 2: Aleppo holds no Arabic letter"),
    ("source\ttarget\nحلب\tحلب\n", "line 2: حلب holds Arabic letters; target"),
    ("source\ttarget\tvariants\nحلب\tAleppo\tHalab\n", "line 2: Halab holds no Arabic letter"),
    ("source\ttarget\nحلب|حمص\tAleppo\n", "line 2: source and target hold one form each"),
    ("source\ttarget\nحلب\tAleppo|Halab\n", "line 2: source and target hold one form each"),
    ("source\ttarget\ttype\nحلب\tAleppo\tcity\n", "line 2: 'city' is no type; use one of person"),
    (
        "source\ttarget\tmatch\nحلب\tAleppo\tfuzzy\n",
        "line 2: 'fuzzy' is no match; use one of exact",
    ),
    ("source\ttarget\tavoid\nحلب\tAleppo\tAleppo\n", "line 2: Aleppo is both right and to be"),
    (
        "source\ttarget\nإيران\tIran\nحلب\tAleppo\nايران\tPersia\n",
        "lines 2 and 4 give ايران two targets, Iran and Persia",
    ),
    (
        "source\ttarget\tvariants\nحلب\tAleppo\tالشهباء\nالشهباء\t\t\n",
        "lines 2 and 3 give الشهباء two targets, Aleppo and (none)",
    ),
]


SPREADSHEETS = {
    "semicolons, quoted cells, empty columns": (
        "g.csv",
        '\ufeffsource;target;note;;\r\nحلب;"Aleppo; city";"a, ""b""";;\r\n;;;;\r\n',
        "utf-8",
        Term("حلب", "Aleppo; city", note='a, "b"'),
    ),
    "the separator on a line of its own": (
        "g.csv",
        "\ufeffsep=;\r\nsource;target\r\nحلب;Aleppo\r\n",
        "utf-8",
        Term("حلب", "Aleppo"),
    ),
    "Unicode text": (
        "g.txt",
        'source\ttarget\tnote\r\nحلب\t"Aleppo, city"\t"the ""grey"" one"\r\n',
        "utf-16",
        Term("حلب", "Aleppo, city", note='the "grey" one'),
    ),
    "old line ends": (
        "g.tsv",
        "source\ttarget\rحلب\tAleppo\r",
        "utf-8",
        Term("حلب", "Aleppo"),
    ),
    "tabs under another name": (
        "g.csv",
        "source\ttarget\nحلب\tAleppo\n",
        "utf-8",
        Term("حلب", "Aleppo"),
    ),
    "commas under another name": (
        "g.tsv",
        '"source","target"\nحلب,Aleppo\n',
        "utf-8",
        Term("حلب", "Aleppo"),
    ),
    "a comment before the header": (
        "g.csv",
        "# source, target\nsource;target\nحلب;Aleppo\n",
        "utf-8",
        Term("حلب", "Aleppo"),
    ),
}


@pytest.mark.parametrize("kind", SPREADSHEETS)
def test_what_spreadsheets_write(tmp_path: Path, kind: str) -> None:
    name, text, encoding, term = SPREADSHEETS[kind]
    assert Glossary.load(write(tmp_path / name, text, encoding)).terms == (term,)


def test_errors_of_a_file_with_a_separator_line_name_the_right_line(tmp_path: Path) -> None:
    path = write(tmp_path / "g.csv", "sep=;\nsource;target\nحلب;Aleppo\nحمص\n")
    with pytest.raises(GlossaryError, match=r"g\.csv, line 4: 1 cell where"):
        Glossary.load(path)


def test_binary_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="holds binary data"):
        Glossary.load(write(tmp_path / "g.tsv", "source\ttarget\nحلب\tAl\0eppo\n"))


@pytest.mark.parametrize("name", ["g.tsv", "g.csv"])
@pytest.mark.parametrize("target", ['"The Base"', '"', '""', '"a" and "b"', '"""x"""'])
def test_quotation_marks_around_a_cell_come_back(tmp_path: Path, name: str, target: str) -> None:
    glossary = Glossary((Term("القاعدة", target),))
    glossary.save(tmp_path / name)
    assert Glossary.load(tmp_path / name).terms == glossary.terms


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "g.tsv", text)
    with pytest.raises(GlossaryError) as caught:
        Glossary.load(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_rows_that_agree_are_fine_and_the_later_one_stands(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tsv", HEADER + "حلب\tAleppo\tالشهباء\nحلب\tAleppo\t\tHalab\n")
    assert Glossary.load(path).terms == (
        Term("الشهباء", "Aleppo"),
        Term("حلب", "Aleppo", accept=("Halab",)),
    )


def test_csv_errors_name_the_line_a_row_begins_at(tmp_path: Path) -> None:
    path = write(tmp_path / "g.csv", 'source,target,note\nحلب,Aleppo,"two\nlines"\nحمص,Homs,,x\n')
    with pytest.raises(GlossaryError, match="line 4: 4 cells"):
        Glossary.load(path)
    path = write(tmp_path / "h.csv", 'source,target\nحلب,"Aleppo\n')
    with pytest.raises(GlossaryError, match="line 2: the quotation marks of this row do not close"):
        Glossary.load(path)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="There is no glossary"):
        Glossary.load(tmp_path / "none.tsv")
    (tmp_path / "folder.tsv").mkdir()
    with pytest.raises(GlossaryError, match="is a folder"):
        Glossary.load(tmp_path / "folder.tsv")
    with pytest.raises(GlossaryError, match=r"must end in \.tsv, \.csv, \.tbx or \.tmx"):
        Glossary.load(write(tmp_path / "g.xlsx", "source"))
    with pytest.raises(GlossaryError, match=r"old\.tsv, line 2: this is not UTF-8"):
        Glossary.load(write(tmp_path / "old.tsv", "source\ttarget\nحلب\tAleppo\n", "cp1256"))


def test_names_of_columns_that_others_use(tmp_path: Path) -> None:
    wanted = (Term("حلب", "Aleppo", avoid=("Halab",), note="old"),)
    for source, target, avoid, note in (
        ("Arabic", "English", "avoid", "notes"),
        ("ar", "en", "Forbidden", "Comment"),
        ("ar-SY", "en_US", "do not use", "Remarks"),
        ("Term", "Translation", "AVOID", "note"),
        ("source_term", "Target Term", "avoid", "ملاحظات"),
        ("العربية", "الإنجليزية", "avoid", "ملاحظة"),
    ):
        text = f"{note},{target},{avoid},{source}\nold,Aleppo,Halab,حلب\n"
        path = write(tmp_path / "g.csv", text)
        assert Glossary.load(path).terms == wanted
        assert read(path).glossary.terms == wanted
    path = write(tmp_path / "g.csv", "Arabic,source,target\nحلب,حلب,Aleppo\n")
    with pytest.raises(GlossaryError, match="line 1: the column source is there twice"):
        Glossary.load(path)
    with pytest.raises(GlossaryError, match="line 1: the column source is there twice"):
        read(path)


HEADERLESS = {
    "g.tsv": "حلب\tAleppo\nحمص\tHoms\n",
    "g.csv": "Aleppo;حلب\nHoms;حمص\n",
    "h.csv": "1,Aleppo,حلب\n2,Homs,حمص\n",
}


@pytest.mark.parametrize("name", HEADERLESS)
def test_a_table_without_names_is_read_by_its_script(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, HEADERLESS[name])
    found = read(path)
    assert found.glossary.terms == (Term("حلب", "Aleppo"), Term("حمص", "Homs"))
    assert "no line names the columns: column " in found.report.remarks[0].text
    with pytest.raises(GlossaryError, match="line 1: the column source is missing"):
        Glossary.load(path)


def test_a_table_without_names_and_without_arabic_is_refused(tmp_path: Path) -> None:
    for text in ("Begriff,Bedeutung\nحلب,Aleppo\n", "Aleppo,Homs\n", "حلب,حمص\n", "1,2\n"):
        path = write(tmp_path / "g.csv", text)
        with pytest.raises(GlossaryError, match="line 1: the column source is missing"):
            read(path)


IMPORTED = [
    ("حلب\t\n", Term("حلب", ""), "", ""),
    ("حلب\tAleppo\t\t\tAleppo\n", Term("حلب", "Aleppo"), "Aleppo is both right and to be", ""),
    ("حلب\tAleppo\t\t\t\tcity\n", Term("حلب", "Aleppo"), "'city' is no type", ""),
    ("حلب\tAleppo\t\t\t\t\tfuzzy\n", Term("حلب", "Aleppo"), "'fuzzy' is no match", ""),
    ("آب\tAugust\t\t\t\t\texact\n", Term("آب", "August", match="exact"), "", ""),
    ("حلب\tAleppo\tبك\n", Term("حلب", "Aleppo"), 'the spelling "بك" is left out', ""),
    ("Aleppo\tحلب\n", Term("حلب", "Aleppo"), "", ""),
    ("آب\tAugust\n", None, "", '"آب" is too short to be found safely'),
    ("مـَـن\twho\n", None, "", '"مـَـن" is too short to be found safely'),
    ("حلب|حمص\tAleppo\n", None, "", "source and target hold one form each"),
    ("حلب\tحمص\n", None, "", "حمص holds Arabic letters"),
    ("حلب\n", None, "", "1 cell where the first line names 8 columns"),
]


@pytest.mark.parametrize(("row", "term", "remark", "left"), IMPORTED)
def test_imported_rows(tmp_path: Path, row: str, term: Term | None, remark: str, left: str) -> None:
    found = read(write(tmp_path / "g.tsv", f"{HEADER}حماة\tHama\n{row}"))
    assert found.glossary.terms == (Term("حماة", "Hama"), *((term,) if term else ()))
    assert found.report.taken == 2 - bool(left)
    assert [finding.line for finding in found.report.left] == ([3] if left else [])
    for words, findings in ((remark, found.report.remarks), (left, found.report.left)):
        assert not words or words in findings[0].text


def test_an_import_refuses_rows_that_contradict_each_other(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tsv", f"{HEADER}إيران\tIran\nPersia\tايران\n")
    with pytest.raises(GlossaryError, match="lines 2 and 3 give ايران two targets, Iran and Pers"):
        read(path)


def test_saving_is_all_or_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "g.tsv", "as it was")
    with pytest.raises(GlossaryError, match="holds a tab or line break"):
        save([Term("حلب", "Aleppo", note="two\nlines")], path)
    with pytest.raises(GlossaryError, match="separates values"):
        save([Term("حلب", "Aleppo", accept=("A|B",))], path)
    assert path.read_text() == "as it was"
    with pytest.raises(GlossaryError, match="cannot be written"):
        save([Term("حلب", "Aleppo")], tmp_path / "no folder" / "g.tsv")
    (tmp_path / "taken.tsv").mkdir()
    with pytest.raises(GlossaryError, match="cannot be written"):
        save([Term("حلب", "Aleppo")], tmp_path / "taken.tsv")
    assert sorted(os.listdir(tmp_path)) == ["g.tsv", "taken.tsv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    write(tmp_path / "kept" / "real.tsv", "as it was")
    (tmp_path / "link.tsv").symlink_to("kept/real.tsv")
    save([Term("حلب", "Aleppo")], tmp_path / "link.tsv")
    assert (tmp_path / "link.tsv").is_symlink()
    assert Glossary.load(tmp_path / "kept" / "real.tsv").terms == (Term("حلب", "Aleppo"),)


ARABIC = st.text("ابتثجحخدذرسشعغفقكلمنهويةى", min_size=2, max_size=8)
ENGLISH = st.text("abcdefghijXYZ'-’\",;#.", min_size=1, max_size=8).map(lambda s: f"x{s}")


@st.composite
def term_lists(draw: st.DrawFn) -> list[Term]:
    sources = draw(st.lists(ARABIC, unique=True, max_size=6))
    return [
        Term(
            source,
            draw(st.one_of(st.just(""), ENGLISH)),
            (f"{source} {source}",) if draw(st.booleans()) else (),
            tuple(draw(st.lists(ENGLISH, unique=True, max_size=2))),
            (),
            draw(st.sampled_from(("", *TYPES))),
            draw(st.sampled_from(("", *MATCHES))),
            draw(st.one_of(st.just(""), ENGLISH)),
        )
        for source in sources
    ]


@given(term_lists(), st.sampled_from(("g.tsv", "g.csv")))
def test_there_and_back(
    tmp_path_factory: pytest.TempPathFactory, terms: list[Term], name: str
) -> None:
    glossary = Glossary().overlay(Glossary(tuple(terms)))
    path = tmp_path_factory.mktemp("round") / name
    glossary.save(path)
    again = Glossary.load(path)
    assert again.terms == glossary.terms
    assert again.checksum == glossary.checksum


@given(st.text(), st.sampled_from(("\t", ",")))
def test_any_text_is_read_or_refused(text: str, separator: str) -> None:
    try:
        glossary = parse(text, "file", separator)
    except GlossaryError as error:
        problem = str(error)
    else:
        problem = "" if all(term.source for term in glossary) else "an empty source"
    assert problem == "" or problem.startswith("file")
