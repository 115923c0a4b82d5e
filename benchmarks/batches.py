"""How long sentences take by the length that batches are padded to, as ratios.

    python benchmarks/batches.py [--sentences N] [--article N] [--rounds N] [--links]

Each STEP is that of translator/batches.py: a sentence is always decoded in a batch whose length is
the next multiple of it, so that its translation depends on nothing else. 1 is one batch for each
length, unpadded. Sentences of the corpus come as many articles of `--article` sentences, one
decoding each, and all at once; `--links` with the attention that word links need. Seconds are of
processor time, one worker, decoding alone. The first line is what all others are divided by; how
many translations are other than there is counted once: with 8-bit weights another padding rounds
otherwise.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bulk import gather

from translator import Translator, batches
from translator.engine import Decoding, Engine, Job

STEPS = (1, 8, 16, 32)


def decoded(
    loaded: Engine, jobs: Sequence[Job], step: int, together: int
) -> tuple[float, list[str]]:
    """Processor seconds, and the texts, of jobs decoded so many at a time."""
    batches.STEP = step
    start = time.process_time()
    texts = [
        hypotheses[0].text
        for at in range(0, len(jobs), together)
        for hypotheses in loaded.decode(jobs[at : at + together], Decoding())
    ]
    return time.process_time() - start, texts


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sentences", type=int, default=480)
    parser.add_argument("--article", type=int, default=30, help="sentences of an article")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--links", action="store_true", help="with attention")
    given = parser.parse_args()
    loaded = Translator.load("embedded", threads=1).engine
    jobs = [Job(loaded.encode(one), attend=given.links) for one in gather(given.sentences)]
    decoded(loaded, jobs[: given.article], 1, given.article)
    for label, together in (
        (f"articles of {given.article}", given.article),
        ("all at once", given.sentences),
    ):
        taken: dict[int, list[float]] = {step: [] for step in STEPS}
        texts: dict[int, list[str]] = {}
        for turn in range(given.rounds):
            for step in STEPS if turn % 2 == 0 else reversed(STEPS):
                seconds, texts[step] = decoded(loaded, jobs, step, together)
                taken[step].append(seconds)
        print(f"{label}, {len(jobs)} sentences, median of {given.rounds}")
        first = statistics.median(taken[STEPS[0]])
        for step in STEPS:
            seconds = statistics.median(taken[step])
            other = sum(a != b for a, b in zip(texts[STEPS[0]], texts[step], strict=True))
            print(f"  padded to {step:2}: {seconds / first:.2f} ({seconds:.2f} s), {other} other")


if __name__ == "__main__":
    main()
