"""What the tests of documents share: documents to write, and readers other than the writers."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from translate.storage.tmx import tmxfile

from glossary import Glossary
from translator import Translator
from translator.document import (
    Document,
    Kind,
    Paragraph,
    Provenance,
    Segment,
    TranslatedDocument,
    Translation,
)
from translator.engine import Decoding
from translator.formats import read

ROOT = Path(__file__).parent.parent
SEED = sorted((ROOT / "seeds").glob("*.txt"))[-1]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE = Provenance("translator 1", "tiny 2", "default abc", "beam 2", "2026-01-31")
DOCUMENTS = ("docx", "xlsx", "tmx")
HOSTILE = (
    "<script>alert(1)</script> & ]]> &amp;",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "http://example.org/",
    "007",
    "_x0041_",
    "one\u200ftwo\u202bthree\u202c",
    "e\u0301 \U0001f1f8 \U00010400",
    "tab\tand  spaces",
)
"""Texts that must come back as they are, to the character."""

_HOME = os.environ["XDG_CONFIG_HOME"]  # that of the tests

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs LibreOffice (soffice) on the path"
)


def made(
    *rows: tuple[str, str] | tuple[Translation, Kind], name: str = "article.txt"
) -> TranslatedDocument:
    """A document of paragraphs with one segment each."""
    paragraphs, translations, start = [], [], 0
    for index, (first, second) in enumerate(rows):
        kind: Kind = "body"
        if isinstance(first, Translation):
            translation, kind = first, second  # type: ignore[assignment]
        else:
            translation = Translation(first, second, -0.5)
        end = start + len(translation.source)
        segment = Segment(index, translation.source, (start, end))
        paragraphs.append(Paragraph((segment,), kind))
        translations.append(translation)
        start = end + 1
    text = "\n".join(translation.source for translation in translations)
    return TranslatedDocument(Document(name, tuple(paragraphs), text), tuple(translations), MADE)


@pytest.fixture(scope="module")
def article(engine) -> TranslatedDocument:
    """An article of seeds/ as the embedded model translates it with the glossary."""
    document = read(SEED, name=SEED.name)
    translator = Translator(engine, Decoding())
    return next(iter(translator.translate_documents([document], glossary=Glossary.default())))


def word(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or cell, breaks as line feeds."""
    letters = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        node.text or "" if node.tag == f"{W}t" else letters.get(node.tag, "")
        for node in element.iter()
    )


def style_of(paragraph: etree._Element) -> str | None:
    """The style of a paragraph of a Word document."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def word_rows(data: bytes) -> list[list[list[str]]]:
    """The paragraphs of each cell of each row of segments: English, Arabic. Without how far the
    English may be trusted."""
    rows = [
        [
            [text_of(p) for p in cell.iter(f"{W}p") if style_of(p) != "Trust"]
            for cell in row.iter(f"{W}tc")
        ]
        for row in word(data).iter(f"{W}tr")
    ]
    return [row for row in rows[1:] if len(row) == 2]


def sheet_rows(data: bytes) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Translation"]
    head, *rows = sheet.iter_rows(values_only=True)
    return [{str(name): value for name, value in zip(head, row, strict=True)} for row in rows]


def memory(data: bytes) -> tmxfile:
    return tmxfile.parsestring(data)


def libreoffice(folder: Path, data: bytes, suffix: str, to: str) -> list[Path]:
    """The files that LibreOffice makes of one, by its filter `to`, in `folder`.

    It has the settings of a first start, which is made once for all tests.
    """
    source, out = folder / f"file{suffix}", folder / "out"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{_HOME}/libreoffice"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", str(out)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return sorted(out.glob(f"*.{to.partition(':')[0]}"))
