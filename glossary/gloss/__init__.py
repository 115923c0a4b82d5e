"""Word by word: what each Arabic word is made of, and which English it has.

    from glossary.gloss import gloss, load_lexicon
    for word in gloss("وسيلتقيهم الرئيس", lexicon=load_lexicon()):
        print(word.surface, word.transliteration, word.best)

It works without the Buckwalter lexicon (the extra `gloss`), on less.
"""

from glossary.gloss.lexicon import Lexicon
from glossary.gloss.load import is_compiled, load_lexicon
from glossary.gloss.run import gloss
from glossary.gloss.types import Analysis, Morph, Source, Span, WordGloss

__all__ = [
    "Analysis",
    "Lexicon",
    "Morph",
    "Source",
    "Span",
    "WordGloss",
    "gloss",
    "is_compiled",
    "load_lexicon",
]
