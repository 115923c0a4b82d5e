"""Elements inside a sentence whose text is no part of it and stays as it is."""

from __future__ import annotations

from translator.formats.inplace.html.tokens import Token
from translator.script import has_arabic

_LONGEST_NOTE = 12
_LONGEST_NUMBER = 80
_TO_CALL = ("tel:", "mailto:", "sms:", "whatsapp:")


def is_fixed(token: Token, text: str) -> bool:
    """Whether an element stays, by its start tag and what readers see in it: the number of a note,
    another raised sign without letters, a telephone number or an address."""
    return _is_note(token, text) or _is_number(token, text)


def _is_note(token: Token, text: str) -> bool:
    link = token.name == "a" and "#" in (token.get("href") or "")
    if not link and token.name not in ("sup", "sub"):
        return False
    return len(text) <= _LONGEST_NOTE and not any(letter.isalpha() for letter in text)


def _is_number(token: Token, text: str) -> bool:
    """Pages say of numbers and addresses that they read from left to right, or link them."""
    called = (token.get("href") or "").strip().lower().startswith(_TO_CALL)
    if not called and not token.has("dir", "ltr"):
        return False
    return (
        len(text) <= _LONGEST_NUMBER
        and not has_arabic(text)
        and any(letter.isdigit() or letter == "@" for letter in text)
    )
