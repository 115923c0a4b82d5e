"""The page without a browser: what it takes, what a desk keeps, what is taken away from it."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import pytest

from glossary import Glossary, Term
from translator.api import Translator
from translator.document import Document
from translator.engine import Engine
from translator.errors import DocumentError, InputError
from translator.formats import WRITERS
from translator.memory import Memory
from translator.render import loaded_html
from translator.script import has_arabic
from ui.changes import TermChange
from ui.desk import Desk
from ui.desks import Desks
from ui.downloads import OFFERED, SAME, download
from ui.examples import examples, title_of
from ui.layers import Layer, Layers
from ui.restore import restore
from ui.source import LIMIT, PASTED, Source, file_name, in_box, read_upload, taken_from
from ui.state import keep_of, state_of
from ui.workshop import Workshop

ROOT = Path(__file__).parent.parent
FIRST, SECOND = "قال لافروف إن الوفد وصل.", "وأضاف الوزير أنه سيعود غدا."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{FIRST}"
KHAN = Term("لافروف", "Lavrow")


@pytest.fixture
def workshop(translator: Translator) -> Workshop:
    return Workshop(translator, Layers((Layer("shipped", "Shipped", Glossary.default()),)))


@pytest.fixture
def desk(workshop: Workshop) -> Iterator[Desk]:
    desk = Desk(workshop)
    yield desk
    desk.stop()


def settled(desk: Desk) -> list[str]:
    """The English of all rows, once nothing is under way."""
    end = time.monotonic() + 60
    while desk.running:
        assert time.monotonic() < end
        time.sleep(0.02)
    return [row.line.translation.target if row.line.translation else "" for row in desk.rows()]


def laid(desk: Desk, *texts: str) -> list[str]:
    """Translate texts as the page does."""
    sources = [Source(f"{number}.txt", text) for number, text in enumerate(texts)]
    found = documents(texts[0] if len(texts) == 1 else "", sources)
    desk.translate(found, desk.choice)
    return settled(desk)


# --- what comes in ---------------------------------------------------------------------------


def test_the_articles_are_those_of_seeds() -> None:
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert [example.name for example in examples()] == [path.name for path in seeds]
    for example, path in zip(examples(), seeds, strict=True):
        assert (ROOT / "ui" / "examples" / path.name).read_bytes() == path.read_bytes()
        assert example.text.encode("utf-8") == path.read_bytes()
        assert 0 < len(example.title) <= 44


def test_titles_are_cut_at_a_word() -> None:
    assert title_of("one  two\nthree", 99) == "one two three"
    assert title_of("one two three", 9) == "one two…"


def test_names_of_downloads() -> None:
    assert file_name("خبر.txt", "html") == "خبر.html"
    assert file_name("../a/b:c?.txt", "jsonl") == "b_c_.jsonl"
    assert file_name(PASTED, "html") == "text.html"
    assert file_name("..", "html") == "text.html"


def documents(box: str, loaded: Sequence[Source]) -> list[Document]:
    return [one.document for one in taken_from(box, loaded)]


def of(box: str, *loaded: Source) -> list[tuple[str, str]]:
    return [(document.name, document.text) for document in documents(box, loaded)]


def test_a_loaded_file_keeps_its_line_ends_and_its_name() -> None:
    loaded = Source("a.txt", "قال الوزير.\r\n\r\nوصل الوفد.\r\n")
    assert of("قال الوزير.\n\nوصل الوفد.\n", loaded) == [("a.txt", loaded.text)]
    changed = "قال الوزير.\n\nوصل الوفد.\nأمس.\n"
    assert of(changed, loaded) == [("a.txt", changed)]
    assert of("نص آخر.", loaded) == [(PASTED, "نص آخر.")]
    assert of("نص آخر.") == [(PASTED, "نص آخر.")]


def test_several_files_are_documents_of_their_own() -> None:
    one, two = Source("a.txt", "قال الوزير.\r\n"), Source("b.txt", "وصل الوفد.")
    assert of(" \n", one, two) == [("a.txt", one.text), ("b.txt", two.text)]
    assert of("نص آخر.", one, two)[0] == (PASTED, "نص آخر.")
    assert len(of("نص آخر.", one, two)) == 3
    with pytest.raises(DocumentError, match=r"^These 2 texts have 200,0\d\d characters"):
        documents("", [one, Source("b.txt", "قال " * (LIMIT // 4))])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_uploads_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_upload(path) == [Source("a.txt", TEXT)]


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("قال " * (LIMIT // 4 + 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"^long\.txt has 200,004 characters"):
        read_upload(path)
    with pytest.raises(DocumentError, match="nothing to translate"):
        documents("\u00a0\n", [])


def test_names_of_files_are_text() -> None:
    html = loaded_html(['<img src=x onerror="hit()">.txt', "b.txt"])
    assert "<img" not in html
    assert html.count("<li>") == 2


# --- a desk ----------------------------------------------------------------------------------


def test_a_desk_translates_each_document_into_a_sheet(desk: Desk) -> None:
    first, second, third, fourth = laid(desk, TEXT, SECOND)
    assert first == third
    assert second == fourth
    assert [one.translated.document.name for one in desk.results()] == ["0.txt", "1.txt"]
    assert desk.results()[0].translated.document.text == TEXT


def test_edits_and_their_undoing(desk: Desk) -> None:
    machine = laid(desk, TEXT)
    row, other = list(desk.rows())[:2]
    desk.edit(row, "One.")
    desk.edit(row, "One.")
    assert settled(desk) == ["One.", machine[1], "One."]
    assert len(desk.steps) == 1, "the same again is no step"
    desk.edit(other, "Two.")
    desk.revert(row)
    assert settled(desk) == [machine[0], "Two.", machine[0]]
    for expected in (["One.", "Two.", "One."], ["One.", machine[1], "One."], machine):
        desk.undo()
        assert settled(desk) == expected
    assert not desk.steps
    desk.undo()
    [result] = [one.translated for one in desk.results()]
    assert {translation.origin for translation in result.translations} == {"machine"}


def test_terms_of_one_desk_are_none_of_another(workshop: Workshop) -> None:
    one, other = Desk(workshop), Desk(workshop)
    machine = laid(one, TEXT)
    assert laid(other, TEXT) == machine
    one.change_terms([TermChange(None, KHAN)])
    assert "Lavrow" in settled(one)[0]
    assert settled(one)[1] == machine[1]
    assert settled(other) == machine
    assert laid(other, TEXT) == machine
    one.undo()
    assert settled(one) == machine


def test_a_page_is_told_only_what_is_new(desk: Desk) -> None:
    laid(desk, TEXT)
    state = state_of(desk, 0)
    assert len(state["sheets"]) == 1
    assert (state["running"], state["ready"], state["undo"]) == (False, True, "")
    desk.edit(next(desk.rows()), "One.")
    news = state_of(desk, state["version"])
    assert news["sheets"] is None
    assert [row[1] for row in news["rows"]] == [0, 2]
    assert news["undo"] == "the edit"
    assert news["kept"]["hand"] == [[FIRST, "One."]]
    again = state_of(desk, news["version"])
    assert (again["rows"], again["kept"], again["version"]) == ([], None, news["version"])


def test_what_a_page_kept_is_put_back(workshop: Workshop, desk: Desk) -> None:
    laid(desk, TEXT)
    desk.edit(next(desk.rows()), "One.")
    desk.change_terms([TermChange(None, KHAN)])
    kept = keep_of(desk)
    fresh = Desk(workshop)
    restore(fresh, kept)
    assert keep_of(fresh) == kept
    assert laid(fresh, TEXT)[::2] == ["One.", "One."]
    assert fresh.layer == (KHAN,)
    assert not fresh.steps
    for nonsense in (
        None,
        "x",
        {"hand": 1, "terms": {"a": 1}},
        {"hand": [[1, 2], ["a"], ["a", 2], None], "terms": [1, {}, {"source": 3}, {"source": "x"}]},
    ):
        untouched = Desk(workshop)
        restore(untouched, nonsense)
        assert (untouched.hand, untouched.layer) == ({}, ())


def test_a_fault_of_the_model_ends_in_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("<b>no memory</b>")

    monkeypatch.setattr(Engine, "decoded", broken)
    laid(desk, "وصل الوزير التاسع والتسعون إلى قرية بعيدة.")
    assert desk.message[1] == "error"
    assert "The translation failed (RuntimeError)" in desk.message[0]
    assert state_of(desk, 0)["ready"] is False


def test_stopping_keeps_what_is_ready(desk: Desk) -> None:
    text = "\n\n".join(f"وصل الوفد رقم {n} إلى المدينة القديمة." for n in range(300))
    desk.translate(documents(text, []), desk.choice)
    end = time.monotonic() + 60
    while not any(row.line.translation for row in desk.rows()):
        assert time.monotonic() < end
        time.sleep(0.02)
    desk.stop()
    done = [target for target in settled(desk) if target]
    assert 0 < len(done) < 300
    time.sleep(0.5)
    assert [target for target in settled(desk) if target] == done, "nothing comes after a stop"
    [result] = [one.translated for one in desk.results()]
    assert [translation.target for translation in result.translations] == done
    assert f"Stopped after {len(done)} of 300 segments" in state_of(desk, 0)["status"]


def test_an_edit_is_in_the_memory_and_undoing_takes_it_out(
    translator: Translator, tmp_path: Path
) -> None:
    memory = Memory.open(tmp_path / "kept.tmx")
    memory.put(SECOND, "Kept before.")
    workshop = Workshop(translator, Layers(()), memory)
    desk = Desk(workshop)
    machine, before, _ = laid(desk, TEXT)
    assert before == "Kept before."

    def held(source: str) -> str | None:
        entry = Memory.open(memory.path).lookup(source)
        return entry.target if entry else None

    first, second = list(desk.rows())[:2]
    desk.edit(first, "One.")
    desk.edit(second, "Two.")
    assert (held(FIRST), held(SECOND)) == ("One.", "Two.")
    desk.undo()
    desk.undo()
    assert (held(FIRST), held(SECOND)) == (None, "Kept before.")
    assert settled(desk) == [machine, "Kept before.", machine]


# --- desks -----------------------------------------------------------------------------------


def test_a_token_opens_the_desk_of_its_visitor_alone(workshop: Workshop) -> None:
    desks = Desks(workshop)
    mine, nobodys = desks.open("amal"), desks.open(None)
    assert mine.token != nobodys.token
    assert desks.find(mine.token, "amal") is mine
    assert desks.find(nobodys.token, None) is nobodys
    for token, user in [
        (mine.token, None),
        (mine.token, "basil"),
        (nobodys.token, "amal"),
        (mine.token[:-1], "amal"),
        ("", None),
        (None, None),
        (["x"], None),
        (0, None),
    ]:
        assert desks.find(token, user) is None


def test_desks_left_alone_make_room(workshop: Workshop) -> None:
    desks = Desks(workshop, most=2)
    one, two = desks.open(None), desks.open(None)
    desks.find(one.token, None)
    three = desks.open(None)
    assert len(desks) == 2
    assert desks.find(two.token, None) is None, "the one left alone longest goes"
    assert desks.find(one.token, None) is one
    one.used = three.used = time.monotonic() - 100
    short = Desks(workshop, idle=50)
    old = short.open(None)
    old.used -= 100
    short.open(None)
    assert short.find(old.token, None) is None


# --- what is taken away ----------------------------------------------------------------------


def test_downloads_carry_name_type_and_what_a_person_did(desk: Desk) -> None:
    laid(desk, TEXT)
    desk.edit(next(desk.rows()), "One.")
    for to in OFFERED:
        found = download(desk.results(), to)
        kind = "txt" if to == SAME else to
        assert (found.name, found.mime) == (f"0.{kind}", WRITERS[kind].mime)
    assert "2 of 3 segments edited by a person" in download(desk.results(), "txt").data.decode()
    with pytest.raises(InputError, match=r"^exe is no format to download; choose one of same"):
        download(desk.results(), "exe")


def test_files_of_the_same_name_do_not_cover_each_other(desk: Desk) -> None:
    given = [
        *documents("", [Source("a.txt", FIRST), Source("A.text", SECOND)]),
        *documents(FIRST, [Source("a.txt", FIRST)]),
    ]
    desk.translate(given, desk.choice)
    settled(desk)
    found = download(desk.results(), "txt")
    assert (found.name, found.mime) == ("translations-txt.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        assert archive.namelist() == ["a.txt", "A (2).txt", "a (3).txt"]


def test_a_word_document_comes_back_as_one(desk: Desk, tmp_path: Path) -> None:
    given = docx.Document()
    paragraph = given.add_paragraph()
    for word in "وصل الوزير إلى ":
        paragraph.add_run(word)
    paragraph.add_run("موسكو").bold = True
    given.add_paragraph("Kept as it is")
    path = tmp_path / "خبر.docx"
    given.save(path)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.write(path, "in/خبر.docx")
        archive.writestr("b.txt", SECOND)
    [source] = read_upload(path)
    assert in_box([source]) is None
    for sources in ([source], read_upload(tmp_path / "two.zip")):
        taken = taken_from("", sources)
        files = [one.opened for one in taken]
        desk.translate([one.document for one in taken], desk.choice, files)
        settled(desk)
        found = download(desk.results(), SAME)
        if len(sources) == 2:
            with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
                assert archive.namelist() == ["خبر.docx", "b.txt"]
                data = archive.read("خبر.docx")
        else:
            assert found.name == "خبر.docx"
            data = found.data
        english = docx.Document(io.BytesIO(data))
        first, second = english.paragraphs
        assert "Moscow" in [run.text.strip(" .") for run in first.runs if run.bold]
        assert not has_arabic(first.text)
        assert second.text == "Kept as it is"
    assert [one.document.name for one in taken_from(FIRST, [source])] == [PASTED, "خبر.docx"]


def test_the_page_names_the_model_and_the_glossary_at_work(desk: Desk) -> None:
    laid(desk, FIRST)
    before = state_of(desk, 0)
    assert before["names"] == list(desk.workshop.names(desk.choice))
    assert state_of(desk, before["version"])["names"] is None
    desk.change_terms([TermChange(None, KHAN)])
    settled(desk)
    model, glossary = state_of(desk, before["version"])["names"]
    assert model == before["names"][0]
    assert "changed here" in glossary
