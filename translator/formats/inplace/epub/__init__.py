"""Electronic books in place."""

from translator.formats.inplace.epub.opening import opened

__all__ = ["opened"]
