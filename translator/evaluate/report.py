"""What `translator evaluate` found, as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from translator.evaluate.evaluation import Comparison, Evaluation, System
from translator.evaluate.scores import SENTENCE
from translator.evaluate.significance import DIFFERING, Compared, Interval
from translator.evaluate.slices import Slice, count_words
from translator.evaluate.terminology import Terminology


def as_dict(found: Evaluation) -> dict[str, Any]:
    """For JSON. Scores are in hundredths, measures of terminology and shares from 0 to 1.

    Lines are numbered from 1. Comparisons are those of the first system with each other one.
    """
    first = found.systems[0]
    return {
        "source": found.source,
        "references": list(found.references),
        "lines": len(found.texts.sources),
        "words": sum(map(count_words, found.texts.sources)),
        "glossary": found.glossary or None,
        "reference_terms": _counts(found.own),
        "systems": [_system(system) for system in found.systems],
        "signatures": {name: one.signature for name, one in first.counted.items()},
        "tests": {
            "seed": found.settings.seed,
            "resamples": found.settings.resamples,
            "trials": found.settings.trials,
            "least_differing_lines": DIFFERING,
        },
        "comparisons": [_comparison(found, one) for one in found.comparisons],
        "documents": [_slice(found, one) for one in found.documents]
        if found.texts.documents is not None
        else None,
        "lengths": [_slice(found, one) for one in found.lengths],
        "worst": [sentence(found, line) for line in found.worst],
    }


def sentence(found: Evaluation, line: int) -> dict[str, Any]:
    """A line with all its versions and the chrF of each translation."""
    texts = found.texts
    return {
        "line": line + 1,
        "document": texts.documents[line] if texts.documents is not None else None,
        "source": texts.sources[line],
        "references": [each[line] for each in texts.references],
        "translations": {system.name: system.english[line] for system in found.systems},
        SENTENCE: {system.name: round(system.sentence(line), 4) for system in found.systems},
    }


def _counts(own: Terminology | None) -> dict[str, int] | None:
    return None if own is None else {"occurrences": own.occurrences, "met": own.met}


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in scores.items()}


def _system(system: System) -> dict[str, Any]:
    terminology = system.terminology()
    return {
        "name": system.name,
        "origin": system.origin,
        "scores": _rounded(system.scores()),
        "intervals": {name: _interval(one) for name, one in system.intervals.items()} or None,
        "terminology": None if terminology is None else terminology.to_dict(),
    }


def _interval(one: Interval) -> dict[str, float]:
    return {"mean": round(one.mean, 4), "half_width": round(one.half, 4)}


def _comparison(found: Evaluation, one: Comparison) -> dict[str, Any]:
    return {
        "of": one.of.name,
        "to": one.to.name,
        "scores": {figure.name: _figure(figure) for figure in one.figures},
        "terminology": {figure.name: _figure(figure) for figure in one.terms},
        "better": [sentence(found, line) for line in one.better],
        "worse": [sentence(found, line) for line in one.worse],
    }


def _figure(one: Compared) -> dict[str, Any]:
    bootstrap, randomization = one.bootstrap, one.randomization
    return {
        "difference": round(one.difference, 4),
        "differing_lines": one.differing,
        "bootstrap": bootstrap
        and {
            "p_value": bootstrap.p_value,
            "low": round(bootstrap.low, 4),
            "high": round(bootstrap.high, 4),
            "better": bootstrap.better,
            "signature": bootstrap.signature,
        },
        "randomization": randomization
        and {"p_value": randomization.p_value, "signature": randomization.signature},
    }


def _slice(found: Evaluation, one: Slice) -> dict[str, Any]:
    return {
        "name": one.name,
        "lines": len(one.lines),
        "words": sum(count_words(found.texts.sources[line]) for line in one.lines),
        "systems": [_part(system, one.lines) for system in found.systems],
    }


def _part(system: System, lines: Sequence[int]) -> dict[str, Any]:
    return {
        "name": system.name,
        "scores": _rounded(system.scores(lines)),
        "terms": _counts(system.terminology(lines)),
    }
