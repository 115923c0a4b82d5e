"""Files written: all outputs of one beside their places first, then each into its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from translator.bulk.account import done
from translator.bulk.events import Done
from translator.bulk.journal import Run
from translator.bulk.outputs import Output, Part, discard, prepare, put, relative
from translator.bulk.pieces import Grown
from translator.bulk.plan import SAME, Job
from translator.bulk.report.details import details, types_of
from translator.bulk.resume import Sifter
from translator.bulk.windows import Ready, Section
from translator.consistency import pieces_of
from translator.errors import TranslatorError
from translator.formats import write
from translator.formats.inplace.unchanged import refuse_unchanged

if TYPE_CHECKING:
    from translator.api import Translator
    from translator.document import TranslatedDocument, Translation
    from translator.memory import Memory


@dataclass(frozen=True, slots=True)
class Options:
    """What is done with every file of a run besides translating it.

    `formats` are those of the outputs (see `plan`). With `names` those beyond the glossary are
    taken down for each file; `memory` is to take segments from.
    """

    formats: tuple[str, ...] = ("txt",)
    drop_boilerplate: bool = False
    provenance: bool = False
    consistent: bool = False
    names: bool = False
    memory: Memory | None = None


class Fail(Protocol):
    """Told of a file that is not written, why, and how large it is in bytes where that counts."""

    def __call__(self, job: Job, reason: str, size: int = 0) -> None:
        """Take it down."""


class Writer:
    """Writes the files of a run; used by one thread. The journal is told of every step."""

    def __init__(
        self,
        sifter: Sifter,
        run: Run,
        translator: Translator,
        options: Options,
        finished: Callable[[Done], None],
        fail: Fail,
    ) -> None:
        """`finished` is told of the files that are in their places, `fail` of the others."""
        self._sifter, self._run, self._translator = sifter, run, translator
        self._options, self._finished, self._fail = options, finished, fail
        self._journal = sifter.journal
        self._types = types_of(sifter.glossary)
        self._pieces = pieces_of(translator.engine) if options.names else None
        self._grown: Grown | None = None

    def file(self, file: Ready, results: list[Translation] | str) -> None:
        """Write a file, or a piece of a large one, with the translations of its segments; or say
        why there are none."""
        if file.section is not None:
            self._grow(file, file.section, results)
        elif isinstance(results, str):
            self._fail(file.job, _untranslated(file.job, results), file.facts.size)
        else:
            self._store(file, results)

    def close(self) -> None:
        """No more comes: what was begun of a large file is removed."""
        if self._grown is not None:
            self._grown.discard()

    def _store(self, file: Ready, translations: Sequence[Translation]) -> None:
        """Write the outputs of a file: all beside their places, then each into its own."""
        job = file.job
        self._journal.reached("writing", [job.name])
        parts = []
        try:
            translated = self._assembled(file, translations)
            for to, target in job.targets:
                parts.append(prepare(target, self._content(file, translated, to)))
        except Exception as error:  # whatever one file breaks must not stop ten thousand
            discard(parts)
            self._fail(job, _unwritten(job, error))
            return
        self._place(job, parts, self._account(file, translated))

    def _grow(self, file: Ready, section: Section, results: list[Translation] | str) -> None:
        """Write a piece of a large file; after the last one its outputs go into their places."""
        job = file.job
        grown = self._grown
        if grown is None:
            grown = self._grown = Grown(job, self._options.provenance)
            self._journal.reached("writing", [job.name])
        if section.broken or isinstance(results, str):
            grown.fail(section.broken or _untranslated(job, str(results)))
        parts: list[Part] = []
        try:
            if not grown.failed and not isinstance(results, str):
                translated = self._assembled(file, results)
                grown.add(file, translated, self._account(file, translated))
            if section.last and not grown.failed:
                parts = grown.complete()
        except Exception as error:
            grown.fail(_unwritten(job, error))
        if section.last:
            self._grown = None
            if grown.failed or grown.account is None:
                self._fail(job, grown.failed)
            else:
                self._place(job, parts, grown.account)

    def _assembled(self, file: Ready, translations: Sequence[Translation]) -> TranslatedDocument:
        return self._translator.assemble(
            file.opened.document,
            translations,
            glossary=self._sifter.glossary,
            alignment=file.links,
            consistent=self._options.consistent,
            memory=self._options.memory,
            day=self._run.day,
        )

    def _account(self, file: Ready, translated: TranslatedDocument) -> Done:
        paths = [target for _, target in file.job.targets]
        told = details(translated, self._types, self._pieces)
        return done(translated, paths, time.perf_counter() - file.since, told)

    def _place(self, job: Job, parts: Sequence[Part], account: Done) -> None:
        """Give complete outputs their names."""
        out = self._sifter.out
        intended = [Output(relative(one.path, out), one.size, 0, one.sha256) for one in parts]
        self._journal.renaming(job.name, intended, account)
        try:
            outputs = put(parts, out)
        except TranslatorError as error:
            self._fail(job, str(error))
            return
        self._journal.finished(job.name, outputs)
        self._finished(account)

    def _content(self, file: Ready, translated: TranslatedDocument, to: str) -> bytes:
        if to == SAME:
            return file.opened.rebuilt(translated)
        refuse_unchanged(translated.translations, file.job.label)
        return write(translated, to, provenance=self._options.provenance)


def _untranslated(job: Job, why: str) -> str:
    return f"{job.label} cannot be translated: {why}"


def _unwritten(job: Job, error: Exception) -> str:
    """Why a file was not written, in one sentence."""
    if isinstance(error, TranslatorError):
        return str(error)
    return f"{job.label} cannot be written in English: {type(error).__name__}: {error}"
