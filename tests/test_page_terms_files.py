"""The glossary beside the text without a browser: the file that is written, files in and out."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from glossary_desk import ask, desk, english, remove, save, send, settle, shipped, term, writing

from glossary import Glossary, Term
from glossary.formats import as_bytes
from ui.desk import Desk
from ui.exchange import LARGEST, MOST_ROWS, laid_over
from ui.layers import Layers
from ui.terms import version_of

# The file that is written, and others who change it.


def test_where_changes_go_is_said(tmp_path: Path) -> None:
    said = ask(desk(text=""), "terms_panel")["html"]
    assert "Changes stay in this tab." in said
    layers = writing(tmp_path / "mine.tsv")
    said = ask(desk(layers, text=""), "terms_panel")["html"]
    assert "Changes are written to mine.tsv, for everyone who uses this page." in said
    layers = Layers([shipped()], None, "mine.tbx is no table, so it cannot be written")
    said = ask(desk(layers, text=""), "terms_panel")["html"]
    assert "Changes stay in this tab: mine.tbx is no table, so it cannot be written." in said


def test_changes_are_written_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    made = desk(writing(path))
    before = path.read_bytes()
    assert "Mission" in english(made)[0]
    answer = save(made, term(made, "دمشق"), source="دمشق", target="Sham City")
    assert answer["say"].endswith("; 3 sentences are translated again.")
    assert path.read_text(encoding="utf-8").splitlines()[-1].startswith("دمشق\tSham City")
    assert made.layer == ()
    remove(made, "موسكو")
    assert "موسكو\t" in path.read_text(encoding="utf-8")
    made.undo()
    made.undo()
    settle(made)
    assert path.read_bytes() == before


def test_a_second_writer_is_noticed(tmp_path: Path) -> None:
    layers = writing(tmp_path / "mine.tsv")
    one, other = desk(layers), desk(layers, text="")
    shown = term(one, "الوفد")
    save(other, shown, source="الوفد", target="the Deputation")
    answer = save(one, shown, source="الوفد", target="the Embassy")
    assert "was changed meanwhile, to the Deputation; save again" in answer["refused"]
    assert "the Deputation" in (tmp_path / "mine.tsv").read_text(encoding="utf-8")
    assert ask(one, "term_remove", source="الوفد", version=version_of(shown))["refused"]
    fields = {"source": "الوفد", "target": "the Embassy"}
    again = ask(one, "term_save", fields=fields, was=answer["was"], version=answer["version"])
    assert "refused" not in again
    text = (tmp_path / "mine.tsv").read_text(encoding="utf-8")
    assert "the Embassy" in text
    assert "the Deputation" not in text
    assert "# kept" in text


def test_another_program_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    made = desk(writing(path))
    shown = term(made, "الوفد")
    path.write_text("source\ttarget\nالوفد\tthe Team\nحلب\tHaleb\n", encoding="utf-8")
    assert "Haleb" in ask(made, "terms_list", view="changed")["html"]
    assert "to the Team" in save(made, shown, source="الوفد", target="the Embassy")["refused"]
    path.unlink()
    refused = ask(made, "terms_list", view="changed")["refused"]
    assert "mine.tsv" in refused


def test_visitors_do_not_see_each_others_terms() -> None:
    layers = Layers([shipped()])
    one, other = desk(layers), desk(layers)
    save(one, term(one, "دمشق"), source="دمشق", target="Sham City")
    assert ask(other, "terms_list", view="changed")["words"] == "Nothing is changed here yet."
    assert not any("Sham City" in line for line in english(other))
    assert term(other, "دمشق").target == "Damascus"


# Files in and out.

ROWS = (
    Term(
        "دمشق", "Sham City", ("دمشق الشام",), ("City of Sham",), ("Damascus",), "place",
        note="= 1|2, “so” <b>",
    ),
    Term("حلب", "Haleb"),
    Term("قم", "Qom", match="exact"),
)  # fmt: skip


@pytest.mark.parametrize("kind", ["tsv", "csv", "tbx"])
def test_files_taken_away_come_back_the_same(kind: str) -> None:
    one, other = desk(text=""), desk()
    rows = tuple(Term(**{**_fields(row), "note": row.note.replace("|", "/")}) for row in ROWS)
    assert "refused" not in send(one, "rows.tsv", as_bytes(rows, "tsv")[0])
    assert one.layer == rows
    file = ask(one, "terms_take", view="changed", format=kind)
    assert file["name"] == f"changed-terms.{kind}"
    data = base64.b64decode(file["data"])
    before = english(other)
    answer = send(other, file["name"], data)
    assert other.layer == rows
    assert answer["say"].startswith(f"changed-terms.{kind}: 3 terms taken from 3 ")
    assert answer["say"].endswith(", 0 left out; 3 sentences are translated again.")
    assert sum("Sham City" in line for line in english(other)) == 3
    assert len(other.steps) == 1
    assert send(other, file["name"], data)["say"].endswith("Nothing of it is new.")
    other.undo()
    settle(other)
    assert other.layer == ()
    assert english(other) == before


def _fields(row: Term) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Term.__slots__}


def test_everything_in_effect_is_taken_away() -> None:
    made = desk(text="")
    save(made, term(made, "دمشق"), source="دمشق", target="Sham City")
    file = ask(made, "terms_take", view="all", format="tsv")
    text = base64.b64decode(file["data"]).decode()
    assert len(text.splitlines()) == len(Glossary.shipped()) + 1
    assert "دمشق\tSham City" in text
    assert "دمشق\tDamascus\t" not in text


def test_what_cannot_be_taken_away() -> None:
    made = desk(text="")
    assert "no term" in ask(made, "terms_take", view="changed", format="tsv")["refused"]
    for kind in ("exe", None, ["tsv"]):
        assert "Choose one of" in ask(made, "terms_take", view="all", format=kind)["refused"]


def test_rows_that_are_left_out_are_named() -> None:
    made = desk(text="")
    text = "source,target,colour\nدمشق,Sham City,red\nDamascus,Damascus,\nحلب,حلب,\n"
    said = send(made, "list.csv", text.encode())["say"]
    assert said.startswith("list.csv: 1 term taken from 3 rows, 2 left out (line 3: Damascus")
    assert "line 4: " in said
    assert "'colour' is left out" in said
    assert made.layer == (Term("دمشق", "Sham City"),)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("terms.tbx", b"<tbx><body>", "terms.tbx"),
        ("terms.tsv", b"\xff\xfe\xff", "terms.tsv"),
        ("terms.tsv", b"", "terms.tsv"),
        ("terms.tsv", b"source\ttarget\nx\ty\n", "terms.tsv holds no term"),
        ("terms.pdf", b"%PDF-1.7", "its name must end in"),
        ("../../etc/<b>.tsv", b"nothing", "<b>.tsv"),
        ("terms.tsv", b"source\ttarget\n" + "دمشق\tD\n".encode() * 2 + b"x" * LARGEST, "2 MB"),
    ],
)
def test_broken_uploads_get_a_sentence(name: str, data: bytes, reason: str) -> None:
    made = desk(text="")
    refused = send(made, name, data)["refused"]
    assert reason in refused
    assert "/etc" not in refused
    assert "received" not in refused
    assert made.layer == ()


def ask_own(made: Desk) -> tuple[Term, ...]:
    """The rows that the visitor changed, or those of the file that is written."""
    return made.workshop.layers.own(made.layer)


def test_uploads_that_no_browser_sends() -> None:
    made = desk(text="")
    for name, data in ((None, ""), ("a.tsv", None), ("a.tsv", "no base64"), ("a.tsv", "é===")):
        assert ask(made, "terms_upload", name=name, data=data)["refused"]


@pytest.mark.parametrize("in_file", [False, True])
def test_more_rows_than_are_taken_at_once(tmp_path: Path, in_file: bool) -> None:
    made = desk(writing(tmp_path / "mine.tsv") if in_file else None, text="")
    rows = [f"مدينة {number}\tcity {number}\n" for number in range(MOST_ROWS + 1)]
    refused = send(made, "a.tsv", f"source\ttarget\n{''.join(rows)}".encode())["refused"]
    most = f"{MOST_ROWS:,}"
    assert f"a.tsv holds {MOST_ROWS + 1:,} terms and {most} at once are the most" in refused
    assert made.steps == []
    before = ask_own(made)
    send(made, "a.tsv", f"source\ttarget\n{''.join(rows[:1_500])}".encode())
    assert len(ask_own(made)) == len(before) + 1_500
    made.undo()
    assert ask_own(made) == before


def test_rows_of_a_file_are_written_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    made = desk(writing(path))
    before = Glossary.load(path).terms
    said = send(made, "a.csv", "source,target\nالوفد,the Embassy\nحلب,Haleb\n".encode())["say"]
    assert said.startswith("a.csv: 2 terms taken from 2 rows, 0 left out; 2 sentences")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "الوفد\tthe Embassy" in "\n".join(lines)
    assert not any("Mission" in line for line in lines)
    made.undo()
    settle(made)
    assert Glossary.load(path).terms == before
    assert "# kept" in path.read_text(encoding="utf-8")


def test_rows_laid_over_others_take_their_spellings() -> None:
    kept, shared, gone = Term("حلب", "Aleppo"), Term("دمشق", "D", ("الشام",)), Term("حمص", "Homs")
    new = [Term("دمشق", "Sham City"), Term("حمص", "Hims"), kept]
    changes = laid_over([kept, shared, gone], new)
    assert [(change.old, change.new) for change in changes] == [
        (shared, Term("الشام", "D")),
        (gone, None),
        (None, new[0]),
        (None, new[1]),
    ]
    assert laid_over([kept], [kept]) == []
