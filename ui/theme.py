"""The look of the page: Gradio's plainest theme, our stylesheets, our Arabic typeface, our scripts.

Nothing is loaded from another host: fonts are those of the reader's machine but for the Arabic
one, which ships with the page and is written into it.
"""

from __future__ import annotations

import base64
from pathlib import Path

import gradio as gr

from translator.render import rows_css

_HERE = Path(__file__).parent
_STYLES = ("style.css", "work.css", "terms.css")
_SCRIPTS = ("desk.js", "look.js", "rows.js", "trust.js", "card.js", "terms.js")
"""In this order: each after the first adds to `window.desk`."""
_WEIGHTS = {400: "NotoNaskhArabic-Regular.woff2", 700: "NotoNaskhArabic-Bold.woff2"}
_RANGE = "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFC"


def theme() -> gr.themes.Base:
    """A theme without web fonts: the machine's own."""
    plain = [gr.themes.Font(name) for name in ("system-ui", "Segoe UI", "Roboto", "sans-serif")]
    fixed = [gr.themes.Font(name) for name in ("ui-monospace", "monospace")]
    return gr.themes.Base(
        primary_hue="stone",
        neutral_hue="stone",
        radius_size="sm",
        text_size="md",
        font=plain,
        font_mono=fixed,
    )


def head() -> str:
    """What goes into the page's head: the typeface, the styles and the scripts."""
    styles = "\n".join((_HERE / name).read_text("utf-8") for name in _STYLES)
    scripts = "\n".join((_HERE / "js" / name).read_text("utf-8") for name in _SCRIPTS)
    return f"<style>{_faces()}\n{rows_css()}\n{styles}</style>\n<script>{scripts}</script>"


def _faces() -> str:
    """The typeface as data, for Arabic letters only; Latin ones come from the next in the stack."""
    rules = []
    for weight, name in _WEIGHTS.items():
        data = base64.b64encode((_HERE / "fonts" / name).read_bytes()).decode("ascii")
        rules.append(
            "@font-face{font-family:'Noto Naskh Arabic';font-style:normal;font-display:block;"
            f"font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2');"
            f"unicode-range:{_RANGE}}}"
        )
    return "\n".join(rules)
