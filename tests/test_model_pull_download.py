"""Downloads that break, change, stall or lie."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from release_server import Site, serve

from translator.errors import InputError, TranslatorError
from translator.models import download
from translator.models.download import fetch

CONTENT = random.Random(5).randbytes(700_000)
BLOCK = download._BLOCK
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(download.time, "sleep", lambda seconds: None)
    with serve(Site(CONTENT)) as running:
        yield running


def get(site: Site, folder: Path, sha256: str | None = SHA256) -> list[str]:
    said: list[str] = []
    fetch(f"{site.address}/model.zip", folder / "model.zip", sha256, said.append)
    return said


def break_off(site: Site, folder: Path) -> None:
    """A call that gets a part of the file and gives up."""
    site.break_after = [4 * BLOCK, *[0] * download.ATTEMPTS]
    with pytest.raises(TranslatorError, match=r"broke off after 0\.3 MB .* run the same command"):
        get(site, folder)
    site.break_after.clear()


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_whole_download(site: Site, tmp_path: Path) -> None:
    assert get(site, tmp_path) == []
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert left(tmp_path) == ["model.zip"]
    get(site, tmp_path)
    assert len(site.asked) == 1  # it is there: nothing is asked for


def test_a_broken_download_goes_on_within_a_call(site: Site, tmp_path: Path) -> None:
    site.break_after = [4 * BLOCK, 2 * BLOCK]
    said = get(site, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert [wanted for _, wanted in site.asked] == [
        None,
        f"bytes={4 * BLOCK}-",
        f"bytes={6 * BLOCK}-",
    ]
    assert said[0] == "broken off after 0.3 MB (connection closed); going on"


def test_a_broken_download_goes_on_in_a_later_call(site: Site, tmp_path: Path) -> None:
    break_off(site, tmp_path)
    assert left(tmp_path) == ["model.zip.part", "model.zip.part.json"]
    site.asked.clear()
    get(site, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    assert site.asked == [("/model.zip", f"bytes={4 * BLOCK}-")]


@pytest.mark.parametrize("change", ["no ranges", "another file"])
def test_a_server_that_cannot_go_on_starts_over(site: Site, tmp_path: Path, change: str) -> None:
    break_off(site, tmp_path)
    if change == "no ranges":
        site.ranges = False
    else:
        site.etag, site.content = '"second"', CONTENT[::-1]
    get(site, tmp_path, hashlib.sha256(site.content).hexdigest())
    assert (tmp_path / "model.zip").read_bytes() == site.content


def test_a_part_that_is_whole_is_only_checked(site: Site, tmp_path: Path) -> None:
    break_off(site, tmp_path)
    (tmp_path / "model.zip.part").write_bytes(CONTENT)
    get(site, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_starts_over(site: Site, tmp_path: Path) -> None:
    break_off(site, tmp_path)
    (tmp_path / "model.zip.part").write_bytes(CONTENT * 2)
    get(site, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_another_file_than_expected(site: Site, tmp_path: Path) -> None:
    site.content = CONTENT[:-1] + b"\0"
    with pytest.raises(TranslatorError, match="is not the file expected"):
        get(site, tmp_path)
    assert left(tmp_path) == []  # nothing to go on from: it was wrong


def test_a_file_left_by_an_earlier_call_is_checked_again(site: Site, tmp_path: Path) -> None:
    (tmp_path / "model.zip").write_bytes(b"something else")
    get(site, tmp_path)
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_file_that_is_not_there(site: Site, tmp_path: Path, status: int) -> None:
    site.status = status
    with pytest.raises(TranslatorError, match=f"the server answers {status} .* --from"):
        get(site, tmp_path)
    assert len(site.asked) == 1


def test_a_server_in_trouble(site: Site, tmp_path: Path) -> None:
    site.status = 503
    with pytest.raises(TranslatorError, match="503 Service Unavailable"):
        get(site, tmp_path)


def test_no_network_is_said_within_seconds(tmp_path: Path) -> None:
    with serve(Site(CONTENT)) as gone:
        pass
    before = time.monotonic()
    for address in (f"{gone.address}/model.zip", "http://no-such-host.invalid/model.zip"):
        with pytest.raises(TranslatorError, match=r"cannot be reached .* --from") as caught:
            fetch(address, tmp_path / "model.zip", SHA256, print)
        assert "\n" not in str(caught.value)
    assert time.monotonic() - before < 2 * download.ANSWER_SECONDS
    assert left(tmp_path) == []


def test_a_host_that_never_answers(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the server does wait
    monkeypatch.setattr(download, "ANSWER_SECONDS", 0.3)
    site.silence = 2
    before = time.monotonic()
    with pytest.raises(TranslatorError, match=r"cannot be reached .*no answer within"):
        get(site, tmp_path)
    assert time.monotonic() - before < 2


@pytest.mark.parametrize("address", ["ftp://host/model.zip", "http://[/model.zip", "model.zip"])
def test_what_is_no_address(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="is no address of a file"):
        fetch(address, tmp_path / "model.zip", SHA256, print)
