"""The errors a user can meet. Each carries one sentence: what is wrong, where, and the remedy.

`TranslatorError` ends a command with exit status 1 (a failure), `InputError` and its children
with exit status 2 (something given was wrong). The glossary package has a family of its own,
`glossary.errors.GlossaryError`, since it imports nothing of this package; the command line
treats it as an `InputError`.
"""


class TranslatorError(Exception):
    """Something failed that was not the user's doing (a full disk, a broken installation)."""

    exit_status = 1


class InputError(TranslatorError):
    """Something the user gave cannot be used: a file, an option, a text."""

    exit_status = 2


class DocumentError(InputError):
    """A document that cannot be read or holds nothing to translate."""


class ModelError(InputError):
    """A model folder that is missing, incomplete or not what its model.json says."""
