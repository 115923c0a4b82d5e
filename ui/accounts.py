"""Who may log in to the page, and who is logged in."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.requests import HTTPConnection

from translator.errors import InputError

_FORM = "an account is USER:PASSWORD, neither of them empty or with a space at an end"
_AFTER_A_MISS = 0.5
"""Seconds that a wrong password costs: guessing takes long, mistyping does not."""


def read_accounts(given: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The accounts of `--auth` options, as user and password, and what to warn of.

    Each of `given` is USER:PASSWORD, or @FILE for a file with one such account a line, where empty
    lines and those that begin with # are passed over. Raises InputError, whose sentence says which
    option or line is wrong and never what stands in it.
    """
    accounts: dict[str, str] = {}
    warnings = []
    for number, value in enumerate(given, start=1):
        if value.startswith("@"):
            path = Path(value[1:])
            lines = _lines(path) if value[1:] else []
            if not lines:
                raise InputError(f"--auth {value}: no account is there; {_FORM}, one a line")
            if _open_to_others(path):
                warnings.append(f"{path} can be read by others on this machine; chmod 600 hides it")
        else:
            lines = [(f"--auth number {number}", value)]
        for place, line in lines:
            user, password = _account(line, place)
            if user in accounts:
                raise InputError(f"{place}: this user has an account already; leave one out")
            accounts[user] = password
    return accounts, warnings


def _lines(path: Path) -> list[tuple[str, str]]:
    """Where a line stands, and the line, for each line that is one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        # A user meant, not a file, would have the password shown here.
        shown = "" if ":" in str(path) else f" @{path}"
        reason = error.strerror or "it cannot be read"
        raise InputError(f"--auth{shown}: {reason}; after @ stands a file of accounts") from None
    except UnicodeDecodeError:
        raise InputError(f"--auth @{path}: it is no UTF-8; save it as UTF-8") from None
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    return [
        (f"{path}, line {number}", line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    ]


def _account(line: str, place: str) -> tuple[str, str]:
    user, colon, password = line.partition(":")
    if not colon or any(not part or part != part.strip() for part in (user, password)):
        raise InputError(f"{place}: {_FORM}")
    return user, password


def _open_to_others(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def checker(accounts: Mapping[str, str]) -> Callable[[str, str], Awaitable[bool]]:
    """A function that says whether a user has this password.

    It takes as long for a user who has no account as for one who has, and compares digests, in a
    time that says nothing of them. Only digests are kept.
    """
    salt = secrets.token_bytes(16)

    def digest(password: str) -> bytes:
        return hashlib.sha256(salt + password.encode("utf-8", "surrogatepass")).digest()

    digests = {user: digest(password) for user, password in accounts.items()}
    nobody = secrets.token_bytes(32)

    async def check(user: str, password: str) -> bool:
        if hmac.compare_digest(digest(password), digests.get(user, nobody)):
            return True
        await asyncio.sleep(_AFTER_A_MISS)
        return False

    return check


def user_of(request: HTTPConnection) -> str | None:
    """Who sent a request to the page, None where nobody is logged in.

    For the server functions of `gr.HTML`: Gradio hands those the bare request, although it is
    declared as `gr.Request`, which alone has a `username`.
    """
    return user_in(request.app, request)


def user_in(page: Any, request: HTTPConnection) -> str | None:
    """Whom the request's cookie belongs to in Gradio's application `page`.

    The first cookie is for TLS, the second for the loopback and for bare HTTP.
    """
    for name in ("access-token", "access-token-unsecure"):
        token = request.cookies.get(f"{name}-{page.cookie_id}")
        if token:
            user = page.tokens.get(token)
            return None if user is None else str(user)
    return None
