"""The engine: spans of pieces, and translations that do not depend on their neighbours."""

from __future__ import annotations

import itertools
import random
import unicodedata
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import clean
from translator.batches import BATCH, STEP
from translator.document import Span
from translator.engine import ATTENDED, Decoding, Engine, Job, Pieces
from translator.errors import ModelError
from translator.models import find
from translator.settings import available_threads

HOW = Decoding()


def texts(engine: Engine, sources: list[str], how: Decoding = HOW) -> list[str]:
    found = engine.decode([Job(engine.encode(source)) for source in sources], how)
    return [hypotheses[0].text for hypotheses in found]


@pytest.fixture(scope="module")
def alone(engine: Engine, sentences: list[str]) -> list[str]:
    return [texts(engine, [sentence])[0] for sentence in sentences]


def test_sentences_are_many_and_translated(alone: list[str]) -> None:
    assert len(alone) > 70
    assert all(alone)


@pytest.mark.parametrize("size", [8, 64])
def test_in_batches(engine: Engine, sentences: list[str], alone: list[str], size: int) -> None:
    batches = [sentences[start : start + size] for start in range(0, len(sentences), size)]
    assert [text for batch in batches for text in texts(engine, batch)] == alone


def test_beside_a_very_long_one(engine: Engine, sentences: list[str], alone: list[str]) -> None:
    very_long = " ".join(sentences)[:600]
    assert len(engine.encode(very_long).pieces) > 120
    assert texts(engine, [very_long, *sentences, very_long])[1:-1] == alone


def test_shuffled(engine: Engine, sentences: list[str], alone: list[str]) -> None:
    order = list(range(len(sentences)))
    random.Random(5).shuffle(order)
    shuffled = texts(engine, [sentences[n] for n in order])
    assert dict(zip(order, shuffled, strict=True)) == dict(enumerate(alone))


@pytest.mark.parametrize("beam", [1, 2, 4])
def test_attention_does_not_depend_on_neighbours(
    engine: Engine, sentences: list[str], beam: int
) -> None:
    """Not even that of the first piece, which CTranslate2 mixes up within a batch."""
    how = Decoding(beam=beam)
    same_length: dict[int, list[str]] = {}
    for sentence in sentences:
        same_length.setdefault(len(engine.encode(sentence).pieces), []).append(sentence)
    several = [group for group in same_length.values() if len(group) > 2]
    assert several
    for group in several:
        jobs = [Job(engine.encode(sentence)) for sentence in group]
        for job, [together] in zip(jobs, engine.decode(jobs, how), strict=True):
            [[single]] = engine.decode([job], how)
            assert together.pieces == single.pieces
            assert np.allclose(together.attention, single.attention, atol=1e-5)


def test_on_one_worker(sentences: list[str], alone: list[str]) -> None:
    single = Engine(find(), threads=1)
    assert texts(single, sentences) == alone


def test_prefixes_do_not_depend_on_neighbours_either(engine: Engine, sentences: list[str]) -> None:
    prefix = engine.encode_target("The White House")
    assert prefix is not None
    jobs = [Job(engine.encode(s), prefix if n % 2 else ()) for n, s in enumerate(sentences[:40])]
    together = [found[0].text for found in engine.decode(jobs, HOW)]
    assert together == [engine.decode([job], HOW)[0][0].text for job in jobs]
    assert all(text.startswith("The White House") for text in together[1::2])


def test_scores_do_not_depend_on_neighbours(engine: Engine, sentences: list[str]) -> None:
    jobs = [Job(engine.encode(sentence)) for sentence in sentences[:30]]
    pairs = [
        (job.source, found[0].pieces)
        for job, found in zip(jobs, engine.decode(jobs, HOW), strict=True)
    ]
    together = engine.score(pairs)
    assert together == [engine.score([pair])[0] for pair in pairs]
    assert [len(one) for one in together] == [len(target) + 1 for _, target in pairs]
    assert all(log_prob <= 0 for one in together for log_prob in one)


def test_nothing_to_decode(engine: Engine) -> None:
    assert engine.decode([], HOW) == []
    assert engine.decode([Job(engine.encode(""))], HOW) == [[]]
    assert engine.score([]) == []


def test_spans_of_hypothesis_pieces_spell_the_text(engine: Engine, sentences: list[str]) -> None:
    for [best] in engine.decode([Job(engine.encode(s)) for s in sentences[:30]], HOW):
        spelled = [best.text[start:end] for start, end in best.offsets]
        assert [piece.replace("▁", "") for piece in best.pieces] == spelled
        assert best.attention.shape[0] == len(best.pieces)


def test_a_hypothesis_without_pieces(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model may end a sentence at once; no weights at hand do, so the answer is made up."""

    class Ended:
        hypotheses: ClassVar = [[]]
        scores: ClassVar = [-1.0]
        attention: ClassVar = [[]]

        def result(self) -> Ended:
            return self

    class Ending:
        def translate_batch(self, sources: list[list[str]], **_: object) -> list[Ended]:
            return [Ended() for _ in sources]

    monkeypatch.setattr(engine, "_translator", Ending())
    jobs = [Job(engine.encode("قال"))] * 3
    for [one] in engine.decode(jobs, HOW):
        assert (one.text, one.pieces, one.attention.shape) == ("", (), (0, 1))


def test_attention_of_many_sentences_of_one_length_is_each_ones_own(engine: Engine) -> None:
    """More than fit into one batch: a larger one would be shuffled inside CTranslate2."""
    numbers = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن"]
    verbs = ["قال", "أعلن", "نفى", "وصل", "غادر", "زار", "رفض", "أكد"]
    by_length: dict[int, list[Job]] = {}
    for verb in verbs:
        for number in numbers:
            job = Job(engine.encode(f"{verb} الوزير {number} إن الوفد سيعود غدا."))
            by_length.setdefault(len(job.source.pieces), []).append(job)
    largest = max(by_length.values(), key=len)
    assert len(largest) > 2 * ATTENDED
    for one, [together] in zip(largest, engine.decode(largest, Decoding()), strict=True):
        [[alone]] = engine.decode([one], Decoding())
        assert alone.pieces == together.pieces
        assert np.allclose(alone.attention, together.attention, atol=1e-4)


def test_following_a_target_gives_its_attention(engine: Engine) -> None:
    source = engine.encode("قال الوزير إن الاتفاق قريب.")
    text = "The minister said that the agreement was close."
    [followed] = engine.follow([(source, text)])
    assert followed.text == text
    assert followed.attention.shape == (len(followed.pieces), len(source.pieces))
    spelled = [text[start:end] for start, end in followed.offsets]
    assert spelled == [piece.replace("▁", "") for piece in followed.pieces]


def test_a_text_that_cannot_be_spelled_is_followed_as_it_is(engine: Engine) -> None:
    [followed] = engine.follow([(engine.encode("وصل أردوغان."), "Erdoğan ☃ arrived.")])
    assert followed.text == "Erdoğan ☃ arrived."
    assert followed.attention.shape[0] == len(followed.pieces) == len(followed.offsets)


def test_no_unknown_piece_is_written(engine: Engine) -> None:
    for text in texts(engine, ["{ # |", "# عنوان الخبر", "| الوزير | قال |", "<div> { } #"]):
        assert "<unk>" not in text


def test_a_text_the_vocabulary_cannot_spell(engine: Engine) -> None:
    assert engine.encode_target("Shayrat") is not None
    assert engine.encode_target("snow ☃ man") is None


def ordered(spans: tuple[Span, ...]) -> bool:
    return all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="ابتةىيءأإآلوَُّـ\u00a0 \n\u200f٣3.", max_size=60))
def test_any_text_is_encoded_with_spans_in_it(text: str) -> None:
    for engine in (find_engine(True), find_engine(False)):
        encoded = engine.encode(text)
        assert len(encoded.pieces) == len(encoded.offsets)
        assert ordered(encoded.offsets)
        assert all(0 <= start <= end <= len(text) for start, end in encoded.offsets)


ENGINES: dict[bool, Engine] = {}


def find_engine(folds: bool) -> Engine:
    """An engine that takes its source.spm to fold spelling itself, or not to."""
    import dataclasses

    if folds not in ENGINES:
        ENGINES[folds] = Engine(dataclasses.replace(find(), folds_input=folds), threads=1)
    return ENGINES[folds]


def test_half_a_surrogate_pair_is_no_error(engine: Engine) -> None:
    assert texts(engine, ["قال \ud800 الوزير"])[0]


def test_marks_leave_for_a_model_that_does_not_fold(engine: Engine) -> None:
    source = "مُـدَرِّس\u200f جديد"
    encoded = find_engine(False).encode(source)
    assert encoded.pieces == engine.encode("مدرس جديد").pieces
    last = encoded.offsets[-1]
    assert source[last[0] : last[1]].endswith("د")


def test_hamza_apart_joins_its_letter_for_a_model_that_does_not_fold() -> None:
    """Without it سئل (was asked), decomposed as some systems store text, is سيل (a torrent)."""
    for text in ("سئل المسؤول أمس", "سُئِلَ المَسؤُول عن الآثار إلى الأَمام"):
        apart = unicodedata.normalize("NFD", text)
        assert apart != text
        cleaned = clean.for_model(apart, folds_input=False)
        assert cleaned.text == clean.for_model(text, folds_input=False).text
        place = cleaned.text.index("س")
        assert apart[slice(*cleaned.span(place, place + 3))].startswith("س")
        assert [cleaned.span(i, i + 1)[0] for i in range(len(cleaned.text))] == sorted(
            i for i, letter in enumerate(apart) if not unicodedata.combining(letter)
        )


def test_threads_of_the_machine() -> None:
    assert available_threads() >= 1


def test_a_model_that_cannot_be_loaded_names_its_folder(tmp_path: object) -> None:
    import dataclasses

    broken = dataclasses.replace(find(), path=find().path / "nowhere")
    with pytest.raises(ModelError, match="nowhere"):
        Engine(broken)


@pytest.mark.parametrize(
    ("looping", "mended"),
    [
        ("The minister of defense defense, said so.", "The minister of defense, said so."),
        ("Germany, Germany, Germany and the Netherlands", "Germany and the Netherlands"),
        ("the head of the head of the army left", "The head of the army left"),
        ("He met Putin and Lavrov.", "He met Putin and Lavrov."),
    ],
)
def test_repeats_are_taken_out(engine: Engine, looping: str, mended: str) -> None:
    source = engine.encode("التقى الوزير بوتين ولافروف أمس.")
    [given] = engine.follow([(source, looping)])
    after = engine.without_repeats(given)
    assert after.text == mended
    assert len(after.pieces) == len(after.offsets) == len(after.attention)
    spelled = [after.text[start:end].lower() for start, end in after.offsets]
    assert spelled == [piece.replace("▁", "").lower() for piece in after.pieces]


def test_in_a_full_batch_of_one_length(engine: Engine, sentences: list[str]) -> None:
    whole = [engine.encode(sentence) for sentence in sentences]
    cut = {
        Pieces(one.pieces[at : at + 9], one.offsets[at : at + 9]) for one in whole for at in (0, 9)
    }
    jobs = [Job(one, attend=False) for one in sorted(cut, key=str) if len(one.pieces) == 9]
    assert len(jobs) > BATCH
    together = engine.decode(jobs, HOW)
    for job, [found] in zip(jobs, together, strict=True):
        [[alone]] = engine.decode([job], HOW)
        assert (found.text, found.score) == (alone.text, alone.score)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_length_is_that_of_the_pieces(engine: Engine, text: str) -> None:
    assert engine.length(text) == len(engine.encode(text).pieces)


def test_every_length_beside_all_others(engine: Engine, sentences: list[str]) -> None:
    """Around each length that batches are padded to, and with more than one batch of a length."""
    whole = [engine.encode(sentence) for sentence in sentences]
    longest = max(whole, key=lambda one: len(one.pieces))
    jobs = [
        Job(Pieces(one.pieces[:size], one.offsets[:size]), attend=False)
        for one in (longest, *whole[:3])
        for size in range(1, min(len(one.pieces), 3 * STEP + 2))
    ]
    together = engine.decode(jobs * 2, HOW)
    for job, *pair in zip(jobs, together, together[len(jobs) :], strict=False):
        [[alone]] = engine.decode([job], HOW)
        assert {(found.text, found.score) for [found] in pair} == {(alone.text, alone.score)}


def test_as_long_as_the_model_takes(engine: Engine, sentences: list[str]) -> None:
    """No padding goes beyond the model's positions."""
    pieces = [piece for sentence in sentences for piece in engine.encode(sentence).pieces]
    limit = engine.model.positions - 1
    for size in (limit - 1, limit):
        source = Pieces(tuple(pieces[:size]), ((0, 0),) * size)
        [[found]] = engine.decode([Job(source)], Decoding(beam=1))
        assert found.attention.shape == (len(found.pieces), size)
