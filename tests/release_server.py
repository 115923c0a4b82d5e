"""A web server for the tests of downloads: one file, Range requests, and faults on demand."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What the server holds and how it behaves; tests change it while it runs.

    break_after: bytes of an answer's body after which the connection is cut, one number for each
        answer to come; answers beyond the list are whole.
    status: answered instead of the file.
    ranges: whether Range is understood.
    silence: seconds before anything is answered.
    asked: the path and Range of every request so far.
    """

    content: bytes
    etag: str = '"first"'
    break_after: list[int] = field(default_factory=list)
    status: int = 200
    ranges: bool = True
    silence: float = 0
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""

    def start(self, wanted: str | None, condition: str | None) -> int | None:
        """Where a Range begins; None where the whole file is answered."""
        if not (self.ranges and wanted) or condition not in (None, self.etag):
            return None
        return int(wanted.removeprefix("bytes=").split("-")[0])


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            site.asked.append((self.path, wanted))
            time.sleep(site.silence)
            start = site.start(wanted, self.headers.get("If-Range"))
            body = site.content[start or 0 :]
            if site.status != 200:
                return self.send_error(site.status)
            if start is not None and start >= len(site.content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(site.content)}")
                self.send_header("Content-Length", "0")
                return self.end_headers()
            self.send_response(200 if start is None else 206)
            if start is not None:
                whole = len(site.content)
                self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", site.etag)
            self.end_headers()
            if site.break_after:
                body = body[: site.break_after.pop(0)]
                self.close_connection = True
            self.wfile.write(body)
            return None

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
