"""Ways to decode, side by side on the development pairs: beams, penalties, mutual chrF.

    python benchmarks/decoding.py [--model NAME|DIR]

Bare CTranslate2 on training/development.tsv, which nothing is trained on; each row chrF, BLEU, the
length of all translations by that of the references, and the time by that of beam 2.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece
from sacrebleu.metrics import BLEU, CHRF

from translator.models import find

PAIRS = Path(__file__).parent.parent / "training" / "development.tsv"

WAYS: dict[str, dict[str, Any]] = {
    "beam 2": {"beam_size": 2},
    "beam 1": {"beam_size": 1},
    "beam 4": {"beam_size": 4},
    "beam 6": {"beam_size": 6},
    "beam 2, length penalty 0.6": {"beam_size": 2, "length_penalty": 0.6},
    "beam 2, length penalty 2": {"beam_size": 2, "length_penalty": 2},
    "beam 4, length penalty 2": {"beam_size": 4, "length_penalty": 2},
    "beam 2, coverage penalty 0.2": {"beam_size": 2, "coverage_penalty": 0.2},
    "beam 2, coverage penalty 1": {"beam_size": 2, "coverage_penalty": 1.0},
    "beam 2, repetition penalty 1.1": {"beam_size": 2, "repetition_penalty": 1.1},
    "beam 2, no 4 pieces twice": {"beam_size": 2, "no_repeat_ngram_size": 4},
    "best of 4 by mutual chrF": {"beam_size": 4, "num_hypotheses": 4},
    "best of 8 by mutual chrF": {"beam_size": 8, "num_hypotheses": 8},
}
"""Options of CTranslate2's translate_batch. Of several hypotheses the one that is most like the
others is taken (minimum Bayes risk, Kumar & Byrne 2004)."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--model", help="a name or folder (default: the best installed)")
    given = arguments.parse_args()
    model = find(given.model)
    print(f"{model.label} ({model.checksum[:12]}), {PAIRS.name}")
    source, target = (
        sentencepiece.SentencePieceProcessor(str(model.path / f"{side}.spm"))
        for side in ("source", "target")
    )
    translator = ctranslate2.Translator(str(model.path), inter_threads=2, intra_threads=1)
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()]
    pieces = [source.encode(row[0], out_type=str)[: model.max_source_pieces] for row in rows]
    references = [row[1] for row in rows]
    usual = 0.0
    for name, options in WAYS.items():
        begun = time.perf_counter()
        results = translator.translate_batch(pieces, max_batch_size=32, disable_unk=True, **options)
        texts = [most_alike([target.decode(one) for one in r.hypotheses]) for r in results]
        seconds = time.perf_counter() - begun
        usual = usual or seconds
        length = sum(map(len, texts)) / sum(map(len, references))
        chrf = CHRF().corpus_score(texts, [references]).score
        bleu = BLEU().corpus_score(texts, [references]).score
        print(f"{name:32} chrF {chrf:5.2f}  BLEU {bleu:5.2f}  length {length:.3f}  "
              f"time {seconds / usual:.2f}", flush=True)  # fmt: skip
    return 0


def most_alike(texts: list[str]) -> str:
    """The text with the highest chrF against all of them."""
    if len(texts) == 1:
        return texts[0]
    measure = CHRF()
    return max(
        texts,
        key=lambda one: sum(measure.sentence_score(one, [other]).score for other in texts),
    )


if __name__ == "__main__":
    sys.exit(main())
