"""The lexicon behind the page's glosses: compiled before anybody asks for a word."""

from __future__ import annotations

import threading

import pytest

import ui.workshop
from glossary import GlossaryError
from translator.api import Translator
from ui.layers import Layers
from ui.workshop import Workshop


@pytest.fixture
def workshop(translator: Translator) -> Workshop:
    return Workshop(translator, Layers(()))


def test_a_lexicon_that_must_be_compiled_is_so_before_anybody_asks(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not workshop.compile_lexicon()
    loaded = threading.Event()
    monkeypatch.setattr(ui.workshop, "is_compiled", lambda: False)
    monkeypatch.setattr(ui.workshop, "load_lexicon", loaded.set)
    assert workshop.compile_lexicon()
    assert loaded.wait(10)


def test_a_lexicon_that_cannot_be_read_is_told_to_who_asks(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise GlossaryError("the lexicon cannot be read")

    monkeypatch.setattr(ui.workshop, "is_compiled", lambda: False)
    monkeypatch.setattr(ui.workshop, "load_lexicon", broken)
    assert workshop.compile_lexicon()
    with pytest.raises(GlossaryError):
        workshop.lexicon()
    assert "Traceback" not in capfd.readouterr().err
