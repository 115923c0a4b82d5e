"""The text of one cue: who speaks in which lines, and the tags in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translator.formats.inplace.block import Mark, Path, Piece, Run
from translator.script import has_arabic

LINE_BREAK = re.compile("\r\n|\r|\n")

_TAG = re.compile(
    r"</(?P<close>[A-Za-z][\w-]*)\s*>"
    r"|<(?P<open>[A-Za-z][\w-]*)(?:[.\s][^<>]*)?>"
    r"|<\d[\d:.]*>"  # when in the cue a word appears
    r"|\{\\[^{}]*\}|\{[A-Za-z]:[^{}]*\}"  # position and style, as SubStation and MicroDVD write it
)
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DASH = re.compile(r"\s*(?:[-–—‐]+|>>)\s*")
_DASH_AT_END = re.compile(r"\s+[-–—‐]\s*\Z|(?<=[.!?؟])[-–—‐]\s*\Z")
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,24}:\s")
_APART = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\)|[♪♫#].*)\s*")
_SONG = "[♪♫♩♬]+|#(?=\\s)", "[♪♫♩♬]+|(?<=\\s)#"
_SIGNS = re.compile(rf"((?:{_SONG[0]})?\s*)(.*?)(\s*(?:{_SONG[1]})?)", re.DOTALL)
_BRACKETED = re.compile(r"(\[)([^\[\]]*)(\])|(\()([^()]*)(\))")
_STOP_IN_FRONT = re.compile("([.!?؟…،]+)(?=[^\\W\\d_])")
_STOP = re.compile("[.!?؟…:؛،][\"'”’»)\\]]*\\s*\\Z")
_DEEPEST = 20
"""Tags inside tags at most; what is deeper stands for itself."""
_VOICE = re.compile(r"<v[.\s][^<>]*>")


@dataclass(slots=True)
class Tags:
    """The tags of a file, by the numbers they have in paths and marks.

    With `entities` the text writes `&amp;` for `&` and the like.
    """

    entities: bool
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def number(self, opening: str, closing: str = "") -> int:
        """The number of a tag that is new."""
        self.pairs.append((opening, closing))
        return len(self.pairs) - 1

    def read(self, text: str) -> str:
        """Text of the file as it is meant, without marks of direction."""
        return _DIRECTION.sub("", html.unescape(text) if self.entities else text)

    def written(self, pieces: Sequence[Piece]) -> str:
        """Pieces as text of the file."""
        out: list[str] = []
        opened: Path = ()
        for piece in pieces:
            shared = 0
            while piece.path[: shared + 1] == opened[: shared + 1] and shared < len(opened):
                shared += 1
            out += [self.pairs[number][1] for number in reversed(opened[shared:])]
            out += [self.pairs[number][0] for number in piece.path[shared:]]
            opened = piece.path
            if isinstance(piece, Mark):
                out.append(self.pairs[piece.key][0])
            else:
                out.append(html.escape(piece.text, quote=False) if self.entities else piece.text)
        return "".join([*out, *(self.pairs[number][1] for number in reversed(opened))])


@dataclass(frozen=True, slots=True)
class Turn:
    """The lines of a cue that one speaker says.

    `raw` is what stands in the file. Tags around everything and a dash are in `before` and `after`;
    the rest is in the pieces, its line breaks as spaces. `voice` names a speaker (WebVTT).
    `starts_anew`: another speaker than before; `is_apart`: a sound or song.
    """

    raw: str
    before: str
    pieces: tuple[Piece, ...]
    after: str
    voice: str
    starts_anew: bool
    is_apart: bool

    @property
    def text(self) -> str:
        """The text of the pieces."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Run))

    @property
    def is_arabic(self) -> bool:
        """Whether there is something to translate."""
        return has_arabic(self.text)

    def with_text(self, text: str) -> str:
        """The turn as it stands in the file, with another text."""
        return f"{self.before}{text}{self.after}"


def without_direction(piece: Piece) -> Piece:
    """A piece without marks of direction, which English needs none of."""
    return replace(piece, text=_DIRECTION.sub("", piece.text)) if isinstance(piece, Run) else piece


def turns_of(text: str, tags: Tags) -> Iterator[Turn]:
    """The turns in the text of a cue, in order; each begins at a line of its own."""
    groups: list[list[str]] = []
    before = ""
    for line in LINE_BREAK.split(text):
        shown = tags.read(_TAG.sub("", line))
        anew = (
            not groups
            or not before.strip()
            or _begins(shown)
            or _APART.fullmatch(before) is not None
            or (_LABEL.match(shown.lstrip()) is not None and _STOP.search(before) is not None)
        )
        if anew:
            groups.append([])
        groups[-1].append(line)
        before = shown
    for lines in groups:
        yield _turn("\n".join(lines), tags)


def _begins(shown: str) -> bool:
    return bool(_DASH.match(shown) or _DASH_AT_END.search(shown) or _APART.fullmatch(shown))


@dataclass(slots=True)
class _Token:
    """A stretch of text, or a tag; `mate` is the place of the tag that closes or opens it."""

    raw: str
    tag: re.Match[str] | None = None
    mate: int | None = None


def _turn(raw: str, tags: Tags) -> Turn:
    shown = tags.read(_TAG.sub("", raw))
    tokens = _tokens(raw)
    first, last = 0, len(tokens)
    before, after = "", ""
    dashed = False
    while first < last:
        token = tokens[first]
        if token.tag is None:
            text = _DIRECTION.sub("", token.raw)
            dash = None if dashed else _DASH.match(text)
            if dash:
                dashed = True
                before += dash[0].lstrip()
                token.raw = text[dash.end() :]
            if token.raw.strip():
                break
            first += 1
        elif token.tag["open"] and token.mate is not None:
            rest = tokens[token.mate + 1 : last]
            if any(one.tag is None and _DIRECTION.sub("", one.raw).strip() for one in rest):
                break
            before += token.raw
            after = "".join(one.raw for one in tokens[token.mate : last]).strip() + after
            first, last = first + 1, token.mate
        elif token.mate is None:
            before += token.raw
            first += 1
        else:
            break
    while last > first and tokens[last - 1].mate is None and tokens[last - 1].tag is not None:
        last -= 1
        after = tokens[last].raw + after
    pieces = _ordered(_pieces(tokens, first, last, tags))
    text = "".join(piece.text for piece in pieces if isinstance(piece, Run))
    dash_at_end = _DASH_AT_END.search(text)
    if dash_at_end and not dashed:
        pieces = _cut(pieces, dash_at_end.start())
        before = f"- {before}"
    pieces, opening, closing = _without_signs(pieces)
    before, after = before + opening, closing + after
    after += raw[len(raw.rstrip("\n")) :]  # a blank line inside the cue
    voice = _VOICE.search(raw)
    return Turn(
        raw,
        before,
        pieces,
        after,
        voice[0] if voice else "",
        _DASH.match(shown) is not None or dash_at_end is not None,
        _APART.fullmatch(shown) is not None,
    )


def _tokens(raw: str) -> list[_Token]:
    """Text and tags in turn; tags that open and close one another know their mates."""
    tokens: list[_Token] = []
    waiting: list[int] = []
    end = 0
    for match in _TAG.finditer(raw):
        if match.start() > end:
            tokens.append(_Token(raw[end : match.start()]))
        tokens.append(_Token(match[0], match))
        here = len(tokens) - 1
        end = match.end()
        if match["open"] and len(waiting) < _DEEPEST:
            waiting.append(here)
        elif match["close"]:
            same = [n for n in waiting if _name(tokens[n]) == match["close"].lower()]
            if same:
                tokens[here].mate, tokens[same[-1]].mate = same[-1], here
                del waiting[waiting.index(same[-1]) :]
    if end < len(raw):
        tokens.append(_Token(raw[end:]))
    return tokens


def _name(token: _Token) -> str:
    return token.tag["open"].lower() if token.tag and token.tag["open"] else ""


def _pieces(tokens: Sequence[_Token], first: int, last: int, tags: Tags) -> list[Piece]:
    pieces: list[Piece] = []
    path: Path = ()
    for token in tokens[first:last]:
        if token.tag is None:
            text = re.sub(r"\s*\n\s*", " ", tags.read(token.raw))
            if text:
                pieces.append(Run(text, path))
        elif token.mate is None:
            pieces.append(Mark(tags.number(token.raw), path))
        elif token.tag["open"]:
            path = (*path, tags.number(token.raw, tokens[token.mate].raw))
        else:
            path = path[:-1]
    return pieces


def _ordered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces without white space at their ends, and with a stop at the end that stands in front,
    where players which do not order Arabic show it at the end."""
    runs = [n for n, piece in enumerate(pieces) if isinstance(piece, Run)]
    kept = list(pieces)
    if not runs:
        return tuple(kept)
    first, last = runs[0], runs[-1]
    start = kept[first]
    kept[first] = replace(start, text=start.text.lstrip()) if isinstance(start, Run) else start
    end = kept[last]
    kept[last] = replace(end, text=end.text.rstrip()) if isinstance(end, Run) else end
    start, end = kept[first], kept[last]
    if isinstance(start, Run) and isinstance(end, Run):
        stop = _STOP_IN_FRONT.match(start.text)
        if (
            stop
            and has_arabic(start.text[stop.end() : stop.end() + 1])
            and not _STOP.search(end.text)
        ):
            kept[first] = replace(start, text=start.text[stop.end() :])
            end = kept[last]
            kept[last] = replace(end, text=end.text + stop[1]) if isinstance(end, Run) else end
    return tuple(kept)


def _without_signs(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], str, str]:
    """Pieces without the signs of a song at their ends, or the brackets around a sound, and these:
    they stay as they are."""
    text = "".join(piece.text for piece in pieces if isinstance(piece, Run))
    found = _BRACKETED.fullmatch(text) or _SIGNS.fullmatch(text)
    if found is None or not has_arabic(text):
        return tuple(pieces), "", ""
    opening, inside, closing = (one for one in found.groups() if one is not None)
    whole = _cut(pieces, len(opening) + len(inside))
    kept: list[Piece] = []
    drop = len(opening)
    for piece in whole:
        if isinstance(piece, Run):
            text = piece.text[drop:]
            drop = max(0, drop - len(piece.text))
            if not text:
                continue
            piece = replace(piece, text=text)
        kept.append(piece)
    return tuple(kept), opening, closing


def _cut(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    """Pieces without what their text has beyond a length."""
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Run):
            piece = replace(piece, text=piece.text[:length])
            length -= len(piece.text)
        kept.append(piece)
    return tuple(kept)
