"""The server that shows the page: where it listens, and how it begins and ends."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path

from glossary import Glossary
from translator.api import Translator
from translator.errors import InputError
from ui.app import build
from ui.theme import head, theme

_MAX_UPLOAD = "4mb"


def launch(
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    model: str | Path | None = None,
    glossary: Glossary | None = None,
) -> None:
    """Load the model, serve the page and return when interrupted (Ctrl-C).

    `host` and `port` are where the server listens, `model` a name or a folder as
    `Translator.load` takes it, `glossary` None for none. Raises InputError where the port is
    taken or the host is none of this machine's, ModelError for a broken model folder.
    """
    _check_address(host, port)
    translator = Translator.load(model)
    _spare_the_proxy()
    with tempfile.TemporaryDirectory(prefix="translator-") as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder  # uploads and downloads; gone with the server
        page = build(translator, glossary)
        try:
            page.launch(
                server_name=host,
                server_port=port,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                inbrowser=False,
                show_error=True,
                footer_links=[],
                run_history=False,
                enable_monitoring=False,
                ssr_mode=False,
                mcp_server=False,
                max_file_size=_MAX_UPLOAD,
                theme=theme(),
                head=head(),
            )
        except OSError:  # Gradio's own message speaks of its own settings
            raise _unreachable(host, port, "the address is taken") from None
        print(f"The page is at {page.local_url} (Ctrl-C ends it)", file=sys.stderr, flush=True)
        try:
            _until_interrupted()
        finally:
            page.close(verbose=False)


def _check_address(host: str, port: int) -> None:
    """Find out before the model is loaded whether the server can listen there."""
    if not 0 < port < 65536:
        raise InputError(f"there is no port {port}; give a --port between 1 and 65535")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "no such host"
        raise _unreachable(host, port, reason) from None


def _unreachable(host: str, port: int, reason: str) -> InputError:
    return InputError(
        f"cannot listen on {host}:{port}: {reason[:1].lower()}{reason[1:]}; "
        "give another --host or --port"
    )


def _until_interrupted() -> None:
    """Sleep until Ctrl-C or the signal that ends services, which here is as good."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print(file=sys.stderr)


def _spare_the_proxy() -> None:
    """Keep Gradio's own look at its server from going through a proxy named in the environment."""
    for variable in ("no_proxy", "NO_PROXY"):
        hosts = os.environ.get(variable, "")
        os.environ[variable] = ",".join(filter(None, [hosts, "127.0.0.1", "localhost", "::1"]))
