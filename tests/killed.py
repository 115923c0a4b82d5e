"""A program that is killed (SIGKILL) at a moment of its work that a test names."""

from __future__ import annotations

import subprocess
import sys

_BEGINNING = """
import time

def stopping(owner, function, there, before=False):
    "The program says that it is there, and waits, at a call whose arguments are `there`."
    real = getattr(owner, function)
    def stop():
        print("there", flush=True)
        time.sleep(600)
    def call(*given, **more):
        if before and there(*given):
            stop()
        found = real(*given, **more)
        if not before and there(*given):
            stop()
        return found
    setattr(owner, function, call)

def nth(count, matches=lambda *given: True):
    "Whether a call is the given one of those that match."
    met = []
    def there(*given):
        if matches(*given):
            met.append(None)
            return len(met) == count
    return there
"""


def killed_there(program: str, *arguments: str) -> None:
    """Run a program in Python until it is where it stops, and kill it there.

    The program has two functions at hand: `stopping(owner, function, there)` lets it stop right
    after the first call of a function of a class or module for whose arguments `there` is true
    (`before=True`: instead of it), and `nth(count)` makes a `there` for a call by its number.
    """
    with subprocess.Popen(
        [sys.executable, "-c", _BEGINNING + program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    assert said == "there\n", f"the program never came to {arguments}"
