"""What an earlier run has finished and need not be done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from glossary.edit import touched
from glossary.term import Glossary
from translator.bulk.events import Done, Skipped
from translator.bulk.journal import Facts, Journal, Record
from translator.bulk.outputs import Output, is_as_written, relative, sha256_of
from translator.bulk.pieces import sentences
from translator.bulk.plan import Job
from translator.bulk.reading import facts_of, load, opened
from translator.bulk.remembered import Digests, differs
from translator.bulk.settings import Settings, differences
from translator.document import Document
from translator.errors import DocumentError
from translator.formats.inplace.large import open_large
from translator.formats.inplace.opened import Reading

Cause: TypeAlias = Literal[
    "new", "unfinished", "settings", "input", "outputs", "glossary", "memory"
]
"""Why a file is translated, or translated again."""


@dataclass(slots=True)
class Sifter:
    """Goes through the jobs of a run: what is finished is told, what is not is `todo`.

    The stat of an input and of its outputs is looked at first, their content only where that is
    another. Of a glossary or a memory that has changed only files with a sentence that it touches
    are redone. `remembered` are the digests of what the memory holds.
    """

    journal: Journal
    settings: Settings
    glossary: Glossary | None
    reading: Reading
    out: Path
    remembered: Digests = field(default_factory=dict)
    todo: list[Job] = field(default_factory=list)
    kept: int = 0
    causes: Counter[Cause] = field(default_factory=Counter)
    _compared: set[Cause] = field(default_factory=set)
    _earlier: dict[str, Glossary] = field(default_factory=dict)
    _memories: dict[str, Digests] = field(default_factory=dict)
    _key: str = field(init=False)
    _checksum: str = field(init=False)

    def __post_init__(self) -> None:
        # Asked for every file, and each time computed anew.
        self._key = self.settings.key
        self._checksum = self.glossary.checksum if self.glossary else ""

    def sifted(self, jobs: Sequence[Job]) -> Iterator[Skipped]:
        """Tell of the finished ones among jobs; the others come to `todo`."""
        for job in jobs:
            done = self.finished(job)
            if done is None:
                self.todo.append(job)
                continue
            self.kept += len(done)
            for one in done:
                yield Skipped(one)

    def finished(self, job: Job) -> list[Done] | None:
        """The account of a file that is finished, of an archive those of its files; None for what
        is to be done."""
        cause, done = self._finished(job)
        if cause is not None:
            self.causes[cause] += 1
        return None if cause is not None else done

    def notices(self, before: str | None, before_glossary: str) -> Iterator[str]:
        """Sentences on what has changed since the run before, given its settings and glossary."""
        files = f"{self.kept + len(self.todo):,} files"
        if before is not None:
            changed = differences(before, self.settings)
            again = f"{self.causes['settings']:,} of {files} are translated again"
            for name in changed:
                yield f"{name} changed: {again}"
        if "glossary" in self._compared and before_glossary != self._checksum:
            yield f"glossary changed: {self.causes['glossary']:,} of {files} are touched"
        if "memory" in self._compared:
            yield (
                "the translation memory (--tm) changed: "
                f"{self.causes['memory']:,} of {files} are touched"
            )
        if count := self.causes["input"]:
            yield f"{_files(count)} changed: translated again"
        if count := self.causes["outputs"]:
            yield (
                f"outputs of {_files(count)} are missing, altered or of a format "
                "not written before: made again"
            )

    def gone(self, jobs: Sequence[Job]) -> list[str]:
        """The inputs of earlier runs that are no longer there, by name."""
        names = {job.name for job in jobs}
        return [
            name
            for name, source in self.journal.names()
            if name not in names and not Path(source).exists()
        ]

    def _finished(self, job: Job) -> tuple[Cause | None, list[Done]]:
        record = self.journal.record(job.name)
        if record is None:
            return "new", []
        if record.state not in ("done", "renaming") or record.facts is None:
            return "unfinished", []
        if record.settings != self._key:
            return "settings", []
        facts = _same_input(job.source, record.facts)
        if facts is None:
            return "input", []
        if not job.targets:
            return self._members_finished(record)
        kept = self.journal.outputs(job.name)
        outputs = self._outputs(job, kept)
        if outputs is None:
            return "unfinished" if record.state == "renaming" else "outputs", []
        changed = self._changed(record)
        if changed and (cause := self._touched_by_piece(record, job, changed)) is not None:
            return cause, []
        known = (record.facts, record.state)
        if changed or known != (facts, "done") or outputs != kept:
            self.journal.still_right(job.name, facts, outputs)
        return None, [record.done] if record.done else []

    def _members_finished(self, record: Record) -> tuple[Cause | None, list[Done]]:
        """Of an archive that has not changed: whether all that is in it is finished."""
        found: list[Done] = []
        for name in record.members:
            member = self.journal.record(name)
            if member is None or member.state != "done" or member.done is None:
                return "unfinished", []
            if changed := self._changed(record):  # what is in it is compared once it is open
                return changed[0], []
            if self._all_there(self.journal.outputs(name)) is None:
                return "outputs", []
            found.append(member.done)
        return None, found

    def _outputs(self, job: Job, kept: Sequence[Output]) -> list[Output] | None:
        """The outputs of a file as they are, given those in the journal; None where one is missing
        or not what was written."""
        found = self._all_there(kept)
        wanted = {relative(target, self.out) for _, target in job.targets}
        return found if found and wanted <= {one.path for one in found} else None

    def _all_there(self, kept: Sequence[Output]) -> list[Output] | None:
        found = [is_as_written(one, self.out) for one in kept]
        there = [one for one in found if one is not None]
        return there if there and len(there) == len(found) else None

    def member(self, job: Job, facts: Facts, document: Document) -> Done | None:
        """The account of a file in an archive that was read again, if it is finished."""
        record = self.journal.record(job.name)
        if record is None or record.done is None or record.facts is None:
            return None
        if record.state not in ("done", "renaming") or record.settings != self._key:
            return None
        outputs = self._outputs(job, self.journal.outputs(job.name))
        if record.facts.sha256 != facts.sha256 or outputs is None:
            return None
        changed = self._changed(record)
        if changed and self._touched(record, _texts(document), changed) is not None:
            return None
        self.journal.still_right(job.name, facts, outputs)
        return record.done

    def _changed(self, record: Record) -> list[Cause]:
        """What of glossary and memory is not what the outputs of a file were made with."""
        found: list[Cause] = []
        if record.glossary != self._checksum:
            found.append("glossary")
        if record.memory != self.settings.memory:
            found.append("memory")
        self._compared.update(found)
        return found

    def _touched(
        self, record: Record, sentences: Sequence[str], changed: Sequence[Cause]
    ) -> Cause | None:
        """Which of what has changed says something else of a file than it did when its outputs
        were made; None where nothing does."""
        if "glossary" in changed and self._glossary_touches(record, sentences):
            return "glossary"
        if "memory" in changed and differs(self._memory_of(record), self.remembered, sentences):
            return "memory"
        return None

    def _memory_of(self, record: Record) -> Digests:
        before = self._memories.get(record.memory)
        if before is None:
            before = self._memories[record.memory] = self.journal.memory(record.memory)
        return before

    def _glossary_touches(self, record: Record, sentences: Sequence[str]) -> bool:
        before = self._earlier.get(record.glossary)
        if before is None:
            before = self._earlier[record.glossary] = self.journal.glossary(record.glossary)
        return bool(touched(before, self.glossary or Glossary(()), sentences))

    def _touched_by_piece(self, record: Record, job: Job, changed: Sequence[Cause]) -> Cause | None:
        """What touches a file; all that has changed does where it can no longer be read."""
        try:
            causes = (self._touched(record, some, changed) for some in self._sentences(job))
            return next((cause for cause in causes if cause is not None), None)
        except DocumentError:
            return changed[0]

    def _sentences(self, job: Job) -> Iterator[list[str]]:
        """The sentences of a file, those of a large one a piece at a time. Raises DocumentError."""
        drop = self.settings.drop_boilerplate
        large = open_large(job.source, self.reading)
        if large is not None:
            yield from sentences(large, job.name, drop=drop)
            return
        data, _ = load(job.source)
        found = opened(data, str(job.source), job.name, self.reading, drop=drop)
        yield _texts(found.document)


def _texts(document: Document) -> list[str]:
    return [one.text for _, _, one in document.segments()]


def _same_input(source: Path, facts: Facts) -> Facts | None:
    """What is known of an input that has not changed, with its present time; None if it has."""
    try:
        found = source.stat()
        if found.st_size != facts.size:
            return None
        if facts.mtime_ns and found.st_mtime_ns == facts.mtime_ns:
            return facts
        if sha256_of(source) != facts.sha256:
            return None
    except OSError:
        return None
    return facts_of(found, facts.size, facts.sha256)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"
