"""The entries of a model.json, each of the kind it must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from translator.errors import ModelError

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries and where they stand. Every method raises ModelError naming file and entry."""

    values: Mapping[str, Any]
    where: str

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self._value(name)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(name, "a text", value)
        return value

    def number(self, name: str, *, least: int, default: int | None = None) -> int:
        """A whole number of at least `least`; `default` where the entry is missing."""
        value = self._value(name, _MISSING if default is None else default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._wrong(name, f"a whole number of {least} or more", value)
        return value

    def switch(self, name: str, *, default: bool | None = None) -> bool:
        """true or false; `default` where the entry is missing."""
        value = self._value(name, _MISSING if default is None else default)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false", value)
        return value

    def choice(self, name: str, *known: str) -> str | None:
        """One of the texts in `known`, or None where the entry is null or missing."""
        value = self._value(name, None)
        if value is None:
            return None
        if value not in known:
            raise self._wrong(name, f"null or {' or '.join(known)}", value)
        return str(value)

    def _value(self, name: str, default: Any = _MISSING) -> Any:
        value = self.values.get(name, default)
        if value is _MISSING:
            raise ModelError(f"{self.where}: the entry '{name}' is missing.")
        return value

    def _wrong(self, name: str, kind: str, value: Any) -> ModelError:
        shown = repr(value)[:60]
        return ModelError(f"{self.where}: the entry '{name}' must be {kind}, not {shown}.")
