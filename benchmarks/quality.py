"""Quality on text with a reference, with and without the glossary: BLEU, chrF, TER, terms met.

    python benchmarks/quality.py                              the held-out lines of the corpus
    python benchmarks/quality.py --source A.ar --reference A.en      any aligned line files

Every figure comes with sacrebleu's signature. The held-out lines stand in tests/data/held_out.tsv:
news pairs that contain glossary terms and that the model was not trained on since the corpus took
its present form.
"""

from __future__ import annotations

import argparse
import collections
import sys
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF, TER

from glossary.term import Glossary
from translator.api import Translator
from translator.document import Translation
from translator.segment import segment_lines

HELD_OUT = Path(__file__).parent.parent / "tests" / "data" / "held_out.tsv"


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--source", type=Path, help="Arabic, one sentence a line")
    arguments.add_argument("--reference", type=Path, help="English, one sentence a line")
    arguments.add_argument("--pairs", type=Path, default=HELD_OUT, help="Arabic TAB English lines")
    arguments.add_argument("--model", help="a name or folder (default: the embedded model)")
    arguments.add_argument("--beam", type=int)
    arguments.add_argument("--without", action="store_true", help="only without the glossary")
    arguments.add_argument("--show", type=int, default=0, help="print that many translations")
    given = arguments.parse_args()

    sources, references = read(given)
    if len(sources) != len(references):
        print(f"{len(sources)} sources, {len(references)} references: not aligned", file=sys.stderr)
        return 2
    translator = Translator.load(given.model, beam=given.beam)
    print(f"{translator.model.label}, beam {translator.decoding.beam}, {len(sources)} lines")
    layers = (
        {"no glossary": None}
        if given.without
        else {"no glossary": None, "glossary": Glossary.default()}
    )
    for name, glossary in layers.items():
        document = segment_lines("\n".join(sources))
        [done] = translator.translate_documents([document], glossary=glossary)
        report(name, done.translations, references)
        for one, reference in list(zip(done.translations, references, strict=True))[: given.show]:
            print(f"\n  {one.source}\n  = {one.target}\n  R {reference}")
    return 0


def read(given: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The source and the reference lines."""
    if given.source and given.reference:
        return lines(given.source), lines(given.reference)
    pairs = [line.split("\t") for line in lines(given.pairs)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def report(name: str, done: Sequence[Translation], references: Sequence[str]) -> None:
    """Print the measures of one run."""
    hypotheses = [one.target for one in done]
    print(f"\n{name}")
    for metric in (BLEU(), CHRF(), TER()):
        score = metric.corpus_score(hypotheses, [list(references)])
        print(f"  {score.name:5} {score.score:5.1f}  {metric.get_signature()}")
    methods = collections.Counter(term.method for one in done for term in one.terms)
    total = sum(methods.values())
    if total:
        shares = ", ".join(
            f"{method or 'unmet'} {count} ({count / total:.0%})"
            for method, count in methods.most_common()
        )
        print(f"  terms {total}: {shares}")


if __name__ == "__main__":
    sys.exit(main())
