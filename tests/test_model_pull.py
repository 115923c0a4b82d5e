"""`translator model pull`: fetched, checked, converted, installed; and nothing half-done."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import OTHER, files, put, run
from filelock import FileLock
from marian_release import argos_folder, zipped
from release_server import Site, serve

from translator.models import CATALOGUE, EMBEDDED, default_folder, find, registry
from translator.models.convert import selftest

__all__ = ["run"]

NAME = "argos-ar-en"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An Argos package with the embedded network, which translates."""
    work = tmp_path_factory.mktemp("argos")
    return zipped(argos_folder(work / "package"), work / "a.argosmodel", "ar_en/").read_bytes()


@pytest.fixture
def site(package: bytes) -> Iterator[Site]:
    with serve(Site(package)) as running:
        yield running


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def models() -> list[str]:
    """Every file among the user's data but locks, which stay."""
    data = registry.user_folder().parent
    return [name for name in files(str(data)) if not name.endswith(".lock")]


def test_pulled_then_offline(run, site: Site) -> None:
    pull = ("model", "pull", NAME, "--mirror", f"{site.address}/argos/", "--sha256",
            checksum(site.content))  # fmt: skip
    site.break_after = [128 << 16]
    outcome = run(*pull)
    assert outcome.status == 0, outcome.err
    assert f"{NAME} 1.0 is installed in " in outcome.out
    assert "it is the default now" in outcome.out
    assert "broken off after 8.4 MB" in outcome.err
    path = "/argos/translate-ar_en-1_0.argosmodel"
    assert site.asked == [(path, None), (path, "bytes=8388608-")]
    assert {name.split("/")[1] for name in models()} == {NAME}  # the archive is gone

    site.status = 503  # from here on there is no network
    again = run(*pull)
    assert (again.status, again.err) == (0, "")
    assert "was installed already" in again.out
    assert len(site.asked) == 2

    english = run("translate", put("a.txt", OTHER), "--provenance").out
    assert f"{NAME} 1.0" in english
    assert "arabic-english-small" in run("translate", "a.txt", "--provenance", "--model",
                                         "embedded").out  # fmt: skip
    assert find().path == default_folder() == registry.user_folder() / NAME
    listed = run("model", "list").out.splitlines()
    assert [line for line in listed if line.endswith("(default)")] == [
        line for line in listed if line.startswith(f"{NAME}\t")
    ]
    info = run("model", "info", NAME).out
    assert f"origin, sha256: {checksum(site.content)}\n" in info
    assert "origin, checksum: as expected\n" in info

    (find().path / "model.bin").write_bytes(b"damaged")
    broken = run("translate", "a.txt")
    assert broken.status == 2
    assert "--model embedded is the embedded model" in broken.err
    site.status = 200
    assert "is installed in" in run(*pull).out
    assert run("translate", "a.txt", "--provenance").out == english


def test_from_a_file_without_network(run, package: bytes) -> None:
    Path("package.argosmodel").write_bytes(package)
    known = dataclasses.replace(CATALOGUE[NAME], sha256=checksum(package))
    assert run("model", "pull", NAME, "--from", "package.argosmodel").status == 2  # not known yet
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CATALOGUE, NAME, known)
        outcome = run("model", "pull", NAME, "--from", "package.argosmodel")
    assert outcome.status == 0, outcome.err
    assert "address" not in run("model", "info", NAME).out
    assert Path("package.argosmodel").read_bytes() == package


@pytest.mark.parametrize("way", ["mirror", "file"])
def test_a_wrong_checksum_installs_nothing(run, site: Site, way: str) -> None:
    Path("package.zip").write_bytes(site.content)
    where = ("--mirror", site.address) if way == "mirror" else ("--from", "package.zip")
    outcome = run("model", "pull", "opus-mt-ar-en", *where)
    assert outcome.status == (1 if way == "mirror" else 2)
    assert CATALOGUE["opus-mt-ar-en"].sha256 in outcome.err  # type: ignore[operator]
    assert checksum(site.content) in outcome.err
    assert models() == []
    assert default_folder() == EMBEDDED


def test_a_model_that_talks_nonsense_is_not_installed(
    run, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("package.zip").write_bytes(package)
    monkeypatch.setattr(selftest, "LEAST_WORDS", 99)
    outcome = run("model", "pull", NAME, "--from", "package.zip", "--trust")
    assert outcome.status == 2
    assert "fails its self-test" in outcome.err
    assert models() == []


def test_a_model_of_no_known_checksum_wants_trust(run, site: Site) -> None:
    outcome = run("model", "pull", NAME, "--mirror", site.address)
    assert (outcome.status, outcome.out) == (2, "")
    assert "--sha256, or --trust" in outcome.err
    assert site.asked == []


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["none"], "there are opus-mt-tc-big-ar-en, opus-mt-ar-en"),
        (["firefox-ar-en", "--trust"], "no lasting address of it is known"),
        ([NAME, "--sha256", "abc"], "is not a SHA-256"),
        (["opus-mt-ar-en", "--sha256", "0" * 64], "leave the option out"),
        (["opus-mt-ar-en", "--mirror", "/srv/models"], "beginning with http"),
        (["opus-mt-ar-en", "--from", "none.zip"], "none.zip: cannot be read"),
        ([NAME, "--trust", "--sha256", "0" * 64], "not allowed with"),
        (["opus-mt-ar-en", "--from", "a", "--mirror", "http://b"], "not allowed with"),
    ],
)
def test_options_that_are_wrong(run, argv: list[str], message: str) -> None:
    outcome = run("model", "pull", *argv)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
    assert models() == []


def test_one_pull_at_a_time(run, package: bytes) -> None:
    Path("package.zip").write_bytes(package)
    downloads = registry.user_folder().parent / "downloads"
    downloads.mkdir(parents=True)
    with FileLock(downloads / f"{NAME}.lock"):
        outcome = run("model", "pull", NAME, "--from", "package.zip", "--trust")
    assert outcome.status == 1
    assert "is being pulled already" in outcome.err


def test_the_best_installed_model_is_the_default(run) -> None:
    own = registry.user_folder()
    assert default_folder() == EMBEDDED

    def install(name: str, described: str | None = None) -> None:
        (own / name).mkdir(parents=True)
        put(str(own / name / "model.json"), f'{{"name": "{described or name}"}}')

    install("mine")
    install("opus-mt-tc-big-ar-en", described="something-else")
    assert default_folder() == EMBEDDED
    install("argos-ar-en")
    assert default_folder() == own / "argos-ar-en"
    install("opus-mt-ar-en")
    install(".opus-mt-tc-big-ar-en-abc")
    assert default_folder() == own / "opus-mt-ar-en"
    shutil.rmtree(own / "opus-mt-tc-big-ar-en")
    install("opus-mt-tc-big-ar-en")
    assert default_folder() == own / "opus-mt-tc-big-ar-en"


def test_models_that_can_be_pulled_are_listed_and_described(run) -> None:
    listed = run("model", "list").out
    assert "\tnot installed: translator model pull opus-mt-tc-big-ar-en\n" in listed
    info = run("model", "info", "opus-mt-tc-big-ar-en")
    assert info.status == 0
    assert "installed: no\n" in info.out
    assert "quality, FLORES-101 devtest, BLEU: 42.6\n" in info.out
    wanted = run("translate", put("a.txt", OTHER), "--model", "opus-mt-ar-en")
    assert wanted.status == 2
    assert "translator model pull opus-mt-ar-en" in wanted.err
