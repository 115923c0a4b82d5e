"""JSON Lines: a record a line; the texts of chosen keys in English, all else byte for byte.

A key inside another is named with a full stop between them (`article.body`); the items of a list
have the key of the list. A record that is a text, or a list of texts, has the key `.`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from translator.document import Document, TranslatedDocument
from translator.errors import DocumentError
from translator.formats.decode import decoded
from translator.formats.inplace.block import BETWEEN, document_of
from translator.formats.inplace.large import Taken, end_of_line
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.inplace.values import changed, chosen, spliced, taken_apart
from translator.formats.kinds import suffix_of
from translator.script import has_arabic

_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a record: its key, what it says, and where it stands in the file, with its quotes.
    `escaped`: letters beyond ASCII are written as escapes."""

    key: str
    value: str
    span: tuple[int, int]
    escaped: bool


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """Records taken apart. `reading.fields` names the keys; without it there must be one that
    holds Arabic.

    Raises DocumentError, naming the line, for what is no JSON, and where no key can be chosen.
    """
    found = decoded(data, name)
    texts = list(_texts(found.text, name))
    keys = list(dict.fromkeys(text.key for text in texts))
    arabic = list(dict.fromkeys(text.key for text in texts if has_arabic(text.value)))
    fields = chosen(reading.fields, keys, arabic, name, "keys")
    document, in_english, formatted = _taken(found.text, texts, fields, name)

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        return found.encoded(in_english(translated))

    suffix = suffix_of(name)
    known = suffix.lower() in (".jsonl", ".ndjson")
    return Opened(document, suffix if known else ".jsonl", rebuilt, formatted)


def _taken(
    whole: str, texts: Sequence[Text], fields: Sequence[str], name: str
) -> tuple[Document, Callable[[TranslatedDocument], str], bool]:
    """The texts of some keys as a document, how the records are written in English, and whether
    word links are wanted for that."""
    taken = [text for text in texts if text.key in fields and has_arabic(text.value)]
    values, blocks = taken_apart([text.value for text in taken])

    def in_english(translated: TranslatedDocument) -> str:
        # Taken apart anew: many small pages would fill memory while they wait for the model.
        again, own = taken_apart([text.value for text in taken])
        edits = [
            (taken[number].span, json.dumps(english, ensure_ascii=taken[number].escaped))
            for number, english in changed(again, own, translated)
        ]
        return spliced(whole, edits)

    return document_of(name, blocks), in_english, any(value.formatted for value in values)


class _Records:
    """Large files, cut between records; see `large.Cutter`."""

    def __init__(self, name: str, reading: Reading) -> None:
        self._name, self._reading = name, reading
        self._line = 1
        self._keys: dict[str, bool] = {}
        self._fields: list[str] = []

    def end(self, text: str) -> int | None:
        return end_of_line(text)

    def look(self, text: str) -> None:
        for one in _texts(text, self._name, self._line):
            self._keys[one.key] = self._keys.get(one.key, False) or has_arabic(one.value)
        self._line += text.count("\n")

    def settle(self) -> None:
        arabic = [key for key, with_arabic in self._keys.items() if with_arabic]
        self._fields = chosen(self._reading.fields, list(self._keys), arabic, self._name, "keys")

    def taken(self, text: str, first: bool) -> Taken:
        texts = list(_texts(text, self._name))
        document, in_english, formatted = _taken(text, texts, self._fields, self._name)
        return Taken(document, in_english, len(BETWEEN) if document.text else 0, formatted)


def cutter(name: str, reading: Reading) -> _Records:
    """What takes many records apart in pieces; see `large.Cutter`."""
    return _Records(name, reading)


def _texts(text: str, name: str, first: int = 1) -> Iterator[Text]:
    """The texts of some records, the first of which stands in this line of the file."""
    start = 0
    for number, line in enumerate(text.split("\n"), first):
        if line.strip():
            try:
                json.loads(line)
            except (ValueError, RecursionError) as error:
                why = getattr(error, "msg", "too deep")
                raise DocumentError(
                    f"{name}, line {number}: this is no JSON ({why}); every line must hold a "
                    "record of its own, correct this one"
                ) from None
            yield from strings_of(line, start)
        start += len(line) + 1


def strings_of(line: str, offset: int) -> Iterator[Text]:
    """The strings of a record that are values, with their keys. `line` is valid JSON."""
    path: list[str] = []
    within: list[str] = []  # { or [ for each of the containers around
    key: str | None = None
    place = 0
    while place < len(line):
        letter = line[place]
        if letter == '"':
            value, end = _DECODER.raw_decode(line, place)
            is_key = bool(within) and within[-1] == "{" and key is None
            if is_key:
                key = value
            else:
                named = [*path, key] if key is not None else path
                escaped = line[place:end].isascii() and not value.isascii()
                span = (offset + place, offset + end)
                yield Text(".".join(filter(None, named)) or ".", value, span, escaped)
            place = end
            continue
        if letter in "{[":
            within.append(letter)
            path.append(key or "")
            key = None
        elif letter in "}]":
            within.pop()
            path.pop()
            key = None
        elif letter == ",":
            key = None
        place += 1
