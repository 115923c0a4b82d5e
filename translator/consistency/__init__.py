"""Names beyond the glossary: where they are, how they come out, and making one form win."""

from translator.consistency.mentions import Mention, document_mentions, mentions
from translator.consistency.tally import Form, FoundName, Tally, switched_off
from translator.consistency.vocabulary import pieces_of

__all__ = [
    "Form",
    "FoundName",
    "Mention",
    "Tally",
    "document_mentions",
    "mentions",
    "pieces_of",
    "switched_off",
]
