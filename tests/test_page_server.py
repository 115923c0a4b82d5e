"""The server of the page: where it listens, how it begins and how it ends."""

from __future__ import annotations

import socket

import pytest
from browser import free_port

from translator.errors import InputError


def test_addresses_that_cannot_be_used_get_a_sentence() -> None:
    from ui.server import Service, launch

    def never() -> None:
        raise AssertionError("nothing is built for an address that cannot be had")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"^cannot listen on 127\.0\.0\.1:{port}: .*--port$"):
            launch(Service(port=port), never)
    with pytest.raises(InputError, match=r"^cannot listen on 192\.0\.2\.1:.*--port$"):
        launch(Service("192.0.2.1", free_port()), never)
    with pytest.raises(InputError, match=r"^cannot listen on no host:.*--port$"):
        launch(Service("no host", free_port()), never)
    with pytest.raises(InputError, match="no port 99999"):
        launch(Service(port=99999), never)
