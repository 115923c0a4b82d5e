"""Marian releases: what the converter makes of one says what the original says."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest
from command_line import OTHER, put, run
from marian_release import embedded_weights, marian_arrays, opus_folder, pieces, zipped
from transformer_reference import Reference, random_weights, timescales

from translator.engine import Decoding, Engine, Job
from translator.errors import InputError, ModelError
from translator.models import EMBEDDED, ModelInfo, find, read_folder
from translator.models.convert import convert, marian, selftest, vocabulary
from translator.models.convert.pieces import restricted
from translator.models.convert.source import open_source

__all__ = ["run"]

TEXTS = [text for text, _ in selftest.SENTENCES]
SMALL = """\
type: transformer
enc-depth: 2
dec-depth: 2
transformer-heads: 4
transformer-ffn-activation: {activation}
transformer-preprocess: ""
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-decoder-autoreg: {autoregression}
transformer-no-projection: false
transformer-guided-alignment-layer: last
"""


@pytest.fixture(scope="session")
def opus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An OPUS-MT release with the embedded model's weights and position table, converted."""
    work = tmp_path_factory.mktemp("opus")
    table = embedded_weights()["encoder/position_encodings/encodings"]
    folder = opus_folder(work / "release", {**marian_arrays(), "Wpos": table})
    archive = zipped(folder, work / "opus-2019-12-18.zip")
    convert(archive, work / "opus-mt-ar-en")
    return work / "opus-mt-ar-en"


def translations(folder: Path, model: ModelInfo | None = None) -> list[str]:
    engine = Engine(model or read_folder(folder), threads=1)
    jobs = [Job(engine.encode(text)) for text in TEXTS]
    return [found[0].text for found in engine.decode(jobs, Decoding())]


def test_a_release_says_what_its_original_says(opus: Path, tmp_path: Path) -> None:
    """But for Marian's layer norm, which the embedded model does not have, all is the same."""
    config = json.loads((opus / "config.json").read_text())
    assert config["layer_norm_epsilon"] == 1e-6
    same = shutil.copytree(opus, tmp_path / "same")
    (same / "config.json").write_text(json.dumps({**config, "layer_norm_epsilon": None}))
    model = dataclasses.replace(read_folder(opus), path=same)
    assert translations(same, model) == translations(EMBEDDED)


def test_what_is_known_of_a_release_stands_in_its_model_json(opus: Path) -> None:
    model = read_folder(opus)
    assert (model.name, model.version) == ("opus-mt-ar-en", "2019-12-18")
    assert model.licence == "CC-BY-4.0"
    assert model.adds_source_eos
    assert model.inline_terms is None
    assert model.max_source_pieces < model.positions == 256
    origin = model.metadata["origin"]
    assert (origin["kind"], origin["file"]) == ("Marian", "opus-2019-12-18.zip")
    assert len(origin["sha256"]) == 64


def test_nothing_else_is_left_beside_a_converted_model(opus: Path) -> None:
    assert sorted(path.name for path in opus.parent.iterdir()) == [
        "opus-2019-12-18.zip",
        "opus-mt-ar-en",
        "release",
    ]


def test_outputs_name_the_converted_model(run, opus: Path) -> None:
    label = read_folder(opus).label
    argv = ["translate", put("a.txt", OTHER), "--model", str(opus)]
    assert label in run(*argv, "--provenance").out
    assert label in run(*argv, "--to", "html").out


def test_terms_are_met_by_a_model_that_does_not_copy(run, opus: Path) -> None:
    put("own.tsv", "source\ttarget\nحلب\tHalab-on-the-Hill\n")
    outcome = run(
        "translate", put("a.txt", OTHER), "--model", str(opus),
        "--no-default-glossary", "--glossary", "own.tsv", "--to", "jsonl",
    )  # fmt: skip
    [record] = map(json.loads, outcome.out.splitlines())
    [term] = record["terms"]
    assert term["rendering"] == "Halab-on-the-Hill"
    assert term["method"] == "inline"  # by a stand-in, whatever the model was trained for


# Small networks by chance: the converter against a transformer written for the tests.


def small_release(
    folder: Path, activation: str = "relu", autoregression: str = "self-attention"
) -> tuple[dict[str, Any], list[list[str]]]:
    """A Marian release of tiny weights by chance, with separate vocabularies."""
    sizes = (30, 40)
    weights = random_weights(7, (2, 2), 16, 24, sizes)
    arrays: dict[str, Any] = {
        "encoder_Wemb": weights["source_embedding"],
        "decoder_Wemb": weights["target_embedding"],
        "decoder_ff_logit_out_b": weights["output_bias"][None],
    }
    config = SMALL.format(activation=activation, autoregression=autoregression)
    arrays["special:model.yml"] = np.frombuffer(config.encode() + b"\0", dtype=np.int8)
    names = {"self": "self", "cross": "context"}
    for name, value in weights.items():
        stack, *rest = name.split(" ")
        if not rest:
            continue
        scope = f"{stack}_l{int(rest[0]) + 1}"
        layer, last = rest[1], rest[-1]
        if layer in names and rest[2] in "qkvo" and len(rest) == 4:
            kind = "W" if last == "weight" else "b"
            arrays[f"{scope}_{names[layer]}_{kind}{rest[2]}"] = _row(value.T)
        elif last in ("gamma", "beta"):
            part = "scale" if last == "gamma" else "bias"
            where = f"{names[layer]}_Wo" if layer in names else "ffn_ffn"
            arrays[f"{scope}_{where}_ln_{part}"] = value[None]
        else:
            half = 1 if layer == "in" else 2
            arrays[f"{scope}_ffn_{'W' if last == 'weight' else 'b'}{half}"] = _row(value.T)
    folder.mkdir()
    np.savez(folder / "model.npz", **arrays)
    words = [["</s>", "<unk>", *(f"▁{side}{n}" for n in range(2, size))]
             for side, size in zip("st", sizes, strict=True)]  # fmt: skip
    for name, side in (("source", words[0]), ("target", words[1])):
        shutil.copy(EMBEDDED / f"{name}.spm", folder)
        vocabulary.write_marian(side, folder / f"{name}.vocab.yml")
    return weights, words


def _row(value: Any) -> Any:
    return value[None] if value.ndim == 1 else value


def decoded(folder: Path, sources: Sequence[Sequence[str]]) -> list[list[str]]:
    translator = ctranslate2.Translator(str(folder), compute_type="float32", intra_threads=1)
    return [
        translator.translate_batch(
            [list(source)], beam_size=1, max_decoding_length=12, min_decoding_length=0
        )[0].hypotheses[0]
        for source in sources
    ]


def sentences_by_chance(words: int, count: int = 15) -> list[list[int]]:
    rng = np.random.default_rng(1)
    return [list(map(int, rng.integers(2, words, rng.integers(1, 9)))) for _ in range(count)]


@pytest.mark.parametrize("activation", ["relu", "swish"])
def test_a_small_network_writes_what_the_reference_writes(tmp_path: Path, activation: str) -> None:
    weights, words = small_release(tmp_path / "release", activation)
    network = marian.read(open_source(tmp_path / "release", tmp_path))
    (tmp_path / "out").mkdir()
    network.save(tmp_path / "out", "float32", tmp_path)
    reference = Reference(
        weights.__getitem__, (2, 2), heads=4, activation=activation, epsilon=1e-6, scale=True,
        positions=timescales(40, 16, divisor=16 / 2 - 1), start=np.zeros(16),
    )  # fmt: skip
    sources = sentences_by_chance(len(words[0]))
    expected = [reference.translate([*numbers, 0], 0, 12) for numbers in sources]
    assert len(set(map(tuple, expected))) > 5  # it does look at its source
    given = decoded(tmp_path / "out", [[words[0][n] for n in numbers] for numbers in sources])
    assert given == [[words[1][n] for n in numbers] for numbers in expected]


def test_positions_are_those_the_embedded_model_was_trained_with() -> None:
    """Its table came from a Marian model; CTranslate2's own spacing is another."""
    table = embedded_weights()["encoder/position_encodings/encodings"]
    assert np.abs(marian.positions(256, 256) - table).max() < 0.003
    assert np.abs(timescales(256, 256, divisor=128) - table).max() > 0.1


# What is refused.


def test_weights_by_chance_fail_the_self_test(tmp_path: Path) -> None:
    arrays = marian_arrays()
    rng = np.random.default_rng(0)
    for name in ("encoder_Wemb", "decoder_Wemb"):
        arrays[name] = arrays[name][rng.permutation(len(arrays[name]))]
    folder = opus_folder(tmp_path / "release", arrays)
    with pytest.raises(ModelError, match="fails its self-test") as caught:
        convert(folder, tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_what_the_self_test_lets_pass() -> None:
    assert selftest.examine(find()).passed
    said = [" ".join(words[:2]) + " came here today" for _, words in selftest.SENTENCES]
    assert selftest.judge(said).passed
    assert not selftest.judge([""] * len(said)).passed
    assert not selftest.judge(["the the the the the the the the"] * len(said)).passed
    assert not selftest.judge(TEXTS).passed
    assert not selftest.judge(["A wooden boat sails over the quiet blue sea"] * len(said)).passed
    assert not selftest.judge(["Le ministre est dans la ville avec les autres"] * len(said)).passed


def test_a_model_for_several_languages_is_explained() -> None:
    from translator.models.convert import _hint

    assert ">>fra<<" in _hint(["</s>", ">>fra<<", ">>eng<<"])
    assert _hint(["</s>", ">>eng<<", "▁the"]) == ""


def drop(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).unlink()


REFUSED: dict[str, tuple[Any, str]] = {
    "no vocabulary": (lambda f: drop(f, "source.vocab.yml", "target.vocab.yml"), "no vocabulary"),
    "no SentencePiece": (lambda f: drop(f, "source.spm", "target.spm"), "no source.spm"),
    "no weights": (lambda f: drop(f, "model.npz"), "holds no model this tool converts"),
    "two models": (lambda f: shutil.copy(f / "model.npz", f / "b.npz"), "holds several models"),
    "weights that are none": (lambda f: (f / "model.npz").write_bytes(b"x"), "cannot be read"),
    "a broken decoder.yml": (lambda f: (f / "decoder.yml").write_text("{"), "decoder.yml"),
    "decoder.yml names another": (
        lambda f: (f / "decoder.yml").write_text("models: [a.npz]\n"),
        "names a.npz, which is not there",
    ),
    "decoder.yml names no vocabulary": (
        lambda f: (f / "decoder.yml").write_text("vocabs: [a.yml, b.yml]\n"),
        "names a.yml, which is not there",
    ),
    "a vocabulary too short": (
        lambda f: vocabulary.write_marian(["</s>", "<unk>"], f / "target.vocab.yml"),
        "do not fit",
    ),
    "an npz of something else": (
        lambda f: np.savez(f / "model.npz", x=np.zeros(3)),
        "is no model of Marian",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_release_that_is_refused(tmp_path: Path, fault: str) -> None:
    small_release(tmp_path / "release")
    break_it, message = REFUSED[fault]
    break_it(tmp_path / "release")
    with pytest.raises(InputError) as caught:
        convert(tmp_path / "release", tmp_path / "out")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_firefox_students_are_refused_by_their_decoder(tmp_path: Path) -> None:
    small_release(tmp_path / "release", autoregression="rnn")
    with pytest.raises(InputError, match="decoder rnn"):
        convert(tmp_path / "release", tmp_path / "out")


def test_an_output_in_the_way_is_left_alone(run, tmp_path: Path) -> None:
    put("full/precious.txt", "mine")
    put("x.zip", "")
    for output, message in (("full", "not empty"), ("x.zip", "is a file")):
        outcome = run("model", "convert", str(EMBEDDED), "-o", output)
        assert (outcome.status, outcome.out) == (2, "")
        assert message in outcome.err
    assert Path("full/precious.txt").read_text() == "mine"


@pytest.mark.parametrize("source", ["none", "text.txt", "", "\0"])
def test_a_source_that_is_no_model(run, source: str) -> None:
    put("text.txt")
    outcome = run("model", "convert", source, "-o", "out")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert not Path("out").exists()


# Vocabularies.


def test_a_vocabulary_is_read_piece_for_piece(tmp_path: Path) -> None:
    odd = [
        "</s>",
        "<unk>",
        "▁a",
        "'",
        "''",
        '"',
        '"x"',
        "\\",
        "\\x41",
        "a:b",
        ":",
        "? ",
        "#",
        "\u2028",
        "▁",
    ]
    vocabulary.write_marian(odd, tmp_path / "vocab.yml")
    assert vocabulary.read(tmp_path / "vocab.yml") == odd
    (tmp_path / "vocab.txt").write_text("\n".join(odd) + "\n", encoding="utf-8")
    assert vocabulary.read(tmp_path / "vocab.txt") == odd
    (tmp_path / "vocab.json").write_text(json.dumps({piece: n for n, piece in enumerate(odd)}))
    assert vocabulary.read(tmp_path / "vocab.json") == odd
    assert vocabulary.read(EMBEDDED / "target.spm") == pieces("target")


def test_a_vocabulary_with_a_hole_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vocab.json").write_text('{"a": 0, "b": 2}')
    with pytest.raises(InputError, match="numbers are missing"):
        vocabulary.read(tmp_path / "vocab.json")


def test_pieces_the_network_lacks_are_not_made() -> None:
    import sentencepiece

    path = EMBEDDED / "target.spm"
    text = "Khan Shaykhun was bombed"
    whole = sentencepiece.SentencePieceProcessor(str(path))
    lacking = whole.encode(text, out_type=str)[0]
    known = [piece for piece in pieces("target") if piece != lacking]
    less = sentencepiece.SentencePieceProcessor(model_proto=restricted(path, known))
    spelled = less.encode(text, out_type=str)
    assert lacking not in spelled
    assert set(spelled) <= set(known)
    assert less.decode(spelled) == text
    assert restricted(path, pieces("target")) == path.read_bytes()
