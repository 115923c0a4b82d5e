"""How many of the names held out of the glossary are read right, and how fast.

    python benchmarks/readings.py [--show] [--table FILE] [--rival]
    python benchmarks/readings.py --development DIR

The 300 names of tests/data/readings.tsv, of which no word was learned from in both scripts (see
training/name_pairs.py). Right is a reading equal to an accepted form without capitals, accents,
hyphens and apostrophes. Three lines: with the Latin words that the project's own English has, as
shipped; without those that are words of a name held out, as for a name that no English text has
had yet; and without these in the lists of names of people and places, too. `--rival` reads them
with arabic-name-romanizer where that is installed, a word at a time. Speed is of one process and
its first sight of each name. `--development` reads other names instead, those that may be looked at
and chosen by (`name_pairs.development`), each third with the table DIR/0.zip, 1.zip or 2.zip that
knows nothing of it (`python -m training.readings --without`); with `--show` those read wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from glossary.reading.phrase import options, split
from glossary.reading.table import PATH, load
from glossary.reading.word import Sounds
from training import name_pairs

FORMS = 5


def plain(form: str) -> str:
    letters = unicodedata.normalize("NFKD", form.casefold().replace("ı", "i"))
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "-'’")


def origins() -> dict[str, str]:
    lines = name_pairs.HELD_OUT_NAMES.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row[3] for row in cells}


def measure(
    label: str,
    names: Sequence[name_pairs.Name],
    origin: Mapping[str, str],
    read: Callable[[str], Sequence[str]],
    show: bool,
) -> None:
    first: Counter[str] = Counter()
    among: Counter[str] = Counter()
    started = time.process_time()
    for name in names:
        found = list(read(name.source))
        right = {plain(form) for form in name.accept}
        places = [number for number, text in enumerate(found) if plain(text) in right]
        first[origin.get(name.source, "")] += places[:1] == [0]
        among[origin.get(name.source, "")] += bool(places)
        if show and places[:1] != [0]:
            print(name.source, "|".join(name.accept), ", ".join(found), sep="\t")
    spent = time.process_time() - started
    print(
        f"{label}: first {first.total() / len(names):.1%}, in the first {FORMS} "
        f"{among.total() / len(names):.1%}; {len(names) / spent:.0f} names a second"
    )
    if origin:
        total = Counter(origin[name.source] for name in names)
        print("  " + ", ".join(f"{kind} {first[kind]}/{n}" for kind, n in total.most_common()))


def read(sounds: Sounds, name: str) -> list[str]:
    return [text for _, text in options(split(name), sounds, FORMS)]


def measure_all(
    names: Sequence[name_pairs.Name], origin: Mapping[str, str], path: Path, show: bool
) -> None:
    """The three lines of one table."""
    started = time.process_time()
    table = load(path)
    print(f"loaded in {time.process_time() - started:.2f} s, {path.stat().st_size} bytes")
    withheld = name_pairs.Withheld(names, name_pairs.common())
    for label, known in (
        ("as shipped", table),
        ("words unknown to English", table.without(withheld.latin)),
        ("and in no list of names", table.without(withheld.latin, listed=True)),
    ):
        sounds = Sounds(known)
        measure(
            label,
            names,
            origin,
            partial(read, sounds),
            show and known is table,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--show", action="store_true", help="the names whose first reading is wrong"
    )
    parser.add_argument("--table", type=Path, default=PATH, help="another table")
    parser.add_argument("--rival", action="store_true", help="read with arabic-name-romanizer, too")
    parser.add_argument("--development", type=Path, help="folder of tables for development names")
    given = parser.parse_args()
    if given.development:
        for fold in range(name_pairs.FOLDS):
            names = name_pairs.development(fold)
            measure_all(names, {}, given.development / f"{fold}.zip", given.show)
        return
    measure_all(name_pairs.held_out(), origins(), given.table, given.show)
    if given.rival:
        from arabic_name_romanizer import transliterate  # type: ignore[import-not-found]

        measure(
            "arabic-name-romanizer",
            name_pairs.held_out(),
            origins(),
            lambda name: [" ".join(str(transliterate(word)) for word in name.split())],
            False,
        )


if __name__ == "__main__":
    main()
