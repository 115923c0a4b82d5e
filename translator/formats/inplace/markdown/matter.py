"""The front matter of a Markdown file: its title and description, its language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from translator.document import Kind
from translator.formats.inplace.block import Block, Run
from translator.formats.inplace.html.direction import is_arabic

_MATTER = re.compile(
    r"(?:(---)[ \t]*\r?\n.*?^(?:---|\.\.\.)|(\+\+\+)[ \t]*\r?\n.*?^\+\+\+)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIELD = re.compile(r"^([A-Za-z_-]+)(\s*[:=][ \t]*)([^\r\n]*?)[ \t]*$", re.MULTILINE)
_SHOWN: dict[str, Kind] = {
    "title": "headline",
    "subtitle": "headline",
    "linktitle": "headline",
    "description": "other",
    "summary": "other",
    "excerpt": "other",
    "abstract": "other",
}
_LANGUAGES = frozenset({"lang", "language", "locale"})
_DIRECTIONS = frozenset({"dir", "direction"})


@dataclass(frozen=True, slots=True)
class Field:
    """A value of one line that is shown: where it stands, and its text."""

    start: int
    end: int
    block: Block
    yaml: bool


def matter_end(source: str) -> int:
    """Where the front matter ends, 0 where there is none."""
    found = _MATTER.match(source)
    return found.end() if found else 0


def fields(source: str, end: int) -> Iterator[Field]:
    """The values that are translated; those over several lines stay as they are."""
    is_yaml = source.startswith("---")
    for found in _FIELD.finditer(source, 0, end):
        kind = _SHOWN.get(found[1].lower())
        text = _value(found[3], is_yaml) if kind else None
        if text and text.strip():
            block = Block((Run(" ".join(text.split())),), kind)
            yield Field(found.start(3), found.end(3), block, is_yaml)


def turned(source: str, end: int) -> Iterator[tuple[int, int, str]]:
    """The changes that make it say English and left to right."""
    for found in _FIELD.finditer(source, 0, end):
        value = found[3].strip("\"'")
        new = None
        if found[1].lower() in _LANGUAGES and is_arabic(value):
            new = "en"
        elif found[1].lower() in _DIRECTIONS and value.lower() == "rtl":
            new = "ltr"
        if new:
            quote = found[3][:1] if found[3][:1] in ("'", '"') else ""
            yield found.start(3), found.end(3), f"{quote}{new}{quote}"


def value_of(text: str, old: str, *, is_yaml: bool) -> str:
    """A value as it is written, in the quotes of the old one if that can be read again."""
    quoted = json.dumps(text, ensure_ascii=False)
    if not is_yaml or old.startswith('"'):
        return quoted
    single = text.replace("'", "''")
    plain = f"'{single}'" if old.startswith("'") else text
    return plain if _value(plain, True) == text else quoted


def _value(written: str, is_yaml: bool) -> str | None:
    """The text of a value on one line; None for what is no text, or goes on below."""
    try:
        found = yaml.safe_load(f"a: {written}") if is_yaml else {"a": json.loads(written)}
    except (yaml.YAMLError, ValueError):
        return None
    value = found.get("a") if isinstance(found, dict) and len(found) == 1 else None
    return value if isinstance(value, str) and not written.startswith(("|", ">")) else None
