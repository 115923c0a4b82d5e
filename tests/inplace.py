"""What the tests of files translated in place share: from bytes to the bytes in English."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from glossary import Glossary
from translator import Translator
from translator.engine import Decoding, Engine
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import open_data

AS_IT_IS = Reading()
InEnglish = Callable[..., bytes]

ARABIC = re.compile("[\u0621-\u064a]")


@pytest.fixture(scope="session")
def in_english(engine: Engine) -> InEnglish:
    """Translate the bytes of a file, known by its name, with the embedded model."""
    translator = Translator(engine, Decoding())
    glossary = Glossary.default()

    def convert(data: bytes, name: str, reading: Reading = AS_IT_IS) -> bytes:
        opened = open_data(data, name, reading)
        documents = translator.translate_documents(
            [opened.document], glossary=glossary, alignment=opened.formatted
        )
        return opened.rebuilt(next(documents))

    return convert
