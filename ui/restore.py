"""A desk as a page remembers it, after the server was started again."""

from __future__ import annotations

from glossary import GlossaryError
from glossary.edit import validated
from translator.memory import key as key_of
from ui.changes import Hand, TermChange
from ui.desk import Desk

MOST = 5_000
"""Edits and terms taken back at most."""


def restore(desk: Desk, kept: object) -> None:
    """Put edits and terms that a page kept (see `ui.state.keep_of`) on a new desk.

    It comes from a browser, so whatever does not fit is left out without a word. Terms come back
    only where they stay with the visitor: those of a file are in the file.
    """
    if not isinstance(kept, dict):
        return
    for item in _items(kept.get("hand")):
        match item:
            case [str(source), str() | None as after]:
                key = key_of(source)
                desk.hand[key] = Hand(source, None, after, untouched=True)
                desk.offer(key, source)
    changes = []
    for item in _items(kept.get("terms")):
        if isinstance(item, dict):
            try:
                changes.append(TermChange(None, validated(item)))
            except (GlossaryError, TypeError, ValueError):
                continue
    if changes and not desk.writes_terms:
        desk.change_terms(changes)
        desk.steps = []


def _items(value: object) -> list[object]:
    return value[:MOST] if isinstance(value, list) else []
