"""`translator bulk --engine ray`: as without, whoever dies between; on two nodes of one machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from command_line import put
from conftest import ROOT, SEEDS

from glossary import Glossary
from translator.bulk.ray import worker
from translator.bulk.ray.book import MOST_TRIES, Parcel
from translator.bulk.ray.worker import Task, Worker, found, loaded
from translator.bulk.state import FOLDER
from translator.cli import main
from translator.document import Translation
from translator.errors import ModelError
from translator.models import find

WITHOUT = "Ray is not installed: pip install 'arabic-translator[ray]'"
LIMIT = 600
"""Seconds that a run may take, many times what it does: on a machine with other work Ray waits."""
FORMATS = ("--to", "txt", "--to", "jsonl")


# --- workers


@pytest.fixture(scope="module")
def task() -> Task:
    info = find()
    return Task(str(info.path), info.name, info.checksum, 2, Glossary.default())


@pytest.fixture(scope="module")
def hand(task) -> Worker:
    """A worker that nobody calls: what is about Ray is left out."""
    made = Worker.__new__(Worker)
    made._task, made._translator = task, loaded(task)
    return made


def test_what_ends_every_worker_is_not_tried_for_ever(hand):
    once = hand.results(Parcel(0, ("وصل الوفد إلى دمشق.",), True, MOST_TRIES))
    assert isinstance(once[0], Translation)
    given_up = hand.results(Parcel(0, ("أ", "ب"), True, MOST_TRIES + 1))
    assert len(given_up) == 2
    assert all("6 workers in a row ended" in one for one in given_up)


def test_another_model_or_version_is_refused(task, tmp_path):
    with pytest.raises(ModelError, match=r"not that of the run .* install the same model"):
        found(replace(task, checksum="0" * 64))
    with pytest.raises(ModelError, match=r"was started with 0\.0; install the same"):
        loaded(replace(task, tool="0.0"))
    elsewhere = replace(task, model=str(tmp_path / "not here"))
    assert found(elsewhere).checksum == task.checksum  # by its name
    with pytest.raises(ModelError, match="no model of that name"):
        found(replace(elsewhere, name="unheard-of"))


def test_a_table_of_results_is_read_as_it_was_made():
    pytest.importorskip("pyarrow", reason=WITHOUT)
    results = [Translation("أ", "a\0", -0.5), "why not"]
    rows = [(3, results), (worker.REFUSED, "no model")]
    assert worker.rows_of(worker._rows(rows)) == rows
    assert worker.rows_of(worker._rows([])) == []


# --- the command


def refused(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    put("in/a.txt", "وصل الوفد إلى دمشق.\n")
    assert main(("bulk", "in", "-o", "out", *options)) == 2
    return capsys.readouterr().err


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_options_that_do_not_go_together(here, capsys):
    assert "add --engine ray" in refused(capsys, "--address", "auto")
    assert "at most 256" in refused(capsys, "--workers", "257")
    client = refused(capsys, "--engine", "ray", "--address", "ray://example.org:10001")
    assert "run the command on a machine of the cluster" in client


def test_without_ray_one_sentence_says_how_to_install_it(here, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    said = refused(capsys, "--engine", "ray")
    assert said.count("\n") == 1
    assert "pip install 'arabic-translator[ray]'" in said


CHILD = """
import sys
from translator.bulk import windows
from translator.bulk.ray import engine
from translator.cli import main

windows.FIRST = windows.MOST = 64
engine.MOST, engine.CHUNK = 64, 4
engine.TICKETS, engine.TICKETS_EACH = int(sys.argv[1]), 1
real = engine.Crew._arrived
def arrived(self, number, results):
    real(self, number, results)
    print("there", number, flush=True)
engine.Crew._arrived = arrived
sys.exit(main(sys.argv[2:]))
"""
"""The command with small parcels, which tells of each that comes back."""


PATIENCE = {
    "health_check_period_ms": 1000,
    "health_check_timeout_ms": 5000,
    "health_check_failure_threshold": 4,
}
"""A node that does not answer is given up after 4 seconds, not 15."""


@dataclass
class Cluster:
    """Two nodes on this machine, with one processor each."""

    made: Any
    second: Any

    @property
    def address(self) -> str:
        return str(self.made.address)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    options = {"num_cpus": 1, "object_store_memory": 100 << 20, "include_dashboard": False}
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        patch.setenv("RAY_TMPDIR", folder)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", "5" * 64)
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # the loopback address alone
        # Ray reads these when it is imported.
        utils = pytest.importorskip("ray.cluster_utils", reason=WITHOUT)
        head = {**options, "_system_config": PATIENCE}
        made = utils.Cluster(initialize_head=True, head_node_args=head, shutdown_at_exit=True)
        try:
            yield Cluster(made, made.add_node(**options))
        finally:
            made.shutdown()


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> tuple[Path, dict[str, bytes]]:
    """A folder with inputs, and what comes of them without Ray."""
    folder = tmp_path_factory.mktemp("ray")
    (folder / "in").mkdir()
    for path in SEEDS[:3]:
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")
        for n in range(0, len(paragraphs), 3):
            some = "\n\n".join(paragraphs[n : n + 3]) + "\n"
            (folder / "in" / f"{path.name[:3]}-{n}.txt").write_text(some, encoding="utf-8")
    (folder / "in" / "empty.txt").write_text("", encoding="utf-8")
    status = main(("bulk", str(folder / "in"), "-o", str(folder / "out"), *FORMATS, "--quiet"))
    assert status in (0, 1)
    return folder / "in", outputs(folder / "out")


def outputs(out: Path) -> dict[str, bytes]:
    """All files in the output folder but what the command keeps for itself; also half ones."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and FOLDER not in path.parts
    }


def journal(out: Path) -> dict[str, str]:
    connection = sqlite3.connect(out / FOLDER / "journal.sqlite")
    try:
        rows = connection.execute("SELECT name, state FROM file").fetchall()
    finally:
        connection.close()
    assert len(rows) == len({name for name, _ in rows})
    return {name.decode(): state for name, state in rows}


def started(
    inputs: Path, out: Path, address: str | None, *, tickets: int = 100, **settings: str
) -> subprocess.Popen[str]:
    command = ["bulk", str(inputs), "-o", str(out), *FORMATS, "--engine", "ray", "--quiet"]
    if address is not None:
        command += ["--address", address]
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tickets), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **settings},
    )


def until_there(child: subprocess.Popen[str]) -> str:
    """Wait until a parcel has come back, and return what was said of it."""
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line.startswith("there"):
        pytest.fail(line + "".join(child.communicate()))
    return line


def complete(inputs: Path, out: Path, whole: dict[str, bytes]) -> None:
    assert outputs(out) == whole
    names = sorted(path.name for path in inputs.iterdir())
    assert sorted(journal(out)) == names
    done = {name for name, state in journal(out).items() if state == "done"}
    assert done == {Path(name).with_suffix(".txt").name for name in whole}


def places() -> list[str]:
    """Addresses at which Ray's processes listen."""
    found = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout
    lines = [line for line in found.splitlines() if re.search(r'"(raylet|gcs_server|ray::)', line)]
    return [line.split()[3] for line in lines]


@pytest.mark.skipif(find_spec("ray") is None, reason=WITHOUT)
def test_a_cluster_of_its_own_leaves_nothing_and_says_nothing(expected, tmp_path):
    inputs, whole = expected
    home, place = tmp_path / "home", tmp_path / "t"
    home.mkdir()
    place.mkdir()
    out = tmp_path / "out"
    short = Path("/tmp", f"t{os.getpid()}")  # sockets have short names
    short.symlink_to(place)
    try:
        child = started(inputs, out, None, tickets=8, HOME=str(home), TMPDIR=str(short))
        until_there(child)
        listening = places() if shutil.which("ss") else None
        _, wrong = child.communicate(timeout=LIMIT)
    finally:
        short.unlink()
    assert child.returncode == 1, wrong  # one of the inputs is empty
    assert re.sub("^translator: .*\n", "", wrong, flags=re.MULTILINE) == ""
    complete(inputs, out, whole)
    assert (out / FOLDER / "ray.log").stat().st_mode & 0o777 == 0o600
    assert list(home.iterdir()) == []
    assert list(place.iterdir()) == []
    if listening is not None:  # Linux
        assert len(listening) >= 3
        assert all(place.startswith(("127.0.0.1:", "[::ffff:127.0.0.1]:")) for place in listening)


def test_killed_and_run_again_or_stopped(expected, cluster, tmp_path):
    inputs, whole = expected
    out = tmp_path / "out"
    child = started(inputs, out, cluster.address)
    until_there(child)
    child.kill()
    child.communicate()
    for name, content in outputs(out).items():
        assert name.endswith(".part") or whole[name] == content

    child = started(inputs, out, cluster.address)
    until_there(child)
    child.send_signal(signal.SIGTERM)
    since = time.monotonic()
    _, wrong = child.communicate(timeout=LIMIT)
    assert child.returncode in (1, 130), wrong
    if child.returncode == 130:
        assert "the same command goes on from there" in wrong
    assert time.monotonic() - since < 30
    assert all(whole[name] == content for name, content in outputs(out).items())

    assert main(("bulk", str(inputs), "-o", str(out), *FORMATS, "--quiet")) == 1
    complete(inputs, out, whole)


REFUSING = """
import json
import sys
from dataclasses import replace
from pathlib import Path
from translator.bulk.ray.engine import crew
from translator.bulk.ray.worker import Task
from translator.errors import InputError
from translator.models import find

info = find()
task = Task(str(info.path), info.name, "0" * 64, 2, None)
with crew(task, None, sys.argv[1], Path(sys.argv[2])) as workers:
    said = [workers.workers]
    try:
        workers.submit(["وصل الوفد إلى دمشق."], True).result(60)
    except InputError as error:
        said.append(str(error))
Path(sys.argv[3]).write_text(json.dumps(said), "utf-8")
"""


def test_a_worker_with_another_model_ends_the_run(cluster, tmp_path):
    said = tmp_path / "said.json"  # not the terminal, where Ray says things of its own
    child = subprocess.run(
        [sys.executable, "-c", REFUSING, cluster.address, str(tmp_path / "ray.log"), str(said)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=LIMIT,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    workers, message = json.loads(said.read_text("utf-8"))
    assert workers == 2
    assert message.startswith("on the machine ")
    assert message.endswith("install the same model on all machines")
    assert child.stderr == ""


def test_a_node_that_dies_loses_nothing(expected, cluster, tmp_path):
    inputs, whole = expected
    out = tmp_path / "out"
    child = started(inputs, out, cluster.address)
    first = until_there(child)
    cluster.made.remove_node(cluster.second, allow_graceful=False)
    said, wrong = child.communicate(timeout=LIMIT)
    assert child.returncode == 1, wrong
    complete(inputs, out, whole)
    log = (out / FOLDER / "ray.log").read_text(encoding="utf-8")
    assert re.search(r"is gone; parcels given to others: \d+", log)
    numbers = {int(line.split()[1]) for line in (first + said).splitlines() if "there" in line}
    assert numbers == set(range(len(numbers)))


def test_a_cluster_that_is_not_there(here, capsys):
    said = refused(capsys, "--engine", "ray", "--address", "127.0.0.1:1")
    assert said.startswith("translator: no cluster can be joined at 127.0.0.1:1: ")
    assert said.count("\n") == 1
