"""The work of a bulk run: read, translate together, write each file as soon as it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.bulk.plan import Job
from translator.bulk.report import Done, Failed, done
from translator.document import Document, TranslatedDocument
from translator.errors import TranslatorError
from translator.formats import WITH_ALIGNMENT, read, without_boilerplate, write
from translator.formats.output import make_folder, write_file

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator
    from translator.consistency import Tally
    from translator.memory import Memory

_FIRST, _MOST = 20_000, 160_000
"""Characters read ahead and translated together: some ten articles at first, so that there is
something to see, then twice as much each time, since the more sentences there are, the more of
them share a length and so a batch."""

_FAULTS = (TranslatorError, RuntimeError)
"""What may go wrong with one file; CTranslate2 raises RuntimeError."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is done with every file of a run besides translating it.

    `names` is to count the names beyond the glossary, `memory` to take segments from.
    """

    drop_boilerplate: bool = False
    provenance: bool = False
    consistent: bool = False
    names: Tally | None = None
    memory: Memory | None = None


def run(
    jobs: Iterable[Job], translator: Translator, glossary: Glossary | None, options: Options
) -> Iterator[Done | Failed]:
    """Do the jobs in order and yield what became of each, once its files are written.

    A file that cannot be read, translated or written is yielded as Failed and stops no other.
    """
    chunk: list[tuple[Job, Document]] = []
    size, limit = 0, _FIRST
    for job in jobs:
        try:
            document = read(job.source, name=job.name)
            if options.drop_boilerplate:
                document = without_boilerplate(document)
        except TranslatorError as error:
            yield from _translate(chunk, translator, glossary, options)
            chunk, size = [], 0
            yield Failed(job.name, str(error))
            continue
        chunk.append((job, document))
        size += len(document.text)
        if size >= limit:
            yield from _translate(chunk, translator, glossary, options)
            chunk, size, limit = [], 0, min(2 * limit, _MOST)
    yield from _translate(chunk, translator, glossary, options)


def _translate(
    chunk: list[tuple[Job, Document]],
    translator: Translator,
    glossary: Glossary | None,
    options: Options,
) -> Iterator[Done | Failed]:
    """Translate some documents together; where that fails, each of the rest alone."""
    finished = 0
    try:
        documents = [document for _, document in chunk]
        wanted = any(to in WITH_ALIGNMENT for job, _ in chunk for to, _ in job.targets)
        for translated in translator.translate_documents(
            documents,
            glossary=glossary,
            alignment=wanted or options.names is not None,
            consistent=options.consistent,
            memory=options.memory,
        ):
            job = chunk[finished][0]
            finished += 1
            yield _store(job, translated, options)
    except _FAULTS as error:
        rest = chunk[finished:]
        if len(rest) == 1:
            yield Failed(rest[0][0].name, f"{rest[0][0].source} cannot be translated: {error}")
            return
        for one in rest:
            yield from _translate([one], translator, glossary, options)


def _store(job: Job, translated: TranslatedDocument, options: Options) -> Done | Failed:
    try:
        for to, target in job.targets:
            make_folder(target.parent)
            write_file(target, write(translated, to, provenance=options.provenance))
    except TranslatorError as error:
        return Failed(job.name, str(error))
    if options.names is not None:
        options.names.add(translated)
    return done(translated, [target for _, target in job.targets])
