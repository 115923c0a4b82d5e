"""`translator bulk` against bare CTranslate2, its memory, and how it grows, as ratios.

    python benchmarks/bulk.py [--pairs N] [--sentences N...] [--files-of N] [--threads N]
    python benchmarks/bulk.py --memory [--large MB]
    python benchmarks/bulk.py --scale [--long] [--most CHARACTERS] [--svg FILE]

Speed: both sides get the same sentences of training/corpus. Bulk reads them from files (of
`--files-of` sentences each), writes txt, keeps its journal, enforces nothing (no glossary), and
has no cache. "Bare" is `translate_batch` over the same sentences, tokenized beforehand and sorted
by length, with max_batch_size 32 and 64, of which the faster counts; it puts no numbers right.
"Its batches" are the very batches that bulk decodes, those of sentences whose numbers are put right
among them, handed to the model at once with nothing around them: what bulk takes beyond them is
time in which the model waits. By default all do 2,500 sentences and 8,000. Rounds follow each
other, their order turned each time, after a first one of bulk that counts for itself: it loads
tables that later runs of a process have, and reads names. CPU time is that of the process, all
threads together; on a machine with other work it is steadier than wall time. Loading the model is
on no side.

Memory: peak resident size of `translator bulk` in a process of its own, for 1 MB and for more, in
files of 3 KB and as one file. The large inputs repeat the sentences of the small one, which the
cache holds: all stages run, at a speed at which this can be waited for.

Scale: sentences a second of wall time for 10^3, 10^4 and, with `--long`, 10^5 sentences, no two of
them alike; 10^6 are extrapolated. `--most` takes only the corpus's sentences of so many characters
at most, so that 10^5 can be waited for: there are enough of them from 70 on. `--svg` draws it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from growth import Point, drawing, extrapolated, slope

from translator.api import Translator
from translator.bulk.events import Done, Failed
from translator.bulk.journal import Journal
from translator.bulk.plan import plan
from translator.bulk.resume import Sifter
from translator.bulk.run import BulkRun
from translator.bulk.settings import Settings
from translator.bulk.writing import Options
from translator.engine import Decoding, Engine, Job
from translator.formats.inplace.opened import Reading
from translator.segment import segment

ROOT = Path(__file__).parent.parent
BATCHES = (32, 64)
Call = tuple[list[Job], Decoding]
_PLACES = ("دمشق", "بغداد", "عمان", "بيروت", "القاهرة", "الرباط")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one run: on the clock, and of all processors."""

    wall: float
    cpu: float


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--pairs", type=int, default=3, help="runs of each side")
    arguments.add_argument("--sentences", type=int, nargs="+", default=[2500, 8000])
    arguments.add_argument("--files-of", type=int, default=20, help="sentences in a file")
    arguments.add_argument("--threads", type=int, help="workers (default: the machine's)")
    arguments.add_argument("--memory", action="store_true")
    arguments.add_argument("--large", type=int, default=100, help="MB of the large input")
    arguments.add_argument("--scale", action="store_true")
    arguments.add_argument("--long", action="store_true", help="10^5 sentences, too")
    arguments.add_argument("--most", type=int, help="characters of a sentence, with --scale")
    arguments.add_argument("--svg", type=Path, help="with --scale: where to draw it")
    given = arguments.parse_args()
    if given.memory:
        memory(given.large)
        return 0
    translator = Translator.load(threads=given.threads)
    if given.scale:
        scale(translator, (3, 4, 5) if given.long else (3, 4), given.most, given.svg)
    else:
        for count in given.sentences:
            speed(translator, given.pairs, count, given.files_of)
    return 0


def speed(translator: Translator, pairs: int, count: int, files_of: int) -> None:
    sentences = gather(count)
    words = sum(len(sentence.split()) for sentence in sentences)
    tokens = sorted((list(translator.engine.encode(s).pieces) for s in sentences), key=len)
    print(f"{len(sentences)} sentences, {words} words, {translator.engine.threads} threads")
    with tempfile.TemporaryDirectory() as folder:
        source = put_files(Path(folder, "in"), sentences, files_of)
        sides: dict[str, Callable[[], None]] = {
            **{f"bare {size}": _bare(translator, tokens, size) for size in BATCHES},
            "bulk": lambda: in_bulk(translator, source, Path(folder, "out")),
        }
        with recorded(translator.engine) as calls:
            first = timed(sides["bulk"])
        sides["its batches"] = lambda: replay(translator.engine, calls)
        taken: dict[str, list[Took]] = {name: [] for name in sides}
        for number in range(pairs):
            for name in list(sides) if number % 2 == 0 else reversed(list(sides)):
                taken[name].append(timed(sides[name]))
    print(f"bulk, the first run: {first.wall:.2f} s, {first.cpu:.2f} s of CPU")
    against = {"bare": [f"bare {size}" for size in BATCHES], "its batches": ["its batches"]}
    for name, runs in taken.items():
        wall, cpu = (statistics.median(values) for values in zip(*map(_both, runs), strict=True))
        print(f"{name:11} {wall:7.2f} s, {cpu:7.2f} s of CPU, {words / wall:6.0f} words/s")
    for kind in ("wall", "cpu"):
        for name, others in against.items():
            ratios = [
                min(getattr(taken[other][n], kind) for other in others)
                / getattr(taken["bulk"][n], kind)
                for n in range(pairs)
            ]
            each = ", ".join(f"{one:.3f}" for one in ratios)
            print(f"bulk / {name}, by {kind} time: {statistics.median(ratios):.3f} ({each})")


@contextlib.contextmanager
def recorded(engine: Engine) -> Iterator[list[Call]]:
    """The batches that the model is handed meanwhile, in their order."""
    calls: list[Call] = []
    start = engine._start

    def kept(jobs: Sequence[Job], how: Decoding) -> list[Any]:
        calls.append((list(jobs), how))
        return start(jobs, how)

    engine._start = kept  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        del engine._start


def replay(engine: Engine, calls: Sequence[Call]) -> None:
    """Decode the batches again, all workers busy from the first to the last."""
    for handles in [engine._start(jobs, how) for jobs, how in calls]:
        for handle in handles:
            handle.result()


def _both(took: Took) -> tuple[float, float]:
    return took.wall, took.cpu


def _bare(translator: Translator, tokens: list[list[str]], size: int) -> Callable[[], None]:
    engine = translator.engine

    def run() -> None:
        engine._translator.translate_batch(
            tokens,
            beam_size=translator.decoding.beam,
            max_batch_size=size,
            max_input_length=engine.model.positions - 1,
            disable_unk=True,
            return_scores=True,
        )

    return run


def in_bulk(translator: Translator, source: Path, out: Path) -> None:
    """What the command does, in this process, without glossary and cache."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    settings = Settings("benchmark", translator.model.checksum, translator.decoding.beam)
    journal = Journal.open(out / "journal.sqlite")
    with contextlib.closing(journal):
        run = journal.begin(settings, None, "2026-01-01")
        sifter = Sifter(journal, settings, None, Reading(), out)
        for _ in sifter.sifted(plan([str(source)], out, ("txt",)).jobs):
            pass
        work = BulkRun(sifter, run, translator, Options(), None)
        results = [one for one in work if isinstance(one, (Done, Failed))]
    failed = [one for one in results if isinstance(one, Failed)]
    if failed or not results:
        raise SystemExit(f"bulk failed: {failed[:1]}")


def timed(run: Callable[[], None]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def corpus() -> Iterator[str]:
    """The Arabic of the training corpus in an order that mixes its subjects, each line once."""
    files = sorted((ROOT / "training" / "corpus").glob("*/*.tsv"))
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    mixed = (lines[n] for start in range(23) for n in range(start, len(lines), 23))
    return iter(dict.fromkeys(line.split("\t")[0] for line in mixed))


def gather(count: int) -> list[str]:
    """So many distinct sentences, each of which segmentation leaves whole."""
    whole = (one for one in corpus() if sum(1 for _ in segment(one).segments()) == 1)
    return list(itertools.islice(whole, count))


def put_files(folder: Path, sentences: list[str], files_of: int) -> Path:
    """The sentences in files of so many, each a paragraph of its own."""
    folder.mkdir(parents=True)
    for number, start in enumerate(range(0, len(sentences), files_of)):
        text = "\n\n".join(sentences[start : start + files_of]) + "\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return folder


def memory(large: int) -> None:
    some = list(itertools.islice(corpus(), 2000))
    print(f"peak memory of `translator bulk`; inputs above 1 MB repeat {len(some)} sentences")
    for kind, bytes_each, sizes in (
        ("files of 3 KB", 3_000, (1, large)),
        ("one file", None, (1, large)),
    ):
        peaks = []
        for megabytes in sizes:
            with tempfile.TemporaryDirectory() as folder:
                put_megabytes(Path(folder, "in"), some, megabytes, bytes_each)
                peak, seconds = peak_of(Path(folder))
            peaks.append(peak)
            print(f"{kind}, {megabytes:3} MB: {peak:6.0f} MiB, {seconds:.0f} s", flush=True)
        print(f"{kind}: {peaks[1] - peaks[0]:+.0f} MiB")


def put_megabytes(folder: Path, sentences: list[str], megabytes: int, each: int | None) -> None:
    """Files of `each` bytes or so, or one, of so many megabytes together."""
    folder.mkdir()
    endless = itertools.cycle(f"{sentence}\n\n".encode() for sentence in sentences)
    left = megabytes * 1_000_000
    for number in itertools.count():
        size = min(left, each or left)
        with open(folder / f"{number:06}.txt", "wb") as file:
            while size > 0:
                written = file.write(next(endless))
                size -= written
                left -= written
        if left <= 0:
            return


def peak_of(folder: Path) -> tuple[float, float]:
    """Peak memory in MiB, and seconds, of a run in a process of its own."""
    code = (
        "import sys; from translator.cli import main; status = main(sys.argv[1:]); "
        "peak = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]; "
        "print(peak, file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "bulk", "in", "-o", "out", "--to", "txt"]
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stderr.split()[-1]) / 1024, time.perf_counter() - start


def scale(
    translator: Translator, powers: Sequence[int], most: int | None, svg: Path | None
) -> None:
    points: list[Point] = []
    for power in powers:
        with tempfile.TemporaryDirectory() as folder:
            source = put_files(Path(folder, "in"), distinct(10**power, most), 20)
            took = timed(partial(in_bulk, translator, source, Path(folder, "out")))
        points.append(Point(10**power, took.wall, took.cpu))
        rate, cpu = 10**power / took.wall, 1000 * took.cpu / 10**power
        print(f"10^{power} sentences: {rate:.0f} a second, {cpu:.2f} ms of CPU each", flush=True)
    for kind in ("wall", "cpu"):
        small, large = (getattr(one, kind) / one.sentences for one in (points[0], points[-1]))
        print(
            f"by {kind} time: grows with the power {slope(points, kind):.3f} of the sentences; "
            f"a sentence of the largest run costs {large / small:.3f} of one of the smallest"
        )
    beyond = extrapolated(points, 10**6)
    print(
        f"10^6 sentences, extrapolated from 10^{powers[-1]}: {beyond.wall / 3600:.1f} h, "
        f"{beyond.cpu / 3600:.1f} h of CPU"
    )
    if svg is not None:
        threads = translator.engine.threads
        size = f"up to {most} characters" if most else "news"
        said = f"bulk --to txt, {size}, no glossary or cache, {threads} threads; 10^6 not measured"
        svg.write_text(drawing(points, beyond, said), encoding="utf-8")


def distinct(count: int, most: int | None) -> list[str]:
    """So many sentences, no two alike: those of the corpus (of `most` characters at most), over and
    over, each with a place where it was said before its last character, each time another one. Not
    with a number: what is wrong with numbers is put right, so that a sentence would cost more."""
    lines = [line for line in corpus() if most is None or len(line) <= most]
    if count > len(lines) * len(_PLACES):
        raise SystemExit(f"there are {len(lines) * len(_PLACES):,} different sentences")
    some = ((lines[n % len(lines)], _PLACES[n // len(lines)]) for n in range(count))
    return [f"{line[:-1]}، كما قال مصدر في {place}{line[-1]}" for line, place in some]


if __name__ == "__main__":
    sys.exit(main())
