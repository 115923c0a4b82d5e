"""Names beyond the glossary: where they are, how they come out, and making one form win."""

from translator.consistency.mentions import Mention, document_mentions, mentions
from translator.consistency.vocabulary import pieces_of

__all__ = ["Mention", "document_mentions", "mentions", "pieces_of"]
