"""What the glossary gains and costs: terms met, quality and time, with it and without it.

    python benchmarks/terminology.py [--model NAME|DIR] [--beam N] [--json] [--show]

Two lists, each with the columns id, terms, source, reference:

    tests/data/terminology.tsv            the shipped glossary
    tests/data/terminology_invented.tsv   a glossary of its own, of words that no model has seen
                                          (tests/data/terminology_invented_glossary.tsv)

The time is that of sentences of which every other one has terms, one of about the same length after
each; sources in groups, each group with and without the glossary in turn: a machine that slows down
slows both sides down. The time of the processor is told too, on which other work on the machine has
less influence.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossary.errors import GlossaryError
from glossary.term import Glossary
from translator.api import Translator
from translator.document import Method, Translation
from translator.errors import TranslatorError
from translator.evaluate import corpus_scores, measure
from translator.segment import segment_lines

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
SHIPPED = DATA / "terminology.tsv"
INVENTED = DATA / "terminology_invented.tsv"
INVENTED_GLOSSARY = DATA / "terminology_invented_glossary.tsv"
OTHERS = ("held_out.tsv", "corpus_held_out.tsv", "negation.tsv", "carried_numbers.tsv")
"""Where sentences without a term come from, their Arabic in the first column."""

GROUP = 32
"""Sentences translated together when timed, half of them with a term."""

METHODS: tuple[Method | None, ...] = ("model", "inline", "nbest", "prefix", "replace", None)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its reference."""

    source: str
    reference: str


def read(path: Path) -> list[Line]:
    """The sentences of a list. Raises ValueError where a column is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = [Line(row.get("source") or "", row.get("reference") or "") for row in rows]
    if not lines or not all(line.source and line.reference for line in lines):
        raise ValueError(f"{path} needs the columns id, terms, source and reference, none empty")
    return lines


def translated(
    translator: Translator, sources: Sequence[str], glossary: Glossary | None
) -> list[Translation]:
    """The translation of each source, all in one go, as `translate --lines` makes them."""
    documents = [segment_lines(source) for source in sources]
    done = translator.translate_documents(documents, glossary=glossary, alignment=False)
    return [one.translations[0] for one in done]


def report(translator: Translator, lines: Sequence[Line], glossary: Glossary) -> dict[str, Any]:
    """All figures of a list with and without a glossary."""
    sources = [line.source for line in lines]
    references = [line.reference for line in lines]
    sides = {}
    for name, layer in (("without", None), ("with", glossary)):
        done = translated(translator, sources, layer)
        english = [one.target for one in done]
        methods = collections.Counter(use.method for one in done for use in one.terms)
        warnings = collections.Counter(w.kind for one in done for w in one.warnings)
        sides[name] = {
            **{score.name: score.value for score in corpus_scores(english, references)},
            **measure(sources, english, references, glossary).to_dict(),
            "methods": {method or "unmet": methods[method] for method in METHODS},
            "warnings": dict(sorted(warnings.items())),
            "translations": english,
        }
    own = measure(sources, references, references, glossary)
    return {
        "sentences": len(lines),
        "glossary": f"{glossary.name} ({glossary.checksum[:12]})",
        "signatures": {s.name: s.signature for s in corpus_scores(references, references)},
        "reference": {"occurrences": own.occurrences, "met": own.met},
        "sides": sides,
    }


def timed(
    translator: Translator, lines: Sequence[Line], glossary: Glossary, rounds: int
) -> dict[str, Any]:
    """How much longer it takes with the glossary, where every other sentence has a term."""
    with_term = [line.source for line in lines if glossary.find(line.source)]
    plain = [
        text
        for name in OTHERS
        for text in (row.split("\t")[0] for row in (DATA / name).read_text("utf-8").splitlines())
        if not glossary.find(text)
    ]
    mixed = []
    for (
        text
    ) in with_term:  # the next is about as long, or half of the sentences is most of the text
        near = min(plain, key=lambda other: abs(len(other) - len(text)))
        plain.remove(near)
        mixed += [text, near]
    groups = [mixed[at : at + GROUP] for at in range(0, len(mixed), GROUP)]
    translated(translator, mixed[:GROUP], glossary)  # what is loaded late is loaded now
    ratios: dict[str, list[float]] = {"ratio": [], "processor_ratio": []}
    clocks = (time.perf_counter, time.process_time)
    total = dict.fromkeys(("with", "without"), 0.0)
    for turn in range(rounds):
        taken = {name: [0.0, 0.0] for name in total}
        for number, group in enumerate(groups):
            order = [("without", None), ("with", glossary)]
            for name, layer in order if (turn + number) % 2 else order[::-1]:
                begun = [clock() for clock in clocks]
                translated(translator, group, layer)
                for n, clock in enumerate(clocks):
                    taken[name][n] += clock() - begun[n]
        for n, values in enumerate(ratios.values()):
            values.append(taken["with"][n] / taken["without"][n])
        total = {name: seconds + taken[name][0] for name, seconds in total.items()}
    return {
        "sentences": len(mixed),
        "rounds": rounds,
        **{name: statistics.median(values) for name, values in ratios.items()},
        "lowest": min(ratios["ratio"]),
        "highest": max(ratios["ratio"]),
        "sentences_per_second": {
            name: len(mixed) * rounds / seconds for name, seconds in total.items()
        },
    }


def show(title: str, result: dict[str, Any]) -> None:
    """Print the figures of a list as a table."""
    sides = result["sides"]
    own = result["reference"]
    print(f"\n{title}: {result['sentences']} sentences, glossary {result['glossary']}")
    print(f"  the references meet {own['met']} of {own['occurrences']} terms")
    print(f"  {'':20}{'without':>10}{'with':>10}")
    for name in ("met", "occurrences", "avoided"):
        print(f"  {name:20}" + "".join(f"{side[name]:10}" for side in sides.values()))
    rows = {
        "exact match, %": [_percent(side["exact_match"]) for side in sides.values()],
        "window overlap 2, %": [_percent(side["window_overlap_2"]) for side in sides.values()],
        "window overlap 3, %": [_percent(side["window_overlap_3"]) for side in sides.values()],
        "1-TERm, %": [_percent(side["one_minus_term"]) for side in sides.values()],
        **{name: [f"{side[name]:.1f}" for side in sides.values()] for name in result["signatures"]},
    }
    for name, values in rows.items():
        print(f"  {name:20}" + "".join(f"{value:>10}" for value in values))
    for name, side in sides.items():
        methods = ", ".join(f"{method} {count}" for method, count in side["methods"].items())
        warnings = ", ".join(f"{kind} {n}" for kind, n in side["warnings"].items()) or "none"
        if name == "with":
            print(f"  methods: {methods}")
        print(f"  warnings {name}: {sum(side['warnings'].values())} ({warnings})")
    for name, signature in result["signatures"].items():
        print(f"  {name} {signature}")
    if "time" in result:
        spent = result["time"]
        speeds = spent["sentences_per_second"]
        print(
            f"  time with / without: {spent['ratio']:.2f}, of the processor "
            f"{spent['processor_ratio']:.2f} (medians of {spent['rounds']} rounds of "
            f"{spent['sentences']} sentences, {spent['lowest']:.2f} to {spent['highest']:.2f}; "
            f"{speeds['with']:.1f} and {speeds['without']:.1f} sentences a second)"
        )


def show_unmet(lines: Sequence[Line], result: dict[str, Any], glossary: Glossary) -> None:
    """Print the sentences whose terms are not all met."""
    for line, english in zip(lines, result["sides"]["with"]["translations"], strict=True):
        one = measure([line.source], [english], [line.reference], glossary)
        if one.met < one.occurrences:
            print(f"\n  {line.source}\n  = {english}\n  R {line.reference}")


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--model", help="a name or folder (default: the best installed)")
    arguments.add_argument("--beam", type=int)
    arguments.add_argument("--rounds", type=int, default=3, help="rounds of timing; 0 for none")
    arguments.add_argument("--json", action="store_true", help="print JSON, translations included")
    arguments.add_argument("--show", action="store_true", help="print sentences with unmet terms")
    given = arguments.parse_args()
    try:
        translator = Translator.load(given.model, beam=given.beam)
        lists = {
            "shipped": (read(SHIPPED), Glossary.shipped()),
            "invented": (read(INVENTED), Glossary.load(INVENTED_GLOSSARY)),
        }
    except (GlossaryError, TranslatorError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    header = f"{translator.model.label}, beam {translator.decoding.beam}"
    if not given.json:
        print(header)
    results = {}
    for name, (lines, glossary) in lists.items():
        result = report(translator, lines, glossary)
        if given.rounds:
            result["time"] = timed(translator, lines, glossary, given.rounds)
        results[name] = result
        if not given.json:
            show(name, result)
            if given.show:
                show_unmet(lines, result, glossary)
            sys.stdout.flush()
    if given.json:
        print(json.dumps({"model": header, **results}, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
