"""The report of a run, as a page and as JSON, and the index: true, harmless, bounded, resumable."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from bulk_account import (
    EVIL,
    MADE,
    MORE,
    NEWS,
    TWELVE,
    a_run,
    account,
    assert_offline,
    done,
    json_of,
    page_of,
    part,
    rows,
)
from command_line import Run, put, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_render import Node, parse

from translator.bulk.events import Done, Failed, Finished, Low, Skipped, Started
from translator.bulk.report.account import PLACES, Account
from translator.bulk.report.details import (
    Details,
    Heard,
    Named,
    Remark,
    Unmet,
    headline,
    shortened,
)
from translator.bulk.report.index import write_index
from translator.bulk.report.this_run import ThisRun
from translator.bulk.report.write import write_report
from translator.document import (
    Document,
    Paragraph,
    Segment,
    TranslatedDocument,
    Translation,
)

__all__ = ["run"]


# --- a real run ------------------------------------------------------------------------------


@pytest.fixture
def reported(run: Run) -> tuple[Node, dict[str, object]]:
    """Both reports of a run over files of every kind: the page and the JSON."""
    put("in/a.txt", TWELVE)
    put("in/x/خبر عاجل & <b>.txt", MORE)
    put("in/x/empty.txt", "")
    put("in/photo.jpg", b"\xff\xd8\xff\xe0\0")
    Path("made").mkdir()
    outcome = run(
        *("bulk", "in", "-o", "out", "--to", "html", "--to", "txt", "--index"),
        *("--report", "made/r.html", "--report", "out/r.json", "--quiet"),
    )
    assert (outcome.status, outcome.err) == (1, "")
    page = parse(Path("made/r.html").read_text(encoding="utf-8"))
    return page, json.loads(Path("out/r.json").read_text(encoding="utf-8"))


def test_the_page_says_what_the_json_says(reported):
    page, report = reported
    values = [node.text() for node in page.all("span", "value")]
    assert values[:2] == ["2", f"{report['words']:,}"]
    assert values[5] == str(report["warnings"]) != "0"
    assert rows(part(page, "failed")) == [
        ["x/empty.txt", one["reason"]] for one in report["failed"]
    ]
    methods = {row[0]: row[1] for row in rows(part(page, "methods"))}
    assert sum(map(int, methods.values())) == sum(report["methods"].values())
    assert sum(report["methods"].values()) == report["terms_met"] >= 2
    assert sum(report["kinds"].values()) == report["warnings"]
    places = report["warning_places"]
    assert {place["document"] for kind in places.values() for place in kind} == {"a.txt"}
    for kind in places.values():
        for place in kind[:10]:
            assert place["message"] in part(page, "warnings").text()
    weakest = report["weakest"]
    order = {"poor": 0, "check": 1, "good": 2}
    assert all(one["reasons"] or one["band"] == "good" for one in weakest)
    assert "value" not in weakest[0]
    below = [node.text() for node in part(page, "weakest").all("p", "below")]
    for one, text in zip(weakest, below, strict=True):
        assert text.startswith("; ".join(one["reasons"]))
        assert one["band"] in text
        assert one["band"] in order
    for document in {one["document"] for one in weakest}:
        bands = [order[one["band"]] for one in weakest if one["document"] == document]
        assert bands[0] == min(bands)
    assert {one["document"] for one in weakest} == {"a.txt", "x/خبر عاجل & <b>.txt"}
    sides = [node.text() for node in part(page, "weakest").all("p", "target")]
    assert sides == [one["translation"] for one in weakest]
    assert report["skipped"] == ["in/photo.jpg"]
    assert "in/photo.jpg" in part(page, "skipped").text()
    assert report["settings"]["model"] in part(page, "made").text()
    assert report["settings"]["glossary"] in part(page, "made").text()
    assert report["run"]["files"] == 2
    assert report["run"]["day"] == report["provenance"]["date"]
    assert_offline(page)


def test_links_of_the_report_and_of_the_index_lead_to_the_outputs(reported):
    page, _ = reported
    index = parse(Path("out/index.html").read_text(encoding="utf-8"))
    assert_offline(index)
    for root, folder in ((page, Path("made")), (index, Path("out"))):
        links = [a.attributes["href"] for a in root.all("a")]
        places = {(folder / unquote(link)).resolve() for link in links if link[0] != "#"}
        assert all(place.is_file() for place in places), places
        names = {place.relative_to(Path.cwd()).as_posix() for place in places}
        assert names >= {"out/a.html", "out/a.txt", "out/x/خبر عاجل & <b>.html"}
    assert "out/index.html" in {
        (Path("made") / unquote(a.attributes["href"])).resolve().relative_to(Path.cwd()).as_posix()
        for a in page.all("a")
        if a.attributes["href"][0] != "#"
    }


def test_arabic_is_marked_as_such(reported):
    page, _ = reported
    index = parse(Path("out/index.html").read_text(encoding="utf-8"))
    arabic = [*part(page, "weakest").all("p", "source"), *index.all("td", "source")]
    assert len(arabic) > 4
    for node in arabic:
        assert (node.attributes["lang"], node.attributes["dir"]) == ("ar", "rtl")
        assert re.search("[\u0600-\u06ff]", node.text())


def test_the_index_has_headlines_names_and_warnings(reported):
    index = parse(Path("out/index.html").read_text(encoding="utf-8"))
    first, second = index.all("tbody")[0].all("tr")
    assert [node.text() for node in second.all("bdi")] == ["x/خبر عاجل & <b>.txt"]
    assert second.all("td", "source")[0].text() == "وصل الوزير إلى دمشق."
    assert {li.text() for li in second.all("li")} == {"Damascus دمشق", "Idlib إدلب"}
    assert int(first.all("td", "number")[0].text()) > 0
    assert "x/empty.txt" in part(index, "failed").text()


def test_a_resumed_run_reports_on_the_whole_folder_and_on_itself(run: Run):
    put("in/a.txt", NEWS)
    put("in/b.txt", MORE)
    command = ["bulk", "in", "-o", "out", "--to", "txt", "--index", "--report", "r.json"]
    assert run(*command, "--report", "r.html").status == 0
    before = json.loads(Path("r.json").read_text(encoding="utf-8"))
    index = Path("out/index.html").read_bytes()
    assert run(*command, "--report", "r.html").status == 0
    after = json.loads(Path("r.json").read_text(encoding="utf-8"))
    for key in ("words", "terms_met", "methods", "weakest", "names", "files", "settings"):
        assert after[key] == before[key], key
    assert (before["run"]["files"], before["run"]["kept"]) == (2, 0)
    assert (after["run"]["files"], after["run"]["kept"], after["run"]["words"]) == (0, 2, 0)
    assert after["speed"] == []
    assert Path("out/index.html").read_bytes() == index
    assert "2 had been finished before" in Path("r.html").read_text(encoding="utf-8")
    put("in/c.txt", NEWS)
    assert run(*command).status == 0
    more = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert (more["run"]["files"], more["run"]["kept"], len(more["files"])) == (1, 2, 3)


def test_a_name_that_came_out_in_different_ways_is_told_after_a_resumed_run_too(tmp_path):
    def told(form: str, number: int) -> Details:
        return Details(heard=(Heard("كفرنبل", form, 0.9, "place", 2, number),), counted=True)

    records = [
        done("a.txt", details=told("Kafranbel", 3)),
        done("b.txt", details=told("Kafr Nabl", 1)),
    ]
    report = json_of(tmp_path, *records)
    (name,) = report["names"]  # type: ignore[misc]
    assert {form["form"]: form["count"] for form in name["forms"]} == {
        "Kafranbel": 2,
        "Kafr Nabl": 2,
    }
    assert (name["count"], name["files"], name["first"]["document"]) == (4, 2, "a.txt")
    assert rows(part(page_of(tmp_path, *records), "names"))[0][0] == "كفرنبل"


# --- what stands in the way ------------------------------------------------------------------


def test_a_report_that_cannot_be_written_leaves_the_old_one(run: Run):
    put("in/a.txt", NEWS)
    put("out/r.html", "old")
    os.chmod("out/r.html", 0o444)
    if os.access("out/r.html", os.W_OK):
        pytest.skip("whoever runs this may write everything")
    outcome = run("bulk", "in", "-o", "out", "--report", "out/r.html")
    assert outcome.status == 2
    assert "write-protected" in outcome.err
    assert Path("out/r.html").read_text(encoding="utf-8") == "old"


# --- hostile ---------------------------------------------------------------------------------


def hostile() -> Iterator[Done | Failed]:
    details = Details(
        headline=(EVIL, EVIL),
        names=(Named(EVIL, EVIL, "person", 1),),
        unmet=(Unmet(EVIL, 2, 3),),
        remarks=(Remark(3, EVIL, EVIL),),
        heard=(Heard(f"{EVIL} اسم", EVIL, 0.9, "", 1, 1), Heard(f"{EVIL} اسم", "x", 0.9, "", 1, 1)),
        counted=True,
    )
    low = (Low(3, -2.5, EVIL, EVIL),)
    for name in (f"x/{EVIL}.txt", "javascript:alert(1).txt", "a?b#c%20d.txt", "\udcff.txt"):
        yield done(
            name,
            terms_unmet=2,
            warnings=1,
            kinds=((EVIL, 1),),
            methods=((EVIL, 12),),
            lowest=low,
            details=details,
        )
    yield Failed(EVIL, EVIL)


def test_nothing_from_outside_becomes_markup(tmp_path):
    records = list(hostile())
    page = page_of(tmp_path, *records)
    out = tmp_path / EVIL.replace("/", "")
    out.mkdir()
    made = write_index(account(*records), out)
    index = parse(made.read_text(encoding="utf-8"))
    for root in (page, index):
        assert_offline(root)
        assert EVIL in root.text()
    assert not page.all("script")
    assert len(index.all("script")) == 1
    addresses = [a.attributes["href"] for a in index.all("a")]
    assert "javascript%3Aalert%281%29.html" in addresses
    assert "a%3Fb%23c%2520d.html" in addresses
    assert "%FF.html" in addresses


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60), name=st.text(min_size=1, max_size=20))
def test_any_text_makes_sound_pages(tmp_path, text, name):
    record = done(
        name.replace("\0", "_"),
        warnings=1,
        kinds=(("number", 1),),
        lowest=(Low(0, -1.0, text, text),),
        details=Details((text, text), remarks=(Remark(0, "number", text),)),
    )
    page_of(tmp_path, record, Failed(name, text))
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    parse(write_index(account(record), out).read_text(encoding="utf-8"))


# --- bounded ---------------------------------------------------------------------------------


def many(number: int) -> Iterator[Done | Failed]:
    """A folder in which everything goes wrong everywhere, at length."""
    for nth in range(number):
        name = f"{'folder' * 20}/{nth:06}.txt"
        if nth % 3 == 0:
            yield Failed(name, "why " * 1_000)
            continue
        yield done(
            name,
            terms_unmet=20,
            warnings=20,
            kinds=(("number", 10), ("loop", 10)),
            lowest=tuple(
                Low(n, -float(nth % 97), f"نص {nth} " * 40, "text " * 60) for n in range(3)
            ),
            details=Details(
                ("عنوان " * 20, "headline " * 13),
                unmet=tuple(Unmet(f"اسم {nth} {n}", 1, n) for n in range(20)),
                remarks=tuple(Remark(n, ("number", "loop")[n % 2], "m " * 150) for n in range(20)),
                heard=tuple(Heard(f"اسم{nth % 900}", f"Form {nth}", 0.9, "", 1, 0) for _ in "12"),
                counted=True,
            ),
        )


def test_the_page_of_a_folder_where_everything_goes_wrong_stays_small(tmp_path):
    report = tmp_path / "r.html"
    number = 6_000
    whole = Account(lambda: many(number))
    write_report(report, whole, a_run(), ["x" * 200] * 5_000, MADE, tmp_path / "out")
    assert report.stat().st_size < 2_000_000
    page = parse(report.read_text(encoding="utf-8"))
    assert len(rows(part(page, "failed"))) == 500
    assert "of 2,000 files" in part(page, "failed").text()
    assert "of 4,000 files" in part(page, "files").text()
    assert "of 5,000 files" in part(page, "skipped").text()
    assert "40,000" in part(page, "warnings").text()
    assert {len(places) for places in whole.places().values()} == {PLACES}


def test_files_are_told_of_in_the_order_of_what_needs_attention(tmp_path):
    records = [
        done("a.txt"),
        done("b.txt", warnings=9, kinds=(("loop", 9),)),
        done("c.txt", terms_unmet=1),
    ]
    found = [row[0] for row in rows(part(page_of(tmp_path, *records), "files"))]
    assert found == ["c.txt", "b.txt", "a.txt"]


def test_outputs_are_found_where_the_folder_is_now(tmp_path):
    """An earlier run had another working folder, and so another name for the output folder."""
    moved = done("x/a.txt", outputs=("/elsewhere/out/x/a.html", "../out/x/a.txt"))
    page = page_of(tmp_path, moved)
    links = [a.attributes["href"] for a in part(page, "files").all("a")]
    assert links == ["out/x/a.html", "out/x/a.txt"]
    (file,) = json_of(tmp_path, moved)["files"]  # type: ignore[misc]
    assert file["outputs"] == [str(tmp_path / "out/x" / name) for name in ("a.html", "a.txt")]


def test_an_account_without_files_makes_pages_too(tmp_path):
    page = page_of(tmp_path, Failed("a.txt", "is empty"))
    assert [node.text() for node in page.all("span", "value")][:2] == ["0", "0"]
    out = tmp_path / "out"
    out.mkdir()
    index = parse(write_index(account(), out).read_text(encoding="utf-8"))
    assert "nothing translated yet" in index.text()


def test_counts_of_this_run_leave_out_what_was_done_before():
    clock = iter(range(100))
    this = ThisRun(now=lambda: float(next(clock)))
    this.add(Skipped(done("a.txt")))
    this.add(Started(2, 1, "2026-01-02", resumed=True))
    this.add(done("b.txt"))
    this.add(Finished(1, 1, 0, 8.0))
    assert (this.kept, this.done["files"], this.done["words"]) == (1, 1, 320)
    assert this.words_per_second == 40.0


# --- headlines -------------------------------------------------------------------------------


def translated(*paragraphs: tuple[str, str, str]) -> TranslatedDocument:
    made, text = [], ""
    for index, (kind, source, _) in enumerate(paragraphs):
        segment = Segment(index, source, (len(text), len(text) + len(source)))
        made.append(Paragraph((segment,), kind))  # type: ignore[arg-type]
        text += source + "\n"
    translations = tuple(Translation(source, target) for _, source, target in paragraphs)
    return TranslatedDocument(Document("a", tuple(made), text), translations, MADE.provenance)


def test_a_document_is_known_by_its_headline_else_by_its_first_sentence():
    tag, body, head = ("source", "وكالة", "Agency"), ("body", "نص", "Text"), ("headline", "ع", "H")
    assert headline(translated(tag, body, head)) == ("ع", "H")
    assert headline(translated(tag, body)) == ("نص", "Text")
    assert headline(translated(tag)) == ("وكالة", "Agency")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("one two three", "one two three"),
        ("one  two\nthree four", "one two…"),
        ("abcdefghijklmnopq", "abcdefghijkl…"),
    ],
)
def test_a_long_text_is_cut_after_a_word(text, short):
    assert shortened(text, 13) == short
