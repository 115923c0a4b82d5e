"""Frequent words worked out ahead of time, by as many processes as there are processors.

    python -m glossary.gloss.work FOLDER CACHE < words > forms

is what the other processes run: a word a line comes in, Python's own format of the forms goes out.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from glossary.gloss.choices import Choices, of_rows
from glossary.gloss.forms import Form, Row, Told, written
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.romanize import before_genitive, romanize
from glossary.gloss.steps import tagged
from glossary.gloss.weigh import known

HOPELESS = 6.0
"""A reading that is so much less likely than a word's likeliest one hardly ever comes first: it is
romanized when it does."""
SHARE = 5000
"""Words for which a process of their own is worth its start."""
MOST = 8
"""Processes at most: each has the lexicon in its memory."""


def worked_out(words: Iterable[str], lexicon: Lexicon) -> Iterator[Form]:
    """What `gloss` asks of words by themselves, ready for the table of forms."""
    for word in words:
        found = of_rows(word, known(word, lexicon), lexicon)
        last = found.peaks[0] - HOPELESS if found.peaks else 0.0
        told = [
            _told(found, number, lexicon) if peak > last else ()
            for number, peak in zip(found.firsts, found.peaks, strict=True)
        ]
        told = told or [(romanize(word), "", "")]
        yield word, found.rows, found.tagged, found.firsts, told


def _told(found: Choices, number: int, lexicon: Lexicon) -> Told:
    """What a table keeps of a reading: its romanization and that before a genitive, "" where it
    is no other one; what `Lexicon.made` needs, or where that is not enough the whole."""
    latin, genitive, one = found.tell(number)
    assert one is not None
    if genitive is None:
        other = before_genitive(one, latin)
        genitive = "" if other == latin else other
    (frame, _), _, _ = found.named(number)
    if frame >= 0:
        around = lexicon.frames[frame]
        if (one.proclitics, one.enclitics) == (around.proclitics, around.enclitics):
            return latin, genitive, frame, one.gloss, one.stem.form, one.stem.vocalized, one.lemma
    return latin, genitive, written(one)


def shared_out(words: Sequence[str], lexicon: Lexicon, folder: Path, cache: Path) -> Iterator[Form]:
    """The same, in the same order, by several processes.

    folder: the lexicon's files; cache: where the compiled lexicon is kept. What another process
    does not bring is worked out here.
    """
    size = max(SHARE, -(-len(words) // _processors()))
    shares = [words[at : at + size] for at in range(0, len(words), size)]
    helpers = list(_helpers(shares[1:], folder, cache))
    for share, helper in zip(shares, (None, *helpers), strict=True):
        yield from (helper and helper.forms()) or worked_out(share, lexicon)


def _processors() -> int:
    """How many processes are worth starting, this one among them."""
    if getattr(sys, "frozen", False) or not sys.executable:  # there is no `python` to call
        return 1
    try:
        found = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        found = os.cpu_count() or 1
    return min(found, MOST)


_Brought = tuple[str, list[Row], tuple[str, ...], tuple[int, ...], tuple[int, ...], list[Told]]
"""A `Form` without the steps to its tags."""


class Helper:
    """Another process at work on some words; raises OSError where none can be started."""

    def __init__(self, words: Sequence[str], folder: Path, cache: Path) -> None:
        code = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (code, os.environ.get("PYTHONPATH"))))
        self._written = tempfile.TemporaryFile()  # noqa: SIM115 - open until it is read
        with tempfile.TemporaryFile() as given:
            given.write("\n".join(words).encode())
            given.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "glossary.gloss.work", str(folder), str(cache)],
                stdin=given,
                stdout=self._written,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )

    def forms(self) -> Iterator[Form] | None:
        """What it has brought, once it has ended; None where it failed."""
        with self._written as file:
            if self._process.wait() != 0:
                return None
            file.seek(0)
            found: list[_Brought] = marshal.load(file)
        return (
            (word, rows, tagged(tags, signs), firsts, told)
            for word, rows, tags, signs, firsts, told in found
        )


def _helpers(shares: Sequence[Sequence[str]], folder: Path, cache: Path) -> Iterator[Helper | None]:
    """One for each share, None where none can be started."""
    for words in shares:
        try:
            yield Helper(words, folder, cache)
        except OSError:
            yield None


def main(folder: str, cache: str) -> None:
    """Work out the words of standard input."""
    from glossary.gloss.load import read_lexicon

    lexicon = read_lexicon(Path(folder), Path(cache))
    assert lexicon is not None
    words = sys.stdin.buffer.read().decode().split("\n")
    found: list[_Brought] = [
        (word, list(rows), tags, signs, tuple(firsts), list(told))
        for word, rows, (tags, signs, _), firsts, told in worked_out(words, lexicon)
    ]
    marshal.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
