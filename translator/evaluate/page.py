"""What `translator evaluate` found, as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from translator import __version__
from translator.evaluate.evaluation import Comparison, Evaluation, System, not_blank
from translator.evaluate.scores import LESS_IS_BETTER, SENTENCE
from translator.evaluate.significance import ALPHA, DIFFERING, Compared
from translator.evaluate.slices import Slice, count_words
from translator.evaluate.text import MEASURES, p_value, percent, too_few
from translator.render.bulk import Figure
from translator.render.evaluation import (
    Against,
    EvaluationPage,
    Part,
    Sentence,
    Sentences,
    Table,
    evaluation_html,
)
from translator.render.plots import Bars, bars, whiskers

_DRAWN = 12
"""Parts that a drawing has room for; where there are more the table alone tells of them."""
_SPREAD = tuple(range(0, 100, 10))
_CHANGES = (-20, -10, -5, 0, 5, 10, 20)
"""Where a class of sentences ends and the next begins: by chrF, by its change."""


def as_page(found: Evaluation) -> str:
    """The whole page as HTML."""
    words = sum(map(count_words, found.texts.sources))
    count = len(found.texts.sources)
    sentences = [
        f"{count:,} {'line' if count == 1 else 'lines'} with {words:,} words, against "
        f"{' and '.join(found.references)}"
    ]
    if found.glossary:
        sentences.append(f"Terms by the glossary {found.glossary}")
    return evaluation_html(
        EvaluationPage(
            title=PurePath(found.source).name,
            sentences=sentences,
            systems=[(system.name, system.origin) for system in found.systems],
            figures=list(_figures(found)),
            scores=_scores(found),
            against=[_against(found, n, one) for n, one in enumerate(found.comparisons, 1)],
            spread=_spread(found),
            parts=list(_parts(found)),
            picked=list(_picked(found)),
            again=_again(found),
            tool=f"arabic-translator {__version__}",
        )
    )


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _figures(found: Evaluation) -> Iterator[Figure]:
    """The first translation's scores at a glance, against the first other one."""
    first = found.systems[0]
    against = found.comparisons[0] if found.comparisons else None
    for n, (name, one) in enumerate(first.counted.items()):
        note = ""
        if against is not None:
            figure = against.figures[n]
            note = f"{_minus(f'{figure.difference:+.1f}')} to {against.to.name}{_sure(figure)}"
        yield Figure(name, f"{one.score():.1f}", note)
    terms = first.terminology()
    if terms is not None and terms.exact_match is not None:
        note = f"{terms.met:,} of {terms.occurrences:,}"
        theirs = against and against.to.terminology()
        if against is not None and theirs:
            note += f"; {against.to.name} {theirs.met:,}"
        yield Figure("Terms met", _share(terms.exact_match, terms.met == terms.occurrences), note)


def _share(value: float, every: bool) -> str:
    """A share in percent; nearly all are not all."""
    return "100 %" if every else f"{min(100 * value, 99.9):.1f} %"


def _sure(figure: Compared) -> str:
    test = figure.randomization or figure.bootstrap
    return f", p {p_value(test.p_value).strip()}" if test is not None else ""


def _scores(found: Evaluation) -> Table:
    first, *others = found.systems
    rows = []
    for name in first.counted:
        row = [name]
        for system in found.systems:
            value, interval = system.counted[name].score(), system.intervals.get(name)
            row.append(f"{value:.1f} ± {interval.half:.1f}" if interval else f"{value:.1f}")
        mine = first.counted[name].score()
        row += [_minus(f"{mine - other.counted[name].score():+.1f}") for other in others]
        rows.append(row)
    rows += _of_terms(found)
    notes = ["BLEU, chrF2 and chrF2++ up to 100, more is better; TER from 0, less is better."]
    if any(system.intervals for system in found.systems):
        notes.append(
            f"± is half of the interval that holds the middle 95% of {found.settings.resamples:,} "
            "resamples."
        )
    if found.own is not None and found.own.occurrences:
        notes.append(
            f"The reference itself meets {found.own.met:,} of {found.own.occurrences:,} terms."
        )
    heads = ["Score", *(system.name for system in found.systems)]
    heads += [f"difference to {other.name}" for other in others]
    return Table("Scores of the whole text", heads, rows, notes)


def _of_terms(found: Evaluation) -> Iterator[list[str]]:
    terms = [one for system in found.systems if (one := system.terminology()) is not None]
    if not terms or not terms[0].occurrences:
        return
    blanks = [""] * (len(terms) - 1)
    for name in terms[0].shares():
        values = [one.shares()[name] for one in terms]
        mine = values[0]
        row = [MEASURES[name], *("–" if v is None else _minus(f"{100 * v:.1f}") for v in values)]
        row += [
            "–" if mine is None or v is None else _minus(f"{100 * (mine - v):+.1f}")
            for v in values[1:]
        ]
        yield row
    yield ["terms met", *(f"{one.met:,} of {one.occurrences:,}" for one in terms), *blanks]
    yield ["forms to avoid", *(f"{one.avoided:,}" for one in terms), *blanks]


def _spread(found: Evaluation) -> Bars:
    """How many sentences of each translation lie where between 0 and 100."""
    lines = not_blank(found.texts, found.systems)
    series = []
    for system in found.systems:
        counts = [0.0] * len(_SPREAD)
        for line in lines:
            counts[min(int(system.sentence(line) // 10), len(counts) - 1)] += 1
        series.append((system.name, counts))
    return bars(
        "spread",
        f"Sentences by their {SENTENCE}",
        "number of sentences",
        SENTENCE,
        [f"{least}–{least + 10}" for least in _SPREAD],
        series,
    )


def _against(found: Evaluation, number: int, one: Comparison) -> Against:
    tested = [f for f in one.figures if f.bootstrap is not None or f.randomization is not None]
    if tested:
        lead = (
            "The p-values say how likely such a difference, or a larger one, would be if both "
            f"translations came of one process; with a star they are below {ALPHA}. They do not "
            "say that the difference is large."
        )
    else:
        most = max(figure.differing for figure in one.figures)
        lead = too_few(most) if most < DIFFERING else "no test was asked for"
        lead = f"Not tested: {lead}."
    heads = ["Score", "difference", "95% interval", "better in", "p, bootstrap", "p, randomization"]
    table = Table(
        f"Tests of {one.of.name} against {one.to.name}",
        heads,
        [
            *(_tested(figure, figure.name) for figure in one.figures),
            *(_tested(percent(figure), MEASURES[figure.name]) for figure in one.terms),
        ],
        ["Better in: the share of resamples in which the translation has the better score."],
    )
    intervals = [
        (f"− {f.name}", -f.bootstrap.high, -f.difference, -f.bootstrap.low)
        if f.name in LESS_IS_BETTER
        else (f.name, f.bootstrap.low, f.difference, f.bootstrap.high)
        for f in one.figures
        if f.bootstrap is not None
    ]
    return Against(
        f"against-{number}",
        f"Against {one.to.name}",
        table if tested else None,
        lead,
        whiskers(f"intervals-{number}", f"{one.of.name} against {one.to.name}", intervals),
        _changes(found, number, one),
    )


def _tested(one: Compared, name: str) -> list[str]:
    cells = [name, _minus(f"{one.difference:+.2f}")]
    bootstrap, randomization = one.bootstrap, one.randomization
    if bootstrap is None:
        cells += ["–", "–", "–"]
    else:
        cells.append(_minus(f"{bootstrap.low:+.2f} to {bootstrap.high:+.2f}"))
        cells += [f"{100 * bootstrap.better:.1f} %", p_value(bootstrap.p_value).strip()]
    return [*cells, p_value(randomization.p_value).strip() if randomization else "–"]


def _changes(found: Evaluation, number: int, one: Comparison) -> Bars:
    """How many sentences became better or worse, by how much."""
    names = ["below −20", "−20 to −10", "−10 to −5", "−5 to 0", "equal"]
    names += ["0 to 5", "5 to 10", "10 to 20", "above 20"]
    counted = [0.0] * len(names)
    for line in not_blank(found.texts, [one.of, one.to]):
        change = one.of.sentence(line) - one.to.sentence(line)
        lower = sum(change >= edge for edge in _CHANGES if edge < 0)
        upper = sum(change > edge for edge in _CHANGES if edge >= 0)
        counted[4 if change == 0 else lower if change < 0 else 4 + upper] += 1
    return bars(
        f"changes-{number}",
        f"Sentences by the change of their {SENTENCE} from {one.to.name} to {one.of.name}",
        "number of sentences",
        f"change of {SENTENCE}",
        names,
        [(one.of.name, counted)],
    )


def _parts(found: Evaluation) -> Iterator[Part]:
    for key, heading, what, slices in (
        ("documents", "By document", "document", found.documents),
        ("lengths", "By length", "words of the source", found.lengths),
    ):
        if len(slices) > 1:
            yield _part(found, key, heading, what, slices)


def _part(found: Evaluation, key: str, heading: str, what: str, slices: Sequence[Slice]) -> Part:
    scores = [[system.scores(one.lines) for system in found.systems] for one in slices]
    drawing = None
    if len(slices) <= _DRAWN:
        drawing = bars(
            f"{key}-drawn",
            f"{SENTENCE} {heading[0].lower()}{heading[1:]}",
            SENTENCE,
            what,
            [_short(one.name) for one in slices],
            [
                (system.name, [round(row[n][SENTENCE], 1) for row in scores])
                for n, system in enumerate(found.systems)
            ],
        )
    heads, groups = [what, "lines", "words"], [("", 3)]
    for system in found.systems:
        own = [*system.counted, *(["terms met"] if system.terms is not None else [])]
        groups.append((system.name, len(own)))
        heads += own
    rows = []
    for one, row in zip(slices, scores, strict=True):
        words = sum(count_words(found.texts.sources[line]) for line in one.lines)
        cells = [one.name, f"{len(one.lines):,}", f"{words:,}"]
        for system, each in zip(found.systems, row, strict=True):
            cells += [f"{value:.1f}" for value in each.values()]
            cells += [_met(system, one)] if system.terms is not None else []
        rows.append(cells)
    caption = f"Scores {heading[0].lower()}{heading[1:]}"
    return Part(key, heading, drawing, Table(caption, heads, rows, (), groups))


def _met(system: System, one: Slice) -> str:
    terms = system.terminology(one.lines)
    return f"{terms.met} of {terms.occurrences}" if terms and terms.occurrences else "–"


def _short(name: str) -> str:
    return name if len(name) <= 9 else f"{name[:8]}…"


def _picked(found: Evaluation) -> Iterator[Sentences]:
    first = found.systems[0]
    kinds = [("worst", "Worst sentences", f"The lowest {SENTENCE} of {first.name}.", found.worst)]
    for number, one in enumerate(found.comparisons, 1):
        against = f"against {one.to.name}"
        kinds += [
            (f"better-{number}", f"Most gained {against}", _by_change(one), one.better),
            (f"worse-{number}", f"Most lost {against}", _by_change(one), one.worse),
        ]
    for key, heading, lead, lines in kinds:
        if lines:
            yield Sentences(key, heading, lead, [_sentence(found, line) for line in lines])


def _by_change(one: Comparison) -> str:
    return f"By the change of {SENTENCE} from {one.to.name} to {one.of.name}."


def _sentence(found: Evaluation, line: int) -> Sentence:
    texts = found.texts
    document = f", {texts.documents[line]}" if texts.documents is not None else ""
    return Sentence(
        f"Line {line + 1:,}{document}",
        texts.sources[line],
        [each[line] for each in texts.references],
        [(s.name, s.english[line], f"{s.sentence(line):.1f}") for s in found.systems],
    )


def _again(found: Evaluation) -> Table:
    """The signatures; of the tests, too, where there are any."""
    rows = [[name, one.signature] for name, one in found.systems[0].counted.items()]
    tests = []
    if found.settings.resamples:
        tests.append(f"bs:{found.settings.resamples}")
    if found.settings.trials and found.comparisons:
        tests.append(f"ar:{found.settings.trials}")
    if tests:
        rows.append(["tests", "|".join([*tests, f"seed:{found.settings.seed}"])])
    return Table("Signatures of sacrebleu", ["Score", "Signature"], rows)
