"""Speed and memory of the whole pipeline against bare CTranslate2, in one run, as a ratio.

    python benchmarks/speed.py [FILE…] [--threads N] [--rounds N]

Both get the same sentences (those of the files, or every twelfth of training/corpus), the same
threads and the same settings. "Bare" is `translate_batch` over the tokenized sentences sorted by
length. The pipeline encodes, decodes in batches of equal length, decodes broken hypotheses again,
aligns and checks; "as text" leaves out the word links, as bulk does for outputs that hold none.
Rounds alternate, and the median ratio counts. Start-up (loading model and glossary) is timed
apart. Peak memory is that of a process of its own for each side.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from glossary.term import Glossary
from translator.api import Translator
from translator.segment import segment

ROOT = Path(__file__).parent.parent

EVERY = 12
"""The corpus line that is taken: some 2,500 sentences of every subject."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("files", nargs="*", type=Path, help="Arabic text files")
    arguments.add_argument("--threads", type=int, help="workers (default: the machine's)")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--memory-of", choices=["bare", "pipeline"], help=argparse.SUPPRESS)
    given = arguments.parse_args()

    started = time.perf_counter()
    translator = Translator.load(threads=given.threads)
    loaded = time.perf_counter()
    glossary = Glossary.default()
    glossary.find("")
    ready = time.perf_counter()

    sentences = gather(given.files)
    sides = {
        "bare": lambda: bare(translator, sentences, attention=True),
        "pipeline": lambda: pipeline(translator, sentences, None),
        "bare text": lambda: bare(translator, sentences, attention=False),
        "as text": lambda: pipeline(translator, sentences, None, alignment=False),
        "glossary": lambda: pipeline(translator, sentences, glossary),
    }
    if given.memory_of:
        sides[given.memory_of]()
        print(peak_kilobytes())
        return 0

    words = sum(len(sentence.split()) for sentence in sentences)
    print(
        f"{len(sentences)} sentences, {words} Arabic words, {translator.engine.threads} threads, "
    )
    print(f"start-up: model {loaded - started:.2f} s, glossary {ready - loaded:.2f} s")
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(given.rounds):
        for name, run in sides.items():
            seconds[name].append(timed(run))
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(f"{name:9} {words / middle:7.0f} words/s  ({middle:.2f} s)")
    text, full = (
        ratio(seconds["bare text"], seconds["as text"]),
        ratio(seconds["bare"], seconds["pipeline"]),
    )
    print(f"pipeline / bare, words a second: {text:.2f} as text, {full:.2f} with word links")
    glossed = ratio(seconds["glossary"], seconds["pipeline"])
    print(f"with the glossary, seconds: {glossed:.2f} times those without (both with word links)")
    memory = {name: peak(name, given) for name in ("bare", "pipeline")}
    print(f"peak memory: bare {memory['bare']:.0f} MiB, pipeline {memory['pipeline']:.0f} MiB")
    return 0


def gather(files: list[Path]) -> list[str]:
    """The distinct sentences of the files, in order; without files those of the corpus sample."""
    if files:
        texts = [path.read_text(encoding="utf-8") for path in files]
        segments = (one.text for text in texts for _, _, one in segment(text).segments())
    else:
        lines = (
            line
            for path in sorted((ROOT / "training" / "corpus").glob("*/*.tsv"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
        segments = (line.split("\t")[0] for line in itertools.islice(lines, 0, None, EVERY))
    return list(dict.fromkeys(segments))


def bare(translator: Translator, sentences: list[str], *, attention: bool) -> None:
    """What CTranslate2 alone does with the sentences."""
    engine = translator.engine
    tokens = sorted((list(engine.encode(sentence).pieces) for sentence in sentences), key=len)
    engine._translator.translate_batch(
        tokens,
        beam_size=translator.decoding.beam,
        max_batch_size=32,
        max_input_length=engine.model.positions - 1,
        disable_unk=True,
        return_scores=True,
        return_attention=attention,
    )


def pipeline(
    translator: Translator,
    sentences: list[str],
    glossary: Glossary | None,
    *,
    alignment: bool = True,
) -> None:
    """What the tool does with them, as bulk does it."""
    documents = [segment(sentence) for sentence in sentences]
    for _ in translator.translate_documents(documents, glossary=glossary, alignment=alignment):
        pass


def timed(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def peak_kilobytes() -> int:
    """Peak resident memory of this process; Linux counts its parent's into `ru_maxrss`."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def ratio(above: list[float], below: list[float]) -> float:
    """The median of the ratios round by round: a machine that drifts does not move it."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def peak(side: str, given: argparse.Namespace) -> float:
    """Peak memory in MiB of a process that runs one side once."""
    command = [sys.executable, __file__, *map(str, given.files), "--memory-of", side]
    if given.threads:
        command += ["--threads", str(given.threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)) / 1024


if __name__ == "__main__":
    sys.exit(main())
