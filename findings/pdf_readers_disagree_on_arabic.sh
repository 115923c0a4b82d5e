#!/usr/bin/env bash
# pdfminer.six 20260107, pypdf 7.1.1, pypdfium2 5.15.2; the page is made by fpdf2 2.8.9
# with uharfbuzz 0.57.0 and the DejaVu Sans that comes with matplotlib 3.11.2
#
# Guessed: a PDF whose Arabic is properly shaped and carries its Unicode values is read
#   in logical order by each of the common readers, with at most other spaces.
# Seen: none of the three gives all four lines back.
#   - pdfminer.six: each Arabic line in visual order, so every word is spelt backwards.
#   - pypdf: words right, but in a line with a number and a Latin word the Latin word
#     comes first and the number sticks to the word after it.
#   - pypdfium2: order right, but the ligature لا is read as ال ("no" becomes "the"), and
#     brackets are turned round.
# So: take no PDF reader's word for it. A text whose words end in لا and seldom begin
#   with ال runs backwards: refuse or turn it before translating.
#
# Output seen:
#   pdfminer: 'قال الرئيس في حلب' read as 'بلح يف سيئرلا لاق'
#   pypdf: 'في عام 2017 قال BBC' read as 'BBC  قال2017 في عام'
#   pdfium: 'لا أحد' read as 'ال أحد'
#   (the rest in the assertion at the end)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check \
  pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2 fpdf2==2.8.9 uharfbuzz==0.57.0
"$dir/venv/bin/pip" install -qq --disable-pip-version-check --no-deps \
  --target "$dir/fonts" matplotlib==3.11.2
cat > "$dir/check.py" <<'PY'
import io
import sys

import pypdf
import pypdfium2
from fpdf import FPDF
from pdfminer.high_level import extract_text

texts = ["قال الرئيس في حلب", "في عام 2017 قال BBC", "لا أحد", "(سوريا)"]
pdf = FPDF()
pdf.add_page()
pdf.add_font("sans", fname=sys.argv[1])
pdf.set_font("sans", size=14)
pdf.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
for text in texts:
    pdf.cell(0, 10, text, new_x="LMARGIN", new_y="NEXT")
page = bytes(pdf.output())


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


seen = {
    "pdfminer": lines(extract_text(io.BytesIO(page))),
    "pypdf": lines(pypdf.PdfReader(io.BytesIO(page)).pages[0].extract_text()),
    "pdfium": lines(pypdfium2.PdfDocument(page)[0].get_textpage().get_text_bounded()),
}
for reader, found in seen.items():
    for text, line in zip(texts, found):
        verdict = "as written" if line == text else f"read as {line!r}"
        print(f"{reader}: {text!r} {verdict}")
assert seen == {
    "pdfminer": ["بلح يف سيئرلا لاق", "BBC لاق 2017 ماع يف", "دحأ لا", ")ايروس("],
    "pypdf": ["قال الرئيس في حلب", "BBC  قال2017 في عام", "لا أحد", "(سوريا)"],
    "pdfium": ["قال الرئيس في حلب", "في عام 2017 قال BBC", "ال أحد", ")سوريا("],
}, "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py" "$dir/fonts/matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf"
