"""What words must and can mean: terms, where they occur, and whether a rendering is met.

This package stands alone: it imports nothing of the project, and importing it is cheap.
"""

from glossary.errors import GlossaryError
from glossary.term import Glossary, Term

__all__ = ["Glossary", "GlossaryError", "Term"]
