"""How far the settings of a translation go, for the command line and the library alike."""

from __future__ import annotations

import os
from pathlib import Path

MAX_BEAM = 64
"""Hypotheses kept at each step: more costs memory for nothing, and thousands end the process."""

MAX_THREADS = 256
"""Workers: many thousands cannot be started, which ends the process without a word."""

MAX_WORKERS = 10_000
"""Workers of a cluster."""


def available_threads() -> int:
    """Processors this process may use: its affinity, cut by a control group's quota (Linux)."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        count = os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        count = min(count, max(1, int(quota) // int(period)))
    except (OSError, ValueError):  # no control group, or no limit ("max")
        pass
    return max(1, count)
