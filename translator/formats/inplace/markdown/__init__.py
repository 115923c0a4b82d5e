"""Markdown in place."""

from translator.formats.inplace.markdown.opening import opened

__all__ = ["opened"]
