"""What shapes the result of a run besides its inputs: kept in the journal, compared, named."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

_NAMES = {
    "tool": "the version of the tool",
    "model": "the model",
    "beam": "--beam",
    "drop_boilerplate": "--drop-boilerplate",
    "consistent": "--consistent",
    "provenance": "--provenance",
    "fields": "--field",
    "article": "--article",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All that changes every file's result if it changes; the glossary, which need not, is apart.

    `model` and `memory` are checksums of their content, `memory` empty without one. A memory
    changes what is in it alone.
    """

    tool: str
    model: str
    beam: int
    drop_boilerplate: bool = False
    consistent: bool = False
    provenance: bool = False
    memory: str = ""
    fields: tuple[str, ...] = ()
    article: bool = False

    def to_json(self) -> str:
        """The settings as they stand in the journal."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def key(self) -> str:
        """A checksum: equal settings, equal keys, whatever the memory."""
        said = replace(self, memory="").to_json()
        return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def differences(before: str, after: Settings) -> list[str]:
    """What is called how of the settings that differ from those of a journal (its JSON), but for
    the memory."""
    old: dict[str, Any] = json.loads(before)
    new: dict[str, Any] = json.loads(after.to_json())
    changed = (name for name in new if old.get(name) != new[name])
    return [_NAMES.get(name, name) for name in changed if name != "memory"]
