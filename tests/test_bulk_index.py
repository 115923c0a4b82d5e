"""The index of an output folder: its pages, and what it may be called."""

from __future__ import annotations

from pathlib import Path

import pytest
from bulk_account import NEWS, account, done
from command_line import Run, files, put, run
from test_render import parse

from translator.bulk.report.index import ON_A_PAGE, index_name, write_index
from translator.errors import InputError

__all__ = ["run"]


def test_an_index_takes_no_place_that_belongs_to_something_else(run: Run):
    put("in/index.txt", NEWS)
    put("out/translations.html", "mine")
    assert run("bulk", "in", "-o", "out", "--to", "html", "--index").status == 0
    assert "Aleppo" in Path("out/index.html").read_text(encoding="utf-8")
    assert Path("out/translations.html").read_text(encoding="utf-8") == "mine"
    page = parse(Path("out/translations-index.html").read_text(encoding="utf-8"))
    assert page.all("a")[0].attributes["href"] == "index.html"


def test_where_every_name_for_an_index_is_taken_the_run_does_not_begin(run: Run):
    put("in/a.txt", NEWS)
    for name in ("index", "translations", "translations-index"):
        put(f"out/{name}.html", "mine")
    before = files()
    outcome = run("bulk", "in", "-o", "out", "--index")
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "files of its own called index.html" in outcome.err
    assert files() == before


def test_an_index_that_became_shorter_loses_its_pages_and_no_other_file(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    many = [done(f"{number:05}.txt") for number in range(2 * ON_A_PAGE + 1)]
    write_index(account(*many), out)
    assert files(str(out)) == ["index-2.html", "index-3.html", "index.html"]
    (out / "index-3.html").write_text("mine", encoding="utf-8")
    write_index(account(*many[:1]), out)
    assert files(str(out)) == ["index-3.html", "index.html"]
    assert (out / "index-3.html").read_text(encoding="utf-8") == "mine"


def test_a_file_that_is_called_like_a_later_page_takes_the_name(tmp_path):
    assert index_name(tmp_path) == "index"
    assert index_name(tmp_path, [tmp_path / "index-7.html"]) == "translations"
    assert index_name(tmp_path, [tmp_path / "index-a.html", tmp_path / "7.html"]) == "index"
    assert index_name(tmp_path, [tmp_path / "x" / "index.html"]) == "index"
    with pytest.raises(InputError, match="files of its own"):
        index_name(
            tmp_path,
            [tmp_path / f"{n}.html" for n in ("INDEX", "translations", "translations-index")],
        )


def test_an_index_of_many_documents_is_cut_into_pages_that_name_each_other(tmp_path):
    records = [done(f"{number:05}.txt") for number in range(ON_A_PAGE + 2)]
    write_index(account(*records), tmp_path)
    pages = [
        parse((tmp_path / name).read_text(encoding="utf-8"))
        for name in ("index.html", "index-2.html")
    ]
    assert [len(page.all("tbody")[0].all("tr")) for page in pages] == [ON_A_PAGE, 2]
    for here, other in zip(pages, ("index-2.html", "index.html"), strict=True):
        (nav,) = here.all("nav", "pages")
        assert [a.attributes["href"] for a in nav.all("a")] == [other]
        assert [li.text() for li in nav.all("li")] == ["1 00000.txt", "2 01000.txt"]
