"""Word documents in place."""

from translator.formats.inplace.docx.opening import opened

__all__ = ["opened"]
