"""Characters that not everything can take: formats built on XML, a line for people."""

from __future__ import annotations

import re

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys, what ends a line, what turns a line round, and what is no character."""


def holdable(text: str) -> str:
    """`text` as XML can hold it: every kind of line break is a line feed.

    Control characters, lone surrogates and the two code points that are no characters become
    U+FFFD, one for one: a reader sees that something stood there.
    """
    return _NOT_IN_XML.sub(_REPLACEMENT, _BREAK.sub("\n", text))


def on_one_line(text: str) -> str:
    """A message for people, in which names of files may stand, on one line and harmless to a
    terminal: what is not is escaped (`\\n`)."""
    return _UNFIT.sub(lambda one: one[0].encode("unicode_escape").decode("ascii"), text)
