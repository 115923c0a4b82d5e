"""The interlinear page: parts by the Leipzig rules, cells that hold the whole text, the HTML."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page

from glossary import Glossary
from glossary.gloss import Analysis, Lexicon, Morph, WordGloss, gloss, load_lexicon
from translator.api import Translator
from translator.document import Segment
from translator.gloss import GlossedDocument, GlossedSegment, glossed
from translator.gloss.cells import cells
from translator.gloss.leipzig import ABBREVIATIONS, parts, used
from translator.render.interlinear import interlinear

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

AND = Morph("و", "وَ", "and", "conjunction")
WILL = Morph("س", "سَ", "will", "particle")
WITH = Morph("ب", "بِ", "with/by/in", "preposition")
THE = Morph("ال", "ال", "the", "particle")
THEM = Morph("هم", "هُم", "them", "pronoun")
HIS = Morph("ه", "هُ", "his/its", "pronoun")
MEET = Morph("يلتقي", "يَلتَقِي", "meet/encounter", "verb")
MEETS = Analysis(
    (AND, WILL), MEET, (THEM,), "اِلتَقَى", "verb", "meet/encounter", "lexicon", features="3.M.SG"
)


def word(surface: str, *analyses: Analysis, at: int = 0) -> WordGloss:
    return WordGloss(surface, (at, at + len(surface)), "latin", "buckwalter", analyses)


def line(one: WordGloss) -> tuple[str, str]:
    """The romanized line and the gloss line of a word."""
    found = parts(one)
    return tuple(  # type: ignore[return-value]
        "".join(part.joint + text for part, text in zip(found, texts, strict=True))
        for texts in ([part.latin for part in found], [part.text for part in found])
    )


def test_clitics_stand_apart_in_both_lines() -> None:
    romanized, gloss = line(word("وسيلتقيهم", MEETS))
    assert romanized == "wa=sa=yaltaqī=him"
    assert gloss == "and=FUT=meet.3SG.M=3PL.M.OBJ"


@pytest.mark.parametrize(
    ("stem", "enclitic", "expected"),
    [
        (Morph("بيت", "بَيت", "house", "noun"), HIS, "house=3SG.M.POSS"),
        (Morph("علي", "عَلَي", "on", "preposition"), HIS, "on=3SG.M"),
        (Morph("أن", "أَنّ", "that", "conjunction"), HIS, "that=3SG.M"),
    ],
)
def test_a_pronoun_is_named_by_what_it_is_written_on(
    stem: Morph, enclitic: Morph, expected: str
) -> None:
    analysis = Analysis((), stem, (enclitic,), stem.form, stem.pos, stem.gloss, "lexicon")
    assert line(word(stem.form + enclitic.form, analysis))[1] == expected


def test_the_article_has_a_hyphen_and_no_assimilation() -> None:
    stem = Morph("رئيس", "رَّئِيس", "president;chairman", "noun")
    analysis = Analysis((WITH, THE), stem, (), "رَئِيس", "noun", stem.gloss, "lexicon")
    assert line(word("بالرئيس", analysis)) == ("bi=al-raʼīs", "with=DEF-president")


@pytest.mark.parametrize(
    ("form", "pos", "gloss", "expected"),
    [
        ("لم", "particle", "did not", "NEG.PST"),
        ("هي", "pronoun", "she", "3SG.F"),
        ("التي", "pronoun", "which", "REL.SG.F"),
        ("نفذ", "verb", "carry out (a plan)/implement", "carry.out"),
        ("كرملين", "name", "the Kremlin", "Kremlin"),
        ("شيء", "noun", "", "?"),
    ],
)
def test_the_gloss_of_a_stem(form: str, pos: str, gloss: str, expected: str) -> None:
    analysis = Analysis((), Morph(form, form, gloss, pos), (), form, pos, gloss, "lexicon")
    assert line(word(form, analysis))[1] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("بكتابه", ("bi=kitābi=hi", "with=book=3SG.M.POSS")),
        ("عليها", ("ʻalay=hā", "on=3SG.F")),
        ("كتابي", ("kitāb=ī", "book=1SG.POSS")),
        ("والله", ("wa=Allāh", "and=God")),
        ("للأمم", ("li=l-umam", "for=DEF-nations")),
        ("بمدينة حلب", ("bi=madīnat", "with=city")),
        ("ليومين", ("li=yawmayni", "for=day.DU")),
        ("سنتابعها", ("sa=nutābiʻu=hā", "FUT=continue.IPFV.1PL=3SG.F.OBJ")),
    ],
)
def test_words_of_the_lexicon_in_both_lines(
    lexicon: Lexicon | None, written: str, expected: tuple[str, str]
) -> None:
    one = gloss(written, None, lexicon)[0]
    assert line(one) == expected


def test_a_word_of_which_nothing_is_known_has_a_question_mark() -> None:
    assert line(word("شقلبظ")) == ("latin", "?")


def test_the_legend_has_what_is_used_and_nothing_else() -> None:
    assert used([parts(word("وسيلتقيهم", MEETS))]) == {
        short: ABBREVIATIONS[short] for short in ("3", "FUT", "M", "OBJ", "PL", "SG")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: “نعم”.", ["قال:", "“نعم”."]),
        ("قال “ نعم ” .", ["قال “", "نعم ” ."]),
        ("- قال (BBC) نعم، ثم - لا", ["- قال", "(BBC)", "نعم،", "ثم -", "لا"]),
        ("«نعم» قال 3.5 و 20%", ["«نعم»", "قال", "3.5", "و", "20%"]),
    ],
)
def test_cells_hold_the_punctuation_of_their_words(text: str, expected: list[str]) -> None:
    found = cells(plain(text))
    assert [cell.before + cell.text + cell.after for cell in found] == expected


def plain(text: str) -> GlossedSegment:
    words = tuple(
        WordGloss(one[0], one.span(), "", "", ()) for one in re.finditer("[\u0621-\u064a]+", text)
    )
    return GlossedSegment(0, Segment(0, text, (0, len(text))), words, ("",) * len(words))


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator.load()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon | None:
    return load_lexicon()


@pytest.fixture(scope="module")
def article(translator: Translator, lexicon: Lexicon | None) -> GlossedDocument:
    """An article of seeds/, translated and glossed with all there is."""
    glossary = Glossary.default()
    text = SEEDS[0].read_text(encoding="utf-8")
    made = translator.translate_text(text, name=SEEDS[0].name, glossary=glossary)
    return glossed(made.document, glossary, lexicon, made.translations, made.provenance)


def test_an_article_has_all_its_text_in_cells(article: GlossedDocument) -> None:
    for one in article.segments:
        shown = "".join(cell.before + cell.text + cell.after for cell in cells(one))
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", one.segment.text)


def test_both_lines_of_every_word_have_as_many_parts(article: GlossedDocument) -> None:
    for one in article.segments:
        for found in one.words:
            for part in parts(found):
                assert part.gloss, found.surface
                assert part.joint in ("", "=", "-")


def test_the_page_has_each_segment_with_its_free_translation(article: GlossedDocument) -> None:
    page = html.document_fromstring(interlinear([article], lexicon=True))
    items = page.xpath("//main//li")
    assert len(items) == len(article.segments)
    for item, one in zip(items, article.segments, strict=True):
        [free] = item.xpath(".//*[@class='free']")
        assert free.text_content() == f"‘{' '.join((one.english or '').split())}’"
        arabic = "".join(cell.text_content() for cell in item.xpath(".//*[@class='arabic']"))
        assert re.sub(r"\s", "", arabic) == re.sub(r"\s", "", one.segment.text)
    shorts = {one.text_content() for one in page.xpath("//footer//dt")}
    for label in {one.text_content() for one in page.xpath("//main//abbr")}:
        for short in re.findall(r"[123]|[A-Z]+", label):
            assert short in shorts, "every abbreviation is explained"
    assert not page.xpath("//*[@src or @href] | //script"), "nothing outside the file is needed"


def test_what_a_text_says_is_escaped() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    text = f"قال {hostile} نعم"
    one = plain(text)
    segment_ = GlossedSegment(0, one.segment, one.words, one.aligned, hostile)
    page = interlinear([GlossedDocument(hostile, (segment_,))], lexicon=False)
    assert "<img" not in page
    assert "&lt;img" in page


def opened(browser: Browser, article: GlossedDocument, **options: object) -> Page:
    page = browser.new_page(**options)  # type: ignore[arg-type]
    page.set_content(interlinear([article], lexicon=True))
    return page


@pytest.mark.parametrize("width", [360, 1200])
def test_words_run_from_the_right_and_wrap_within_the_page(
    browser: Browser, article: GlossedDocument, width: int
) -> None:
    page = opened(browser, article, viewport={"width": width, "height": 900})
    places = page.locator("main li").evaluate_all(
        """all => all.map(li => [...li.querySelectorAll('.cell')].map(cell => {
          const { left, right, top } = cell.getBoundingClientRect();
          const lines = [...cell.children].map(e => e.getBoundingClientRect().top);
          return { left, right, top, lines };
        }))"""
    )
    assert len(places) > 10
    for item in places:
        for one, following in pairwise(item):
            same = abs(one["top"] - following["top"]) < 2
            assert following["right"] <= one["left"] + 1 if same else following["top"] > one["top"]
        for one in item:
            assert one["lines"] == sorted(one["lines"]), "romanization and gloss stand below"
            assert one["left"] >= 0
            assert one["right"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_the_page(
    browser: Browser, article: GlossedDocument, look: str
) -> None:
    page = browser.new_context(color_scheme=look).new_page()  # type: ignore[arg-type]
    page.set_content(interlinear([article], lexicon=True))
    assert Axe().run(page).response["violations"] == []
    page.context.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads the printed page")
def test_print_loses_and_clips_no_word(
    browser: Browser, article: GlossedDocument, tmp_path: Path
) -> None:
    page = opened(browser, article)
    glosses = page.locator("main .gloss").all_text_contents()
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    (tmp_path / "page.pdf").write_bytes(data)
    told = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "page.pdf", "-"], capture_output=True, check=True
    ).stdout
    found = html.document_fromstring(told)
    sheets = found.xpath("//page")
    assert len(sheets) > 1
    printed: Counter[str] = Counter()
    for sheet in sheets:
        width, height = float(sheet.get("width")), float(sheet.get("height"))
        assert (round(width), round(height)) == (595, 842), "A4"
        for one in sheet.xpath(".//word"):
            assert float(one.get("xmin")) > 40
            assert float(one.get("xmax")) < width - 40
            assert float(one.get("ymax")) < height - 40
            printed[one.text_content().casefold()] += 1
    lost = Counter(gloss.casefold() for gloss in glosses if gloss.isascii()) - printed
    assert not lost
