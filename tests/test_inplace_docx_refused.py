"""Word documents that cannot be translated in place: one sentence that says why, and a way out."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from word_parts import TRANSITIONAL_NAMES, member, word_file

from translator.errors import DocumentError
from translator.formats.inplace.docx.opening import opened
from translator.formats.inplace.opened import Reading


def saved(document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (80 << 20))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Word 97 to 2003"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (lambda: word_file(TRANSITIONAL_NAMES)[:-300], "damaged"),
        (lambda: member(b"<w:document", "word/document.xml"), "damaged"),
        (
            lambda: member(
                b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>',
                "word/document.xml",
            ),
            "entities",
        ),
        (lambda: member(b"<workbook/>", "word/document.xml"), "no Word document"),
        (lambda: saved(docx.Document()), "no Arabic"),
        (bomb, "unpacks to far more"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data, message):
    with pytest.raises(DocumentError, match=message) as caught:
        opened(data(), "news.docx", Reading())
    assert str(caught.value).startswith("news.docx")
    assert "; " in str(caught.value)
