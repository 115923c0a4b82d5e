"""`translator bulk` beside other ways to run the same model, in one run, as ratios.

    pip install transformers argostranslate       what is missing is said, and the rest measured
    python benchmarks/rivals.py [--pairs N] [--sentences N] [--threads N]

All get the same distinct sentences of training/corpus and the same weights. Bulk does all its work,
as in benchmarks/bulk.py: it reads files, segments, keeps its journal, has no cache and no glossary,
and writes txt. Against it stand

- bare CTranslate2: `translate_batch` over pieces made beforehand and sorted by length;
- Hugging Face transformers: a MarianMTModel in float32 from the weights of the embedded model,
  `generate` over pieces made beforehand and sorted by length, bulk's beam, batches of the size
  among 16, 32 and 64 that is fastest here; nothing is read or written, and the pieces are not
  joined. Once with all threads, once with one, since PyTorch's threads wait for each other at
  every step, which is dear on a machine with other work. Before, its output is compared with
  CTranslate2's in float32;
- Argos Translate: the library itself with a package folder made of the embedded model, text by
  text, with its own threads unless --threads is given, its own beam (4) and bulk's; each sentence
  a paragraph, and three sentences a paragraph. Its sentence splitter needs a model from the
  network, so it is told the boundaries, at no cost.

Each round runs every side once, the order turned each time. CPU time is that of the process, all
threads together, and counts threads that wait by spinning; `--threads 1` compares the work alone.
Loading a model is on no side, nor is a first run of bulk, which loads tables too and is told. Bulk
gains by more sentences (its batches hold sentences of one length only); the others hardly do.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bulk
import ctranslate2
import numpy as np
import numpy.typing as npt

from translator.api import Translator
from translator.models import EMBEDDED
from translator.models.binary import Variable, contents

Floats = npt.NDArray[np.float32]
Run = Callable[[], None]
Text = Sequence[Sequence[str]]
"""Paragraphs as their sentences."""

SIZES = (16, 32, 64)
"""Batches tried for transformers, on a third of the sentences."""
FILES_OF = 20
COMPARED = 50
KINDS = ("avx2", "avx512f", "avx512_bf16", "avx512_vnni", "avx_vnni")

LAYER: Mapping[str, tuple[str, ...]] = {
    "self_attention/linear_0": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "self_attention/linear_1": ("self_attn.out_proj",),
    "self_attention/layer_norm": ("self_attn_layer_norm",),
    "attention/linear_0": ("encoder_attn.q_proj",),
    "attention/linear_1": ("encoder_attn.k_proj", "encoder_attn.v_proj"),
    "attention/linear_2": ("encoder_attn.out_proj",),
    "attention/layer_norm": ("encoder_attn_layer_norm",),
    "ffn/linear_0": ("fc1",),
    "ffn/linear_1": ("fc2",),
    "ffn/layer_norm": ("final_layer_norm",),
}
"""What CTranslate2 calls the parts of a layer, and transformers the rows of each in turn."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--pairs", type=int, default=3, help="runs of each side")
    arguments.add_argument("--sentences", type=int, default=600)
    arguments.add_argument("--threads", type=int, help="threads (default: the machine's)")
    given = arguments.parse_args()
    begun = time.perf_counter()
    translator = Translator.load(EMBEDDED, threads=given.threads)
    sentences = bulk.gather(given.sentences)
    words = sum(len(sentence.split()) for sentence in sentences)
    tokens = sorted((list(translator.engine.encode(s).pieces) for s in sentences), key=len)
    threads, beam = translator.engine.threads, translator.decoding.beam
    print("\n".join(environment(threads)))
    print(f"{len(sentences)} sentences, {words} words, beam {beam} unless another is named")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = bulk.put_files(folder / "in", sentences, FILES_OF)
        sides: dict[str, Run] = {
            "bulk": lambda: bulk.in_bulk(translator, source, folder / "out"),
            **{f"bare {n}": bulk._bare(translator, tokens, n) for n in bulk.BATCHES},
            **transformers_sides(tokens, beam, threads),
            **argos_sides(sentences, beam, given.threads, folder),
        }
        print(f"bulk, its first run: {bulk.timed(sides['bulk']).wall:.2f} s")
        report(sides, measured(sides, given.pairs), words)
    print(f"all together {time.perf_counter() - begun:.0f} s")
    return 0


def environment(threads: int) -> Iterator[str]:
    """Processor, threads and versions, line by line."""
    facts = {}
    with contextlib.suppress(OSError):  # not Linux
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        facts = {key.strip(): value.strip() for key, _, value in (x.partition(":") for x in lines)}
    model = facts.get("model name") or platform.processor() or platform.machine()
    flags = facts.get("flags", "").split()
    told = sorted(flag for flag in flags if flag in KINDS or flag.startswith("amx"))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    yield f"{model} ({', '.join(told) or 'flags unknown'}), threads {threads}, load {load}"
    names = ("ctranslate2", "torch", "transformers", "argostranslate", "numpy")
    versions = [f"{name} {version(name)}" for name in names if _installed(name)]
    yield f"Python {platform.python_version()}, {', '.join(versions)}"


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def measured(sides: Mapping[str, Run], pairs: int) -> dict[str, list[bulk.Took]]:
    """What each side took in each round; the order turns from round to round."""
    taken: dict[str, list[bulk.Took]] = {name: [] for name in sides}
    for number in range(pairs):
        for name in list(sides) if number % 2 == 0 else reversed(list(sides)):
            taken[name].append(bulk.timed(sides[name]))
        print(f"round {number + 1} of {pairs} done", flush=True)
    return taken


def report(sides: Mapping[str, Run], taken: dict[str, list[bulk.Took]], words: int) -> None:
    """Medians, and by how much longer each side took than bulk in the same round."""
    print(f"{'':40}{'wall s':>8}{'CPU s':>8}{'words/s':>9}   bulk is so many times as fast")
    print(f"{'':40}{'':25}   {'by wall':21}by CPU")
    for name in sides:
        runs = taken[name]
        wall = statistics.median(run.wall for run in runs)
        cpu = statistics.median(run.cpu for run in runs)
        pairs = list(zip(runs, taken["bulk"], strict=True))
        ratios = [
            [getattr(run, kind) / getattr(ours, kind) for run, ours in pairs]
            for kind in ("wall", "cpu")
        ]
        told = "".join(
            f"{statistics.median(some):5.2f} ({min(some):.2f}-{max(some):.2f})".ljust(21)
            for some in ratios
        )
        print(f"{name:40}{wall:8.2f}{cpu:8.2f}{words / wall:9.0f}   {told.rstrip()}")


def weights(model: Path) -> dict[str, Floats]:
    """The variables of a model.bin as float32, by CTranslate2's names; int8 rows by their scales.

    Numbers that stand alone (`encoder/num_heads`) are left out. Raises ModelError.
    """
    variables = contents(model).variables
    data = model.read_bytes()
    arrays = {}
    for name, variable in variables.items():
        if variable.shape and not name.endswith("_scale"):
            arrays[name] = _array(data, variable).astype(np.float32)
            if variable.type == "int8":
                arrays[name] /= _array(data, variables[f"{variable.name}_scale"])[:, None]
    return arrays


def _array(data: bytes, variable: Variable) -> npt.NDArray[Any]:
    count = math.prod(variable.shape)
    values = np.frombuffer(data, np.dtype(variable.type), count, variable.offset)
    return values.reshape(variable.shape)


def marian_names(arrays: Mapping[str, Floats]) -> dict[str, Floats]:
    """Weights by the names of transformers' MarianMTModel; fused products are taken apart."""
    named = {"final_logits_bias": arrays["decoder/projection/bias"][None]}
    for side, table in (("encoder", "embeddings_0"), ("decoder", "embeddings")):
        named[f"model.{side}.embed_tokens.weight"] = arrays[f"{side}/{table}/weight"]
        # One table for both sides; that of transformers has slightly other timescales.
        positions = arrays["decoder/position_encodings/encodings"]
        named[f"model.{side}.embed_positions.weight"] = positions
    named["lm_head.weight"] = named["model.decoder.embed_tokens.weight"]
    for name, values in arrays.items():
        side, _, rest = name.partition("/layer_")
        number, _, rest = rest.partition("/")
        place, _, kind = rest.rpartition("/")
        layer = f"model.{side}.layers.{number}"
        if place in LAYER:
            kind = {"gamma": "weight", "beta": "bias"}.get(kind, kind)
            fused = zip(LAYER[place], np.split(values, len(LAYER[place])), strict=True)
            named.update((f"{layer}.{part}.{kind}", one) for part, one in fused)
    return named


def marian(model: Path) -> Any:
    """A MarianMTModel of transformers from a folder of CTranslate2 with Marian's layout, ReLU,
    eight heads; float32, ready for `generate`."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    named = marian_names(weights(model / "model.bin"))
    source, width = named["model.encoder.embed_tokens.weight"].shape
    layers = {
        f"{side}_layers": sum(f"model.{side}.layers.{n}.fc1.bias" in named for n in range(99))
        for side in ("encoder", "decoder")
    }
    config = MarianConfig(
        vocab_size=source,
        decoder_vocab_size=len(named["model.decoder.embed_tokens.weight"]),
        max_position_embeddings=len(named["model.encoder.embed_positions.weight"]),
        d_model=width,
        encoder_ffn_dim=len(named["model.encoder.layers.0.fc1.bias"]),
        decoder_ffn_dim=len(named["model.decoder.layers.0.fc1.bias"]),
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        activation_function="relu",
        scale_embedding=True,
        share_encoder_decoder_embeddings=False,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
        forced_eos_token_id=None,
        **layers,
    )
    network = MarianMTModel(config).eval()
    network.load_state_dict({name: torch.from_numpy(v.copy()) for name, v in named.items()})
    network.final_logits_bias[:, [0, 2]] = float("-inf")  # never padding, never unknown
    return network


class Pieces:
    """The two vocabularies of a model folder, for networks that know pieces by number."""

    def __init__(self, model: Path) -> None:
        self.source, self.target = (
            json.loads((model / f"{side}_vocabulary.json").read_text(encoding="utf-8"))
            for side in ("source", "target")
        )
        self._numbers = {piece: number for number, piece in enumerate(self.source)}
        special = [self._numbers[piece] for piece in ("<pad>", "</s>", "<unk>")]
        assert special == [self.target.index(p) for p in ("<pad>", "</s>", "<unk>")] == [0, 1, 2]

    def numbers(self, pieces: Sequence[str]) -> list[int]:
        """Numbers of source pieces, closed by that of the end."""
        return [*(self._numbers.get(piece, 2) for piece in pieces), 1]

    def written(self, numbers: Sequence[int]) -> list[str]:
        """The target pieces between start and end."""
        return [self.target[number] for number in numbers if number > 1]


def generate(network: Any, sources: Sequence[list[int]], size: int, beam: int) -> list[list[int]]:
    """What transformers writes for sources given by number, in their order, by batches."""
    import torch

    written: list[list[int]] = []
    with torch.inference_mode():
        for start in range(0, len(sources), size):
            part = [torch.tensor(source) for source in sources[start : start + size]]
            batch = torch.nn.utils.rnn.pad_sequence(part, batch_first=True)
            written += network.generate(
                input_ids=batch,
                attention_mask=(batch != 0).long(),
                num_beams=beam,
                do_sample=False,
                early_stopping=beam > 1,  # as CTranslate2 does, and faster
                max_length=network.config.max_position_embeddings,
            ).tolist()
    return written


def transformers_sides(tokens: list[list[str]], beam: int, threads: int) -> dict[str, Run]:
    """transformers with the batch size that suits it, after a look whether it is the same model."""
    missing = [name for name in ("torch", "transformers") if not _installed(name)]
    if missing:
        print(f"transformers is left out: pip install {' '.join(missing)} to have it measured.")
        return {}
    network, pieces = marian(EMBEDDED), Pieces(EMBEDDED)
    room = network.config.max_position_embeddings - 2
    sources = [pieces.numbers(some[:room]) for some in tokens]
    for width in sorted({1, beam}):
        same, many = agreement(network, pieces, tokens, width)
        print(f"transformers, beam {width}: {same} of {many} as CTranslate2 in float32", flush=True)
    sides: dict[str, Run] = {}
    for count in dict.fromkeys((threads, 1)):
        took = {n: bulk.timed(_generating(network, sources[::3], n, beam, count)) for n in SIZES}
        told = ", ".join(f"{n} {run.wall:.1f} s ({run.cpu:.1f} CPU)" for n, run in took.items())
        print(f"transformers, threads {count}, batches of {told}", flush=True)
        best = min(SIZES, key=lambda size: took[size].wall)
        name = f"transformers, threads {count}, batches of {best}"
        sides[name] = _generating(network, sources, best, beam, count)
    return sides


def _generating(
    network: Any, sources: Sequence[list[int]], size: int, beam: int, threads: int
) -> Run:
    import torch

    def run() -> None:
        torch.set_num_threads(threads)
        if len(generate(network, sources, size, beam)) != len(sources):
            raise SystemExit("transformers did not write as many lines as it was given.")

    return run


def agreement(
    network: Any, pieces: Pieces, tokens: Sequence[list[str]], beam: int
) -> tuple[int, int]:
    """For how many of some sentences transformers writes the pieces that CTranslate2 does."""
    some = [one for one in tokens if len(one) < 128][:: max(1, len(tokens) // COMPARED)][:COMPARED]
    exact = ctranslate2.Translator(str(EMBEDDED), compute_type="float32")
    expected = exact.translate_batch(some, beam_size=beam, disable_unk=True, max_batch_size=8)
    written = generate(network, [pieces.numbers(one) for one in some], 8, beam)
    same = sum(
        pieces.written(numbers) == result.hypotheses[0]
        for numbers, result in zip(written, expected, strict=True)
    )
    return same, len(some)


def argos_sides(
    sentences: Sequence[str], beam: int, threads: int | None, folder: Path
) -> dict[str, Run]:
    """Argos Translate with one and with three sentences a paragraph, at its beam and at bulk's."""
    if not _installed("argostranslate"):
        print("Argos is left out: pip install argostranslate to have it measured.")
        return {}
    translate = argos(argos_package(folder / "package"), threads, folder)
    sides: dict[str, Run] = {}
    for many, called in ((1, "by line"), (3, "by 3 sentences")):
        paragraphs = [sentences[n : n + many] for n in range(0, len(sentences), many)]
        each = FILES_OF // many
        texts = [paragraphs[n : n + each] for n in range(0, len(paragraphs), each)]
        for width in dict.fromkeys((4, beam)):

            def run(texts: Sequence[Text] = texts, width: int = width) -> None:
                for text in texts:
                    if translate(text, width).count("\n") != len(text) - 1:
                        raise SystemExit("Argos did not write as many lines as it was given.")

            sides[f"Argos {called}, beam {width}"] = run
    return sides


def argos_package(package: Path) -> Path:
    """A package folder of Argos Translate made of the embedded model."""
    package.mkdir()
    (package / "model").symlink_to(EMBEDDED)
    (package / "sentencepiece.model").symlink_to(EMBEDDED / "source.spm")
    (package / "stanza").mkdir()  # a package that brings its splitter: nothing is looked for
    told = {"from_code": "ar", "from_name": "Arabic", "to_code": "en", "to_name": "English"}
    told |= {"package_version": "1.0", "argos_version": "1.9"}
    (package / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
    return package


def argos(package: Path, threads: int | None, folder: Path) -> Callable[[Text, int], str]:
    """From a text of paragraphs and a beam to English of as many lines, by argostranslate; what
    it writes at import goes into `folder`. `threads`: None leaves it its own."""
    for kind in ("DATA", "CONFIG", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / "argos")
    from argostranslate import settings
    from argostranslate.package import Package
    from argostranslate.translate import Language, PackageTranslation

    if threads:
        settings.intra_threads = threads
    languages = Language("ar", "Arabic"), Language("en", "English")
    translation = PackageTranslation(*languages, Package(package))
    known: dict[str, list[str]] = {}

    class Known:
        """A splitter that has been told the sentences of every paragraph."""

        def split_sentences(self, text: str) -> list[str]:
            return known[text]

    translation.sentencizer = Known()

    def translate(text: Text, beam: int) -> str:
        settings.beam_size = beam
        known.update((" ".join(paragraph), list(paragraph)) for paragraph in text)
        return str(translation.translate("\n".join(" ".join(paragraph) for paragraph in text)))

    translate([["مرحبا."]], 1)  # loads the model
    return translate


if __name__ == "__main__":
    sys.exit(main())
