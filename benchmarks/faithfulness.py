"""Whether numbers, inline names and negations come through the model, on lists made by hand.

    python benchmarks/faithfulness.py [--model DIR] [--beam N] [--show] [--pipeline]

The sentences go to the engine as they stand, without a glossary; `--pipeline` also puts numbers
and negations through the whole pipeline, with its second decoding and its checks. Every list has
a line for a sentence, tab between the columns, several values of a cell with `|` between them:

    tests/data/carried_numbers.tsv   Arabic, its numbers in digits, other forms of each that count
                                     as right (`;` between those of one number), reference
    tests/data/inline_names.tsv      Arabic with invented names in Latin letters, the names,
                                     reference
    tests/data/negation.tsv          Arabic, `negated` or `plain` (close in form, but without a
                                     negation), reference

Other English than the reference's can be right, so chrF and the judgements say different things:
a sentence may carry its number and be nonsense, or say a negation in a word not looked for.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sacrebleu.metrics import CHRF

from translator.api import Translator
from translator.engine import Job
from translator.errors import TranslatorError
from translator.numbers.english_words import spelled
from translator.segment import segment_lines

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
NUMBERS = DATA / "carried_numbers.tsv"
NAMES = DATA / "inline_names.tsv"
NEGATION = DATA / "negation.tsv"

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:([-:])(\d+)|(%)| (million|billion|thousand))?")
_PERCENT = r"\s?(?:%|percent\b|per cent\b|percentage points?\b)"
_RANGE = r"\s?(?:[-–—]|to|and|or)\s?"

_NEGATIONS = (
    "not no never none nobody nothing nowhere neither nor without cannot unable lack lacks "
    "lacked lacking absence deny denies denied denying denial denials refuse refuses refused "
    "refusing fail fails failed failing impossible inaccurate imprecise incorrect indirect "
    "indirectly unnecessary insufficient inadequate unfit unsuitable unusable unavailable "
    "unfounded untrue unknown"
).split()
_NEGATION = re.compile(rf"(?<!\w)(?:{'|'.join(_NEGATIONS)}|\w+n't|non-\w+)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a list.

    wanted: what the English must hold: the numbers, each with its other forms, or the names.
    negated: whether the Arabic negates; None in the other lists.
    """

    source: str
    wanted: tuple[tuple[str, ...], ...]
    negated: bool | None
    reference: str


def read_numbers(path: Path = NUMBERS) -> list[Line]:
    lines = []
    for source, numbers, others, reference in _rows(path):
        found = numbers.split("|")
        forms = others.split("|") if others else [""] * len(found)
        wanted = tuple(
            (number, *(form for form in more.split(";") if form))
            for number, more in zip(found, forms, strict=True)
        )
        lines.append(Line(source, wanted, None, reference))
    return lines


def read_names(path: Path = NAMES) -> list[Line]:
    return [
        Line(source, tuple((name,) for name in names.split("|")), None, reference)
        for source, names, reference in _rows(path)
    ]


def read_negation(path: Path = NEGATION) -> list[Line]:
    return [
        Line(source, (), {"negated": True, "plain": False}[kind], reference)
        for source, kind, reference in _rows(path)
    ]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def has_number(number: str, english: str) -> bool:
    """Whether a number stands in the English, not as a part of a longer one.

    number: digits as 17, 38.7, 38.7%, 19:45, 3-4 (a range or a result) or 2.5 million. Thousands
    may be separated in the English, a percentage may be in words, a range with "to" between.
    """
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(f"no number: {number}")
    first, mark, last, percent, scale = found.groups()
    pattern = _digits(first)
    if mark:
        pattern += (_RANGE if mark == "-" else mark) + _digits(last)
    if percent:
        pattern += _PERCENT
    if scale:
        pattern += rf"[\s-]{scale}\b"
    tail = "" if percent or scale else r"(?![\d٪]|[.,:]\d|s\b)"
    return re.search(rf"(?<!\d)(?<!\d[.,:]){pattern}{tail}", english, re.IGNORECASE) is not None


def _digits(number: str) -> str:
    """A pattern for a number, with or without a comma before each three digits of the whole."""
    whole, dot, part = number.partition(".")
    grouped = f"{int(whole):,}" if whole == "0" or not whole.startswith("0") else whole
    return grouped.replace(",", ",?") + re.escape(dot + part)


def carries(line: Line, english: str) -> bool:
    """Whether every number of a line is in the English, in digits, in words, or in another of its
    forms."""
    return all(
        has_number(number, english)
        or any(_has_words(form, english) for form in (spelled(number), *others))
        for number, *others in line.wanted
    )


def _has_words(form: str, english: str) -> bool:
    if _NUMBER.fullmatch(form):
        return has_number(form, english)
    pattern = rf"(?<![\w.,:-]){re.escape(form)}(?![\w-])"
    return re.search(pattern, english, re.IGNORECASE) is not None


def obeys(line: Line, english: str) -> bool:
    """Whether every name of a line stands in the English as a word or words, exactly so spelled.

    The first letter of the text may be a capital; a curly apostrophe is as good as a straight one.
    """
    text = english.replace("’", "'")
    return all(_has_name(name, text) for name, *_ in line.wanted)


def _has_name(name: str, text: str) -> bool:
    opened = text.lstrip("\"'“")
    if opened.startswith(name[:1].upper() + name[1:]):
        start = len(text) - len(opened)
        text = text[:start] + name[:1] + text[start + 1 :]
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def negates(english: str) -> bool:
    """Whether a negation is among the words of the English, by a small list of them."""
    return _NEGATION.search(english.replace("’", "'")) is not None


def through_engine(translator: Translator, sources: Sequence[str]) -> list[str]:
    """The model's first hypothesis for each source, as it comes."""
    engine = translator.engine
    jobs = [Job(engine.encode(source), attend=False) for source in sources]
    return [first.text for [first, *_] in engine.decode(jobs, translator.decoding)]


def through_pipeline(translator: Translator, sources: Sequence[str]) -> list[str]:
    """What the tool makes of each source, without a glossary."""
    document = segment_lines("\n".join(sources))
    [done] = translator.translate_documents([document], glossary=None, alignment=False)
    return [one.target for one in done.translations]


Way = Callable[[Sequence[str]], list[str]]


def report_numbers(way: Way, show: bool) -> None:
    lines = read_numbers()
    english = way([line.source for line in lines])
    right = [carries(line, text) for line, text in zip(lines, english, strict=True)]
    print(f"  all numbers carried   {sum(right):3} of {len(lines)}   {chrf(english, lines)}")
    if show:
        _show(lines, english, right)


def report_names(way: Way, show: bool) -> None:
    lines = read_names()
    english = way([line.source for line in lines])
    right = [obeys(line, text) for line, text in zip(lines, english, strict=True)]
    print(f"  inline names obeyed   {sum(right):3} of {len(lines)}   {chrf(english, lines)}")
    if show:
        _show(lines, english, right)


def report_negation(way: Way, show: bool) -> None:
    lines = read_negation()
    english = way([line.source for line in lines])
    said = [negates(text) for text in english]
    right = [line.negated == found for line, found in zip(lines, said, strict=True)]
    for name, negated in (("kept ", True), ("added", False)):
        found = [one for line, one in zip(lines, said, strict=True) if line.negated == negated]
        tail = f"    {chrf(english, lines)}" if negated else ""
        print(f"  negations {name}       {sum(found):3} of {len(found)}{tail}")
    if show:
        _show(lines, english, right)


def chrf(english: Sequence[str], lines: Sequence[Line]) -> str:
    """The score of a whole list, with sacrebleu's signature."""
    metric = CHRF()
    score = metric.corpus_score(list(english), [[line.reference for line in lines]])
    return f"chrF {score.score:.1f}  {metric.get_signature()}"


def _show(lines: Sequence[Line], english: Sequence[str], right: Sequence[bool]) -> None:
    """Print the sentences that failed."""
    for line, text, passed in zip(lines, english, right, strict=True):
        if not passed:
            wanted = ", ".join(forms[0] for forms in line.wanted)
            print(f"\n    {line.source}\n    = {text}\n    R {line.reference}")
            if wanted:
                print(f"    wanted: {wanted}")
    print()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", help="a name or folder (default: the embedded model)")
    parser.add_argument("--beam", type=int, help="hypotheses kept while decoding")
    parser.add_argument("--show", action="store_true", help="print the sentences that failed")
    parser.add_argument("--pipeline", action="store_true", help="also through the whole pipeline")
    given = parser.parse_args()
    try:
        translator = Translator.load(given.model, beam=given.beam)
    except (TranslatorError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{translator.model.label}, beam {translator.decoding.beam}")
    print("engine")
    way = partial(through_engine, translator)
    for report in (report_numbers, report_names, report_negation):
        report(way, given.show)
    if given.pipeline:
        print("pipeline")
        way = partial(through_pipeline, translator)
        for report in (report_numbers, report_negation):
            report(way, given.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
