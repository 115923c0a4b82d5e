"""`translator bulk`: which files are taken, and where each goes."""

from __future__ import annotations

import errno
import gzip
import os
from pathlib import Path

import pytest
from command_line import put as put_file
from command_line import run

from translator.bulk.plan import plan
from translator.errors import InputError

NEWS = "قتل ثلاثة مدنيين في قصف على مدينة حلب يوم الجمعة.\n"


__all__ = ["run"]


def put(name: str, content: str | bytes = NEWS) -> str:
    return put_file(name, content)


def targets(*paths: str, out: str = "out", to: tuple[str, ...] = ("txt",)) -> dict[str, list[str]]:
    jobs = plan(paths, Path(out), to).jobs
    return {job.source.as_posix(): [target.as_posix() for _, target in job.targets] for job in jobs}


@pytest.fixture
def here(monkeypatch, tmp_path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_a_folder_is_mirrored():
    for name in ("in/b.txt", "in/a.txt", "in/x/y/c.txt", "in/.git/d.txt", "in/.e.txt"):
        put(name)
    assert targets("in") == {
        "in/a.txt": ["out/a.txt"],
        "in/b.txt": ["out/b.txt"],
        "in/x/y/c.txt": ["out/x/y/c.txt"],
    }
    assert targets("in", out="new/out", to=("txt", "html"))["in/x/y/c.txt"] == [
        "new/out/x/y/c.txt",
        "new/out/x/y/c.html",
    ]


@pytest.mark.usefixtures("here")
def test_several_folders_keep_their_names():
    for name in ("one/a.txt", "two/a.txt", "b.txt"):
        put(name)
    assert targets("one", "two", "b.txt", "one/a.txt") == {
        "one/a.txt": ["out/one/a.txt"],
        "two/a.txt": ["out/two/a.txt"],
        "b.txt": ["out/b.txt"],
    }


@pytest.mark.usefixtures("here")
def test_a_pattern_is_mirrored_from_its_first_wildcard():
    for name in ("news/2016/a.txt", "news/2017/b/c.txt", "news/2017/d.md"):
        put(name)
    assert targets("news/**/*.txt") == {
        "news/2016/a.txt": ["out/2016/a.txt"],
        "news/2017/b/c.txt": ["out/2017/b/c.txt"],
    }
    assert targets("news/20?7/*") == {"news/2017/d.md": ["out/2017/d.txt"]}


@pytest.mark.usefixtures("here")
def test_a_name_with_brackets_is_a_name_where_there_is_such_a_file():
    put("[1].txt")
    assert targets("[1].txt") == {"[1].txt": ["out/[1].txt"]}


@pytest.mark.usefixtures("here")
def test_names_that_would_meet_keep_their_suffix():
    for name in ("in/a.txt", "in/a.md", "in/a.TXT", "in/b.md", "in/c"):
        put(name)
    assert targets("in", to=("txt", "html")) == {
        "in/a.TXT": ["out/a.TXT.txt", "out/a.TXT.html"],
        "in/a.md": ["out/a.md.txt", "out/a.md.html"],
        "in/a.txt": ["out/a.txt", "out/a.html"],
        "in/b.md": ["out/b.txt", "out/b.html"],
        "in/c": ["out/c.txt", "out/c.html"],
    }
    put("Part 1.5")
    assert targets("Part 1.5") == {"Part 1.5": ["out/Part 1.5.txt"]}


@pytest.mark.usefixtures("here")
def test_folders_hold_other_things_too():
    for name in ("in/a.txt", "in/photo.jpg", "in/tool.exe", "in/report.pdf", "in/page.html"):
        put(name)
    found = plan(["in"], Path("out"), ["txt"])
    assert [job.name for job in found.jobs] == ["a.txt", "page.html", "report.pdf"]
    assert [path.name for path in found.skipped] == ["photo.jpg", "tool.exe"]


@pytest.mark.parametrize(
    ("paths", "out", "words"),
    [
        (["none"], "out", "none does not exist"),
        (["none/*.txt"], "out", "no file matches none/"),
        (["empty"], "out", "no text file in empty"),
        (["in"], "in", "lies in the input in"),
        (["in"], "in/out", "lies in the input in"),
        (["in/x"], "in/x/../x/out", "lies in the input in/x"),
        (["link"], "in/out", "lies in the input link"),
        (["in"], "in/a.txt", "is a file"),
        (["in/a.txt"], "in", "would replace the input"),
        (["in/*.txt"], "in", "would replace the input"),
        (["in/**/*.txt"], "in/x", "lies in the input in/**"),
        (["in/a.txt", "in/x/a.txt"], "out", "would both become out/a.txt"),
        (["in/x/b", "in/x/b.txt"], "out", "would both become out/b.txt"),
    ],
)
def test_what_cannot_be_planned_is_refused(here, paths, out, words):
    for name in ("in/a.txt", "in/x/a.txt", "in/x/b", "in/x/b.txt"):
        put(name)
    Path("empty").mkdir()
    Path("link").symlink_to("in")
    with pytest.raises(InputError) as caught:
        plan(paths, Path(out), ["txt"])
    assert words in str(caught.value)


@pytest.mark.usefixtures("here")
def test_a_pattern_over_links_in_a_ring_finds_each_file_once():
    put("in/a.txt")
    put("in/sub/b.txt")
    Path("in/sub/ring").symlink_to(Path("in").absolute(), target_is_directory=True)
    found = plan(["in/**/*.txt"], Path("out"), ["txt"])
    assert [job.name for job in found.jobs] == ["a.txt", "sub/b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.usefixtures("here")
def test_a_pipe_in_a_folder_is_not_waited_for():
    put("in/a.txt")
    os.mkfifo("in/pipe.txt")
    found = plan(["in"], Path("out"), ["txt"])
    assert [job.name for job in found.jobs] == ["a.txt"]
    assert found.skipped == (Path("in/pipe.txt"),)


@pytest.mark.usefixtures("here")
def test_names_with_a_dot_but_no_suffix_are_text():
    for name in ("Part 1.5", "د. أحمد يتحدث", "خبر 12.3.2017", "أخبار.عربي"):
        put(f"in/{name}")
    found = plan(["in"], Path("out"), ["html"])
    assert {job.targets[0][1].name for job in found.jobs} == {
        "Part 1.5.html",
        "د. أحمد يتحدث.html",
        "خبر 12.3.2017.html",
        "أخبار.عربي.html",
    }
    assert found.skipped == ()


@pytest.mark.usefixtures("here")
def test_a_file_whose_name_tells_nothing_is_judged_by_its_content():
    arabic = {"a.wire": NEWS, "b.wire": NEWS.encode("utf-16"), "c.wire": NEWS.encode("cp1256")}
    arabic["d.wire.gz"] = gzip.compress(NEWS.encode())
    arabic["e.gz"] = gzip.compress(NEWS.encode())
    # What is cut within a letter by looking at the beginning alone.
    arabic["f.wire"] = b" " * ((1 << 16) - 33) + NEWS.encode()
    others = {"g.wire": b"\0\1" * 50, "h.wire": b"Hello", "i.wire": b"", "j.js": NEWS.encode()}
    for name, content in {**arabic, **others}.items():
        put(f"in/{name}", content)
    found = plan(["in"], Path("out"), ["txt"])
    assert [job.name for job in found.jobs] == sorted(arabic)
    assert [path.name for path in found.skipped] == sorted(others)


@pytest.mark.usefixtures("here")
def test_a_packed_file_beside_the_same_unpacked_has_a_name_of_its_own():
    for name in ("in/a.txt", "in/b.html", "in/c"):
        put(name)
        put(f"{name}.gz", gzip.compress(NEWS.encode()))
    assert targets("in", to=("same",)) == {
        "in/a.txt": ["out/a.txt"],
        "in/a.txt.gz": ["out/a.txt.gz.txt"],
        "in/b.html": ["out/b.html"],
        "in/b.html.gz": ["out/b.html.gz.html"],
        "in/c": ["out/c"],
        "in/c.gz": ["out/c.gz.txt"],
    }


@pytest.mark.usefixtures("here")
def test_all_that_would_become_one_file_is_counted():
    for name in ("in/a", "in/a.txt", "in/b", "in/b.txt"):
        put(name)
    with pytest.raises(
        InputError, match=r"in/a and in/a.txt would .* \(and so for 1 more\); rename"
    ):
        plan(["in"], Path("out"), ["txt"])


@pytest.mark.usefixtures("here")
def test_archives_that_are_not_read_are_jobs_and_so_named():
    for name in ("a.txt", "b.tar.gz", "c.7z", "d.rar", "~$e.docx"):
        put(f"in/{name}")
    found = plan(["in"], Path("out"), ["txt"])
    assert [job.name for job in found.jobs] == ["a.txt", "b.tar.gz", "c.7z", "d.rar"]
    assert found.skipped == ()


@pytest.mark.parametrize("to", ["loop", "loop/x"])
def test_links_that_lead_to_themselves_stop_nothing(to, run):
    put("in/a.txt")
    Path("in/loop.txt").symlink_to("loop.txt")
    done = run("bulk", "in", "-o", "out", "--report", "r.html")
    assert done.status == 1
    assert "loop.txt: in/loop.txt cannot be read: Too many levels of symbolic links" in done.out
    assert Path("out/a.txt").exists()
    Path("loop").symlink_to("loop")
    refused = run("bulk", "in", "-o", to)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert f"cannot write {to}" in refused.err
    assert "Too many levels of symbolic links; write elsewhere" in refused.err


@pytest.mark.usefixtures("here")
def test_a_folder_of_links_in_a_ring_ends():
    put("in/a.txt")
    Path("in/again").symlink_to("..")
    assert list(targets("in")) == ["in/a.txt"]


@pytest.mark.usefixtures("here")
def test_a_folder_that_may_not_be_searched_fails_alone(monkeypatch):
    for name in ("in/a.txt", "in/closed/b.txt", "in/z/c.txt"):
        put(name)
    scandir, shut = os.scandir, {"closed"}

    def closed(path):  # whoever runs the tests may be allowed to search every folder
        if Path(path).name in shut:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    jobs = plan(["in"], Path("out"), ["txt"]).jobs
    assert [job.name for job in jobs] == ["a.txt", "z/c.txt", "closed"]
    shut.add("in")
    with pytest.raises(InputError, match="in cannot be searched: Permission denied"):
        plan(["in"], Path("out"), ["txt"])


@pytest.mark.usefixtures("here")
def test_what_comes_back_as_it_was_can_also_come_side_by_side():
    for name in ("in/a.html", "in/b.htm", "in/c.txt", "in/d.docx", "in/e.xlf"):
        put(name)
    jobs = plan(["in"], Path("out"), ("same", "html", "docx")).jobs
    assert {job.name: [(to, target.name) for to, target in job.targets] for job in jobs} == {
        "a.html": [("same", "a.html"), ("html", "a.html.html"), ("docx", "a.docx")],
        "b.htm": [("same", "b.htm"), ("html", "b.htm.html"), ("docx", "b.docx")],
        "c.txt": [("txt", "c.txt"), ("html", "c.html"), ("docx", "c.docx")],
        "d.docx": [("same", "d.docx"), ("html", "d.html"), ("docx", "d.docx.docx")],
        "e.xlf": [("same", "e.xlf"), ("html", "e.html"), ("docx", "e.docx")],
    }
    [job] = plan(["in/a.html"], Path("out"), ("html",)).jobs
    assert job.targets == (("same", Path("out/a.html")),)
