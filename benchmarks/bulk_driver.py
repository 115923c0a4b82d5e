"""What a bulk run costs besides translating: what one driver can feed with `--engine ray`.

    python benchmarks/bulk_driver.py [--sentences N] [--copies N] [--to FORMAT]...

Sentences of training/corpus are translated once. Then as many copies of their files as wished, made
different by a number in every sentence, go through a bulk run whose translations come ready made,
packed as a cluster would send them: reading, cutting, finding terms for the cache, unpacking,
writing, the cache and the journal are left. Printed are the CPU time of the process for a sentence,
and bytes on disk.
"""

from __future__ import annotations

import argparse
import datetime
import os
import pickle
import re
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from bulk import gather

from glossary import Glossary
from translator import __version__
from translator.api import Translator
from translator.bulk.cache import Cache
from translator.bulk.journal import Journal
from translator.bulk.plan import plan
from translator.bulk.ray.engine import CHUNK
from translator.bulk.resume import Sifter
from translator.bulk.run import BulkRun
from translator.bulk.settings import Settings
from translator.bulk.windows import MOST, Result
from translator.bulk.writing import Options
from translator.document import Translation
from translator.formats.inplace.opened import Reading


class ReadyMade:
    """Answers with translations that are known."""

    most, chunk = MOST, CHUNK

    def __init__(self, known: dict[str, Translation]) -> None:
        self._packed = {source: pickle.dumps(one) for source, one in known.items()}
        self._any = next(iter(self._packed.values()))
        self.bytes = sum(map(len, self._packed.values())) / len(known)

    def submit(self, sources: Sequence[str], links: bool) -> Future[list[Result]]:
        """See `translator.bulk.elsewhere.Elsewhere`."""
        future: Future[list[Result]] = Future()
        packed = (self._packed.get(plain(source), self._any) for source in sources)
        found = zip(sources, map(pickle.loads, packed), strict=True)
        future.set_result([replace(one, source=source) for source, one in found])
        return future

    def stop(self) -> None:
        """Nothing is under way."""


def numbered(sentence: str, number: int) -> str:
    """A sentence with a number before its last character."""
    return f"{sentence[:-1]} {number}{sentence[-1]}"


def plain(sentence: str) -> str:
    """The sentence without its number."""
    return re.sub(r" \d+(?=.$)", "", sentence)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--sentences", type=int, default=200)
    arguments.add_argument("--copies", type=int, default=20)
    arguments.add_argument("--to", action="append")
    given = arguments.parse_args()
    formats = tuple(given.to or ["txt"])
    translator, glossary = Translator.load(), Glossary.default()
    sentences = gather(given.sentences)
    start = time.process_time()
    known = {
        one.source: one
        for one in translator.translate_segments(sentences, glossary=glossary, alignment=True)
    }
    translating = (time.process_time() - start) / len(sentences)
    ready = ReadyMade(known)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        (out / ".translator").mkdir(parents=True)
        for copy in range(given.copies):
            for n in range(0, len(sentences), 20):
                text = "\n\n".join(numbered(one, copy) for one in sentences[n : n + 20]) + "\n"
                (source / f"{copy:03}-{n:05}.txt").write_text(text, encoding="utf-8")
        settings = Settings(__version__, translator.model.checksum, translator.decoding.beam)
        journal = Journal.open(out / ".translator" / "journal.sqlite")
        cache = Cache(out / ".translator" / "cache.sqlite")
        run = journal.begin(settings, glossary, datetime.date.today().isoformat())
        sifter = Sifter(journal, settings, glossary, Reading(), out)
        list(sifter.sifted(plan([str(source)], out, list(formats)).jobs))
        work = BulkRun(sifter, run, translator, Options(formats), cache, elsewhere=ready)
        start, clock = time.process_time(), time.perf_counter()
        for _ in work:
            pass
        cost, took = time.process_time() - start, time.perf_counter() - clock
        work.stop(1.0)
        count = len(sentences) * given.copies
        written = sum(path.stat().st_size for path in out.glob("*.*"))
        cache.close()
        journal.close()
        kept = {p.stem: p.stat().st_size for p in (out / ".translator").glob("*.sqlite")}
    print(f"{count:,} sentences to {', '.join(formats)}, load {os.getloadavg()[0]:.1f}")
    print(f"driver: {1000 * cost / count:.3f} ms of CPU a sentence, {count / took:,.0f} a second")
    print(f"translating: {1000 * translating:.1f} ms of CPU a sentence")
    print(f"one driver keeps busy: {translating * count / cost:.0f} workers like this machine's")
    print(f"disk a sentence: outputs {written / count:.0f} bytes, journal ", end="")
    print(f"{kept['journal'] / count:.0f}, cache {kept['cache'] / count:.0f}")
    print(f"a result on the way: {ready.bytes:.0f} bytes")


if __name__ == "__main__":
    main()
