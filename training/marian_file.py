"""Marian's binary model format, read into arrays.

    python -m training.marian_file FILE        lists what a file holds

The layout (marian-dev, src/common/binary.cpp), all little-endian: version (1) and number of
items; for each item the bytes of its name, its type, its number of dimensions and the bytes of
its data, all as 64-bit integers; the names, each ending in a zero byte; the shapes as 32-bit
integers; a 64-bit count of padding bytes and the padding; the data of all items. A type is float32
(0x0404), 8-bit for intgemm (0x4101), or bytes (0x0101: the training configuration). An 8-bit
item has its multiplier behind its values as a float32; a value is its byte / multiplier.
"""

from __future__ import annotations

import argparse
import math
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.steps import ended
from translator.errors import ModelError

Floats = npt.NDArray[np.float32]

FLOATS, EIGHT_BIT, BYTES = 0x0404, 0x4101, 0x0101
EMBEDDING = "Wemb"
"""The one 8-bit matrix that is not stored transposed."""
_VERSION = 1
_MOST_ITEMS = 100_000
_HEADER = struct.Struct("<QQQQ")


@dataclass(frozen=True, slots=True)
class MarianFile:
    """weights: arrays by name, 8-bit ones multiplied out, matrices as input x output;
    configuration: the YAML text a file may carry, empty if it does not."""

    weights: Mapping[str, Floats]
    configuration: str


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    kind: int
    shape: tuple[int, ...]
    size: int


def read(path: Path) -> MarianFile:
    """Read a file. ModelError where there is none or it is not of this format."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror or error}).") from error
    return parsed(data, str(path))


def parsed(data: bytes, name: str) -> MarianFile:
    """What `data` holds; `name` is what errors call it."""
    try:
        items, start = _items(data, name)
        weights: dict[str, Floats] = {}
        configuration = ""
        for item in items:
            piece = data[start : start + item.size]
            start += item.size
            if len(piece) < item.size:
                raise ModelError(f"{name}: ends within {item.name}; fetch the file anew.")
            if item.kind == BYTES:
                configuration = piece.rstrip(b"\0").decode("utf-8")
            else:
                weights[item.name] = _array(item, piece, name)
    except (struct.error, UnicodeDecodeError) as error:
        raise ModelError(f"{name}: not a whole Marian binary model; fetch it anew.") from error
    return MarianFile(weights, configuration)


def _items(data: bytes, name: str) -> tuple[list[_Item], int]:
    """The items and where their data begins."""
    version, count = struct.unpack_from("<QQ", data, 0)
    if version != _VERSION or count > _MOST_ITEMS:
        raise ModelError(f"{name}: not a Marian binary model of version {_VERSION}; give a .bin.")
    place = 16
    headers = [_HEADER.unpack_from(data, place + _HEADER.size * i) for i in range(count)]
    place += _HEADER.size * count
    names = []
    for length, *_ in headers:
        names.append(data[place : place + length].rstrip(b"\0").decode("utf-8"))
        place += length
    items = []
    for text, (_, kind, dimensions, size) in zip(names, headers, strict=True):
        shape = struct.unpack_from(f"<{min(dimensions, len(data))}i", data, place)
        place += 4 * dimensions
        items.append(_Item(text, kind, shape, size))
    (padding,) = struct.unpack_from("<Q", data, place)
    return items, place + 8 + padding


def _array(item: _Item, piece: bytes, name: str) -> Floats:
    count = math.prod(item.shape)
    needed = {FLOATS: 4 * count, EIGHT_BIT: count + 4}.get(item.kind)
    if needed is None:
        raise ModelError(f"{name}: {item.name} has the unknown type {item.kind:#06x}.")
    if min(item.shape, default=0) < 0 or needed > item.size:
        raise ModelError(f"{name}: {item.name} is shorter than its shape {item.shape} says.")
    if item.kind == FLOATS:
        return np.frombuffer(piece, "<f4", count).astype(np.float32).reshape(item.shape)
    (multiplier,) = struct.unpack_from("<f", piece, count)
    if not multiplier > 0:
        raise ModelError(f"{name}: {item.name} has the multiplier {multiplier}; fetch it anew.")
    values = np.frombuffer(piece, np.int8, count).astype(np.float32) / np.float32(multiplier)
    if item.name == EMBEDDING or len(item.shape) != 2:
        return values.reshape(item.shape)
    return np.ascontiguousarray(values.reshape(item.shape[::-1]).T)


def main() -> None:
    """Read the arguments, list the file."""
    arguments = argparse.ArgumentParser(
        prog="python -m training.marian_file",
        description="List the arrays of a Marian binary model: name, shape, mean size of a value.",
    )
    arguments.add_argument("file", type=Path)
    found = read(arguments.parse_args().file)
    for name, array in found.weights.items():
        shape = " x ".join(map(str, array.shape))
        print(f"{name}\t{shape}\t{float(np.abs(array).mean()):.4f}")
    print(found.configuration, end="")


if __name__ == "__main__":
    sys.exit(ended(main))
