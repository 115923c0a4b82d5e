"""From bytes to text: which kind of file this is, and in which encoding it is written.

Text is read in UTF-8, UTF-16 and UTF-32 with or without a byte order mark, Windows-1256 and
ISO-8859-6. Where plain text is wanted everything else is refused in a sentence that names a way
out: markup and packed formats must not reach the translator as tags or raw bytes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from translator.errors import DocumentError
from translator.formats.kinds import kind_of_content, remedy

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins in the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARABIC = "\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff"
_LATIN = "A-Za-z\u00c0-\u024f"
_MIXED = re.compile(
    f"[{_ARABIC}][{_LATIN}]|[{_LATIN}][{_ARABIC}]|(?<![{_LATIN}])[\u00c0-\u024f]{{2,}}(?![{_LATIN}])"
)
"""What no text holds: a word in two scripts, or one of accented letters alone."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
"""Bytes looked at when an encoding must be guessed; guessing over megabytes takes seconds."""


def decode(data: bytes, name: str) -> str:
    """The plain text in `data`, without its byte order mark, line ends as they are.

    `name` stands in messages. Raises DocumentError for an empty file, for a file of another kind,
    for binary data and for bytes in no known encoding. Lone surrogates cannot come out, since
    every codec is used in its strict form.
    """
    if not data:
        raise _empty(name)
    _refuse_kind(data, name)
    text = decoded(data, name).text
    _refuse_kind(text[:_SAMPLE].encode("utf-8"), name)  # markup that UTF-16 hid from the first look
    return text


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding and the byte order mark it was found in."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Another text as bytes in the same way; in UTF-8 where the encoding is none of Unicode,
        since it may lack letters of English."""
        encoding = self.encoding if self.encoding.startswith("utf") else "utf-8"
        return self.mark + text.encode(encoding)


def decoded(data: bytes, name: str) -> Decoded:
    """The text in `data`, whatever it is the text of: markup, a table, subtitles.

    Raises DocumentError as `decode` does, except for other kinds of files.
    """
    if not data:
        raise _empty(name)
    found = _decode_marked(data, name) or _decode_unmarked(data, name)
    if is_binary(found.text):
        raise _binary(name)
    return found


def is_binary(text: str) -> bool:
    """Whether what was decoded is no text: it holds zeros, or many other control characters."""
    return "\0" in text or len(_CONTROL.findall(text)) * 50 > len(text)


def _refuse_kind(data: bytes, name: str) -> None:
    kind = kind_of_content(data)
    if kind is not None:
        raise DocumentError(f"{name} {remedy(kind)}")


def _empty(name: str) -> DocumentError:
    return DocumentError(f"{name} is empty; give a file that holds Arabic text")


def _binary(name: str) -> DocumentError:
    return DocumentError(f"{name} holds binary data, not text; save the document as plain text")


def _unknown(name: str) -> DocumentError:
    return DocumentError(
        f"{name} is in an encoding that cannot be recognised; save it as UTF-8 text"
    )


def _decode_marked(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, mark)
            except UnicodeDecodeError as error:
                raise _broken(data[len(mark) :], encoding, error, name) from None
    return None


def _decode_unmarked(data: bytes, name: str) -> Decoded:
    wide = _wide(data)
    if wide is not None:
        try:
            return Decoded(data.decode(wide), wide)
        except UnicodeDecodeError as error:
            raise _broken(data, wide, error, name) from None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _broken(data, "utf-8", error, name) from None
    if b"\0" in data:
        raise _binary(name)
    return _decode_single_byte(data, name)


def _broken(data: bytes, encoding: str, error: UnicodeDecodeError, name: str) -> DocumentError:
    line = data[: error.start].decode(encoding, "replace").count("\n") + 1
    label = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    return DocumentError(
        f"{name} is {label} text with broken bytes in line {line}; "
        "copy the file again, or save it anew as UTF-8"
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the high bytes of Arabic and ASCII lie."""
    sample = data[: _SAMPLE & ~3]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    # In Arabic UTF-16 text the high byte is 06 for letters, 00 for spaces and digits. In UTF-8
    # and the one-byte encodings both values are control characters.
    high_even = even.count(0) + even.count(6)
    high_odd = odd.count(0) + odd.count(6)
    if sample.count(0) + sample.count(6) < 0.3 * len(sample):
        return None
    for encoding, places, zeros in (
        ("utf-32-le", sample[3::4], sample[2::4]),
        ("utf-32-be", sample[0::4], sample[1::4]),
    ):
        if len(data) % 4 == 0 and places.count(0) == len(places) == zeros.count(0):
            return encoding
    if high_odd >= 0.7 * len(odd) and high_odd > high_even:
        return "utf-16-le"
    if high_even >= 0.7 * len(even) and high_even > high_odd:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken bytes stand in a text that is otherwise UTF-8 beyond ASCII.

    Read as Windows-1256 such a file gives fluent-looking rubbish, so it must be told apart.
    """
    text = data[:_SAMPLE].decode("utf-8", "replace")
    good = sum(1 for letter in text if ord(letter) > 127 and letter != "\ufffd")
    return good > 4 * text.count("\ufffd")


def _decode_single_byte(data: bytes, name: str) -> Decoded:
    import charset_normalizer

    sample = data[:_SAMPLE]
    candidates = ["cp1256", "iso8859_6"]
    guess = charset_normalizer.from_bytes(sample, cp_isolation=candidates, threshold=0.5).best()
    if guess is None:
        raise _unknown(name)
    # The detector calls two thirds of ISO-8859-6 texts under 12 letters Windows-1256. There the
    # letters و and ي come out as è and ê inside Arabic words.
    mixed = {}
    for encoding in candidates:
        try:
            mixed[encoding] = len(_MIXED.findall(data.decode(encoding)))
        except UnicodeDecodeError:
            continue
    if not mixed:
        raise _unknown(name)
    best = min(mixed, key=lambda encoding: (mixed[encoding], encoding != guess.encoding))
    text = data.decode(best)
    words = len(re.findall(f"[{_ARABIC}]+", text))
    if mixed[best] * 2 > words:  # another script's bytes read as Arabic letters amid Latin ones
        raise _unknown(name)
    return Decoded(text, best)
