"""What the tests of reports and of the index share: accounts of files, and pages taken apart."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from test_render import Node, parse

from translator.bulk.events import Done, Failed, Finished, Started
from translator.bulk.report.account import Account
from translator.bulk.report.this_run import ThisRun
from translator.bulk.report.write import Made, write_report
from translator.bulk.settings import Settings
from translator.document import Provenance

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
NEWS = "قتل ثلاثة مدنيين في قصف على مدينة حلب يوم الجمعة.\n"
MORE = "وصل الوزير إلى دمشق.\n\nوقال إن المحادثات ستبدأ غداً في مدينة إدلب.\n"
TWELVE = "بلغت الأرقام " + " و ".join(map(str, range(101, 113))) + " يوم الأحد.\n"
MADE = Made(
    Provenance("arabic-translator 0", "small 1", "default 12ab", "beam 2", "2026-01-02"),
    Settings("0", "m" * 64, 2),
    "g" * 64,
    ("html",),
)


def done(name: str, **fields: object) -> Done:
    place = f"out/{name}".removesuffix(".txt")
    whole = Done(name, (f"{place}.html", f"{place}.txt"), 15, 320, 12, 0, 0)
    return replace(whole, **fields)  # type: ignore[arg-type]


def account(*records: Done | Failed) -> Account:
    return Account(lambda: iter(records))


def a_run(*records: Done | Failed) -> ThisRun:
    clock = iter(range(10_000_000))
    found = ThisRun(now=lambda: float(next(clock)))
    found.add(Started(len(records), 0, "2026-01-02", resumed=False))
    for one in records:
        found.add(one)
    found.add(Finished(len(records), 0, 0, 100.0))
    return found


def page_of(tmp_path: Path, *records: Done | Failed) -> Node:
    report = tmp_path / "report.html"
    write_report(report, account(*records), a_run(*records), (), MADE, tmp_path / "out")
    return parse(report.read_text(encoding="utf-8"))


def json_of(tmp_path: Path, *records: Done | Failed) -> dict[str, object]:
    report = tmp_path / "report.json"
    write_report(report, account(*records), a_run(*records), (), MADE, tmp_path / "out")
    found: dict[str, object] = json.loads(report.read_text(encoding="utf-8"))
    return found


def part(root: Node, name: str) -> Node:
    (found,) = [node for node in root.all("section") if node.attributes.get("id") == name]
    return found


def rows(section: Node) -> list[list[str]]:
    (body,) = section.all("tbody")
    return [[cell.text().strip() for cell in row.all("td")] for row in body.all("tr")]


def assert_offline(root: Node) -> None:
    """Nothing is fetched, nothing runs but the one script of the index, links are relative."""
    for node in root.all():
        assert node.tag not in {"img", "iframe", "object", "link", "form", "base"}
        for name, value in node.attributes.items():
            assert not name.startswith("on"), (node.tag, name)
            assert name not in {"src", "style", "action"}, (node.tag, name)
            if name == "href":
                assert re.match(r"#|[^:?]*$", value), value
    (policy,) = [n for n in root.all("meta") if n.attributes.get("http-equiv")]
    assert policy.attributes["content"].startswith("default-src 'none'")
