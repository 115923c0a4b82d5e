"""Sentences of a bulk run translated by a Ray cluster: `engine` joins or starts it (`cluster`),
`worker` translates there, `book` and `mail` know which sentences are with whom.

Everything else of a run stays where it was started: files, cache, journal, outputs.
"""
