"""The glossaries of the page, one over the other, and where a visitor's changes go."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary import Glossary, Term
from glossary.edit import changed
from glossary.file import GlossaryFile, writable
from glossary.term import user_file
from ui.changes import TermChange

_KEPT = 8
"""Glossaries kept for visitors who chose the same."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A glossary that visitors may switch on and off. `key` and `label` are its file's name, or
    say what it is."""

    key: str
    label: str
    glossary: Glossary


class Layers:
    """Glossaries in their order, later ones over earlier ones, and at the end what is changed here.

    With a `file` changes go into it, for everybody; without, they stay with the visitor.
    `unwritable` then says why a file that was named is not written, if one was.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        file: GlossaryFile | None = None,
        unwritable: str = "",
    ) -> None:
        self.layers = tuple(layers)
        self.file = file
        self.unwritable = unwritable
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[object, ...], Glossary] = OrderedDict()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all layers."""
        return tuple(layer.key for layer in self.layers)

    def own(self, layer: Sequence[Term]) -> tuple[Term, ...]:
        """The rows that a visitor's changes are made in. Raises GlossaryError (see `over`)."""
        return self.file.glossary.terms if self.file else tuple(layer)

    def over(self, keys: Sequence[str], layer: Sequence[Term]) -> Glossary | None:
        """The chosen layers under the rows changed here; None where there is no row at all.

        Raises GlossaryError where the file that is written has become unreadable.
        """
        top = Glossary(tuple(layer), "changed here")
        if self.file:
            top = self.file.refreshed()
        asked = (tuple(sorted(keys)), top.name, top.terms)
        with self._lock:
            made = self._made.get(asked)
            if made is not None:
                self._made.move_to_end(asked)
                return made
        chosen = [one.glossary for one in self.layers if one.key in keys]
        if not any(chosen) and not top:
            return None
        first, *others = [*chosen, top]
        made = first.overlay(*others)
        with self._lock:
            self._made[asked] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return made

    def changed(self, layer: tuple[Term, ...], changes: Sequence[TermChange]) -> tuple[Term, ...]:
        """The visitor's rows after changes, or the same with the changes in the file.

        Raises GlossaryError where the file cannot be written, or holds something else by now.
        """
        pairs = [(change.old, change.new) for change in changes]
        if self.file:
            self.file.change(pairs)
            return layer
        return changed(layer, pairs)


def load_layers(
    paths: Sequence[Path], read: Callable[[Path], Glossary], *, default: bool
) -> Layers:
    """The layers of a page: with `default` the shipped glossary and the user's own, then those of
    `paths`, read by `read`; the last takes the changes made on the page, if it can be written.

    Raises GlossaryError for a file that is missing or broken, and what `read` raises.
    """
    layers: list[Layer] = []
    if default:
        layers.append(Layer("shipped", "Shipped with the tool", Glossary.shipped()))
        own = user_file()
        if os.path.lexists(own):
            layers.append(Layer("own", f"Your own ({own.name})", Glossary.load(own)))
    unwritable = ""
    for number, path in enumerate(paths):
        if number == len(paths) - 1:
            unwritable = writable(path) or ""
            if not unwritable:
                return Layers(layers, GlossaryFile(path))
        layers.append(Layer(f"file{number}", path.name, read(path)))
    return Layers(layers, None, unwritable)
