"""The one renderer: nothing that comes from outside becomes markup, and the structure holds."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import (
    Document,
    Paragraph,
    Provenance,
    Segment,
    TermUse,
    TranslatedDocument,
    Translation,
)
from translator.document import Warning as Doubt
from translator.render import (
    Tally,
    masthead_html,
    message_html,
    rows_css,
    side_by_side,
    status_html,
)
from translator.render.marks import METHODS, cut, pieces

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
VOID = {"meta", "link", "img", "br", "input", "hr"}


class Node:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def all(self, tag: str = "", of_class: str = "") -> list[Node]:
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if (not tag or child.tag == tag) and (not of_class or of_class in child.classes):
                    found.append(child)
                found.extend(child.all(tag, of_class))
        return found


class Tree(HTMLParser):
    """A tree of elements; a tag that closes another than the open one is an error."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]
        self.feed(text)
        self.close()
        assert self.open == [self.root], f"left open: {[n.tag for n in self.open[1:]]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {attrs}"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> inside <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Node:
    return Tree(text).root


def assert_harmless(root: Node) -> None:
    """No script, no image, no event handler, nothing fetched from anywhere."""
    for node in root.all():
        assert node.tag not in {"script", "img", "iframe", "object", "link"}
        for name in node.attributes:
            assert not name.startswith("on"), (node.tag, name)
            assert name not in {"src", "href", "style"}, (node.tag, name)


def provenance(text: str = "arabic-translator 0") -> Provenance:
    return Provenance(text, "small 1", "default 12ab", "beam 2", "2026-01-02")


def translated(
    *paragraphs: tuple[str, list[Translation]], name: str = "article.txt"
) -> TranslatedDocument:
    made, translations, index, text = [], [], 0, ""
    for kind, given_translations in paragraphs:
        segments = []
        for translation in given_translations:
            start = len(text)
            text += translation.source + "\n"
            segments.append(Segment(index, translation.source, (start, len(text) - 1)))
            translations.append(translation)
            index += 1
        made.append(Paragraph(tuple(segments), kind))  # type: ignore[arg-type]
    return TranslatedDocument(Document(name, tuple(made), text), tuple(translations), provenance())


LAVROV = Translation(
    "قال لافروف في موسكو",
    "Lavrov said in Moscow",
    terms=(
        TermUse("لافروف", "لافروف", "Lavrov", (4, 10), (0, 6), "model", "foreign minister"),
        TermUse("موسكو", "موسكو", None, (14, 19), None, None),
    ),
    warnings=(Doubt("term", "موسكو is not rendered as Moscow"),),
)


def test_rows_have_both_sides_with_language_and_direction() -> None:
    root = parse(side_by_side(translated(("body", [LAVROV]))))
    (row,) = root.all("div", "row")
    (source,) = row.all("p", "source")
    (target,) = row.all("p", "target")
    assert source.text() == LAVROV.source
    assert (source.attributes["lang"], source.attributes["dir"]) == ("ar", "rtl")
    assert target.text() == LAVROV.target
    assert (target.attributes["lang"], target.attributes["dir"]) == ("en", "ltr")


def test_terms_are_marked_on_both_sides_with_the_method_in_words() -> None:
    root = parse(side_by_side(translated(("body", [LAVROV]))))
    (source,), (target,) = root.all("p", "source"), root.all("p", "target")
    assert [mark.text() for mark in source.all("mark")] == ["لافروف", "موسكو"]
    (mark,) = target.all("mark")
    assert mark.text() == "Lavrov"
    assert mark.attributes["data-term"] == source.all("mark")[0].attributes["data-term"]
    tip = mark.attributes["data-tip"]
    assert "لافروف → Lavrov" in tip
    assert "the model wrote it" in tip.lower()
    assert "foreign minister" in tip
    assert "unmet" in source.all("mark")[1].classes
    assert "not met" in source.all("mark")[1].attributes["data-tip"].lower()


@pytest.mark.parametrize("method", [method for method in METHODS if method])
def test_every_method_has_words_and_a_look(method: str) -> None:
    term = TermUse("أ", "أ", "A", (0, 1), (0, 1), method)  # type: ignore[arg-type]
    (piece,) = pieces("A", [term], "target")
    assert piece.look == method
    assert METHODS[method].lower() in piece.tip.lower()
    page = parse(side_by_side(translated(("body", [Translation("أ", "A", terms=(term,))]))))
    assert [m.text() for m in page.all("p", "legend")[0].all("mark")] == [METHODS[method]]


def test_warnings_stand_on_their_row_only() -> None:
    plain = Translation("نعم", "Yes")
    root = parse(side_by_side(translated(("body", [plain, LAVROV]))))
    first, second = root.all("div", "row")
    assert not first.all("li")
    (warning,) = second.all("li")
    assert warning.attributes["data-kind"] == "term"
    assert "موسكو is not rendered as Moscow" in warning.text()


def test_paragraphs_and_kinds_are_visible() -> None:
    line = Translation("نص", "text")
    document = translated(
        ("headline", [line]),
        ("body", [line, line]),
        ("body", [line]),
        ("caption", [line]),
        ("related", [line]),
        ("related", [line, line]),
        ("navigation", [line]),
    )
    sections = parse(side_by_side(document)).all("section")
    assert [section.attributes["data-kind"] for section in sections] == [
        "headline", "body", "body", "caption", "related", "related", "navigation",
    ]  # fmt: skip
    assert [len(section.all("div", "row")) for section in sections] == [1, 2, 1, 1, 1, 2, 1]
    assert ["apart" in section.classes for section in sections] == [False] * 3 + [True] * 4
    labels = ["".join(kind.text() for kind in s.all("div", "kind")) for s in sections]
    assert labels == ["Headline", "", "", "Caption", "Related articles", "", "Navigation"]


def test_nothing_from_outside_becomes_markup() -> None:
    term = TermUse(EVIL, EVIL, EVIL, (0, 8), (0, 8), "replace", EVIL)
    bad = Translation(EVIL, EVIL, terms=(term,), warnings=(Doubt(EVIL, EVIL),))
    document = translated(("body", [bad]), (EVIL, [bad]), name=EVIL)
    document = TranslatedDocument(
        document.document, document.translations, Provenance(EVIL, EVIL, EVIL, EVIL, EVIL)
    )
    page = parse(side_by_side(document))
    assert_harmless(page)
    assert page.all("h1")[0].text() == EVIL
    assert page.all("title")[0].text().startswith(EVIL)
    assert [p.text() for p in page.all("p", "source")] == [EVIL, EVIL]
    assert [p.text() for p in page.all("p", "target")] == [EVIL, EVIL]
    assert EVIL in page.all("li")[0].text()
    assert EVIL in page.all("p", "provenance")[0].text()
    assert EVIL in page.all("mark")[0].attributes["data-tip"]
    for fragment in (
        masthead_html(EVIL, EVIL),
        message_html(EVIL),
        message_html(EVIL, "note"),
        status_html(EVIL, 1, 2, EVIL, running=True),
        status_html(EVIL, 2, 2, EVIL, translations=document.translations),
    ):
        root = parse(fragment)
        assert_harmless(root)
        assert EVIL in root.text()


def test_a_whole_page_needs_nothing_from_outside() -> None:
    text = side_by_side(translated(("body", [LAVROV])))
    assert text.startswith("<!DOCTYPE html>")
    page = parse(text)
    assert_harmless(page)
    (html,) = page.all("html")
    assert html.attributes == {"lang": "en", "dir": "ltr"}
    (style,) = page.all("style")
    for reach in ("url(", "@import", "http:", "https:", "//"):
        assert reach not in style.text()
    assert "&" not in style.text(), "the stylesheet was escaped"
    assert page.all("h1")[0].text() == "article.txt"
    assert page.all("p", "summary")[0].text() == "1 segment, 1 of 2 terms met, 1 warning"
    assert page.all("p", "provenance")[0].text() == provenance().sentence()
    assert {"charset": "utf-8"} in [meta.attributes for meta in page.all("meta")]


def test_the_file_and_the_page_share_the_style_of_their_rows() -> None:
    assert rows_css() in side_by_side(translated(("headline", [LAVROV]), ("related", [LAVROV])))


def test_no_rows_no_html() -> None:
    page = parse(side_by_side(translated()))
    assert page.all("section") == page.all("p", "source") == []
    assert message_html("").strip() == ""


def test_touching_and_overlapping_spans() -> None:
    assert cut("abcdef", [(0, (0, 2)), (1, (2, 4))]) == [("ab", (0,)), ("cd", (1,)), ("ef", ())]
    assert cut("abcdef", [(0, (0, 4)), (1, (2, 6))]) == [("ab", (0,)), ("cd", (0, 1)), ("ef", (1,))]
    assert cut("abc", [(0, (0, 3)), (1, (0, 3))]) == [("abc", (0, 1))]
    assert cut("abc", [(0, None), (1, (2, 9)), (2, (1, 1))]) == [("ab", ()), ("c", (1,))]
    assert cut("", [(0, (0, 0))]) == []


def test_overlapping_terms_make_sound_markup() -> None:
    terms = (
        TermUse("مجلس الأمن", "مجلس الأمن", "Security Council", (0, 10), (0, 16), "model"),
        TermUse("مجلس", "مجلس", "Council", (0, 4), (9, 16), "replace"),
    )
    line = Translation("مجلس الأمن", "Security Council", terms=terms)
    root = parse(side_by_side(translated(("body", [line]))))
    (target,) = root.all("p", "target")
    assert target.text() == "Security Council"
    first, second = target.all("mark")
    assert (first.text(), first.attributes["data-term"]) == ("Security ", "0")
    assert (second.text(), second.attributes["data-term"]) == ("Council", "0 1")
    assert "replace" in second.classes
    assert "→ Security Council" in second.attributes["data-tip"]
    assert "→ Council" in second.attributes["data-tip"]


spans = st.tuples(st.integers(-2, 30), st.integers(-2, 30))


@given(st.text(max_size=25), st.lists(st.none() | spans, max_size=6))
def test_cut_keeps_the_text_and_marks_what_the_spans_say(
    text: str, given_spans: list[tuple[int, int] | None]
) -> None:
    stretches = cut(text, enumerate(given_spans))
    assert "".join(stretch for stretch, _ in stretches) == text
    assert all(stretch for stretch, _ in stretches)
    marked = [numbers for stretch, numbers in stretches for _ in stretch]
    for position, numbers in enumerate(marked):
        expected = [n for n, s in enumerate(given_spans) if s and s[0] <= position < s[1]]
        assert list(numbers) == expected


printable = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20
)


@given(printable, printable, st.lists(st.tuples(spans, st.none() | spans), max_size=4))
def test_any_text_with_any_terms_is_well_formed(
    source: str, target: str, marks: list[tuple[tuple[int, int], tuple[int, int] | None]]
) -> None:
    terms = tuple(
        TermUse("ت", "ت", "t" if there else None, here, there, "model" if there else None)
        for here, there in marks
    )
    line = Translation(source, target, terms=terms, warnings=(Doubt("loop", target),))
    root = parse(side_by_side(translated(("body", [line]))))
    assert root.all("p", "source")[0].text() == source
    assert root.all("p", "target")[0].text() == target
    assert_harmless(root)


def test_counts_in_words() -> None:
    assert Tally.of([]).sentence() == "0 segments, no glossary terms, no warnings"
    assert Tally.of([LAVROV]) == Tally(segments=1, met=1, unmet=1, warnings=1)
    assert Tally(1200, 3, 0, 2).sentence() == "1,200 segments, 3 of 3 terms met, 2 warnings"


def test_progress_and_end_of_the_status_line() -> None:
    going = parse(status_html("a.txt", 3, 8, "3 of 8 segments", running=True))
    (bar,) = going.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("3", "8")
    ended = parse(status_html("a.txt", 8, 8, "Done", translations=[LAVROV]))
    assert not ended.all("progress")
    assert ended.all("p", "summary")[0].text() == "1 segment, 1 of 2 terms met, 1 warning"
