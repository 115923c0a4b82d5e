"""Arabic text in, English text out, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translator.api import Translator

__version__ = "0.1.0"
__all__ = ["Translator", "__version__"]


def __getattr__(name: str) -> Any:
    """Load the model libraries only once `Translator` is asked for: commands start fast."""
    if name == "Translator":
        from translator.api import Translator

        return Translator
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
