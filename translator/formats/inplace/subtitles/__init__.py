"""Subtitles in place."""

from translator.formats.inplace.subtitles.opening import opened

__all__ = ["opened"]
