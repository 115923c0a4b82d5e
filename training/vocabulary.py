"""The SentencePiece models of a new model: Arabic with spelling folded, the parent's English.

    python -m training.vocabulary --work DIR [--public DIR] [--parent WHEEL]

For a model from scratch only. The source.spm and target.spm that ship in translator/assets are kept
as they are, though the corpus has grown since they were made: other pieces would make all trained
weights worthless. What this writes is used with `--models DIR/models` in all later steps.

DIR/models/normalization.tsv   SentencePiece's nmt_nfkc and, over it, folds of Arabic spelling
DIR/models/source.spm          8,000 pieces of the corpus's Arabic and an eighth of its English
DIR/models/target.spm          the parent's pieces that the corpus's English is made of, and all of
                               one character, so that other words can be spelt
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import sentencepiece as spm

from training import parent as parents
from training.pairs import CORPUS, Data, Pair, read
from training.pieces_file import cut
from training.steps import ended, positive, replacing
from translator.errors import InputError

ENGLISH_EVERY = 8
"""One English text of so many is read for the source pieces: names may stand inline."""
PIECES = 8000
PAD, EOS, UNKNOWN = 0, 1, 2

_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    "ک": "ك",
    **dict.fromkeys("ـٰ", ""),  # tatweel, superscript alef
    **{chr(c): "" for c in range(0x064B, 0x0656)},  # vowel signs, hamza and madda as marks
}
_INVISIBLE = (
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    0x061C,
    0x00AD,
)
_DIGITS = {chr(zero + i): str(i) for zero in (0x0660, 0x06F0) for i in range(10)}
_SIGNS = {
    "٪": "%",
    "٫": ".",
    "٬": ",",
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("–—−‑", "-"),
}
FOLDS = {**_LETTERS, **dict.fromkeys(map(chr, _INVISIBLE), ""), **_DIGITS, **_SIGNS}
"""Characters the source model takes for others, or for none."""
_CHARACTERS = (*range(0x1, 0xD800), *range(0xE000, 0x10000), *range(0x1F000, 0x1FAFF))
_MARKED = range(0x41, 0x2000)
_MARKS = (*range(0x0300, 0x0330), 0x0653, 0x0654, 0x0655)


def normalization() -> dict[str, str]:
    """What is replaced by what: nmt_nfkc with FOLDS over it, and letters with a mark composed."""
    standard = spm.SentencePieceNormalizer(
        rule_name="nmt_nfkc",
        add_dummy_prefix=False,
        escape_whitespaces=False,
        remove_extra_whitespaces=False,
    )
    table = str.maketrans(FOLDS)
    rows: dict[str, str] = {}
    for code in _CHARACTERS:
        character = chr(code)
        # twice: what a fold gives may be folded itself
        given = standard.normalize(character).translate(table).translate(table)
        becomes = FOLDS.get(character, given)
        if becomes != character:
            rows[character] = becomes
    for base in _MARKED:
        for mark in _MARKS:
            written = chr(base) + chr(mark)
            composed = unicodedata.normalize("NFKC", written)
            if len(composed) == 1:
                rows[written] = rows.get(composed, composed).translate(table)
    return rows


def write_normalization(path: Path) -> None:
    """Write the table as SentencePiece reads it: code points in hexadecimal, a tab between."""
    with replacing(path) as part:
        lines = (f"{_codes(a)}\t{_codes(b)}\n" for a, b in sorted(normalization().items()))
        part.write_text("".join(lines), encoding="utf-8")


def _codes(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)


def train_source(pairs: Sequence[Pair], table: Path, path: Path, pieces: int, threads: int) -> None:
    """Write a unigram model of `pieces` pieces that folds as `table` says: padding 0, end 1,
    unknown 2."""
    if not pairs:
        raise InputError("no pairs to make pieces of; give a --corpus with TSV files in folders.")
    with tempfile.TemporaryDirectory() as folder, replacing(path) as part:
        texts = Path(folder) / "texts.txt"
        with texts.open("w", encoding="utf-8") as out:
            for number, pair in enumerate(pairs):
                out.write(f"{pair.source}\n")
                if number % ENGLISH_EVERY == 0:
                    out.write(f"{pair.target}\n")
        try:
            spm.SentencePieceTrainer.train(
                input=str(texts),
                model_prefix=str(Path(folder) / "source"),
                vocab_size=pieces,
                model_type="unigram",
                character_coverage=0.9999,
                pad_id=PAD,
                eos_id=EOS,
                unk_id=UNKNOWN,
                bos_id=-1,
                normalization_rule_tsv=str(table),
                hard_vocab_limit=False,
                num_threads=threads,
                minloglevel=2,
            )
        except (RuntimeError, OSError) as error:
            raise InputError(f"{pieces} source pieces cannot be made: {error}") from error
        shutil.copy(Path(folder) / "source.model", part)


def kept_ids(english: Iterable[str], pieces: Any) -> list[int]:
    """The parent's pieces to keep, by their ids: its controls, those the texts are made of, and
    all of one character. pieces: the parent's SentencePiece model."""
    used: set[int] = set()
    for text in english:
        used.update(pieces.encode(text))
    return [
        i
        for i in range(pieces.get_piece_size())
        if i in used
        or len(pieces.id_to_piece(i)) == 1
        or pieces.is_control(i)
        or pieces.is_unknown(i)
    ]


def parent_ids(target: Any, pieces: Any) -> list[int | None]:
    """For each piece of a target model the parent's id of the same piece; None for padding, which
    the parent lacks. Both are SentencePiece models."""
    found: list[int | None] = [None]
    for i in range(1, target.get_piece_size()):
        piece = target.id_to_piece(i)
        same = pieces.piece_to_id(piece)
        if same == pieces.unk_id() and piece != pieces.id_to_piece(same):
            raise InputError(
                f"target.spm: the parent has no piece {piece!r}; cut it from the parent."
            )
        found.append(same)
    return found


def english(data: Data) -> list[str]:
    """Every English text of the corpus, names and single words included."""
    return [pair.target for pair in (*data.pairs, *data.names)]


def main() -> None:
    """Read the arguments, write the models."""
    arguments = argparse.ArgumentParser(
        prog="python -m training.vocabulary",
        description="Make source.spm and target.spm for a NEW model, in a few minutes. The shipped "
        "ones stay as they are: other pieces make trained weights worthless.",
    )
    arguments.add_argument("--work", type=Path, required=True, help="folder for what is made")
    arguments.add_argument("--public", type=Path, help="folder of the pairs in sources.toml")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--pieces", type=positive, default=PIECES, help="of the source model")
    arguments.add_argument("--threads", type=positive, default=os.cpu_count() or 1)
    parents.add_argument(arguments)
    given = arguments.parse_args()
    parent = parents.load(given.parent)
    models = given.work / "models"
    table = models / "normalization.tsv"
    write_normalization(table)
    folds = spm.SentencePieceNormalizer(rule_tsv=str(table), remove_extra_whitespaces=True)
    data = read(folds, given.public, given.corpus)
    train_source(data.pairs, table, models / "source.spm", given.pieces, given.threads)
    kept = kept_ids(english(data), parent.pieces)
    with replacing(models / "target.spm") as part:
        part.write_bytes(cut(parent.stored_pieces, kept))
    print(f"{models}: {given.pieces} source pieces, {len(kept) + 1} target pieces")


if __name__ == "__main__":
    sys.exit(ended(main))
