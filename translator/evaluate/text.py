"""What `translator evaluate` found, as tables for people in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from translator.evaluate.evaluation import Comparison, Evaluation, System
from translator.evaluate.scores import SENTENCE
from translator.evaluate.significance import ALPHA, DIFFERING, Compared
from translator.evaluate.slices import Slice, count_words
from translator.evaluate.terminology import Terminology

MEASURES: Mapping[str, str] = {
    "exact_match": "exact match, %",
    "window_overlap_2": "window overlap 2, %",
    "window_overlap_3": "window overlap 3, %",
    "one_minus_term": "1-TERm, %",
}
"""What the measures of terminology are called for people, by their names in JSON."""


def as_text(found: Evaluation, sentences: int) -> str:
    """Tables, and so many `sentences` of a kind; under them what is needed to get it all again."""
    return "\n".join(_lines(found, sentences)) + "\n"


def _lines(found: Evaluation, most: int) -> Iterator[str]:
    yield from _head(found)
    yield ""
    yield from _table(found)
    for one in found.comparisons:
        yield ""
        yield from _comparison(one)
    for heading, slices in (("document", found.documents), ("words", found.lengths)):
        if len(slices) > 1:
            yield ""
            yield from _parts(found, heading, slices)
    yield from _sentences(found, f"Worst sentences of {found.systems[0].name}", found.worst[:most])
    for one in found.comparisons:
        yield from _sentences(found, f"Most gained against {one.to.name}", one.better[:most])
        yield from _sentences(found, f"Most lost against {one.to.name}", one.worse[:most])
    yield ""
    yield from _again(found)


def _head(found: Evaluation) -> Iterator[str]:
    judged = f", glossary {found.glossary}" if found.glossary else ""
    count = len(found.texts.sources)
    size = "1 line" if count == 1 else f"{count:,} lines"
    yield f"{size}, {found.source} against {' and '.join(found.references)}{judged}"
    yield from (f"{system.name}: {system.origin}" for system in found.systems)


def _table(found: Evaluation) -> Iterator[str]:
    """A row a figure, a column a system, and a column for the difference to each other system."""
    first, *others = found.systems
    heads = [system.name for system in found.systems]
    heads += [f"- {system.name}" for system in others]
    body = [
        [
            name,
            *(_with_interval(system, name) for system in found.systems),
            *(f"{first.counted[name].score() - o.counted[name].score():+.1f}" for o in others),
        ]
        for name in first.counted
    ]
    terms = [one for system in found.systems if (one := system.terminology()) is not None]
    if terms and terms[0].occurrences:
        body += _of_terms(terms)
    yield from _columns([["", *heads], *body])
    if found.own is not None and found.own.occurrences:
        yield f"The reference itself meets {found.own.met} of {found.own.occurrences} terms."


def _with_interval(system: System, name: str) -> str:
    value, found = system.counted[name].score(), system.intervals.get(name)
    return f"{value:.1f}" if found is None else f"{value:.1f} ±{found.half:4.1f}"


def _of_terms(terms: Sequence[Terminology]) -> Iterator[list[str]]:
    for name in terms[0].shares():
        values = [one.shares()[name] for one in terms]
        shown = ["-" if value is None else f"{100 * value:.1f}" for value in values]
        first = values[0]
        yield [
            MEASURES[name],
            *shown,
            *(
                "-" if first is None or other is None else f"{100 * (first - other):+.1f}"
                for other in values[1:]
            ),
        ]
    blanks = [""] * (len(terms) - 1)
    yield ["terms met", *(f"{one.met} of {one.occurrences}" for one in terms), *blanks]
    yield ["forms to avoid", *(str(one.avoided) for one in terms), *blanks]


def _comparison(one: Comparison) -> Iterator[str]:
    """A row a score: the difference with its interval, and what the tests say."""
    if all(figure.bootstrap is None and figure.randomization is None for figure in one.figures):
        most = max(figure.differing for figure in one.figures)
        why = "no test was asked for" if most >= DIFFERING else too_few(most)
        yield f"{one.of.name} against {one.to.name}: {why}"
        return
    head = f"{one.of.name} against {one.to.name}"
    rows = [[head, "difference", "95% interval", "better in", "p, bootstrap", "p, randomization"]]
    rows += [_tested(figure, figure.name) for figure in one.figures]
    rows += [_tested(percent(figure), MEASURES[figure.name]) for figure in one.terms]
    yield from _columns(rows)
    if any("*" in cell for row in rows for cell in row[-2:]):
        yield f"* p below {ALPHA}: hardly chance, which does not say that the difference is large"


def too_few(differing: int) -> str:
    """Why nothing was tested, in words."""
    lines = "1 line differs" if differing == 1 else f"{differing} lines differ"
    return f"{lines if differing else 'no line differs'}; tests need {DIFFERING}"


def percent(one: Compared) -> Compared:
    """The same in hundredths."""
    test = one.bootstrap
    return replace(
        one,
        difference=100 * one.difference,
        bootstrap=test and replace(test, low=100 * test.low, high=100 * test.high),
    )


def _tested(one: Compared, name: str) -> list[str]:
    cells = [name, f"{one.difference:+.2f}"]
    bootstrap, randomization = one.bootstrap, one.randomization
    if bootstrap is None:
        cells += ["", "", "-"]
    else:
        cells.append(f"{bootstrap.low:+.2f} to {bootstrap.high:+.2f}")
        cells += [f"{100 * bootstrap.better:.1f}%", p_value(bootstrap.p_value)]
    return [*cells, "-" if randomization is None else p_value(randomization.p_value)]


def p_value(value: float) -> str:
    """A p-value as sacrebleu prints it, with a star where it is significant."""
    return f"{value:.4f}{'*' if value < ALPHA else ' '}"


def _parts(found: Evaluation, heading: str, slices: Sequence[Slice]) -> Iterator[str]:
    """A row a part: its size, the scores of the first system, the change of chrF to the others."""
    first, *others = found.systems
    terms = first.terms is not None
    rows = [[heading, "lines", *(["words"] if heading == "document" else []), *first.counted]]
    rows[0] += [*(["terms met"] if terms else []), *(f"{SENTENCE} - {o.name}" for o in others)]
    for one in slices:
        scores, theirs = first.scores(one.lines), first.terminology(one.lines)
        row = [one.name, f"{len(one.lines):,}"]
        if heading == "document":
            row.append(f"{sum(count_words(found.texts.sources[n]) for n in one.lines):,}")
        row += [f"{value:.1f}" for value in scores.values()]
        if theirs is not None:
            row.append(f"{theirs.met} of {theirs.occurrences}" if theirs.occurrences else "-")
        row += [
            f"{scores[SENTENCE] - other.counted[SENTENCE].score(one.lines):+.1f}"
            for other in others
        ]
        rows.append(row)
    yield from _columns(rows)


def _sentences(found: Evaluation, heading: str, lines: Sequence[int]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{heading}, by the {SENTENCE} of the line"
    labels = ["source", "reference", *(system.name for system in found.systems)]
    width = max(map(len, labels))
    for line in lines:
        scores = ", ".join(f"{one.name} {one.sentence(line):.1f}" for one in found.systems)
        document = f", {found.texts.documents[line]}" if found.texts.documents else ""
        yield f"  line {line + 1}{document}: {scores}"
        yield f"    {'source':{width}}  {found.texts.sources[line]}"
        for each in found.texts.references:
            yield f"    {'reference':{width}}  {each[line]}"
        for system in found.systems:
            yield f"    {system.name:{width}}  {system.english[line]}".rstrip()


def _again(found: Evaluation) -> Iterator[str]:
    """The signatures: of the scores, and with seed and trials those of the tests."""
    for name, one in found.systems[0].counted.items():
        yield f"{name} {one.signature}"
    tests = []
    if found.settings.resamples:
        tests.append(f"bs:{found.settings.resamples}")
    if found.settings.trials and found.comparisons:
        tests.append(f"ar:{found.settings.trials}")
    if tests:
        yield f"tests and intervals {'|'.join(tests)}|seed:{found.settings.seed}"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
