"""Write model.json of a model folder: what training/card.toml says, and what the files are.

    python -m training.card FOLDER [--quality FILE]

FILE: figures as `benchmarks/models.py --json` writes them; they go in under `quality`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import tomli

from training.steps import ended, replacing

FACTS = Path(__file__).resolve().parent / "card.toml"


def main() -> None:
    """Read the arguments, write the file."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--facts", type=Path, default=FACTS)
    arguments.add_argument("--quality", type=Path, action="append", default=[])
    given = arguments.parse_args()
    facts = tomli.loads(given.facts.read_text(encoding="utf-8"))
    rows = [row for path in given.quality for row in json.loads(path.read_text(encoding="utf-8"))]
    made = {**facts, "quality": quality(rows), "files": files(given.folder)}
    with replacing(given.folder / "model.json") as part:
        part.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def quality(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures by beam and set, and once each measure's signature."""
    found: dict[str, Any] = {}
    for row in rows:
        sets = {name: figures for name, figures in row.items() if isinstance(figures, dict)}
        for name, figures in sets.items():
            measures = {m.removesuffix("2"): m for m in ("BLEU", "chrF2", "TER")}
            found.setdefault(f"beam {row['beam']}", {})[name] = {
                short: round(figures[measure], 1) for short, measure in measures.items()
            }
            for short, measure in measures.items():
                signatures = found.setdefault("signatures", {})
                signatures[short] = figures[f"{measure} signature"]
    return found


def files(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of every file that the model is made of."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".bin", ".spm", ".json") and path.name != "model.json":
            data = path.read_bytes()
            found[path.name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return found


if __name__ == "__main__":
    sys.exit(ended(main))
