"""Large files on their way through a run: read and written a piece at a time.

In memory are the pieces that wait or are under way; the outputs grow beside their places, and get
their names when all of the file is there. A run that is killed begins the file anew, most of its
sentences from the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from translator.bulk.account import joined
from translator.bulk.events import Done
from translator.bulk.journal import Facts
from translator.bulk.outputs import Growing, Part
from translator.bulk.plan import SAME, Job
from translator.bulk.reading import facts_of
from translator.bulk.windows import Ready, Section
from translator.document import BOILERPLATE, Document, TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.large import Large, open_large
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.output import encoded
from translator.formats.place import BEGINNING
from translator.formats.writers import WRITERS

_UNREAD = Document("", (), "")


def large_of(job: Job, reading: Reading) -> Large | None:
    """A file to be translated in pieces; None for one that is held whole, since it is small or
    of another kind, or is to be written in a format that is written at once.

    Raises DocumentError for what cannot be read.
    """
    if not job.targets or not all(to == SAME or WRITERS[to].joins for to, _ in job.targets):
        return None
    return open_large(job.source, reading)


def facts(large: Large) -> Facts:
    """What is remembered of a large file as an input."""
    return facts_of(large.found, large.found.st_size, large.sha256)


def pieces(large: Large, job: Job, *, drop: bool, links: bool, since: float) -> Iterator[Ready]:
    """The pieces of a file, each to be translated by itself. With `drop` boilerplate is left out.

    Where the file cannot be read to its end, the last one says so.
    """
    first = True
    try:
        for one in large.pieces(job.name):
            opened = _without_boilerplate(one.opened) if drop else one.opened
            known = Facts(one.size, 0, "")
            section = Section(one.start, one.first, one.last)
            wanted = links or (opened.formatted and any(to == SAME for to, _ in job.targets))
            yield Ready(job, opened, known, wanted, since, section)
            first = False
    except DocumentError as error:
        opened = Opened(replace(_UNREAD, name=job.name), "", lambda _: b"")
        section = Section(BEGINNING, first, True, str(error))
        yield Ready(job, opened, Facts(0, 0, ""), links, since, section)


def sentences(large: Large, name: str, *, drop: bool) -> Iterator[list[str]]:
    """The sentences of a file, those of a piece at a time. Raises DocumentError."""
    for one in large.pieces(name):
        opened = _without_boilerplate(one.opened) if drop else one.opened
        yield [segment.text for _, _, segment in opened.document.segments()]


class Grown:
    """The outputs of a large file and its account, as they grow; used by one thread.

    `failed` says why there will be none; nothing is left of them then.
    """

    def __init__(self, job: Job, provenance: bool) -> None:
        self._job, self._provenance = job, provenance
        self._outputs: list[Growing] = []
        self._changed = False
        self.account: Done | None = None
        self.failed = ""

    def add(self, ready: Ready, translated: TranslatedDocument, account: Done) -> None:
        """Write the next piece. Raises TranslatorError."""
        if not self._outputs:
            for _, target in self._job.targets:
                self._outputs.append(Growing(target))
        for (to, _), output in zip(self._job.targets, self._outputs, strict=True):
            output.write(self._content(ready, translated, to))
        self.account = account if self.account is None else joined(self.account, account)
        self._changed = self._changed or any(
            one.target != one.source for one in translated.translations
        )

    def complete(self) -> list[Part]:
        """The outputs, all of them whole. Raises TranslatorError."""
        if not self._changed:
            refuse_unchanged((), str(self._job.source))
        return [one.complete() for one in self._outputs]

    def fail(self, reason: str) -> None:
        """There will be no outputs."""
        self.failed = self.failed or reason
        self.discard()

    def discard(self) -> None:
        """Remove what was written."""
        for one in self._outputs:
            one.discard()
        self._outputs = []

    def _content(self, ready: Ready, translated: TranslatedDocument, to: str) -> bytes:
        if to == SAME:
            return ready.opened.rebuilt(translated)
        assert ready.section is not None
        return piece_of(translated, to, ready.section, provenance=self._provenance)


def piece_of(
    translated: TranslatedDocument, to: str, section: Section, *, provenance: bool
) -> bytes:
    """A piece as it stands in an output of the format `to`, one of those that join."""
    from translator.formats import write_jsonl, write_text, write_tsv

    if to == "txt":
        return encoded(write_text(translated, provenance=provenance and section.last))
    said = provenance and section.first
    if to == "tsv":
        text = write_tsv(translated, provenance=said, header=section.first, start=section.start)
    else:
        text = write_jsonl(translated, provenance=said, start=section.start)
    return encoded(text)


def _without_boilerplate(opened: Opened) -> Opened:
    kept = tuple(p for p in opened.document.paragraphs if p.kind not in BOILERPLATE)
    return replace(opened, document=replace(opened.document, paragraphs=kept))
