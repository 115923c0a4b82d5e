"""SentencePiece models: the pieces they hold, and copies that make only some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import sentencepiece

from translator.errors import InputError

# The fields of `ModelProto` and its `SentencePiece` in sentencepiece_model.proto, and two types.
_PIECES, _TEXT, _TYPE = 1, 1, 3
_NORMAL, _UNUSED = 1, 5
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def load(path: Path) -> sentencepiece.SentencePieceProcessor:
    """A SentencePiece model. Raises InputError naming a file that is none."""
    try:
        return sentencepiece.SentencePieceProcessor(str(path))
    except (OSError, RuntimeError) as error:
        raise InputError(f"{path}: is no SentencePiece model; fetch it again.") from error


def pieces(path: Path) -> list[str]:
    """All pieces of a SentencePiece model, in the order of their numbers."""
    processor = load(path)
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def folds(path: Path) -> bool:
    """Whether the model itself takes out vowel signs, tatweel and direction marks.

    Such a model wants a text as it is written; for others those are taken out beforehand.
    """
    processor = load(path)
    return bool(
        processor.encode("مُحَمَّدٌ وصـــل \u200fإلى\u200e بَغداد")
        == processor.encode("محمد وصل إلى بغداد")
    )


def restricted(path: Path, vocabulary: Collection[str]) -> bytes:
    """The bytes of a model that makes no piece the vocabulary lacks.

    A release's vocabulary holds what its training text had, fewer pieces than its SentencePiece
    model; a text forced into a translation must be spelled with those the network knows. The
    other pieces become "unused", as `spm_encode --vocabulary` makes them.
    """
    load(path)
    known = frozenset(vocabulary)
    return b"".join(_restricted(path.read_bytes(), known))


def _restricted(model: bytes, known: frozenset[str]) -> Iterator[bytes]:
    for number, start, body, end in _fields(model):
        if number != _PIECES:
            yield model[start:end]
            continue
        piece = model[body:end]
        if not _is_normal(piece) or _text(piece) in known:
            yield model[start:end]
            continue
        piece += _varint(_TYPE << 3 | _VARINT) + _varint(_UNUSED)  # of two values the last holds
        yield _varint(_PIECES << 3 | _BYTES) + _varint(len(piece)) + piece


def _is_normal(piece: bytes) -> bool:
    kinds = [
        _read_varint(piece, body)[0] for number, _, body, _ in _fields(piece) if number == _TYPE
    ]
    return not kinds or kinds[-1] == _NORMAL


def _text(piece: bytes) -> str:
    return next(
        piece[body:end] for number, _, body, end in _fields(piece) if number == _TEXT
    ).decode()


def _fields(message: bytes) -> Iterator[tuple[int, int, int, int]]:
    """The fields of a protocol buffer: number, start of field, start of value, end."""
    place = 0
    while place < len(message):
        start = place
        key, place = _read_varint(message, place)
        body = place
        if key & 7 == _VARINT:
            _, place = _read_varint(message, place)
        elif key & 7 == _BYTES:
            length, body = _read_varint(message, place)
            place = body + length
        else:
            place += {_FIXED64: 8, _FIXED32: 4}[key & 7]
        yield key >> 3, start, body, place


def _read_varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[place]
        value |= (byte & 127) << shift
        place += 1
        shift += 7
        if byte < 128:
            return value, place


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
