"""A TMX file of any program, read: its units in Arabic and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.markup import entries, language, local, text_of
from translator.errors import InputError
from translator.memory.entry import Entry, key

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Inline elements that hold codes of a format instead of words."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_CHANGED = ("changedate", "creationdate")
_AUTHOR = ("changeid", "creationid")


@dataclass(frozen=True, slots=True)
class Content:
    """What a memory file holds: the latest entry of every sentence, by `key`.

    `repeated` are the keys of more than one unit, `units` counts the units with an Arabic and an
    English text, `left_out` those without, `codes` is how the file names the two languages.
    """

    entries: dict[str, Entry]
    repeated: set[str]
    units: int = 0
    left_out: int = 0
    codes: tuple[str, str] = ("ar", "en")


def read(path: Path) -> Content:
    """Read a TMX file, however large, a unit at a time; an empty file is an empty memory.

    Of several units for a sentence the one changed last counts; of those without a date, or of
    the same, the one further down. A unit with several Arabic texts is one for each of them, its
    first English counts. Raises InputError where the file cannot be read, is no well-formed XML,
    is no TMX or declares entities.
    """
    found: dict[str, Entry] = {}
    repeated: set[str] = set()
    units = left_out = 0
    codes: tuple[str, str] | None = None
    try:
        for unit in _units(path):
            texts = [one for child in unit if local(child) == "tuv" and (one := _text(child))]
            arabic = [one for one in texts if one.language == "ar"]
            english = next((one for one in texts if one.language == "en"), None)
            if not arabic or english is None:
                left_out += 1
                continue
            units += 1
            codes = codes or (_code(arabic[0].variant), _code(english.variant))
            for one in arabic:
                entry = _entry(unit, one, english)
                place = key(entry.source)
                older = found.get(place)
                if older is not None:
                    repeated.add(place)
                if older is None or older.changed <= entry.changed:
                    found[place] = entry
    except GlossaryError as error:
        raise InputError(str(error)) from None
    return Content(found, repeated, units, left_out, codes or ("ar", "en"))


def _units(path: Path) -> Iterator[etree._Element]:
    try:
        if path.stat().st_size == 0:
            return
    except OSError:
        pass  # `entries` says what is the matter
    for _, unit in entries(path, {"tmx": frozenset({"tu"})}):
        yield unit


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a <tuv>, and its language without country and script."""

    variant: etree._Element
    language: str
    text: str


def _text(variant: etree._Element) -> _Text | None:
    """The text of a variant; None where it has none."""
    segment = next((child for child in variant if local(child) == "seg"), None)
    text = "" if segment is None else text_of(segment, _CODES)
    return _Text(variant, language(variant), text) if text else None


def _entry(unit: etree._Element, arabic: _Text, english: _Text) -> Entry:
    elements = (unit, arabic.variant, english.variant)
    authors = [str(one.get(name) or "") for one in (english.variant, unit) for name in _AUTHOR]
    notes = [text_of(child) for child in unit if local(child) == "note"]
    return Entry(
        source=arabic.text,
        target=english.text,
        changed=max(_moment(one.get(name)) for one in elements for name in _CHANGED),
        author=next(filter(None, authors), ""),
        note="; ".join(filter(None, notes)),
    )


def _moment(value: str | None) -> str:
    """A date of TMX (`20261130T105439Z`) in the longer form of ISO 8601; empty for any other."""
    match = _DATE.fullmatch((value or "").strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _code(variant: etree._Element) -> str:
    return str(variant.get(_XML_LANG) or variant.get("lang"))
