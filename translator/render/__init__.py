"""Every HTML the tool makes, from templates with escaping on: whole files, parts of the page."""

from translator.render.marks import METHODS
from translator.render.page import (
    Row,
    card_html,
    loaded_html,
    masthead_html,
    message_html,
    rows_css,
    side_by_side,
    status_html,
    workspace_html,
)
from translator.render.sheet import Line, row_html, sheet_html
from translator.render.tally import Tally

__all__ = [
    "METHODS",
    "Line",
    "Row",
    "Tally",
    "card_html",
    "loaded_html",
    "masthead_html",
    "message_html",
    "row_html",
    "rows_css",
    "sheet_html",
    "side_by_side",
    "status_html",
    "workspace_html",
]
