#!/usr/bin/env bash
# pypandoc-binary 1.17 (pandoc 3.9), python-docx 1.2.0 to write the Word file
#
# Guessed: pandoc keeps all the text of a Word file, also that in the bidirectional
#   wrappers w:bdo and w:dir; and a document with "dir: rtl" is right-to-left in every
#   output format that has a direction.
# Seen: reading, text in w:bdo and w:dir is gone without a warning (w:ins is kept).
#   Writing, HTML and docx carry the direction, EPUB and ODT drop it: no dir on <html>,
#   no page-progression-direction, no rl-tb writing mode. And through docx and back the
#   paragraph's direction has become a span round each run of words.
# So: count the characters of a converted Word file against its XML; set direction in
#   EPUB and ODT output yourself.
#
# Output seen:
#   read from docx: plain and ins
#   direction in html: True, docx: True, epub: False, odt: False
#   through docx and back: <p><span dir="rtl">خبر من حلب</span></p>
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check pypandoc-binary==1.17 python-docx==1.2.0
cd "$dir"
cat > check.py <<'PY'
import zipfile
from pathlib import Path

import docx
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
paragraph = document.add_paragraph("plain ")
for tag, attributes in (
    ("bdo", 'w:val="rtl"'),
    ("dir", 'w:val="rtl"'),
    ("ins", 'w:id="1" w:author="A" w:date="2017-01-01T00:00:00Z"'),
):
    paragraph._p.append(
        parse_xml(f"<w:{tag} {nsdecls('w')} {attributes}><w:r><w:t>{tag}</w:t></w:r></w:{tag}>")
    )
document.save("in.docx")
read = pypandoc.convert_file("in.docx", "plain").split()
print("read from docx:", " and ".join(read))

Path("in.md").write_text("---\ntitle: خبر\nlang: ar\ndir: rtl\n---\n\nخبر من حلب\n", "utf-8")
marks = {"html": 'dir="rtl"', "docx": "<w:bidi", "epub": "rtl", "odt": "rl-tb"}
carried = {}
for kind, mark in marks.items():
    name = f"out.{kind}"
    pypandoc.convert_file("in.md", kind, outputfile=name, extra_args=["--standalone"])
    if kind == "html":
        text = Path(name).read_text("utf-8")
    else:
        with zipfile.ZipFile(name) as parts:
            # the main text, and for EPUB and ODT the files where a direction could stand
            wanted = ("document.xml", ".opf", ".xhtml", "content.xml", "styles.xml")
            if kind == "docx":
                wanted = wanted[:1]
            names = [n for n in parts.namelist() if n.endswith(wanted)]
            text = "".join(parts.read(n).decode("utf-8") for n in names)
    carried[kind] = mark in text
print("direction in " + ", ".join(f"{kind}: {found}" for kind, found in carried.items()))
back = pypandoc.convert_file("out.docx", "html").strip().splitlines()[-1]
print("through docx and back:", back)
assert read == ["plain", "ins"], "the behaviour has changed"
assert carried == {"html": True, "docx": True, "epub": False, "odt": False}, "it has changed"
assert back == '<p><span dir="rtl">خبر من حلب</span></p>', "the behaviour has changed"
PY
"$dir/venv/bin/python" check.py
