"""Words, and the links between them."""

from __future__ import annotations

import numpy as np
import pytest

from translator.align import WordAttention, links, sure_links, word_attention
from translator.engine import Engine, Job
from translator.words import words


def spelled(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال، الوزير!", ["قال", "الوزير"]),
        ("مُدَرِّسٌ جديد", ["مُدَرِّسٌ", "جديد"]),
        ("“أستانة 4″", ["أستانة", "4"]),
        ("al-Qaeda's base", ["al-Qaeda's", "base"]),
        ("rose 3.5 percent.", ["rose", "3.5", "percent"]),
        ("U.S. forces", ["U.S.", "forces"]),
        ("U.S.-led, the U.N.'s", ["U.S.-led", "the", "U.N.'s"]),
        (
            "J.K. Rowling, e.g., at 5 p.m. (ق.م)",
            ["J.K.", "Rowling", "e.g.", "at", "5", "p.m.", "ق.م"],
        ),
        ("in the U.S.", ["in", "the", "U.S"]),
        ('"from the U.S."', ["from", "the", "U.S"]),
        ("plan B. Ask www.a.org", ["plan", "B", "Ask", "www", "a", "org"]),
        ("3-4 مايو/ آيار", ["3-4", "مايو", "آيار"]),
        ("— … ”", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert spelled(text) == expected


def attention(source: str, target: str, rows: list[list[float]]) -> WordAttention:
    return WordAttention(
        tuple(words(source)), tuple(words(target)), np.asarray(rows, dtype=np.float32)
    )


def named(source: str, target: str, given: WordAttention, **more: object) -> list[tuple[str, str]]:
    return [(source[a:b], target[c:d]) for a, b, c, d in links(source, given, target, **more)]


def test_each_word_is_linked_to_what_it_looks_at_most() -> None:
    source, target = "قال الوزير", "the minister said"
    given = attention(source, target, [[0.05, 0.1], [0.1, 0.9], [0.8, 0.2]])
    assert named(source, target, given) == [
        ("الوزير", "the"),
        ("الوزير", "minister"),
        ("قال", "said"),
    ]


def test_equal_numbers_are_linked_whatever_the_attention_says() -> None:
    source, target = "قتل ٥٩ شخصا", "59 people were killed"
    given = attention(source, target, [[0.9, 0, 0], [0, 0, 0.9], [0.1, 0, 0], [0.9, 0, 0]])
    assert ("٥٩", "59") in named(source, target, given)


def test_a_term_is_one_link_and_its_words_take_no_other() -> None:
    source, target = "زار خان شيخون أمس", "he visited Khan Shaykhun"
    given = attention(
        source, target, [[0, 0.9, 0, 0], [0.9, 0, 0, 0], [0, 0.5, 0.5, 0], [0.9, 0, 0, 0]]
    )
    anchor = ((4, 13), (11, 24))
    assert named(source, target, given, anchors=[anchor]) == [
        ("زار", "he"),
        ("زار", "visited"),
        ("خان شيخون", "Khan Shaykhun"),
    ]


def test_what_every_word_looks_at_is_not_linked_to_all() -> None:
    source, target = "أعلن الوزير استقالته", "Minister announced resignation"
    rows = [[0.5, 0.4, 0], [0.9, 0, 0], [0.5, 0, 0.4]]
    assert named(source, target, attention(source, target, rows)) == [
        ("الوزير", "Minister"),
        ("أعلن", "announced"),
        ("استقالته", "resignation"),
    ]


def test_written_out_numbers_and_months_are_the_same_in_any_script() -> None:
    source, target = "ثلاثة قتلى في نيسان 12", "12 in April three dead"
    flat = attention(source, target, [[0.2] * 5] * 5)
    found = named(source, target, flat)
    assert {("ثلاثة", "three"), ("نيسان", "April"), ("12", "12")} <= set(found)


def test_a_name_goes_with_what_sounds_like_it() -> None:
    source, target = "التقى لافروف وبوتين", "Putin Lavrov met"
    rows = [[0.2, 0.4, 0.3], [0.3, 0.3, 0.4], [0.5, 0.2, 0.2]]
    found = named(source, target, attention(source, target, rows))
    assert found == [("وبوتين", "Putin"), ("لافروف", "Lavrov"), ("التقى", "met")]


@pytest.mark.parametrize(
    ("source", "target", "content", "expected"),
    [
        # the head of a noun phrase comes first in Arabic
        ("الأزمة السورية", "the Syrian crisis", {1: 1, 2: 0}, {"the": "الأزمة"}),
        # but the verb before it is not part of it
        (
            "تدخلت الأمم المتحدة",
            "the United Nations intervened",
            {1: 2, 2: 1, 3: 0},
            {"the": "الأمم"},
        ),
        ("نهاية الحرب", "end of the war", {0: 0, 3: 1}, {"of": "الحرب", "the": "الحرب"}),
        ("سافر إلى باريس", "traveled to Paris", {0: 0, 2: 2}, {"to": "إلى"}),
        ("سوريا وشعبها", "Syria and its people", {0: 0, 3: 1}, {"and": "وشعبها", "its": "وشعبها"}),
        ("اتهمه منتقدوه", "critics accused him", {0: 1, 1: 0}, {"him": "اتهمه"}),
        ("أُعدم السجين", "prisoner was executed", {0: 1, 2: 0}, {"was": "أُعدم"}),
    ],
)
def test_function_words_go_with_what_they_belong_to(
    source: str, target: str, content: dict[int, int], expected: dict[str, str]
) -> None:
    count = len(words(source))
    rows = np.full((len(words(target)), count), 0.05)
    for t, s in content.items():
        rows[t, s] = 0.9
    found = links(source, attention(source, target, rows.tolist()), target)
    by_word = {target[c:d]: source[a:b] for a, b, c, d in found}
    assert {word: by_word.get(word) for word in expected} == expected


def test_how_sure_a_link_is() -> None:
    source, target = "وصل الوزير", "Minister arrived"
    clear = sure_links(source, attention(source, target, [[0, 0.9], [0.9, 0]]), target)
    unclear = sure_links(source, attention(source, target, [[0.4, 0.5], [0.5, 0.4]]), target)
    assert [one.link for one in clear] == [one.link for one in unclear]
    assert all(a.sure > 0.9 > 0.6 > b.sure for a, b in zip(clear, unclear, strict=True))
    anchored = sure_links(
        source, attention(source, target, [[0, 0], [0, 0]]), target, [((0, 3), (9, 16))]
    )
    assert [(one.link, one.sure) for one in anchored] == [((0, 3, 9, 16), 1.0)]


def test_nothing_to_link() -> None:
    assert links("", attention("", "", []), "") == ()
    assert links("…", attention("…", "Word", [[]]), "Word") == ()


def test_links_of_the_real_model_lie_on_words(engine: Engine, sentences: list[str]) -> None:
    from translator.engine import Decoding

    linked = 0
    for source in sentences[:20]:
        pieces = engine.encode(source)
        [[best]] = engine.decode([Job(pieces)], Decoding())
        given = word_attention(source, pieces, best)
        assert given.mass.shape == (len(given.target), len(given.source))
        assert float(given.mass.sum(axis=1).max(initial=0)) <= 1.01
        found = links(source, given, best.text)
        linked += len(found)
        assert {(s, e) for s, e, _, _ in found} <= set(words(source))
        assert {(s, e) for _, _, s, e in found} <= set(words(best.text))
    assert linked > 100


def test_an_easy_sentence_is_aligned_right(engine: Engine) -> None:
    source = "قال البيت الأبيض إن موسكو وافقت."
    pieces = engine.encode(source)
    [best] = engine.follow([(pieces, "The White House said that Moscow agreed.")])
    found = {
        best.text[c:d]: source[a:b]
        for a, b, c, d in links(source, word_attention(source, pieces, best), best.text)
    }
    assert found["Moscow"] == "موسكو"
    assert found["House"] in ("البيت", "الأبيض")
