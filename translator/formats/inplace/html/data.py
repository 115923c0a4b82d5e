"""What a page tells search engines of itself (JSON-LD): headline, description, the whole text.

Most of it stands in the page, too: then the English is that of the page.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translator.document import Span
from translator.formats.inplace.block import Block, Part
from translator.formats.inplace.html.blocks import Source
from translator.formats.inplace.html.direction import Edit, is_arabic
from translator.formats.inplace.html.letters import clean
from translator.formats.inplace.records import strings_of
from translator.formats.inplace.values import Value, value_of
from translator.script import has_arabic
from translator.segment import segment

_KEYS = frozenset(
    "headline alternativeHeadline alternateName name title description disambiguatingDescription "
    "abstract articleBody articleSection reviewBody text caption keywords about slogan jobTitle "
    "genre".split()
)


@dataclass(frozen=True, slots=True)
class DataText:
    """A text of the data: its place in the source, and what it says.

    `blocks` are its paragraphs where something in it stands nowhere else in the page.
    """

    span: Span
    value: Value
    escaped: bool
    blocks: tuple[Block, ...]


def data_texts(source: Source, shown: Sequence[Block]) -> tuple[DataText, ...]:
    """The Arabic texts of a page's data, in order; `shown` are the blocks of the page."""
    found = [
        (span, value, escaped)
        for start, raw in _scripts(source)
        for key, value, span, escaped in _strings(raw, start)
        if key in _KEYS and has_arabic(value)
    ]
    if not found:
        return ()
    known = {flat(one) for block in shown for one in sentences(block.text)}
    texts = []
    for span, raw, escaped in found:
        text = clean(html.unescape(raw))
        said = {flat(one) for one in sentences(text) if has_arabic(one)}
        value = value_of(text)
        texts.append(DataText(span, value, escaped, () if said <= known else tuple(value.blocks)))
        known |= said
    return tuple(texts)


def data_edits(
    texts: Sequence[DataText], parts: Sequence[Sequence[Part]], english: Mapping[str, str]
) -> Iterator[Edit]:
    """The texts in English. `parts` are those of the blocks of all, in order; `english` has the
    sentences of the page, with white space as single spaces."""
    own = iter(parts)
    known = dict(english)
    for text in texts:
        if text.blocks:
            mine = [next(own) for _ in text.blocks]
            new = text.value.in_english(iter(mine))
            known |= {
                flat(part.translation.source): part.translation.target
                for one in mine
                for part in one
            }
        else:
            new = _from_page(text.value.text, known)
        if new != text.value.text:
            written = json.dumps(new, ensure_ascii=text.escaped).replace("</", "<\\/")
            yield *text.span, written


def language_edits(source: Source) -> Iterator[Edit]:
    """The changes of what the data says of the page's language."""
    for start, raw in _scripts(source):
        for key, value, span, _ in _strings(raw, start):
            if key == "inLanguage" and is_arabic(value):
                yield *span, '"en"'


def flat(text: str) -> str:
    """A text whose white space is single spaces."""
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """The sentences of a text, as the whole page's are told apart."""
    return [one.text for paragraph in segment(text, "").paragraphs for one in paragraph.segments]


def _from_page(text: str, known: Mapping[str, str]) -> str:
    pieces, at = [], 0
    for paragraph in segment(text, "").paragraphs:
        for one in paragraph.segments:
            start, end = one.span
            pieces += [text[at:start], known.get(flat(one.text), one.text)]
            at = end
    return "".join([*pieces, text[at:]])


def _scripts(source: Source) -> Iterator[tuple[int, str]]:
    """The data of a page, each with its place in the source."""
    for number, token in enumerate(source.tokens[1:], 1):
        tag = source.tokens[number - 1]
        if token.kind == "raw" and tag.name == "script" and _is_linked_data(tag.get("type")):
            yield token.start, source.raw(number)


def _is_linked_data(kind: str | None) -> bool:
    return (kind or "").strip().lower().partition(";")[0].strip() == "application/ld+json"


def _strings(raw: str, start: int) -> Iterator[tuple[str, str, Span, bool]]:
    """The strings of some JSON by the last of their keys; none where it is no JSON."""
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return
    for one in strings_of(raw, start):
        yield one.key.rpartition(".")[2], one.value, one.span, one.escaped
