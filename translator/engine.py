"""A thin layer over CTranslate2 and SentencePiece: encode, decode, score.

A sentence's translation must not depend on its neighbours: `translator.batches` says which are
decoded together. The batches run on all workers side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import sentencepiece

from glossary.term import Term
from translator import clean, signs
from translator.batches import BATCH, FILLER, Batch, alike, batches, padded
from translator.document import Span
from translator.errors import ModelError
from translator.models import ModelInfo
from translator.pieces import spelled, trimmed
from translator.repetition import without_repeats
from translator.settings import available_threads

ATTENDED = 16
"""Rows of a batch at most where attention is wanted from a beam search. CTranslate2 (4.8.5) sorts a
batch by its lengths with std::sort, which leaves up to 16 in their order if they are sorted already
and shuffles more: then nobody can tell whose first row of attention is whose (see
`_found_first_rows`)."""

Attention = npt.NDArray[np.float32]
Row = npt.NDArray[np.float32]

_ARTICLES = frozenset(("▁The", "▁A", "▁An"))


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched for.

    beam: hypotheses kept at each step; 1 is greedy search.
    hypotheses: how many come back, best first (at most `beam`).
    repetition_penalty: above 1 makes pieces already written less likely.
    no_repeat: pieces in a row that may not occur twice; 0 puts no limit.
    """

    beam: int = 2
    hypotheses: int = 1
    repetition_penalty: float = 1.0
    no_repeat: int = 0


@dataclass(frozen=True, slots=True)
class Pieces:
    """A source sentence in SentencePiece pieces, each with its span in the raw text."""

    pieces: tuple[str, ...]
    offsets: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a sentence.

    score: mean log probability a piece, forced prefix pieces counting as certain.
    offsets: each piece's span in `text`, without the space before a word.
    attention: target pieces x source pieces, each row about 1.
    """

    text: str
    pieces: tuple[str, ...]
    offsets: tuple[Span, ...]
    score: float
    attention: Attention


@dataclass(frozen=True, slots=True)
class Job:
    """A source to decode, from a forced beginning of the target where `prefix` is given.

    attend: whether the attention is wanted; without it that of the hypotheses is all zero.
    """

    source: Pieces
    prefix: tuple[str, ...] = ()
    attend: bool = True


class Engine:
    """A loaded model. Safe to share between threads: CTranslate2 queues the calls."""

    def __init__(self, model: ModelInfo, threads: int | None = None) -> None:
        """Load `model` with `threads` workers of one thread each (default: the machine's).

        Raises ModelError where the folder's files cannot be loaded.
        """
        import ctranslate2

        self.model = model
        self.renders: dict[tuple[str, Term], bool] = {}
        """Whether the model by itself renders a surface form of a term as its target."""
        self._known: dict[str, bool] = {}
        self.threads = threads or available_threads()
        try:
            self._source = sentencepiece.SentencePieceProcessor(str(model.path / "source.spm"))
            self._target = sentencepiece.SentencePieceProcessor(str(model.path / "target.spm"))
            self._translator = ctranslate2.Translator(
                str(model.path),
                inter_threads=self.threads,
                intra_threads=1,
                max_queued_batches=-1,  # else handing over a batch waits for a free worker
                compute_type="auto",
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise ModelError(
                f"{model.path}: the model cannot be loaded ({_first_line(error)}); "
                "copy or convert it again."
            ) from error
        self._append_eos = not model.adds_source_eos

    def encode(self, text: str) -> Pieces:
        """Pieces of a raw source text of any content, with spans in `text` as given."""
        kept = self._read(text)
        mapping = self._source.encode(kept.text, return_type="offset_mapping")
        spans = mapping["offsets"]
        if kept.origin is not None:
            spans = [kept.span(*span) for span in spans]
        return Pieces(tuple(mapping["pieces"]), trimmed(text, spans))

    def length(self, text: str) -> int:
        """In how many pieces `encode` cuts a source text; much faster than that."""
        return len(self._source.encode(self._read(text).text))

    def _read(self, text: str) -> clean.Kept:
        return signs.readable(clean.for_model(text, self.model.folds_input), self._knows)

    def _knows(self, character: str) -> bool:
        """Whether there is a piece that this character of a source text is in."""
        if character not in self._known:
            self._known[character] = self._source.unk_id() not in self._source.encode(character)
        return self._known[character]

    def encode_target(self, text: str) -> tuple[str, ...] | None:
        """Pieces of a target text; None where the model's vocabulary cannot spell it."""
        if self._target.unk_id() in self._target.encode(text):
            return None
        return tuple(self._target.encode(text, out_type=str))

    def has_room(self, text: str) -> bool:
        """Whether a target of this text fits into the model's position table."""
        return len(self._target.encode(text)) <= self.model.positions - 2

    def decode(self, jobs: Sequence[Job], how: Decoding) -> list[list[Hypothesis]]:
        """For each job its hypotheses, best first. A source without pieces gives none."""
        results: list[list[Hypothesis]] = [[] for _ in jobs]
        for number, hypotheses in self.decoded(jobs, how):
            results[number] = hypotheses
        return results

    def decoded(self, jobs: Sequence[Job], how: Decoding) -> Iterator[tuple[int, list[Hypothesis]]]:
        """Yield `(number of the job, its hypotheses)` as batches are done, longest sources first.

        What is made of them meanwhile costs no time of its own: the workers go on. Jobs whose
        source has no pieces are left out.
        """
        running = [
            (batch, those, self._start(those, how)) for batch, those in self._batches(jobs, how)
        ]
        incomplete: dict[int, list[Hypothesis]] = {}
        for batch, those, handles in running:
            found = [
                self._hypotheses(handle.result(), len(job.source.pieces))
                for job, handle in zip(those, handles, strict=True)
            ]
            filler = bool(batch.filler)
            if not those[0].attend:
                yield from zip(batch.numbers, found[filler:], strict=True)
                continue
            rows = _found_first_rows(found, how.beam)
            for place, number in enumerate(batch.numbers, filler):
                mended = [_mended(one, rows.get(place)) for one in found[place]]
                if all(mended):
                    yield number, found[place]
                else:
                    incomplete[number] = found[place]
        for number, row in self._first_rows(jobs, list(incomplete)).items():
            for one in incomplete[number]:
                _mended(one, row)
            yield number, incomplete[number]

    def _batches(self, jobs: Sequence[Job], how: Decoding) -> Iterator[tuple[Batch, list[Job]]]:
        """What is decoded together, with the job that fills a batch at the head of its own."""

        def most(kind: tuple[int, ...]) -> int:
            return ATTENDED if kind[1] and how.beam > 1 else BATCH

        sizes = ((len(j.source.pieces), (len(j.prefix), int(j.attend))) for j in jobs)
        for batch in batches(sizes, self._width, most):
            those = [jobs[n] for n in batch.numbers]
            if batch.filler:
                source = Pieces((FILLER,) * batch.filler, ((0, 0),) * batch.filler)
                those.insert(0, replace(those[0], source=source))
            yield batch, those

    def _width(self, pieces: int) -> int:
        return padded(pieces, int(self._append_eos), self.model.positions)

    def _start(self, jobs: Sequence[Job], how: Decoding) -> list[Any]:
        """Hand one batch to the workers: jobs that are padded to the length of the first, alike in
        the number of prefix pieces and in `attend`."""
        length, prefix_length = len(jobs[0].source.pieces), len(jobs[0].prefix)
        options: dict[str, Any] = {}
        if prefix_length:
            options["target_prefix"] = [list(job.prefix) for job in jobs]
        handles: list[Any] = self._translator.translate_batch(
            [self._with_eos(job.source.pieces) for job in jobs],
            beam_size=how.beam,
            num_hypotheses=how.hypotheses,
            repetition_penalty=how.repetition_penalty,
            no_repeat_ngram_size=how.no_repeat,
            max_input_length=0,
            max_decoding_length=min(self.model.positions - 1, prefix_length + 2 * length + 40),
            disable_unk=True,
            return_scores=True,
            return_attention=jobs[0].attend,
            max_batch_size=0,
            asynchronous=True,
            **options,
        )
        return handles

    def _hypotheses(self, result: Any, width: int) -> list[Hypothesis]:
        attentions = result.attention or [None] * len(result.hypotheses)
        return [
            self._hypothesis(pieces, score, attention, width)
            for pieces, score, attention in zip(
                result.hypotheses, result.scores, attentions, strict=True
            )
        ]

    def without_repeats(self, hypothesis: Hypothesis) -> Hypothesis:
        """The hypothesis with what it says twice in a row said once; the score stays."""
        words: list[list[int]] = []
        for number, piece in enumerate(hypothesis.pieces):
            if piece.startswith("▁") or not words:
                words.append([])
            words[-1].append(number)
        said = ["".join(hypothesis.pieces[n] for n in word).lstrip("▁") for word in words]
        kept = [n for word in without_repeats(said) for n in words[word]]
        pieces = tuple(hypothesis.pieces[n] for n in kept)
        text, offsets = spelled(pieces)
        if kept and kept[0] and text[:1].islower():
            text = text[0].upper() + text[1:]
        rows = hypothesis.attention[kept]
        return Hypothesis(text, pieces, offsets, hypothesis.score, rows)

    def target_pieces(self, text: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
        """Pieces of a target text, unknown ones as they are, and each one's span in it."""
        mapping = self._target.encode(text, return_type="offset_mapping")
        return tuple(mapping["pieces"]), trimmed(text, mapping["offsets"])

    def _first_rows(self, jobs: Sequence[Job], numbers: Sequence[int]) -> dict[int, Row]:
        """The attention of the first target piece for the sources of some jobs."""
        sources = [Job(jobs[n].source) for n in numbers]
        running = [
            (
                batch.numbers,
                self._translator.translate_batch(
                    [self._with_eos(job.source.pieces) for job in those],
                    beam_size=1,
                    max_input_length=0,
                    max_decoding_length=1,
                    return_attention=True,
                    max_batch_size=0,
                    asynchronous=True,
                )[bool(batch.filler) :],
            )
            for batch, those in self._batches(sources, Decoding(beam=1))
        ]
        rows: dict[int, Row] = {}
        for group, handles in running:
            for n, handle in zip(group, handles, strict=True):
                width = len(sources[n].source.pieces)
                rows[numbers[n]] = np.zeros(width, dtype=np.float32)
                attention = handle.result().attention[0]
                if attention:  # nothing is written where the sentence ends at once
                    rows[numbers[n]][:] = attention[0][:width]
        return rows

    def follow(self, pairs: Sequence[tuple[Pieces, str]]) -> list[Hypothesis]:
        """Attention along given targets: for each source and English text a hypothesis of it.

        The text stays as it is, also where the vocabulary cannot spell it. The score is 0:
        nothing was chosen.
        """
        targets = [self.target_pieces(text) for _, text in pairs]
        jobs = [
            Job(source, pieces) for (source, _), (pieces, _) in zip(pairs, targets, strict=True)
        ]
        followed = []
        for (_, text), (pieces, offsets), [given, *_] in zip(
            pairs, targets, self.decode(jobs, Decoding(beam=1)), strict=True
        ):
            rows = given.attention[: len(pieces)]
            followed.append(Hypothesis(text, pieces, offsets, 0.0, rows))
        return followed

    def score(self, pairs: Sequence[tuple[Pieces, Sequence[str]]]) -> list[tuple[float, ...]]:
        """Log probability of each piece of each target, and last of its end, given its source.

        Nothing is free here, unlike the forced pieces of `decode`: candidates can be compared.
        Empty where source or target has no pieces.
        """
        groups = alike(
            (number, (len(source.pieces), len(target)))
            for number, (source, target) in enumerate(pairs)
            if source.pieces and target
        )
        running = [
            (
                numbers,
                self._translator.score_batch(
                    [self._with_eos(pairs[n][0].pieces) for n in numbers],
                    [list(pairs[n][1]) for n in numbers],
                    max_input_length=0,
                    max_batch_size=0,
                    asynchronous=True,
                ),
            )
            for numbers in groups
        ]
        scores: list[tuple[float, ...]] = [()] * len(pairs)
        for numbers, handles in running:
            for number, handle in zip(numbers, handles, strict=True):
                scores[number] = tuple(handle.result().log_probs)
        return scores

    def _with_eos(self, pieces: tuple[str, ...]) -> list[str]:
        return [*pieces, "</s>"] if self._append_eos else list(pieces)

    def _hypothesis(
        self, pieces: list[str], score: float, attention: list[list[float]] | None, width: int
    ) -> Hypothesis:
        text, offsets = spelled(pieces)
        rows = np.zeros((len(pieces), width), dtype=np.float32)
        if pieces and attention:
            rows[:] = np.asarray(attention, dtype=np.float32)[:, :width]
        return Hypothesis(text, tuple(pieces), offsets, float(score), rows)


def _found_first_rows(batch: Sequence[Sequence[Hypothesis]], beam: int) -> dict[int, Row]:
    """The true first rows of attention of a batch, by place in it, as far as they are there.

    In a beam search CTranslate2 (4.8.5) gives the k-th sentence of a batch (of up to ATTENDED) the
    first row of sentence k // beam. It depends on the source alone, since nothing is written yet,
    so sentence k's own stands with sentence k * beam, if there is one, cut to its length.
    """
    return {
        place // beam: batch[place][0].attention[0].copy()
        for place in range(0, len(batch), beam)
        if batch[place][0].pieces
    }


def _mended(hypothesis: Hypothesis, row: Row | None) -> bool:
    """Put the first row of attention right, in place; whether that could be done.

    It needs the row only where something hangs on it: an article has no Arabic word of its own,
    so it gets no attention, and a word of several pieces is told by the next one.
    """
    pieces, attention = hypothesis.pieces, hypothesis.attention
    if not pieces or pieces[0] in _ARTICLES:
        attention[:1] = 0.0
    elif len(pieces) > 1 and pieces[1][:1].isalpha():
        attention[0] = attention[1]
    elif row is not None and len(row) == attention.shape[1]:
        attention[0] = row
    else:
        return False
    return True


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
