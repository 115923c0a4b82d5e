"""The one error of this package."""


class GlossaryError(Exception):
    """A glossary that cannot be used: one sentence that names file, line and remedy."""

    exit_status = 2
