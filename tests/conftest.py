"""What several tests share: the loaded embedded model, Arabic sentences, a real browser."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from browser import NoBrowserError, chromium
from playwright.sync_api import Browser

from glossary import Glossary
from translator.api import Translator
from translator.engine import Decoding, Engine
from translator.models import find

# Tests know nothing of the models and glossaries of whoever runs them, nor do the processes they
# start: the default model is the embedded one everywhere.
_HOME = tempfile.TemporaryDirectory(prefix="translator-tests-")
for _folder in ("DATA", "CONFIG"):
    os.environ[f"XDG_{_folder}_HOME"] = os.path.join(_HOME.name, _folder.lower())

# A shell that starts the tests in the background has them ignore Ctrl-C, and nohup the end of the
# terminal; some of them send these.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session", autouse=True)
def _shipped_glossary() -> Iterator[None]:
    """The glossary that comes with the tool never changes: it is read once for all commands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Glossary, "shipped", staticmethod(cache(Glossary.shipped)))
        yield


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The embedded model on two workers, so that what runs side by side is tested."""
    return Engine(find(), threads=2)


@pytest.fixture(scope="session")
def translator(engine: Engine) -> Translator:
    """The embedded model as the commands use it, without a glossary unless a test gives one."""
    return Translator(engine, Decoding())


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    """Every line of the five articles, from one word to a long sentence."""
    lines = [line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(line for line in lines if line.strip()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium; a test that needs it is skipped where there is none."""
    try:
        with chromium() as found:
            yield found
    except NoBrowserError as error:
        pytest.skip(str(error))
