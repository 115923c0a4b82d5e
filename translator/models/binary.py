"""The variables of a CTranslate2 model.bin: names, shapes and where their bytes are.

The layout is that of `ctranslate2.specs.model_spec.ModelSpec._serialize`: little-endian, strings
with their length and a zero byte, then for each variable name, shape, type and bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from translator.errors import ModelError

_TYPES = ("float32", "int8", "int16", "int32", "float16", "bfloat16")
_MOST_VARIABLES = 100_000
_SHAPES_FROM = 3
"""The first version of the layout that states types by number, as read here."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One array in the file: `size` bytes from `offset`, of a numpy type's name."""

    name: str
    shape: tuple[int, ...]
    type: str
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a model.bin holds. Aliases are names that stand for another variable."""

    version: int
    specification: str
    variables: Mapping[str, Variable]

    def rows(self, *names: str) -> int | None:
        """The first dimension of the first variable there is among `names`."""
        for name in names:
            if name in self.variables:
                return self.variables[name].shape[0]
        return None


def contents(path: Path) -> Contents:
    """Read the headers of a model.bin; the weights are skipped.

    Raises ModelError for a file that is none.
    """
    try:
        with path.open("rb") as file:
            (version,) = _unpack(file, "I")
            if not _SHAPES_FROM <= version < 100:
                raise ValueError(f"version {version} of the format")
            specification = _string(file)
            _unpack(file, "I")  # the specification's revision
            variables = {one.name: one for one in _variables(file)}
            (count,) = _unpack(file, "I")
            for _ in range(min(count, _MOST_VARIABLES)):
                alias, name = _string(file), _string(file)
                variables[alias] = variables[name]
    except (OSError, ValueError, KeyError, struct.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"{path}: is no model of CTranslate2 ({reason}).") from error
    return Contents(version, specification, variables)


def _variables(file: BinaryIO) -> Iterator[Variable]:
    (count,) = _unpack(file, "I")
    if count > _MOST_VARIABLES:
        raise ValueError(f"{count} variables")
    for _ in range(count):
        name = _string(file)
        (rank,) = _unpack(file, "B")
        shape = _unpack(file, f"{rank}I")
        type_number, size = _unpack(file, "<BI")
        if type_number >= len(_TYPES):
            raise ValueError(f"type {type_number} of {name}")
        yield Variable(name, shape, _TYPES[type_number], file.tell(), size)
        file.seek(size, 1)


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "H")
    return file.read(length).rstrip(b"\0").decode("utf-8")


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    layout = "<" + layout.lstrip("<")
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
