"""What all visitors share: models, glossaries, the translation memory, and the batcher.

Nothing of one visitor is kept here but what goes into a file that the page was started with.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from glossary import Glossary, GlossaryError, Term
from glossary.gloss import Lexicon, is_compiled, load_lexicon
from translator.api import Translator
from translator.engine import Decoding
from translator.errors import InputError
from translator.memory import Memory
from ui.batcher import Batcher
from ui.changes import TermChange
from ui.layers import Layers


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor chose: a model's name, its beam, the glossary layers, boilerplate or not."""

    model: str
    beam: int
    layers: tuple[str, ...]
    drop_boilerplate: bool = False


class Workshop:
    """The parts that do the work for everybody."""

    def __init__(
        self,
        translator: Translator,
        layers: Layers,
        memory: Memory | None = None,
        models: Sequence[str] = (),
    ) -> None:
        """`translator` is the one the page was started with, `models` the names of others that
        visitors may choose; `memory` is the file that edits go into, None for none."""
        self.layers = layers
        self.batcher = Batcher()
        self.default = translator.model.name
        self.models = tuple(dict.fromkeys((self.default, *models)))
        self._memory = memory
        self._beam = translator.decoding.beam
        self._loaded = {self.default: translator}
        self._threads = translator.engine.threads
        self._loading = threading.Lock()
        self._lexicon: Lexicon | None = None
        self._looked_up = False
        self._lexicon_loading = threading.Lock()

    def choice(self) -> Choice:
        """What is chosen until somebody chooses otherwise."""
        return Choice(self.default, self._beam, self.layers.keys)

    def translator(self, choice: Choice) -> Translator:
        """The model of a choice with its beam, loaded once. Raises InputError for a model that is
        not offered, ModelError for one that cannot be loaded."""
        if choice.model not in self.models:
            raise InputError(f"the model {choice.model} is not offered here; choose another")
        with self._loading:
            found = self._loaded.get(choice.model)
            if found is None:
                found = Translator.load(choice.model, threads=self._threads)
                self._loaded[choice.model] = found
        if found.decoding.beam == choice.beam:
            return found
        return replace(found, decoding=Decoding(beam=choice.beam))

    def names(self, choice: Choice) -> tuple[str, str]:
        """What the model and the glossary of a choice are called in outputs."""
        provenance = self.translator(choice).provenance(self.glossary(choice, ()))
        return provenance.model, provenance.glossary

    # Terms.

    def glossary(self, choice: Choice, layer: Sequence[Term]) -> Glossary | None:
        """The glossary of a choice with a visitor's own rows on top; None where that is empty.

        Raises GlossaryError where a file has become unreadable.
        """
        return self.layers.over(choice.layers, layer)

    def changed(self, layer: tuple[Term, ...], changes: Sequence[TermChange]) -> tuple[Term, ...]:
        """A visitor's rows after changes; where the page writes a file they go there instead.

        Raises GlossaryError where the file cannot be written.
        """
        return self.layers.changed(layer, changes)

    def lexicon(self) -> Lexicon | None:
        """The lexicon for glosses, loaded when first asked for; None where it is not installed.

        Raises GlossaryError where it is installed and cannot be read.
        """
        with self._lexicon_loading:
            if not self._looked_up:
                self._lexicon = load_lexicon()
                self._looked_up = True
            return self._lexicon

    def compile_lexicon(self) -> bool:
        """Where the lexicon was not yet compiled, begin to, so that no visitor waits for it.

        Whether that is so. What goes wrong is told to whoever asks for it (`lexicon`).
        """
        if is_compiled():
            return False
        threading.Thread(target=self._load_lexicon, name="lexicon", daemon=True).start()
        return True

    def _load_lexicon(self) -> None:
        with suppress(GlossaryError):
            self.lexicon()

    # English written by people.

    def refresh(self) -> None:
        """Take in what another program wrote into the memory. Raises InputError where the file
        can no longer be read."""
        if self._memory:
            self._memory.refresh()

    def remembered(self, source: str) -> str | None:
        """What the translation memory has for a sentence."""
        entry = self._memory.lookup(source) if self._memory else None
        return entry.target if entry else None

    def remember(self, source: str, target: str | None) -> None:
        """Have the memory hold this English for a sentence; None for nothing.

        Raises TranslatorError where the file cannot be written.
        """
        if self._memory is None or self.remembered(source) == target:
            return
        if not target:  # an English of no words is kept on the desk alone
            self._memory.drop(source)
        else:
            self._memory.put(source, target)
