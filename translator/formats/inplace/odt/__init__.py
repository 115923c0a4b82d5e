"""OpenDocument texts in place."""

from translator.formats.inplace.odt.opening import opened

__all__ = ["opened"]
