"""Models side by side: size, speed, and BLEU, chrF and TER at several beams, as a table.

    python benchmarks/models.py --model A --model B --beam 1 2 4 --pairs tests/data/held_out.tsv
    python benchmarks/models.py --flores DIR          FLORES-200 devtest.ar and devtest.en in DIR

Without --model the embedded one; without sets the held-out lines of the corpus and the five
articles. Translated as users' lines are, without a glossary; words a second are source words, the
sets one after the other in one run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF, TER

from translator.api import Translator
from translator.engine import Decoding, Engine
from translator.models import find
from translator.repetition import loop
from translator.segment import segment_lines

DATA = Path(__file__).parent.parent / "tests" / "data"
USUAL = (DATA / "corpus_held_out.tsv", DATA / "seed_references.tsv")


@dataclass(frozen=True, slots=True)
class Lines:
    """Sources and their references, line by line."""

    name: str
    sources: tuple[str, ...]
    references: tuple[str, ...]


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--model", action="append", help="a name or folder; may be repeated")
    arguments.add_argument("--beam", type=int, nargs="+", default=[2])
    arguments.add_argument("--pairs", type=Path, action="append", help="Arabic TAB English lines")
    arguments.add_argument("--flores", type=Path, help="folder of devtest.ar and devtest.en")
    arguments.add_argument("--threads", type=int)
    arguments.add_argument("--repetition-penalty", type=float, default=1.0)
    arguments.add_argument("--json", type=Path, help="write the figures there too")
    given = arguments.parse_args()

    sets = [of_pairs(path) for path in given.pairs or ([] if given.flores else USUAL)]
    if given.flores:
        sets.insert(0, of_files("FLORES-200 devtest", given.flores))
    rows = []
    for name in given.model or [None]:
        info = find(name)
        size = sum(path.stat().st_size for path in info.path.iterdir()) / 1e6
        for beam in given.beam:
            how = Decoding(beam=beam, repetition_penalty=given.repetition_penalty)
            translator = Translator(Engine(info, given.threads), how)
            row: dict[str, object] = {
                "model": info.label,
                "checksum": info.checksum[:12],
                "MB": round(size, 1),
                "beam": beam,
                "repetition penalty": given.repetition_penalty,
            }
            words, seconds = 0, 0.0
            for one in sets:
                begun = time.perf_counter()
                hypotheses = translated(translator, one.sources)
                seconds += time.perf_counter() - begun
                words += sum(len(source.split()) for source in one.sources)
                row[one.name] = {
                    **scores(hypotheses, one.references),
                    "empty": sum(not hypothesis.strip() for hypothesis in hypotheses),
                    "loops": sum(
                        loop(source, hypothesis) is not None
                        for source, hypothesis in zip(one.sources, hypotheses, strict=True)
                    ),
                }
            row["words/s"] = round(words / seconds)
            rows.append(row)
            show(row, [one.name for one in sets])
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def translated(translator: Translator, sources: tuple[str, ...]) -> list[str]:
    """The translations of lines, one for each."""
    [done] = translator.translate_documents([segment_lines("\n".join(sources))], glossary=None)
    return [one.target for one in done.translations]


def scores(hypotheses: list[str], references: tuple[str, ...]) -> dict[str, float | str]:
    """BLEU, chrF and TER with their signatures; sacrebleu cuts unequal numbers in silence."""
    assert len(hypotheses) == len(references)
    found: dict[str, float | str] = {}
    for metric in (BLEU(), CHRF(), TER()):
        score = metric.corpus_score(hypotheses, [list(references)])
        found[score.name] = round(score.score, 2)
        found[f"{score.name} signature"] = str(metric.get_signature())
    return found


def show(row: dict[str, object], names: list[str]) -> None:
    """One line a set."""
    for name in names:
        one = row[name]
        assert isinstance(one, dict)
        print(
            f"{row['model']} ({row['checksum']}), {row['MB']} MB, beam {row['beam']}, "
            f"{row['words/s']} words/s | {name}: BLEU {one['BLEU']:.1f} chrF {one['chrF2']:.1f} "
            f"TER {one['TER']:.1f}, {one['empty']} empty, {one['loops']} loops",
            flush=True,
        )


def of_pairs(path: Path) -> Lines:
    """The lines of a TSV file."""
    pairs = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return Lines(path.name, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def of_files(name: str, folder: Path) -> Lines:
    """The lines of two files."""
    sides = [
        (folder / f"devtest.{s}").read_text("utf-8").rstrip("\n").split("\n") for s in ("ar", "en")
    ]
    if len(sides[0]) != len(sides[1]):
        raise SystemExit(f"{folder}: devtest.ar and devtest.en have unequal numbers of lines.")
    return Lines(name, tuple(sides[0]), tuple(sides[1]))


if __name__ == "__main__":
    sys.exit(main())
