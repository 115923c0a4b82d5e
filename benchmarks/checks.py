"""How often each kind of warning is raised on pairs that people translated, and what is missed.

    python benchmarks/checks.py PAIRS.tsv [--sample N] [--show KIND]

`PAIRS.tsv` holds an Arabic sentence and its English, tab between, one pair a line. Since people
wrote them, nearly every warning on them is a false alarm. Then one number of the English is
changed, lengthened or taken out, its negations are taken out or one put in, and what tells who
said it; the share of these faults that is noticed is printed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from translator.checks import check
from translator.numbers import number_faults

KINDS = (
    *("number", "arabic", "loop", "length", "artifact", "name"),
    *("negation", "attribution", "violence", "garbled", "repeat"),
)
_DIGITS = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?![\w:/-])")
_NAMES = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_WORDS = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)


def read_pairs(path: Path, sample: int) -> list[tuple[str, str]]:
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        source, tab, rest = line.partition("\t")
        if tab and source.strip() and rest.strip():
            pairs.append((source, rest.split("\t")[0]))
    random.Random(1).shuffle(pairs)
    return pairs[:sample]


def false_alarms(pairs: list[tuple[str, str]], show: str | None) -> Counter[str]:
    """Pairs with at least one warning of each kind; those of the kind `show` are printed."""
    counts: Counter[str] = Counter()
    for source, target in pairs:
        warnings = check(source, target)
        counts.update({warning.kind for warning in warnings})
        for warning in warnings:
            if warning.kind == show:
                print(f"{warning.message}\n  {source}\n  {target}")
    return counts


def faults(target: str, chance: random.Random) -> list[tuple[str, str]]:
    """Faulty copies of a translation, each with the name of its fault."""
    made = []
    found = list(_DIGITS.finditer(target))
    if found:
        place = chance.choice(found)
        head, digits, tail = target[: place.start()], place[0], target[place.end() :]
        at = chance.choice([i for i, char in enumerate(digits) if char.isdecimal()])
        other = str((int(digits[at]) + chance.randint(1, 9)) % 10)
        made.append(("digit changed", head + digits[:at] + other + digits[at + 1 :] + tail))
        made.append(("digit added", f"{head}{digits}9{tail}"))
        made.append(("digits lost", head + tail))
    found = list(_WORDS.finditer(target))
    if found:
        place = chance.choice(found)
        head, name, tail = target[: place.start()], place[0], target[place.end() :]
        other = chance.choice([n for n in _NAMES if n != name.lower()])
        made.append(("word changed", head + other + tail))
        lost = "word two lost" if name.lower() == "two" else "word lost"
        made.append((lost, f"{head}some{tail}"))
    return made


_NOT = re.compile(r"\b(?:(does|do|did) not |not |never |no (?=[a-z]))")
_AUXILIARY = re.compile(r"\b(?:is|was|were|are|has|have|had|will|would|could|can)\b(?! not)")
_SAID = re.compile(
    r'[^"]{3,90}?\b(?:said|announced|stated|reported|confirmed|affirmed|claimed|warned|stressed'
    r"|added|explained|revealed|noted|pointed out)(?: [A-Z]\w+| in a statement)? that "
    r"|(?:According to|Citing) [^,]{3,60}, "
)


def turned(source: str, target: str) -> list[tuple[str, str]]:
    """Copies of a translation whose meaning is turned round, each with the name of its fault.

    A negation is taken out of a sentence whose every negation is a plain word and put into one
    without any; a leading "he said that" is cut off.
    """
    made = []
    if _NOT.search(target) and not re.search(r"n't|cannot|without|deni|refus|fail", target):
        made.append(("negation lost", _NOT.sub("", target)))
    auxiliary = _AUXILIARY.search(target)
    if auxiliary and not re.search(
        r"\b(?:no|not|never|none|nor|nothing)\b|n't|cannot", target, re.I
    ):
        at = auxiliary.end()
        made.append(("negation added", f"{target[:at]} not{target[at:]}"))
    said = _SAID.match(target)
    if said and re.search(r"(?<!\w)[وف]?(?:قال|أعلن|أكد|أفاد|وفق|بحسب|أضاف|حذر|ذكر)", source):
        rest = target[said.end() :]
        made.append(("speaker lost", rest[:1].upper() + rest[1:]))
    return made


def recall(pairs: list[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """For each kind of fault, how many were noticed of how many made."""
    chance = random.Random(5)
    noticed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for source, target in pairs:
        if number_faults(source, target):
            continue
        for name, faulty in faults(target, chance):
            tried[name] += 1
            noticed[name] += bool(number_faults(source, faulty))
        for name, faulty in turned(source, target):
            tried[name] += 1
            kinds = {warning.kind for warning in check(source, faulty)}
            noticed[name] += ("attribution" if name == "speaker lost" else "negation") in kinds
    return {name: (noticed[name], tried[name]) for name in sorted(tried)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--sample", type=int, default=3000, help="pairs to take (3000)")
    parser.add_argument("--show", help="print the warnings of this kind")
    options = parser.parse_args()
    pairs = read_pairs(options.pairs, options.sample)
    counts = false_alarms(pairs, options.show)
    print(f"warnings on {len(pairs)} pairs:")
    for kind in KINDS:
        print(f"  {kind:10} {counts[kind]:6} {100 * counts[kind] / max(1, len(pairs)):8.3f} %")
    print("faults noticed:")
    for name, (hits, tries) in recall(pairs).items():
        print(f"  {name:14} {hits:6} of {tries:6} {100 * hits / tries:8.2f} %")


if __name__ == "__main__":
    main()
