"""The page of `translator evaluate --html`: what stands on it, and how it is in a browser."""

from __future__ import annotations

import io
import itertools
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from command_line import Run, files, put, run
from lxml import html
from playwright.sync_api import Browser

from translator.cli import main
from translator.render.plots import bars, whiskers

__all__ = ["run"]

DATA = Path(__file__).parent / "data" / "evaluation"
HOSTILE = '<script>window.hit=1</script><img src=x onerror="window.hit=1">&amp;"'


def options(**names: str) -> list[str]:
    """The options that name files of the example."""
    return [word for name, file in names.items() for word in (f"--{name}", str(DATA / file))]


EXAMPLE = [
    "evaluate",
    *options(source="source.ar", reference="reference.en", hypothesis="hypothesis.en"),
    *options(baseline="baseline.en", documents="documents.txt"),
]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the example."""
    page = tmp_path_factory.mktemp("evaluation") / "page.html"
    with redirect_stdout(io.StringIO()) as out:
        assert main([*EXAMPLE, "--html", str(page), "--json"]) == 0
    page.with_suffix(".json").write_text(out.getvalue(), "utf-8")
    return page


@pytest.fixture
def found(example: Path) -> Any:
    """What the same run printed as JSON."""
    return json.loads(example.with_suffix(".json").read_text("utf-8"))


@pytest.fixture
def read(example: Path) -> Any:
    return html.fromstring(example.read_text("utf-8"))


def cells(table: Any) -> list[list[str]]:
    return [
        ["".join(cell.itertext()).strip() for cell in row.xpath("th|td")]
        for row in table.xpath("tbody/tr")
    ]


# --- what stands on it -------------------------------------------------------------------------


def test_the_page_has_the_figures_of_the_json(found: Any, read: Any) -> None:
    system, other = found["systems"]
    rows = {row[0]: row[1:] for row in cells(read.xpath("//section[@id='scores']//table")[0])}
    for name, value in system["scores"].items():
        half = system["intervals"][name]["half_width"]
        assert rows[name][0] == f"{value:.1f} ± {half:.1f}"
        assert rows[name][1].startswith(f"{other['scores'][name]:.1f} ± ")
    assert rows["terms met"][0] == "284 of 284"
    tests = {row[0]: row[1:] for row in cells(read.xpath("//section[@id='against-1']//table")[0])}
    figure = found["comparisons"][0]["scores"]["TER"]
    assert tests["TER"][-1] == f"{figure['randomization']['p_value']:.4f}*"
    assert tests["TER"][0] == f"{figure['difference']:+.2f}".replace("-", "−")
    documents = cells(read.xpath("//section[@id='documents']//table")[0])
    assert [row[0] for row in documents] == [one["name"] for one in found["documents"]]
    assert documents[2][3] == f"{found['documents'][2]['systems'][0]['scores']['BLEU']:.1f}"
    signatures = cells(read.xpath("//section[@id='again']//table")[0])
    assert signatures[0] == ["BLEU", found["signatures"]["BLEU"]]
    assert signatures[-1] == ["tests", "bs:1000|ar:10000|seed:12345"]


def test_sentences_stand_in_their_language_and_direction(found: Any, read: Any) -> None:
    worst = read.xpath("//section[@id='worst']//article")
    assert len(worst) == len(found["worst"]) == 20
    sources = [line.xpath(".//dd[@lang='ar'][@dir='rtl']")[0].text for line in worst]
    assert sources == [one["source"] for one in found["worst"]]
    for line, one in zip(worst, found["worst"], strict=True):
        english = [each.text_content() for each in line.xpath(".//dd[@lang='en'][@dir='ltr']")]
        assert english == [*one["references"], *one["translations"].values()]


def test_every_drawing_and_table_says_what_it_is(read: Any) -> None:
    drawings = read.xpath("//svg[@role='img']")
    assert len(drawings) == 5
    for drawing in drawings:
        told = drawing.get("aria-labelledby").split()
        assert [read.xpath("//*[@id=$id]", id=one)[0].tag for one in told] == ["title", "desc"]
        assert all(read.xpath("//*[@id=$id]", id=one)[0].text for one in told)
    for table in read.xpath("//table"):
        assert table.xpath("caption")[0].text
        assert table.xpath("thead//th[not(@scope)]|tbody//th[not(@scope)]") == []
        assert len(table.xpath("tbody/tr/th[@scope='row']")) == len(table.xpath("tbody/tr"))
    ids = read.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in read.xpath("//nav//a/@href")} <= set(ids)


def test_the_page_needs_nothing_else(example: Path) -> None:
    text = example.read_text("utf-8")
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|url\(|@import|https?://", text) == []


def test_the_same_files_give_the_same_page(run: Run, example: Path) -> None:
    run(*EXAMPLE, "--html", "again.html")
    assert Path("again.html").read_bytes() == example.read_bytes()


def test_without_a_baseline_nothing_is_compared(run: Run) -> None:
    given = options(source="source.ar", reference="reference.en", hypothesis="hypothesis.en")
    assert run("evaluate", *given, "--no-glossary", "--html", "p.html").status == 0
    page = html.fromstring(Path("p.html").read_text("utf-8"))
    assert page.xpath("//section/@id") == ["scores", "lengths", "worst", "again"]
    assert cells(page.xpath("//section[@id='scores']//table")[0])[0][0] == "BLEU"


def test_many_documents_stand_in_the_table_alone(run: Run) -> None:
    put("s.ar", "نص\n" * 13)
    put("r.en", "a text\n" * 13)
    put("d.txt", "".join(f"document {number}\n" for number in range(13)))
    given = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "r.en")
    run("evaluate", *given, "--documents", "d.txt", "--no-glossary", "--html", "p.html")
    section = html.fromstring(Path("p.html").read_text("utf-8")).xpath("//*[@id='documents']")[0]
    assert section.xpath(".//svg") == []
    assert len(cells(section.xpath(".//table")[0])) == 13


def test_the_tools_own_translations_stand_beside_a_baseline(run: Run) -> None:
    put("s.ar", "وصل الوزير إلى حلب\nبدأت الهدنة\n")
    put("r.en", "The minister arrived in Aleppo\nThe truce began\n")
    given = ("--source", "s.ar", "--reference", "r.en", "--baseline", "r.en")
    assert run("evaluate", *given, "--html", "p.html").status == 0
    page = html.fromstring(Path("p.html").read_text("utf-8"))
    names = page.xpath("//dl[@class='systems']//dt/text()")
    assert names == ["glossary", "no glossary", "baseline"]
    assert "arabic-translator" in page.xpath("//dl[@class='systems']//dd")[0].text_content()
    assert page.xpath("//section[starts-with(@id, 'against')]/h2/text()") == [
        *("Against no glossary", "Against baseline")
    ]
    assert page.xpath("//ul[@class='series'][1]/li/text()")[:3] == names


def test_too_few_lines_are_not_tested(run: Run) -> None:
    put("s.ar", "نص\n")
    put("r.en", "a text\n")
    put("b.en", "text\n")
    given = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "b.en")
    assert run("evaluate", *given, "--baseline", "r.en", "--html", "p.html").status == 0
    section = html.fromstring(Path("p.html").read_text("utf-8")).xpath("//*[@id='against-1']")[0]
    assert "Not tested: 1 line differs; tests need 10." in section.text_content()
    assert section.xpath(".//table") == []


def test_the_page_is_written_whole_or_refused_beforehand(run: Run) -> None:
    put("s.ar", "نص\n")
    put("r.en", "text\n")
    given = ("evaluate", "--source", "s.ar", "--reference", "r.en", "--hypothesis", "r.en")
    for name, words in (
        ("none/p.html", "there is no folder none"),
        (".", "is a folder"),
        ("r.en", "r.en is read by this command"),
        ("", "is empty"),
    ):
        done = run(*given, "--html", name)
        assert (done.status, done.out) == (2, "")
        assert words in done.err
        assert done.err.count("\n") == 1
    assert Path("r.en").read_text() == "text\n"
    assert files() == ["r.en", "s.ar"]


# --- drawings ----------------------------------------------------------------------------------


def test_bars_stand_in_proportion() -> None:
    drawn = bars("k", "Title", "count", "things", ["a", "b"], [("one", [2, 0]), ("two", [4, 1])])
    heights = [bar.height for bar in drawn.bars]
    assert heights == [pytest.approx(h, abs=0.11) for h in (85, 170, 0, 42.5)]
    assert [tick.label for tick in drawn.grid] == ["0", "1", "2", "3", "4"]
    assert [bar.series for bar in drawn.bars] == [0, 1, 0, 1]
    edges = [(bar.x, bar.x + bar.width) for bar in drawn.bars]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(edges))
    assert drawn.text == "Count of one and two. a: 2 and 4; b: 0 and 1."


def test_bars_of_nothing_are_flat() -> None:
    drawn = bars("k", "Title", "count", "things", ["a"], [("one", [0.0])])
    assert [bar.height for bar in drawn.bars] == [0]
    assert drawn.series == []


@pytest.mark.parametrize(
    "rows",
    [
        [("a", 0.2, 0.5, 0.9)],
        [("a", -30.0, -20.0, -10.0), ("b", -1.0, 0.0, 1.0)],
        [("a", 0.0, 0.0, 0.0)],
        [("a", -0.0001, 0.0, 0.0002)],
    ],
)
def test_intervals_lie_on_the_axis_about_zero(rows: list[tuple[str, float, float, float]]) -> None:
    drawn = whiskers("k", "Title", rows)
    assert drawn is not None
    places = [tick.at for tick in drawn.grid]
    assert places == sorted(set(places))
    assert 2 <= len(places) <= 12
    assert drawn.zero == next(tick.at for tick in drawn.grid if tick.label == "0")
    for row, (_, low, _, high) in zip(drawn.rows, rows, strict=True):
        assert places[0] <= row.low <= row.middle <= row.high <= places[-1]
        assert (row.low > drawn.zero) == (low > 0)
        assert (row.high < drawn.zero) == (high < 0)


def test_no_interval_is_no_drawing() -> None:
    assert whiskers("k", "Title", []) is None


# --- in a browser ------------------------------------------------------------------------------


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    browser: Browser, example: Path, look: Any
) -> None:
    for width in (390, 1200):
        context = browser.new_context(color_scheme=look, viewport={"width": width, "height": 800})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))  # noqa: B023
        page.goto(example.as_uri())
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults = [
            f"{one['id']} at {node['target']}: {node['failureSummary']}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]
        assert faults == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [example.as_uri()]
        context.close()


def test_names_and_texts_are_never_markup(run: Run, browser: Browser, tmp_path: Path) -> None:
    put("s.ar", f"نص {HOSTILE}\nنص\n")
    put("r.en", f"text {HOSTILE}\ntext\n")
    put("h.en", f"{HOSTILE} text\nword\n")
    put("d.txt", f"{HOSTILE}\nother\n")
    given = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "h.en")
    more = ("--baseline", "r.en", "--documents", "d.txt", "--html", "p.html")
    assert run("evaluate", *given, *more).status == 0
    context = browser.new_context()
    page = context.new_page()
    page.goto(Path("p.html").resolve().as_uri())
    assert page.evaluate("window.hit") is None
    assert page.locator("script, img").count() == 0
    assert page.locator("#documents tbody th").first.inner_text() == HOSTILE
    assert HOSTILE in page.locator("#worst dd.source").all_inner_texts()[-1]
    context.close()
