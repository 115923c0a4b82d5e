"""Word by word: what each Arabic word is made of, and which English it has."""

from glossary.gloss.types import Analysis, Morph, Source, Span, WordGloss

__all__ = ["Analysis", "Morph", "Source", "Span", "WordGloss"]
