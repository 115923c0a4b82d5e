"""A SentencePiece model file cut to some of its pieces, without protobuf installed.

A file is one protobuf message (sentencepiece_model.proto): field 1, repeated, a piece (its text,
score and type); field 2 the trainer's settings, among them ids; field 3 the normalization. Fields
are copied byte by byte; of a setting given twice the later one counts, as protobuf has it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_PIECE, _TRAINER = 1, 2
_VOCABULARY_SIZE, _UNKNOWN_ID, _BEGIN_ID, _END_ID, _PADDING_ID = 4, 40, 41, 42, 43
_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_CONTROL = 3


def cut(model: bytes, kept: Sequence[int]) -> bytes:
    """The model with `<pad>` as piece 0 and of its own pieces those of the ids in `kept`, in order.

    The first two kept must be `</s>` and `<unk>`: they get the ids 1 and 2.
    """
    pieces = [value for field, value in _fields(model) if field == _PIECE]
    pad = _field(1, b"<pad>") + _key(2, _FOUR_BYTES) + struct.pack("<f", 0) + _number(3, _CONTROL)
    out = [_field(_PIECE, pad), *(_field(_PIECE, pieces[i]) for i in kept)]
    ids = {_PADDING_ID: 0, _END_ID: 1, _UNKNOWN_ID: 2, _BEGIN_ID: -1}
    settings = {_VOCABULARY_SIZE: len(kept) + 1, **ids}
    changed = b"".join(_number(field, value) for field, value in settings.items())
    for field, value in _fields(model):
        if field == _TRAINER:
            value += changed
        if field != _PIECE:
            out.append(_field(field, value))
    return b"".join(out)


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Field numbers and values of a message whose fields are all byte strings."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        if key & 7 != _BYTES:
            raise ValueError("not a SentencePiece model")
        length, place = _varint(message, place)
        yield key >> 3, message[place : place + length]
        place += length


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """The number at a place, and the place after it."""
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place


def _written(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers as protobuf writes them
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _key(field: int, kind: int) -> bytes:
    return _written(field << 3 | kind)


def _field(field: int, value: bytes) -> bytes:
    return _key(field, _BYTES) + _written(len(value)) + value


def _number(field: int, value: int) -> bytes:
    return _key(field, _VARINT) + _written(value)
