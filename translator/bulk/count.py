"""Files translated for the names in them: nothing is written, and no journal is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from translator.bulk.events import Failed
from translator.bulk.plan import Job
from translator.bulk.reading import load, members, opened
from translator.document import Document
from translator.errors import DocumentError, TranslatorError
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import is_archive

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator
    from translator.consistency import Tally

_TOGETHER = 160_000
"""Characters of documents that are translated together, some 1,500 sentences."""


def count_names(
    jobs: Iterable[Job],
    translator: Translator,
    glossary: Glossary | None,
    names: Tally,
    *,
    drop_boilerplate: bool = False,
) -> Iterator[str | Failed]:
    """Count the names of files, in order, and yield what each was called, or why it failed.

    A file that cannot be read or translated stops no other.
    """
    chunk: list[Document] = []
    for document in _documents(jobs, drop_boilerplate):
        if isinstance(document, Failed):
            yield document
            continue
        chunk.append(document)
        if sum(len(one.text) for one in chunk) >= _TOGETHER:
            yield from _counted(chunk, translator, glossary, names)
            chunk = []
    yield from _counted(chunk, translator, glossary, names)


def _documents(jobs: Iterable[Job], drop: bool) -> Iterator[Document | Failed]:
    for job in jobs:
        try:
            data, _ = load(job.source)
            if not is_archive(PurePath(job.name)):
                yield opened(data, str(job.source), job.name, Reading(), drop=drop).document
                continue
            for member, content in members(data, job, job.source, ()):
                yield _member(member, content, drop)
        except TranslatorError as error:
            yield Failed(job.name, str(error))


def _member(job: Job, content: bytes | DocumentError, drop: bool) -> Document | Failed:
    if isinstance(content, DocumentError):
        return Failed(job.name, str(content))
    try:
        return opened(content, job.label, job.name, Reading(), drop=drop).document
    except DocumentError as error:
        return Failed(job.name, str(error))


def _counted(
    documents: Sequence[Document],
    translator: Translator,
    glossary: Glossary | None,
    names: Tally,
) -> Iterator[str | Failed]:
    """Translate documents together; where that fails, each of the rest alone."""
    finished = 0
    try:
        for translated in translator.translate_documents(documents, glossary=glossary):
            names.add(translated)
            finished += 1
            yield translated.document.name
    except (TranslatorError, RuntimeError) as error:  # CTranslate2 raises RuntimeError
        rest = documents[finished:]
        if len(rest) == 1:
            yield Failed(rest[0].name, f"{rest[0].name} cannot be translated: {error}")
            return
        for one in rest:
            yield from _counted([one], translator, glossary, names)
