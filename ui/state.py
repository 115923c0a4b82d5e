"""What the page is told of a desk: all of it at first, then what changed since."""

from __future__ import annotations

from typing import Any

from translator.document import Translation
from translator.render import message_html, row_html, sheet_html, status_html
from ui.changes import described
from ui.desk import Desk


def state_of(desk: Desk, since: int) -> dict[str, Any]:
    """The state of a desk for a page that knows it up to change number `since` (0: nothing).

    version: the number to ask with next time. sheets: the HTML of each, where they were laid out
    since. rows: `[sheet, segment, html]` of those that changed since. running, ready, files:
    whether more is coming, there is something to take away, and a file that can be rebuilt.
    names: of the model and the glossary at work, where these changed. status, message: HTML.
    undo: what undo would take back. doubtful: rows with warnings. kept: what the page should keep
    over a restart of the server, where that changed (see `keep_of`).
    """
    with desk.lock:
        rows = list(desk.rows())
        fresh = desk.laid > since or not since
        alone = len(desk.sheets) == 1
        done = [row.line.translation for row in rows if row.line.translation is not None]
        state: dict[str, Any] = {
            "version": desk.version,
            "running": desk.running,
            "ready": bool(done),
            "files": any(sheet.opened for sheet in desk.sheets),
            "status": _status(desk, len(rows), done),
            "message": message_html(sentence(desk.message[0]), desk.message[1]),
            "undo": described(desk.steps[-1]) if desk.steps else "",
            "doubtful": sum(1 for one in done if one.warnings),
            "names": None,
            "sheets": None,
            "rows": [],
            "kept": keep_of(desk) if desk.kept > since else None,
        }
        if fresh or desk.kept > since:
            provenance = desk.workshop.translator(desk.choice).provenance(desk.glossary)
            state["names"] = [provenance.model, provenance.glossary]
        if fresh:
            state["sheets"] = [
                sheet_html(
                    sheet.key, sheet.document.name, (row.line for row in sheet.rows), alone=alone
                )
                for sheet in desk.sheets
            ]
        else:
            state["rows"] = [
                [sheet.key, row.line.segment.index, row_html(sheet.key, row.line)]
                for sheet in desk.sheets
                for row in sheet.rows
                if row.version > since
            ]
        return state


def sentence(text: str) -> str:
    """A message with its full stop, as the page shows it."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def keep_of(desk: Desk) -> dict[str, Any]:
    """Edits and terms of a desk as JSON, for the page to keep: `restore` takes it."""
    return {
        "hand": [[hand.source, hand.after] for hand in desk.hand.values()],
        "terms": [
            {
                "source": term.source,
                "target": term.target,
                "variants": list(term.variants),
                "accept": list(term.accept),
                "avoid": list(term.avoid),
                "type": term.type,
                "match": term.match,
                "note": term.note,
            }
            for term in desk.layer
        ],
    }


def _status(desk: Desk, total: int, done: list[Translation]) -> str:
    if not total:
        return ""
    sheets = desk.sheets
    name = sheets[0].document.name if len(sheets) == 1 else f"{len(sheets)} texts"
    again = sum(1 for row in desk.rows() if row.line.pending and row.line.translation)
    if desk.running and again:
        state = f"Putting {again} sentence{'' if again == 1 else 's'} right…"
    elif desk.running:
        state = f"{len(done)} of {total} segments" if done else "Translating…"
    elif len(done) < total:
        state = f"Stopped after {len(done)} of {total} segments"
    else:
        state = f"Translated in {desk.seconds:.1f} s"
    shown = () if desk.running else done
    return status_html(name, len(done), total, state, running=desk.running, translations=shown)
