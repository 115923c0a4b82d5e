"""The tool as a library: load a translator once, feed it texts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.term import Glossary
from translator import __version__, pipeline
from translator.consistency import pieces_of
from translator.consistency.unify import unified
from translator.document import Document, Origin, Provenance, TranslatedDocument, Translation
from translator.engine import Decoding, Engine
from translator.memory import Memory
from translator.memory.recall import recalled
from translator.models import ModelInfo, find
from translator.segment import segment, segment_lines
from translator.settings import MAX_BEAM, MAX_THREADS
from translator.written import judged

BULK_CHUNK = 2048
"""Segments that are decoded together in bulk: enough to fill batches of equal length."""

STREAM_CHUNKS = (2, 4, 8, 16)
"""Segments in the chunks of a streamed document: the first ones are there at once."""


@dataclass(frozen=True, slots=True)
class Translator:
    """An Arabic-to-English translator: a loaded model and how it decodes.

    Make one with `Translator.load`; it can be shared between threads.
    """

    engine: Engine
    decoding: Decoding

    @classmethod
    def load(
        cls,
        model: str | Path | None = None,
        *,
        threads: int | None = None,
        beam: int | None = None,
    ) -> Translator:
        """Load a model by name or folder; None is the best one installed.

        threads: workers, each on a thread of its own, up to `settings.MAX_THREADS`; None takes
            what the machine has.
        beam: hypotheses kept while decoding, up to `settings.MAX_BEAM`; None takes the default (2).
        Raises ModelError where the folder is missing or broken, ValueError for another number.
        """
        for name, value, most in (("threads", threads, MAX_THREADS), ("beam", beam, MAX_BEAM)):
            if value is not None and not 1 <= value <= most:
                raise ValueError(f"{name} must be from 1 to {most}, not {value}")
        decoding = Decoding() if beam is None else Decoding(beam=beam)
        return cls(Engine(find(model), threads), decoding)

    @property
    def model(self) -> ModelInfo:
        """What is known of the loaded model."""
        return self.engine.model

    def translate_text(
        self,
        text: str,
        *,
        name: str = "text",
        glossary: Glossary | None = None,
        lines: bool = False,
        consistent: bool = False,
        memory: Memory | None = None,
    ) -> TranslatedDocument:
        """Translate a text of any length; with `lines` each line is one segment, as it stands.

        Without a glossary no rendering is enforced; `Glossary.default()` is the shipped one.
        `consistent` and `memory` are those of `translate_documents`.
        """
        cut = segment_lines if lines else segment
        documents = [cut(text, name)]
        return next(
            self.translate_documents(
                documents, glossary=glossary, consistent=consistent, memory=memory
            )
        )

    def translate_documents(
        self,
        documents: Iterable[Document],
        *,
        glossary: Glossary | None = None,
        alignment: bool = True,
        consistent: bool = False,
        memory: Memory | None = None,
    ) -> Iterator[TranslatedDocument]:
        """Translate documents in order; sentences of many documents are decoded together.

        Documents are taken from the iterable a group at a time, so it may be endless. Without
        `alignment` translations carry no word links, which saves time where nobody reads them.
        With `consistent` a name beyond the glossary that comes out in different ways within a
        document gets one form (see `translator.consistency.unify`). A segment that the `memory`
        holds has its English, of the origin "memory", whatever the glossary wants of it; what
        that lacks is in its warnings.
        """
        group: list[Document] = []
        segments = 0
        for document in documents:
            group.append(document)
            segments += sum(1 for _ in document.segments())
            if segments >= BULK_CHUNK:
                yield from self._group(group, glossary, alignment, consistent, memory)
                group, segments = [], 0
        yield from self._group(group, glossary, alignment, consistent, memory)

    def stream(
        self,
        document: Document,
        *,
        glossary: Glossary | None = None,
        cancelled: Callable[[], bool] = pipeline.never,
    ) -> Iterator[Translation]:
        """Translate one document segment by segment, in order, the first ones soon.

        `cancelled` is asked between chunks of a few segments; after a yes no more come.
        """
        sources = (one.text for _, _, one in document.segments())
        yield from pipeline.translate(
            sources, self.engine, glossary, self.decoding, STREAM_CHUNKS, cancelled
        )

    def translate_together(self, requests: Sequence[pipeline.Request]) -> list[Translation]:
        """Translate segments of several people, each with a glossary of its own, in one go; each
        comes out as it would alone."""
        return pipeline.translate_together(requests, self.engine, self.decoding)

    def translate_segments(
        self, sources: Sequence[str], *, glossary: Glossary | None = None, alignment: bool = True
    ) -> list[Translation]:
        """Translate source segments in one go, each as it would come out alone."""
        size = (len(sources) or 1,)
        found = pipeline.translate(
            sources, self.engine, glossary, self.decoding, size, alignment=alignment
        )
        return list(found)

    def recall(
        self,
        sources: Sequence[str],
        memory: Memory,
        *,
        glossary: Glossary | None = None,
        alignment: bool = True,
    ) -> dict[str, Translation]:
        """The translations of those source segments that a memory holds, by source."""
        return recalled(sources, memory, glossary, self.engine, alignment=alignment)

    def assemble(
        self,
        document: Document,
        translations: Sequence[Translation],
        *,
        glossary: Glossary | None = None,
        alignment: bool = True,
        consistent: bool = False,
        memory: Memory | None = None,
        day: str | None = None,
    ) -> TranslatedDocument:
        """A document with the translations of its segments, made with word links if these or
        consistent names are wanted. `day` is that of the translation (ISO 8601), None is today.
        """
        held = {one.source: one for one in translations if one.origin == "memory"}
        said = memory.said(sum(one.source in held for one in translations)) if memory else ""
        provenance = self.provenance(glossary, consistent=consistent, memory=said, day=day)
        whole = TranslatedDocument(document, tuple(translations), provenance)
        if not consistent:
            return whole
        pieces = pieces_of(self.engine)
        whole = unified(whole, self.engine, glossary, self.decoding, pieces)
        made = (held.get(one.source, one) for one in whole.translations)
        return replace(
            whole,
            translations=tuple(one if alignment else replace(one, alignment=()) for one in made),
        )

    def judge(self, request: pipeline.Request, target: str, origin: Origin) -> Translation:
        """What there is to say of a target that somebody else wrote (see `translator.written`)."""
        return judged(request, target, self.engine, origin)

    def provenance(
        self,
        glossary: Glossary | None,
        *,
        consistent: bool = False,
        memory: str = "",
        day: str | None = None,
    ) -> Provenance:
        """What an output says of how it was made: versions, checksums, settings, day.

        `memory` says in words what came from a memory (see `Memory.said`). `day` is an ISO 8601
        day, None is today.
        """
        model = self.model
        settings = (f"beam {self.decoding.beam}", "consistent names" if consistent else "", memory)
        named = f"{glossary.name} ({glossary.checksum[:12]})" if glossary else "none"
        return Provenance(
            tool=f"arabic-translator {__version__}",
            model=f"{model.label} ({model.checksum[:12]})",
            glossary=named,
            settings=", ".join(filter(None, settings)),
            date=day or datetime.date.today().isoformat(),
        )

    def _group(
        self,
        documents: list[Document],
        glossary: Glossary | None,
        alignment: bool,
        consistent: bool,
        memory: Memory | None,
    ) -> Iterator[TranslatedDocument]:
        texts = [one.text for document in documents for _, _, one in document.segments()]
        linked = alignment or consistent
        held = recalled(texts, memory, glossary, self.engine, alignment=linked) if memory else {}
        translated = pipeline.translate(
            (text for text in texts if text not in held),
            self.engine,
            glossary,
            self.decoding,
            (BULK_CHUNK,),
            alignment=linked,
        )
        for document in documents:
            sources = [one.text for _, _, one in document.segments()]
            translations = [held.get(text) or next(translated) for text in sources]
            yield self.assemble(
                document,
                translations,
                glossary=glossary,
                alignment=alignment,
                consistent=consistent,
                memory=memory,
            )
