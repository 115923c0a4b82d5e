"""A large file over HTTP: streamed to disk, resumed after a break, checked before it is used."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tqdm import tqdm

from translator.errors import InputError, TranslatorError
from translator.models.checksum import file_sha256

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
ANSWER_SECONDS = 15.0
"""The longest wait for a first answer, name look-up included, which has no limit of its own."""

ATTEMPTS = 4
"""Connections that may break in a row without a byte gained; more means the user should know."""

_BLOCK = 1 << 16
"""What a break may cost: a block that is not whole yet is lost."""

_AGAIN = frozenset({408, 429, 500, 502, 503, 504})

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Partial:
    """What of a file is there: the bytes so far, and a note on which file they are of."""

    path: Path

    @property
    def _note(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def size_and_validator(self, address: str) -> tuple[int, str | None]:
        """Bytes there of the file at `address`, and the ETag or date its server gave."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            if note["address"] == address:
                return self.path.stat().st_size, note["validator"]
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return 0, None

    def begin(self, address: str, validator: str | None) -> None:
        """Begin anew: no bytes yet."""
        self.path.write_bytes(b"")
        self._note.write_text(json.dumps({"address": address, "validator": validator}))

    def discard(self) -> None:
        """Take away what is there."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self, target: Path) -> None:
        """Give the whole file its name."""
        self.path.replace(target)
        self._note.unlink(missing_ok=True)


class _ChangedError(Exception):
    """The server has another file now than that of which a part is there."""


def fetch(address: str, target: Path, sha256: str | None, say: Say) -> None:
    """Fetch `address` into `target`, which holds the whole file afterwards or is not there.

    What an earlier call got is kept (`target` with .part) and gone on from with an HTTP Range. A
    file already whole and of the right checksum is not fetched again. `say` is given sentences
    for the user while it runs.
    Raises TranslatorError where the host cannot be reached, breaks off, or gives another file.
    """
    import requests

    if target.is_file():
        if sha256 and file_sha256(target) == sha256:
            return
        target.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = _Partial(target.with_name(f"{target.name}.part"))
    start = partial.size_and_validator(address)[0]
    failures = 0
    with requests.Session() as session:
        while True:
            before, validator = partial.size_and_validator(address)
            try:
                _stream(session, address, partial, before, validator)
                break
            except _ChangedError:
                partial.discard()
                start = 0
            except requests.RequestException as error:
                gained = partial.size_and_validator(address)[0]
                failures = 1 if gained > before else failures + 1
                if gained == start:  # never connected: waiting helps nobody
                    raise _unreachable(address, error) from error
                if failures >= ATTEMPTS:
                    raise TranslatorError(
                        f"{address}: broke off after {_megabytes(gained)} ({_reason(error)}); run "
                        "the same command again to go on from there."
                    ) from error
                say(f"broken off after {_megabytes(gained)} ({_reason(error)}); going on")
                time.sleep(failures)
    if sha256:
        found = _hashed(partial.path)
        if found != sha256:
            partial.discard()
            raise TranslatorError(
                f"{address}: is not the file expected (SHA-256 {found}, not {sha256}); nothing "
                "was installed. Try again, or another --mirror."
            )
    partial.finish(target)


def _stream(
    session: requests.Session, address: str, partial: _Partial, size: int, validator: str | None
) -> None:
    """Fetch what is missing. Raises requests.RequestException when the connection fails."""
    import requests

    headers = {"Accept-Encoding": "identity"}  # else sizes are those of something compressed
    if size:
        headers["Range"] = f"bytes={size}-"
        if validator:
            headers["If-Range"] = validator
    with _answer(session, address, headers) as response:
        total = response.headers.get("Content-Range", "").rpartition("/")[2]
        if response.status_code == 416 and total == str(size):
            return  # all of it is there
        if response.status_code == 416 or (
            response.status_code == 206 and not _follows(response, size)
        ):
            raise _ChangedError
        if response.status_code in _AGAIN:
            raise requests.ConnectionError(f"{response.status_code} {response.reason}")
        if response.status_code not in (200, 206):
            raise TranslatorError(
                f"{address}: the server answers {response.status_code} {response.reason}; fetch "
                "the file elsewhere and give it with --from, or name a --mirror."
            )
        length = response.headers.get("Content-Length", "")
        if response.status_code == 200:
            size = 0
            partial.begin(address, _validator(response))
        whole = size + int(length) if length.isdigit() else None
        with (
            partial.path.open("ab") as file,
            tqdm(
                total=whole, initial=size, unit="B", unit_scale=True, leave=False, disable=None
            ) as bar,
        ):
            for block in response.iter_content(_BLOCK):
                file.write(block)
                bar.update(len(block))


def _follows(response: requests.Response, size: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {size}-")


def _validator(response: requests.Response) -> str | None:
    etag = response.headers.get("ETag", "")
    if etag and not etag.startswith("W/"):  # a weak one does not promise the same bytes
        return etag
    return response.headers.get("Last-Modified")


def _answer(session: requests.Session, address: str, headers: dict[str, str]) -> requests.Response:
    """The beginning of an answer, within ANSWER_SECONDS.

    In a thread of its own, since looking up a host's name may hang for a minute where there is
    no network, and cannot be given a limit.
    """
    import requests

    got: list[requests.Response | BaseException] = []

    def ask() -> None:
        try:
            timeout = (CONNECT_SECONDS, READ_SECONDS)
            got.append(session.get(address, headers=headers, stream=True, timeout=timeout))
        except BaseException as error:
            got.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(ANSWER_SECONDS)
    if not got:
        raise requests.Timeout(f"no answer within {ANSWER_SECONDS:.0f} seconds")
    answer = got[0]
    if isinstance(answer, requests.Response):
        return answer
    wrong = requests.exceptions
    if isinstance(answer, wrong.InvalidURL | wrong.InvalidSchema | wrong.MissingSchema):
        raise InputError(f"{address}: is no address of a file ({answer}).") from answer
    raise answer


def _unreachable(address: str, error: Exception) -> TranslatorError:
    host = urlsplit(address).netloc
    return TranslatorError(
        f"{host} cannot be reached ({_reason(error)}); on a machine without network, fetch "
        f"{address} elsewhere and give the file with --from."
    )


def _reason(error: Exception) -> str:
    """A few words for the innermost cause, which the libraries wrap in several layers."""
    text = str(error)
    for mark, words in (
        ("Name or service not known", "its name cannot be looked up"),
        ("NameResolutionError", "its name cannot be looked up"),
        ("Failed to resolve", "its name cannot be looked up"),
        ("Connection refused", "connection refused"),
        ("Network is unreachable", "no network"),
        ("ConnectTimeout", "no connection in time"),
        ("Read timed out", "no data in time"),
        ("Incomplete", "connection closed"),
        ("Connection broken", "connection closed"),
        ("Connection reset", "connection reset"),
        ("Connection aborted", "connection closed"),
        ("CERTIFICATE", "its certificate is not trusted"),
        ("ProxyError", "the proxy refuses"),
    ):
        if mark in text or mark in type(error).__name__:
            return words
    return text.split("\n")[0][:120] or type(error).__name__


def _hashed(path: Path) -> str:
    with tqdm(
        total=path.stat().st_size, desc="checking", unit="B", unit_scale=True, leave=False,
        disable=None,
    ) as bar:  # fmt: skip
        return file_sha256(path, bar.update)


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
