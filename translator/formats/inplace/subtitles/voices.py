"""What a WebVTT file calls its speakers (`<v Ahmed>`), and its language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from translator.script import has_arabic

_VOICE = re.compile(r"(<v(?:\.[^\s<>]*)?[ \t]+)([^<>\n\r]+?)([ \t]*>)")
_STYLED = re.compile(r"(\[voice\s*=\s*[\"'])([^\"'\n\r]+)([\"']\])")
_LANGUAGE = re.compile(
    r"\A([^\n\r]*(?:\r\n?|\n)(?:[^\s:]+:[^\n\r]*(?:\r\n?|\n))*?Language:[ \t]*)ar\b[\w-]*"
)
_UNNAMED = str.maketrans("<>&\n", "    ")


def voices_of(text: str) -> tuple[str, ...]:
    """The names with Arabic in them, each once, in order."""
    return tuple(dict.fromkeys(one[2] for one in _VOICE.finditer(text) if has_arabic(one[2])))


def with_voices(text: str, english: Mapping[str, str]) -> str:
    """A file whose speakers have their English names, in its style sheets, too, and whose header
    says that it is in English."""

    def named(found: re.Match[str]) -> str:
        name = english.get(found[2], "").translate(_UNNAMED).strip().rstrip(".")
        return f"{found[1]}{name or found[2]}{found[3]}"

    return _LANGUAGE.sub(r"\1en", _STYLED.sub(named, _VOICE.sub(named, text)))
