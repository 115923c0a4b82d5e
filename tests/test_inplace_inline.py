"""What stands inside paragraphs of office documents: fields, bookmarks, tabs, links."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import Translation
from translator.formats.inplace.block import Mark, Part, Piece, Run
from translator.formats.inplace.inline import Inline, Turn, in_english, laid_out, stretches


def english(inline: Inline, *targets: Translation | None) -> tuple[Piece, ...]:
    found = stretches(inline, None)
    waiting = iter(targets)
    parts = []
    for one in found:
        translation = next(waiting) if one.block else None
        parts.append([Part(0, translation)] if translation else [])
    return in_english(inline, found, parts)


def text(pieces: tuple[Piece, ...]) -> str:
    return "".join(one.text if isinstance(one, Run) else f"<{one.key}>" for one in pieces)


def linked(source: str, target: str, *pairs: tuple[str, str]) -> Translation:
    """A translation with links between words that occur once."""
    links = []
    for first, second in pairs:
        s, t = source.index(first), target.index(second)
        links.append((s, s + len(first), t, t + len(second)))
    return Translation(source, target, -1.0, tuple(links))


def test_a_tab_parts_texts_and_white_space_around_them_stays():
    pieces = (Mark(1), Run(" قال \t".strip("\t")), Mark(2), Run("نعم", (5,)), Run(" 12"), Mark(3))
    inline = Inline(pieces, cuts=frozenset({2}))
    found = stretches(inline, "caption")
    assert [one.block and one.block.text for one in found] == ["قال", None, "نعم 12"]
    assert found[0].before == (Mark(1), Run(" "))
    assert found[0].after == (Run(" "),)
    assert found[1].before == (Mark(2),)
    assert found[2].after == (Mark(3),)
    assert found[0].block.kind == "caption"
    done = english(inline, Translation("قال", "Said"), Translation("نعم 12", "yes 12"))
    assert text(done) == "<1> Said <2>yes 12<3>"


def test_a_stretch_without_translation_stays_beside_one_that_has_one():
    inline = Inline((Run("قال"), Mark(2), Run("BBC"), Mark(4), Run("نعم")), cuts=frozenset({2, 4}))
    assert text(english(inline, None, Translation("نعم", "yes"))) == "قال<2>BBC<4>yes"


def test_a_field_whose_words_are_parted_stands_once_at_the_longest():
    pieces = (Run("قال "), Run("وزير الخارجية", (7,)), Run(" نعم"))
    source = "قال وزير الخارجية نعم"
    pairs = {"الخارجية": "foreign", "قال": "said", "نعم": "yes", "وزير": "minister"}
    target = linked(source, "foreign said yes minister", *pairs.items())
    done = english(Inline(pieces, once=frozenset({7}), held=frozenset({7})), target)
    assert text(done) == "foreign said yes minister"
    assert [one.text for one in done if 7 in one.path and isinstance(one, Run)] == ["minister"]


def test_numbers_of_fields_stay_in_their_fields():
    pieces = (Run("صفحة "), Run("3", (8,)), Run(" من "), Run("7", (9,)))
    inline = Inline(pieces, once=frozenset({8, 9}), fixed=frozenset({8, 9}))
    source = "صفحة 3 من 7"
    crossed = linked(source, "page 3 of 7", ("3", "7"), ("7", "3"))
    for target, wanted in (
        (crossed, "page 3 of 7"),
        (linked(source, "page", ("3", "page")), "page 3 / 7"),
        (linked(source, "7 pages, page 3"), "7 pages, page 3"),
        (linked(source, "13 pages"), None),
    ):
        done = english(inline, target)
        if wanted:
            assert text(done) == wanted
        for number, value in ((8, "3"), (9, "7")):
            assert "".join(one.text for one in done if number in one.path) == value


def test_a_link_is_kept_where_the_english_has_too_few_words():
    pieces = (Run("قال ", (1,)), Run("وزير ", (2,)), Run("الحرب", (3, 9)))
    done = english(Inline(pieces, held=frozenset({9})), Translation("قال وزير الحرب", "said"))
    assert text(done) == "said"
    assert all(9 in one.path for one in done)


def test_what_is_unseen_leaves_one_space():
    pieces = (Run("قال "), Mark(4), Run("الوزير"))
    target = linked("قال الوزير", "said minister", ("قال", "said"), ("الوزير", "minister"))
    for unseen in (frozenset({4}), frozenset[int]()):
        done = english(Inline(pieces, unseen=unseen), target)
        assert re.fullmatch("said ?<4> ?minister", text(done)) or not unseen
        assert text(done).replace("<4>", "").split() == ["said", "minister"]


def test_elements_nest_and_ranges_may_cross_them():
    pieces = (Run("a", (1, 5)), Run("b", (-1, 1, 5)), Run("c", (-1, 2)), Mark(9), Run("d", (1,)))
    inline = Inline(pieces, ranges=frozenset({-1}), formats=frozenset({2}))
    turns = [
        f"{one.what} {one.number}" if isinstance(one, Turn) else getattr(one, "text", "mark")
        for one in laid_out(pieces, inline)
    ]
    assert turns == [
        "open 1", "open 5", "a", "start -1", "b", "close 5", "close 1", "c", "end -1", "mark",
        "open 1", "d", "close 1",
    ]  # fmt: skip


_WORDS = st.sampled_from(["قال", "وزير", "الحرب", "نعم", "12", "BBC", "،"])
_PIECES = st.lists(
    st.tuples(st.lists(_WORDS, max_size=3), st.sampled_from([(), (101,), (102,), (101, 102)])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(_PIECES, st.lists(st.sampled_from(["one", "two", "12"]), min_size=1), st.randoms())
def test_whatever_the_links_say_nothing_is_lost_or_doubled(made, english_words, random):
    pieces: list[Piece] = []
    for number, (some, path) in enumerate(made):
        pieces.append(Run(" ".join(some) + " ", path) if some else Mark(number, path))
    inline = Inline(tuple(pieces), once=frozenset({101, 102}), held=frozenset({101, 102}))
    targets = []
    for one in stretches(inline, None):
        if one.block:
            source, target = one.block.text, " ".join(english_words)
            s = [found.span() for found in re.finditer(r"\w+", source)]
            links = [(*random.choice(s), *found.span()) for found in re.finditer(r"\w+", target)]
            targets.append(Translation(source, target, -1.0, tuple(links)))
    done = english(inline, *targets)
    keys = [piece.key for piece in pieces if isinstance(piece, Mark)]
    assert sorted(one.key for one in done if isinstance(one, Mark)) == keys
    if targets:
        letters = "".join(re.findall("[a-z]+", re.sub("<[0-9]+>", "", text(done))))
        assert letters == re.sub("[^a-z]", "", "".join(english_words))
    for number in (101, 102):
        opened = [
            one
            for one in laid_out(done, inline)
            if isinstance(one, Turn) and one == Turn("open", number)
        ]
        was = any(number in one.path for one in pieces if any(map(str.isalnum, text((one,)))))
        assert len(opened) <= 1
        assert opened or not was or not any(isinstance(one, Run) for one in pieces)
