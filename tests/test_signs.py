"""Signs that the model cannot read, web addresses and telephone numbers."""

from __future__ import annotations

import pytest

from glossary import Glossary
from translator import Translator
from translator.checks import check
from translator.clean import Kept
from translator.engine import Engine
from translator.signs import head, readable, tail


def read(text: str) -> Kept:
    """What a model reads that knows letters, digits and common punctuation alone."""
    return readable(Kept(text, None), lambda sign: sign in ".,:!()$%-")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("سعر الطن €45 أمس", "سعر الطن 45 يورو أمس"),
        ("بلغ العجز £1.5 مليون", "بلغ العجز 1.5 مليون جنيه إسترليني"),
        ("45€ للطن", "45 يورو للطن"),
        ("35° في دمشق", "35 درجة في دمشق"),
        ("[تحديث] {1}", "(تحديث) (1)"),
        ("سميث & وشركاه", "سميث و وشركاه"),
        ("#حلب_تحترق", "حلب تحترق"),
        ("دمشق → حلب 🔴", "دمشق حلب"),
        ("$45, (10%)", "$45, (10%)"),
    ],
)
def test_what_is_read_for_a_sign(text: str, reads: str) -> None:
    kept = read(text)
    assert kept.text.split() == reads.split()
    for place, character in enumerate(kept.text):
        start, end = kept.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert character == text[start] or not character.isdecimal()


def test_places_go_through_what_was_cleaned_before() -> None:
    kept = readable(Kept("ab€", (0, 3, 5)), str.isalpha)
    assert kept.origin is not None
    assert kept.origin[:2] == (0, 3)
    assert set(kept.origin[2:]) == {5}


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [
        ("★★★ عاجل", "★★★ ", ""),
        ("🔴عاجل 🇹🇷 ✔️", "🔴", " 🇹🇷 ✔️"),
        ("- 🔴 عاجل", "- 🔴 ", ""),
        ("🔴 http://t.co/abc الجيش يتقدم", "🔴 http://t.co/abc ", ""),
        ("موقع http://t.co/abc", "", ""),
        ("© 2017 الوكالة", "© ", ""),
        ("- عاجل", "- ", ""),
        ("عاجل.", "", ""),
        ("قال → نعم", "", ""),
        ("🔴", "", "🔴"),
        ("", "", ""),
    ],
)
def test_what_stands_around_a_sentence(text: str, before: str, behind: str) -> None:
    assert text[: head(text)] == before
    assert text[tail(text) :] == behind


def test_the_model_reads_nothing_it_does_not_know(engine: Engine) -> None:
    """But for letters of other scripts, which may be a name."""
    for text in ("قال *الوزير* ~ <نعم> @ £5 | 5±1 § ½ 🔴 أمس", "«نعم» ‰ © ™ ★ → ←"):
        pieces = engine.encode(text)
        assert engine._source.unk_id() not in map(engine._source.piece_to_id, pieces.pieces)
        assert engine.length(text) == len(pieces.pieces)


def test_signs_at_the_ends_are_copied_and_nothing_is_made_of_others(
    translator: Translator,
) -> None:
    source = "🔴 عاجل: وزير الخارجية التركي [جاويش أوغلو] يصل إلى أستانة 🇹🇷✔️"
    [done] = translator.translate_segments([source], glossary=Glossary.default())
    assert done.target.startswith("🔴 ")
    assert done.target.endswith(" 🇹🇷✔️")
    assert "Astana" in done.target
    assert "[" not in done.target
    for term in done.terms:
        assert term.target_span is not None
        assert done.target[slice(*term.target_span)] == term.rendering
    for s0, s1, t0, t1 in done.alignment:
        assert 2 <= s0 < s1 <= source.index(" 🇹🇷")
        assert 2 <= t0 < t1 <= len(done.target) - 5


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (
            "للمزيد: https://www.example.com/أخبار/سوريا?id=12 أو على الهاتف +963 11 222 3333.",
            ["https://www.example.com/أخبار/سوريا?id=12", "+963 11 222 3333"],
        ),
        (
            "وأضاف المصدر أن الوثيقة منشورة على https://ar.wikipedia.org/wiki/سوريا منذ أمس.",
            ["https://ar.wikipedia.org/wiki/سوريا "],
        ),
        ("اتصلوا بنا على الرقم 00963-11-2223333.", ["00963-11-2223333"]),
    ],
)
def test_addresses_and_telephone_numbers_stay(
    translator: Translator, source: str, kept: list[str]
) -> None:
    [done] = translator.translate_segments([source], glossary=Glossary.default())
    assert all(one in done.target for one in kept)
    assert {warning.kind for warning in done.warnings} <= {"name"}
    assert not any("سوريا" in term.surface for term in done.terms)


def test_arabic_beside_an_address_is_a_fault() -> None:
    source = "على http://x.org/أخبار أمس"
    assert not [w for w in check(source, "on http://x.org/أخبار yesterday") if w.kind == "arabic"]
    assert [w for w in check(source, "on http://x.org/أخبار أمس") if w.kind == "arabic"]
