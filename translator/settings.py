"""How far the settings of a translation go, for the command line and the library alike."""

from __future__ import annotations

MAX_BEAM = 64
"""Hypotheses kept at each step: more costs memory for nothing, and thousands end the process."""

MAX_THREADS = 256
"""Workers: many thousands cannot be started, which ends the process without a word."""
