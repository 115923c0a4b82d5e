"""Word alignment between a source sentence and its translation, from the model's attention.

CTranslate2 gives the attention of one head of the last decoder layer. In a model trained for it
that head aligns words (Garg et al. 2019, "Jointly learning to align and translate"); in another it
does so more or less, and every link says how sure it is.
"""

from translator.align.attention import NO_ATTENTION, WordAttention, focus, word_attention
from translator.align.linking import WordLink, links, sure_links

__all__ = [
    "NO_ATTENTION",
    "WordAttention",
    "WordLink",
    "focus",
    "links",
    "sure_links",
    "word_attention",
]
