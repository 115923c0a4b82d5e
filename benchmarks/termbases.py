"""Whether what the tool writes as TBX is valid against the published schemas.

The schemas are not part of this project, since no licence was found with them: get them from the
repositories of the dialects (LTAC-Global/TBX-Basic_dialect and TBX-Min_dialect, with their modules)
and, for the old form, from the download package of TBX-Basic of 2008, into one folder:

    TBXcoreStructV03_TBX-Basic_integrated.rng   TBXcoreStructV03_TBX-Min_integrated.rng
    Basic.rng   Min.rng   TBXBasicRNGV02.rng

    python benchmarks/termbases.py FOLDER [GLOSSARY]

The shipped glossary is written (or the one given) in every form. Elements of the modules (the forms
named -dct) are validated each against its module, as the NVDL scripts of the dialects say. The
Schematron rules want XSLT 2 and are not run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from lxml import etree

from glossary import Glossary
from glossary.formats import TERMBASES, load, save

MODULES = {
    "http://www.tbxinfo.net/ns/min": "Min.rng",
    "http://www.tbxinfo.net/ns/basic": "Basic.rng",
}


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    schemas = Path(arguments[0])
    glossary = Glossary.load(arguments[1]) if len(arguments) > 1 else Glossary.shipped()
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in TERMBASES:
            path = Path(folder) / f"{kind}.tbx"
            save(glossary.terms, path, kind)
            found = problems(path, kind, schemas)
            faults += len(found)
            print(f"{kind}: {'; '.join(found[:5]) or 'valid'}")
            if load(path).terms != glossary.terms:
                faults += 1
                print(f"{kind}: what is read back is not what was written")
    return 1 if faults else 0


def problems(path: Path, kind: str, schemas: Path) -> list[str]:
    """What the schemas have against a file; empty if nothing."""
    tree = etree.parse(path)
    dialect = "Min" if "min" in kind else "Basic"
    name = f"TBXcoreStructV03_TBX-{dialect}_integrated.rng"
    found = against(tree, schemas / ("TBXBasicRNGV02.rng" if kind == "martif" else name))
    modules = {space: schemas / file for space, file in MODULES.items()}
    rules = {space: etree.RelaxNG(etree.parse(file)) for space, file in modules.items()}
    for element in tree.iter(etree.Element):
        space = etree.QName(element).namespace
        if space in rules:
            alone = etree.fromstring(etree.tostring(element, with_tail=False))
            if not rules[space].validate(etree.ElementTree(alone)):
                found.append(f"line {element.sourceline}: {rules[space].error_log.last_error}")
    return found


def against(tree: etree._ElementTree, schema: Path) -> list[str]:
    rules = etree.RelaxNG(etree.parse(schema))
    return [] if rules.validate(tree) else [str(error) for error in rules.error_log]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
