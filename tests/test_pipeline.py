"""The one way from text to translation, through the public class."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary
from translator import Translator, pipeline
from translator.document import Translation
from translator.engine import Decoding, Engine
from translator.script import has_arabic
from translator.segment import segment


def test_a_text(translator: Translator) -> None:
    text = "قال الوزير إن 59 صاروخا أطلقت.\n\nbutintrumb\n"
    done = translator.translate_text(text, name="a.txt", glossary=Glossary.default())
    first, second = done.translations
    assert first.source == "قال الوزير إن 59 صاروخا أطلقت."
    assert "minister" in first.target.lower()
    assert first.score is not None
    assert first.score < 0
    assert first.alignment
    assert second == Translation("butintrumb", "butintrumb")
    record = done.to_dicts()[0]
    assert list(record) == [
        "document",
        "paragraph",
        "segment",
        "span",
        "kind",
        "source",
        "translation",
        "score",
        "alignment",
        "terms",
        "warnings",
        "trust",
    ]
    assert record["document"] == "a.txt"
    assert text[slice(*record["span"])] == record["source"]


def test_provenance_names_tool_model_glossary_and_settings(translator: Translator) -> None:
    shipped = Glossary.default()
    line = translator.provenance(shipped).sentence()
    assert "Machine translation" in line
    for part in (translator.model.label, shipped.checksum[:12], "beam 2"):
        assert part in line
    assert "glossary none" in translator.provenance(None).sentence()


def test_documents_come_back_in_order_and_whole(translator: Translator) -> None:
    texts = ["وصل الوفد أمس.", "", "غادر الوزير. عاد الرئيس.", "123"]
    documents = [segment(text, str(n)) for n, text in enumerate(texts)]
    done = list(translator.translate_documents(iter(documents)))
    assert [one.document for one in done] == documents
    assert [len(one.translations) for one in done] == [1, 0, 2, 1]
    alone = [next(translator.translate_documents([document])) for document in documents]
    assert [one.translations for one in alone] == [one.translations for one in done]


def test_streaming_gives_the_same_as_all_at_once(
    translator: Translator, sentences: list[str]
) -> None:
    document = segment("\n\n".join(sentences[:14]))
    shipped = Glossary.default()
    streamed = list(translator.stream(document, glossary=shipped))
    [whole] = translator.translate_documents([document], glossary=shipped)
    assert tuple(streamed) == whole.translations


def test_cancelling_stops_between_chunks(engine: Engine) -> None:
    asked: list[bool] = []

    def after_two() -> bool:
        asked.append(True)
        return len(asked) > 2

    sources = [f"قال الوزير رقم {n}." for n in range(50)]
    done = list(pipeline.translate(sources, engine, None, Decoding(), [2, 3], after_two))
    assert [one.source for one in done] == sources[:5]


def test_sources_are_read_a_chunk_at_a_time(engine: Engine) -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        n = 0
        while True:
            read.append(n)
            yield f"خبر رقم {n}"
            n += 1

    translations = pipeline.translate(endless(), engine, None, Decoding(), [3])
    assert next(translations).source == "خبر رقم 0"
    assert len(read) == 3


def test_a_text_that_occurs_again_is_decoded_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []
    decode = Engine.decoded

    def counting(self: Engine, jobs: list[object], how: Decoding) -> object:
        decoded.append(len(jobs))
        return decode(self, jobs, how)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "decoded", counting)
    sources = ["وصل الوفد.", "غادر الوفد.", "وصل الوفد."] * 3
    done = list(pipeline.translate(sources, engine, None, Decoding(), [4]))
    assert sum(decoded) == 2
    assert [one.source for one in done] == sources


def test_a_very_long_sentence_is_split_and_joined(translator: Translator) -> None:
    clause = "وأعلن الوزير في مدينة خان شيخون أن الاتفاق قريب جدا، "
    source = "قال الرئيس إن الحرب انتهت، " + clause * 14
    pieces = translator.engine.encode(source).pieces
    assert len(pieces) > translator.model.max_source_pieces
    shipped = Glossary.default()
    [done] = translator.stream(segment(source), glossary=shipped)
    names = [use for use in done.terms if use.term == "خان شيخون"]
    assert len(names) == 14
    for use in names:
        assert done.source[slice(*use.source_span)] == "خان شيخون"
        if use.target_span:
            assert done.target[slice(*use.target_span)] == use.rendering
    assert max(end for _, end, _, _ in done.alignment) > len(source) * 0.8
    assert all(0 <= a < b <= len(done.source) for a, b, _, _ in done.alignment)
    assert all(0 <= a < b <= len(done.target) for _, _, a, b in done.alignment)


@pytest.mark.parametrize("mark", ["- ", "• ", "– ", "## "])
def test_a_list_mark_is_copied(translator: Translator, mark: str) -> None:
    plain = "الأمم المتحدة: وصل الوفد أمس."
    shipped = Glossary.default()
    [[without], [done]] = (
        translator.translate_text(text, glossary=shipped, lines=True).translations
        for text in (plain, mark + plain)
    )
    assert done.target == mark + without.target
    shift = len(mark)
    assert done.source == mark + plain
    assert done.alignment == tuple(
        (a + shift, b + shift, c + shift, d + shift) for a, b, c, d in without.alignment
    )
    for use in done.terms:
        assert done.source[slice(*use.source_span)] == use.surface
        assert use.target_span is None or done.target[slice(*use.target_span)] == use.rendering


def test_a_word_of_thousands_of_letters(translator: Translator) -> None:
    [done] = translator.stream(segment("ا" * 3000))
    assert done.source == "ا" * 3000
    assert done.warnings


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("سلام", True),
        ("Astana أ", True),
        ("ﻻ", True),
        ("پ", True),
        ("ـ", False),
        ("٣٤", False),
        ("، ؟", False),
        ("\u064b", False),
        ("Astana 4", False),
        ("", False),
    ],
)
def test_arabic_letters(text: str, arabic: bool) -> None:
    assert has_arabic(text) == arabic


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="سلامقوفي ،.“”\n\u00a0\u200f23aZ<&\ud800", max_size=40))
def test_any_text_is_translated_segment_by_segment(text: str) -> None:
    if not ENGINES:
        ENGINES.append(Translator.load(threads=1))
    done = ENGINES[0].translate_text(text, glossary=Glossary.default())
    assert [one.source for one in done.translations] == [
        one.text for _, _, one in done.document.segments()
    ]
    for one in done.translations:
        assert has_arabic(one.source) or one.target == one.source


ENGINES: list[Translator] = []


@pytest.mark.parametrize("options", [{"threads": 0}, {"beam": 0}, {"beam": 10**6}])
def test_numbers_out_of_range_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be from 1 to"):
        Translator.load(**options)  # type: ignore[arg-type]


def test_without_alignment_the_same_text_and_no_links(engine: Engine, sentences: list[str]) -> None:
    terms = Glossary.default()
    some = sentences[:30]
    full = list(pipeline.translate(some, engine, terms, Decoding(), [64]))
    bare = list(pipeline.translate(some, engine, terms, Decoding(), [64], alignment=False))
    assert [one.target for one in bare] == [one.target for one in full]
    assert [one.terms for one in bare] == [one.terms for one in full]
    assert not any(one.alignment for one in bare)
    assert all(one.alignment for one in full)
