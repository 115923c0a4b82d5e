"""Web pages in place."""

from translator.formats.inplace.html.opening import opened

__all__ = ["opened"]
