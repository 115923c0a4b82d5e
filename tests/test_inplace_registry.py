"""Which file is read by what: names, contents, archives, and what is refused."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path, PurePath

import pytest
from inplace import InEnglish, in_english

from translator.errors import DocumentError
from translator.formats.inplace.container import entries, ungzipped
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.registry import (
    READERS,
    kind_of,
    open_archive,
    open_data,
    open_file,
)
from translator.formats.kinds import kind_of_name

__all__ = ["in_english"]

NEWS = "وصل الوفد الروسي إلى دمشق يوم الأحد. وقال الوزير إن المحادثات ستبدأ غداً.\n"
PAGE = f"<!DOCTYPE html><html dir=rtl><body><p>{NEWS}</p></body></html>"
SUBTITLES = f"1\n00:00:01,000 --> 00:00:04,000\n{NEWS}\n2\n00:00:05,000 --> 00:00:06,000\nنعم\n"
ANY = Reading()


def zipped(*files: tuple[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            kind = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, kind)
    return data.getvalue()


def refusal(data: bytes, name: str, reading: Reading = ANY) -> str:
    with pytest.raises(DocumentError) as caught:
        open_data(data, name, reading)
    message = str(caught.value)
    assert "\n" not in message
    assert name in message
    return message


def test_a_file_is_opened_under_the_name_it_is_to_have(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    opened = open_file(tmp_path / "a.html", ANY, "news/a.html")
    assert (opened.document.name, opened.suffix) == ("news/a.html", ".html")
    with pytest.raises(DocumentError, match="does not exist"):
        open_file(tmp_path / "none.html", ANY)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.text", "a.TXT", "article.ar", "Part 1.5"])
def test_plain_text_is_what_is_called_so_and_what_has_no_known_suffix(name: str) -> None:
    opened = open_data(NEWS.encode("cp1256"), name, ANY)
    assert opened.document.text == NEWS
    assert kind_of(opened.suffix) == "txt"


def test_text_comes_back_in_its_layout(in_english: InEnglish) -> None:
    english = in_english(f"\n  {NEWS}\n\n{NEWS}".encode(), "a.txt").decode()
    assert english.startswith("\n  The ")
    assert english.count("Damascus") == 2
    assert english.count("\n") == 5


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (PAGE.encode(), "a.txt", "is a web page, not what its name says; give it a name that"),
        (PAGE.encode(), "a.docx", "is a web page, not what its name says"),
        (SUBTITLES.encode(), "a.txt", "ends in .srt"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", "a", "ends in .vtt"),
        (b'<?xml version="1.0"?><tmx version="1.4"/>', "a.txt", "ends in .tmx"),
        (b'<?xml version="1.0"?><xliff version="1.2"/>', "a.txt", "ends in .xlf"),
        (b'<?xml version="1.0"?><rss/>', "a.txt", "file with markup"),
        (zipped(("word/document.xml", "x")), "a.txt", "a Word document, not what its name says"),
        (zipped(("xl/workbook.xml", "x")), "a.docx", "an Excel workbook, not what its name says"),
        (zipped(("mimetype", "application/epub+zip")), "a.odt", "ends in .epub"),
        (zipped(("a.txt", NEWS)), "a.txt", "an archive or an office document, not what"),
        (b"%PDF-1.7 ...", "a.pdf", "pdftotext"),
        (b"%PDF-1.7 ...", "a.html", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "a.doc", "save it as .docx"),
        (b"x", "a.rtf", "save it as .docx"),
        (b"x", "a.ods", "save it as .xlsx"),
        (b"<?xml version='1.0'?><office:document/>", "a.fodt", "save it as .docx"),
        (b"x", "a.pptx", "is a presentation"),
        (b"x", "a.mobi", "save it as .epub"),
        (b"x", "a.ass", "save it as .srt or .vtt"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "is an image"),
        (b"", "a.csv", "is empty"),
        (zipped(("a.txt", NEWS)), "a.zip", "unpack it"),
        (gzip.compress(b"x", mtime=0), "a.tar.gz", "is an archive"),
    ],
)
def test_what_is_something_else_is_refused_with_a_way_out(
    data: bytes, name: str, words: str
) -> None:
    message = refusal(data, name)
    assert words in message
    assert "; " in message


def test_lines_are_those_of_plain_text() -> None:
    lines = Reading(lines=True)
    assert len(open_data((NEWS + NEWS).encode(), "a.txt", lines).document.paragraphs) == 2
    assert "--lines" in refusal(SUBTITLES.encode(), "a.srt", lines)


def test_every_suffix_has_a_module_that_opens() -> None:
    assert all(callable(load()) for load in READERS.values())


# --- spelled backwards -----------------------------------------------------------------------


def backwards(text: str) -> str:
    return "\n".join(" ".join(w[::-1] for w in line.split()[::-1]) for line in text.splitlines())


def test_arabic_spelled_backwards_is_refused() -> None:
    text = f"{NEWS}القوات السورية تسيطر على مدينة إدلب. إلى المدرسة.\n"
    open_data(text.encode(), "a.txt", ANY)
    assert "spelled backwards" in refusal(backwards(text).encode(), "a.txt")
    page = f"<html><body><p>{backwards(text)}</p></body></html>"
    assert "spelled backwards" in refusal(page.encode(), "a.html")


SHAPED = "ﻗﺎﻝ ﺍﻟﺮﺋﻴﺲ ﺇﻥ ﺍﻟﻤﺤﺎﺩﺛﺎﺕ ﺳﺘﺒﺪﺃ ﻓﻲ ﺩﻣﺸﻖ."


def test_letters_in_their_shapes_are_read_in_their_order_alone(in_english: InEnglish) -> None:
    assert "Damascus" in in_english(SHAPED.encode(), "a.txt").decode()
    assert "spelled backwards" in refusal(backwards(SHAPED).encode(), "a.txt")


# --- containers ------------------------------------------------------------------------------


def test_a_packed_file_comes_out_unpacked(in_english: InEnglish, tmp_path: Path) -> None:
    path = tmp_path / "a.srt.gz"
    path.write_bytes(gzip.compress(SUBTITLES.encode()))
    opened = open_file(path, ANY)
    assert opened.suffix == ".srt"
    assert b"Damascus" in in_english(path.read_bytes(), "a.srt.gz")


def test_damaged_and_swollen_gzip_is_refused() -> None:
    packed = gzip.compress(NEWS.encode() * 50)
    assert ungzipped(packed + packed + bytes(8), "a.gz") == NEWS.encode() * 100
    for broken in (packed[:-30], b"no gzip", packed[:20] + b"\xff\xff" + packed[22:]):
        with pytest.raises(DocumentError, match="damaged"):
            ungzipped(broken, "a.txt.gz")
    bomb = gzip.compress(bytes(70 << 20), 9)
    with pytest.raises(DocumentError, match="for safety"):
        ungzipped(bomb, "a.txt.gz")


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_that_is_read_is_not_passed_over_in_a_folder(suffix: str) -> None:
    assert kind_of_name(PurePath(f"a{suffix}")) != "other"
    assert suffix == "" or kind_of_name(PurePath(f"a{suffix}.gz")) != "other"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", "Hello"), ("a.jsonl", '{"a": '), ("a.html", "<p>Hello</p>"), ("a.docx", "x")],
)
def test_what_is_wrong_in_a_packed_file_is_said_under_the_name_it_has(name, content) -> None:
    assert refusal(gzip.compress(content.encode()), f"in/{name}.gz").startswith(f"in/{name}.gz")
    assert open_data(gzip.compress(PAGE.encode()), "in/a.htm.gz", ANY).suffix == ".htm"


@pytest.mark.parametrize("data", [b"", gzip.compress(b"", mtime=0)])
def test_a_packed_file_with_nothing_in_it_is_named_as_it_is(data: bytes) -> None:
    assert refusal(data, "a.txt.gz").startswith("a.txt.gz is empty;")


def test_an_archive_gives_each_file_or_why_not(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(
        zipped(
            ("x/", ""),
            ("x/أ.txt", NEWS),
            ("page.html", PAGE),
            ("photo.jpg", b"\xff\xd8\xff"),
            (".DS_Store", "x"),
            ("__MACOSX/x/._a.txt", "x"),
            ("latin.txt", "Hello"),
            ("../out.txt", NEWS),
            ("c:\\a.txt", NEWS),
            ("inner.zip", zipped(("a.txt", NEWS))),
            ("inner.zip.gz", gzip.compress(zipped(("a.txt", NEWS)))),
            ("y/b.srt.gz", gzip.compress(SUBTITLES.encode())),
        )
    )
    found = dict(open_archive(path, ANY, "news.zip"))
    opened = {name: one for name, one in found.items() if isinstance(one, Opened)}
    assert {name: one.document.name for name, one in opened.items()} == {
        "x/أ.txt": "news.zip/x/أ.txt",
        "page.html": "news.zip/page.html",
        "y/b.srt.gz": "news.zip/y/b.srt.gz",
    }
    assert opened["y/b.srt.gz"].suffix == ".srt"
    reasons = {name: str(one) for name, one in found.items() if name not in opened}
    assert "holds no Arabic" in reasons["latin.txt"]
    assert "leads elsewhere" in reasons["../out.txt"]
    assert "leads elsewhere" in reasons["c:/a.txt"]
    assert "archive in an archive" in reasons["inner.zip"]
    assert "archive in an archive" in reasons["inner.zip.gz"]
    assert len(found) == 8


def test_what_an_archive_holds_under_names_that_tell_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(
        zipped(
            ("a.wire", NEWS),
            ("b.wire", NEWS.encode("cp1256")),
            ("c.wire", b"\0\1\2" * 99),
            ("d.wire", "Hello"),
            ("e.wire", zipped(("word/document.xml", "<a/>"))),
            ("f.js", f"alert('{NEWS}')"),
            ("~$g.docx", b"\5user"),
            ("h.tar.gz", gzip.compress(b"x")),
            ("12:30.txt", NEWS),
        )
    )
    found = dict(open_archive(path, ANY))
    assert [name for name, one in found.items() if isinstance(one, Opened)] == [
        "a.wire",
        "b.wire",
        "12:30.txt",
    ]
    reasons = {name: str(one) for name, one in found.items() if not isinstance(one, Opened)}
    assert "ends in .docx" in reasons.pop("e.wire")
    assert "archive in an archive" in reasons.pop("h.tar.gz")
    assert reasons == {}


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("أخبار/خبر 1.txt".encode(), "أخبار/خبر 1.txt"),
        ("خبر.txt".encode("cp720"), "خبر.txt"),
        ("أخبار.txt".encode("cp1256"), "أخبار.txt"),
        ("résumé.txt".encode("cp437"), "résumé.txt"),
        ("caf\u00f3.txt".encode("cp437"), "cafó.txt"),
        (b"news\\may\\a.txt", "news/may/a.txt"),
    ],
)
def test_names_in_an_archive_are_read_whatever_packed_it(stored: bytes, name: str) -> None:
    stand_in = "A" * len(stored)
    packed = zipped((stand_in, NEWS)).replace(stand_in.encode(), stored)
    assert list(entries(packed, "a.zip")) == [(name, NEWS.encode())]


def test_the_name_that_an_archive_adds_in_utf_8_counts() -> None:
    stored, name = "خبر??.txt".encode("cp720"), "أخبار.txt"
    field = b"\1" + zlib.crc32(stored).to_bytes(4, "little") + name.encode()
    info = zipfile.ZipInfo("A" * len(stored))
    info.extra = (0x7075).to_bytes(2, "little") + len(field).to_bytes(2, "little") + field
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(info, NEWS)
    packed = data.getvalue().replace(b"A" * len(stored), stored)
    assert [found for found, _ in entries(packed, "a.zip")] == [name]


def test_archives_that_are_no_good(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    good = zipped(("a.txt", NEWS), ("b.txt", NEWS * 9))
    for data, words in (
        (b"PK\3\4 no archive", "damaged"),
        (good[:-10], "damaged"),
        (zipped(("a.jpg", "x")), "holds no text or document"),
        (zipped(("a.txt", bytes(70 << 20))), "for safety"),
    ):
        path.write_bytes(data)
        with pytest.raises(DocumentError, match=words):
            list(open_archive(path, ANY))
    # The bit that says a file is encrypted, set in both places that tell it.
    locked = good.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0", 1)
    [(_, first), (_, second)] = entries(locked, "a.zip")
    assert "password" in str(first)
    assert second == (NEWS * 9).encode()
    damaged = bytearray(good)
    damaged[good.index(b"a.txt") + 10] ^= 0xFF
    [(_, first), _] = entries(bytes(damaged), "a.zip")
    assert "damaged" in str(first)
