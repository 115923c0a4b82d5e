"""How a rendering fits the English around it."""

from __future__ import annotations

import re

from translator.align.function_words import VERB
from translator.document import Span
from translator.rewrite import Edit

_LAST_WORD = re.compile(r"([A-Za-z'’-]+)\s+$")
_NEXT_WORD = re.compile(r"\s+([a-z]{3,}|[a-z]+-[a-z]+)\b")
_VERB_ENDING = re.compile(r"(?:[^s]s|ed|ly)$")
_LANDSCAPE = frozenset(
    "sea ocean gulf strait straits river canal desert valley heights hills mountains islands "
    "peninsula strip delta basin republic kingdom union federation emirates states nations "
    "territories".split()
)
"""Last words of places that take an article: the Golan Heights, the Suez Canal."""
_DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your no any some every each another "
    "both all either neither which whose one two three four five six seven eight nine ten".split()
)
_NO_NOUNS = frozenset(
    "the and but for nor yet with from into onto over under after before during against between "
    "among about above below near since until till without within across along around behind "
    "beside beyond toward towards upon via per than that which who whom whose when where while "
    "because although though unless whether not was were are has had have will would can could may "
    "might must shall should did does said says told added who his her their its our this these "
    "those also only even still just very more most all some any there here then yesterday today "
    "tomorrow later earlier again too well out off".split()
)
"""Words that end a name: where one follows, the name is no part of a longer noun phrase."""


def fit(before: str, rendering: str, after: str) -> str:
    """`rendering` as it may stand between `before` and `after`.

    A space comes before it unless it opens the text or follows an opening mark; an article that
    `before` ends in is not written twice; the first letter of the text is a capital.
    """
    words = rendering.split(" ")
    last = before.rstrip().rsplit(" ", 1)[-1].lower()
    if len(words) > 1 and words[0].lower() == last and last in ("the", "a", "an"):
        words = words[1:]
    text = " ".join(words)
    if not before.strip():
        return text[:1].upper() + text[1:]
    opened = before[-1:] in "([\"'“‘-/" and before[-2:-1] in ("", " ")
    return text if before[-1:].isspace() or opened else " " + text


def other_article(text: str, place: Span, *, name: bool) -> Edit | None:
    """The edit that puts "the" before a rendering, or takes it away; None where neither is English.

    "At Shayrat air base" wants an article for its last words' sake, "the Homs" has one too many.
    Which of the two reads better is for the model to say. A possessive takes none ("Assad's"), and
    words that are no `name` keep theirs at the head of a sentence.
    """
    start, end = place
    before = _LAST_WORD.search(text, 0, start)
    word = before[1].lower() if before else ""
    at_head = not start or (before is not None and not before.start() and word == "the")
    if at_head and not name:
        return None
    if before is not None and word == "the":
        return (before.start(), start), ""
    if start and not text[start - 1].isspace():
        return None
    if word in _DETERMINERS or word.endswith(("'s", "’s", "s'")):
        return None
    if text[end : end + 1] in ("'", "’") or text[start:end].lower().startswith(("the ", "a ")):
        return None
    return (start, start), "the " if start else "The "


def wants_article(rendering: str, kind: str) -> bool:
    """Whether a rendering always has "the": places named after what they are."""
    words = rendering.lower().split()
    return kind in ("place", "") and len(words) > 1 and words[-1] in _LANDSCAPE


def article_is_open(rendering: str, kind: str, text: str, place: Span, *, there: bool) -> bool:
    """Whether a rendering may go without the "the" that is `there`, or with one that is not.

    Words that are no name and organizations of several words go either way. A person or a place
    has none, but in a longer noun phrase ("the Shayrat air base"); of a person's that is true too
    ("the Trump administration"), but mostly it is left out.
    """
    if rendering[:1].islower() or (kind in ("", "organization") and " " in rendering):
        return True
    match = _NEXT_WORD.match(text, place[1])
    word = match[1] if match else "and"
    phrase = not (word in _NO_NOUNS or _VERB_ENDING.search(word) or VERB.search(word))
    return not phrase if there else phrase and kind != "person"
