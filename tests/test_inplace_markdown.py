"""Markdown translated in place: read again, it is the same document in English."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from documents import MADE

from glossary import Glossary
from translator import Translator
from translator.document import Document, Link, TranslatedDocument, Translation
from translator.engine import Decoding, Engine
from translator.errors import DocumentError
from translator.formats.inplace.markdown.inline import parser
from translator.formats.inplace.markdown.opening import opened
from translator.formats.inplace.opened import Reading
from translator.script import has_arabic
from translator.words import words

ARTICLE = Path(__file__).parent / "data" / "documents" / "article.md"
PLAIN = Reading()
English = Callable[[str], str]
PARTED = frozenset({"em_open", "strong_open", "s_open", "link_open", "html_inline"})
TEXTS = frozenset({"text", "text_special", "softbreak", "hardbreak"})


@pytest.fixture(scope="module")
def english(engine: Engine) -> English:
    """A text in English, by the embedded model and the shipped glossary."""
    translator = Translator(engine, Decoding())

    def translate(source: str) -> str:
        made = opened(source.encode(), "a.md", PLAIN)
        translated = next(
            translator.translate_documents([made.document], glossary=Glossary.default())
        )
        return made.rebuilt(translated).decode()

    return translate


@pytest.fixture(scope="module")
def article(english: English) -> str:
    return english(ARTICLE.read_text(encoding="utf-8"))


def marked(source: str) -> str:
    """A text with T and a number instead of each sentence, so that what is around them shows."""
    made = opened(source.encode(), "a.md", PLAIN)
    said = tuple(
        Translation(one.text, f"T{one.index}" if has_arabic(one.text) else one.text)
        for _, _, one in made.document.segments()
    )
    return made.rebuilt(TranslatedDocument(made.document, said, MADE)).decode()


def blocks(source: str) -> list[tuple[str, int, str]]:
    """The blocks of a text as the parser reads them, with code and HTML."""
    return [
        (one.type, one.level, one.content if one.type in ("fence", "code_block") else "")
        for one in parser().parse(source)
        if one.type != "inline"
    ]


def inlines(source: str) -> Counter[str]:
    """What stands in the paragraphs of a text besides words."""
    return Counter(
        child.type
        for one in parser().parse(source)
        for child in one.children or []
        if child.type not in TEXTS and child.nesting >= 0
    )


def test_the_article_is_the_same_document_in_english(article: str) -> None:
    source = ARTICLE.read_text(encoding="utf-8")
    assert blocks(_body(article)) == blocks(_body(source))
    assert inlines(_body(article)) == inlines(_body(source))
    targets = r"\]\((\S+)|\]: (/\S*)"
    assert re.findall(targets, article) == re.findall(targets, source)


def _body(text: str) -> str:
    return text.split("---\n", 2)[2]


def test_what_the_article_says(article: str) -> None:
    matter = yaml.safe_load(article.split("---\n")[1])
    assert "Damascus" in matter["title"]
    assert (matter["lang"], matter["dir"], matter["tags"]) == ("en", "ltr", ["سوريا"])
    for said in (
        '<div dir="ltr">',
        "**The White House** announced Tuesday,",
        '[Donald Trump](https://example.org/a_b "',
        " `كود` ",
        "[Damascus][دمشق]",
        "[Aleppo][h]",
        "](a.png).",
        "\n- [ ] ",
        "| 12 |",
        'x = "نص"',
        "    كود نص\n",
        "\n==============\n",
        "\n::: warning\n",
        "\n:::\n",
        '<p align="left">',
        " {#wh}\n",
        '[دمشق]: /d "عنوان"\n[h]: /h\n',
    ):
        assert said in article, said
    left = re.sub(r"`[^`]*`|```.*?```|\n    .*|\[دمشق\].*|tags:.*", "", article, flags=re.DOTALL)
    assert not has_arabic(left)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("# عنوان #\n", "# T0 #\n"),
        ("عنوان\r\n===\r\n\r\nنص\r\n", "T0\r\n===\r\n\r\nT1\r\n"),
        ("> نص\n> آخر\n", "> T0\n"),
        ("> * نص\n>   آخر\\\n>   ثالث.\n", "> * T0\n"),
        ("- [x] **نص**\n", "- [x] **T0**\n"),
        ("1) نص\n\n   * آخر\n", "1) T0\n\n   * T1\n"),
        ("|أ|`a\\|b` نص|\n|-|-|\n|أ|أ|\n", "|T0|`a\\|b` T1|\n|-|-|\n|T2|T3|\n"),
        ("مصطلح\n: تعريف\n", "T0\n: T1\n"),
        ("نص[^a]\n\n[^a]: حاشية\n", "T0[^a]\n\n[^a]: T1\n"),
        ("نص^[حاشية]\n", "T0^[T1]\n"),
        ("[نص][]\n\n[نص]: /a\n", "[T0][نص]\n\n[نص]: /a\n"),
        ("![صورة](a.png)\n", "![T0](a.png)\n"),
        ("[![صورة](a.png)](b)\n\nنص", "[![T0](a.png)](b)\n\nT1"),
        ("<https://a.b> نص\n", "<https://a.b> T0\n"),
        ("{{< figure >}} نص {% if %}\n", "{{< figure >}} T0 {% if %}\n"),
        ("> [!NOTE]\n> نص\n", "> [!NOTE]\n> T0\n"),
        ("<div dir=rtl>\n\nنص\n\n</div>\n", "<div dir=ltr>\n\nT0\n\n</div>\n"),
        ('+++\ntitle = "نص"\n+++\nنص\n', '+++\ntitle = "T0"\n+++\nT1\n'),
        ("---\ntitle: |\n  نص\n---\nنص\n", "---\ntitle: |\n  نص\n---\nT0\n"),
        ("English *only*.\n\nنص", "English *only*.\n\nT1"),
        ("\ufeffنص", "\ufeffT0"),
    ],
)
def test_sources_of_every_sort(source: str, wanted: str) -> None:
    assert marked(source) == wanted


@pytest.mark.parametrize(
    "words_",
    [
        "2017. a",
        "- a",
        "# a",
        "> a",
        "*a*",
        "a_b_ _c_",
        "[a](b)",
        "<b>",
        "&lt;",
        "`a`",
        "~~a~~",
        "| a",
        ": a",
        "+ a",
        "===",
        "---",
        "C #",
        "\\",
        "a\\*",
        "1) a",
        "::: a",
    ],
)
@pytest.mark.parametrize("around", ["{}\n", "# {}\n", "- {}\n", "> {}\n", "|{}|\n|-|\n"])
def test_words_that_look_like_markup_are_words(words_: str, around: str) -> None:
    made = opened(around.format("نص").encode(), "a.md", PLAIN)
    said = (Translation("نص", words_),)
    written = made.rebuilt(TranslatedDocument(made.document, said, MADE)).decode()
    assert blocks(written) == blocks(around.format("x"))
    text = [child.content for one in parser().parse(written) for child in one.children or []]
    assert "".join(text) == words_


def _paragraph(chance: random.Random, depth: int = 0) -> str:
    arabic = "قال الوزير إن المحادثات ستبدأ غدا في دمشق وحلب".split()
    parts = []
    for _ in range(chance.randint(1, 5)):
        said = " ".join(chance.choices(arabic, k=chance.randint(1, 3)))
        kinds = [
            said,
            said,
            f'[{said}](http://a.b/c_d "t")',
            f"![{said}](p_q.png)",
            f"<b>{said}</b>",
            f"_{said}_،",
            f"~~{said}~~",
            "`code *x*`",
            "x[^1]",
            r"\* a & b <c",
        ]
        if depth < 2:
            kinds += [f"{sign}{_paragraph(chance, depth + 1)}{sign}" for sign in ("**", "*")]
        parts.append(chance.choice(kinds))
    return " ".join(parts)


def _source(chance: random.Random) -> str:
    one, two = _paragraph(chance), _paragraph(chance)
    shapes = [
        one,
        f"## {one}",
        f"- {one}\n- {two}",
        f"> {one}\n> {two}",
        f"1. {one}\n\n   {two}",
        f"| {one} | {two} |\n|--|--|\n| {two} | x |",
        f"{one}  \n{two}",
        f"```\n{one}\n```",
        f"{one}\n----",
    ]
    return "\n\n".join([*chance.sample(shapes, 3), "[^1]: حاشية\n"])


def _said(chance: random.Random, document: Document) -> TranslatedDocument:
    """English of any words, linked with any words of the source."""
    english = "The minister said talks begin in Damascus (again), 3. - # C# * > _".split()
    said = []
    for _, _, one in document.segments():
        source = words(one.text)
        if not has_arabic(one.text) or not source:
            said.append(Translation(one.text, one.text))
            continue
        count = max(1, len(source) + chance.randint(-2, 2))
        target = " ".join(chance.choices(english, k=count))
        links: list[Link] = [
            (*chance.choice(source), *span) for span in words(target) if chance.random() < 0.8
        ]
        said.append(Translation(one.text, target, alignment=tuple(links)))
    return TranslatedDocument(document, tuple(said), MADE)


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_words_leaves_the_document_the_same(seed: int) -> None:
    chance = random.Random(seed)
    source = _source(chance)
    made = opened(source.encode(), "a.md", PLAIN)
    written = made.rebuilt(_said(chance, made.document)).decode()
    old, new = inlines(source), inlines(written)
    assert blocks(written) == blocks(source)
    assert set(new) <= set(old)
    assert {kind: new[kind] for kind in old if kind not in PARTED} == {
        kind: count for kind, count in old.items() if kind not in PARTED
    }
    assert new["link_open"] >= old["link_open"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"# English\n", "no Arabic"),
        (b"\0\1\2" * 100 + "نص".encode(), "binary"),
    ],
)
def test_what_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        opened(data, "bad.md", PLAIN)
    assert "bad.md" in str(caught.value)


def test_a_file_in_which_nothing_is_translated_is_a_failure() -> None:
    made = opened("نص".encode(), "a.md", PLAIN)
    same = (Translation("نص", "نص"),)
    with pytest.raises(DocumentError, match="nothing in it was translated"):
        made.rebuilt(TranslatedDocument(made.document, same, MADE))


@pytest.mark.parametrize(
    "source",
    ["نص " + "[" * 3_000, "نص" + "*نص " * 3_000, ">" * 15 + "نص", "<div>\n" * 3_000 + "نص"],
    ids=["brackets", "stars", "quotations", "elements"],
)
def test_hostile_files_come_back(source: str) -> None:
    assert "T0" in marked(source)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc on the path")
def test_pandoc_reads_the_same_document(article: str) -> None:
    def outline(text: str) -> list[str]:
        read = subprocess.run(
            ["pandoc", "-f", "markdown", "-t", "json"],
            input=text.encode(),
            capture_output=True,
            check=True,
        ).stdout.decode()
        kinds = (
            "Header|Para|Plain|BulletList|OrderedList|Table|Note|Link|CodeBlock|BlockQuote|Image"
        )
        return sorted(re.findall(rf'"t":"({kinds})"', read))

    assert outline(article) == outline(ARTICLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "kept",
    [
        r"$x = \text{نص}$",
        r"$\alpha$",
        "$$y_1$$",
        "http://example.org/نص",
        "https://example.org/a_b?c=d&e=f",
        ":smile:",
    ],
)
def test_formulas_addresses_and_names_of_signs_stay_in_a_sentence(
    kept: str, english: English
) -> None:
    written = english(f"وصل الوفد {kept} إلى دمشق.")
    assert written.count(kept) == 1
    assert "Damascus" in written
    assert not has_arabic(written.replace(kept, ""))


def test_formulas_between_paragraphs_stay(english: English) -> None:
    formulas = "$$\nx = \\text{قيمة}\n$$\n"
    written = english(f"وصل الوفد.\n\n{formulas}\nدمشق\n")
    assert written.endswith(f"\n\n{formulas}\nDamascus\n")


def test_prices_are_no_formulas(english: English) -> None:
    assert not has_arabic(english("سعر الخبز $5 وسعر اللحم $6 في دمشق."))


def test_lines_of_verses_lists_and_captions_stay_apart(english: English) -> None:
    verse = "| وصل الوفد\n|    إلى دمشق\n"
    source = f"قال الوزير:\n١- وقف القصف\n• وصول الوفد\n\n{verse}\na. حلب\nb. دمشق\n"
    lines = english(source).split("\n")
    assert len(lines) == source.count("\n") + 1
    assert [line[:2] for line in lines[1:3]] == ["1-", "• "]
    assert re.match(r"\| \w", lines[4])
    assert re.match(r"\|    \w", lines[5])
    assert lines[7:9] == ["a. Aleppo", "b. Damascus"]
