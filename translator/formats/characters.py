"""Text for formats built on XML: which characters they hold, and how lines break in them."""

from __future__ import annotations

import re

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def holdable(text: str) -> str:
    """`text` as XML can hold it: every kind of line break is a line feed.

    Control characters, lone surrogates and the two code points that are no characters become
    U+FFFD, one for one: a reader sees that something stood there.
    """
    return _NOT_IN_XML.sub(_REPLACEMENT, _BREAK.sub("\n", text))
