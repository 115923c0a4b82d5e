"""Whether a model translates at all: a few sentences of known content, through the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.errors import ModelError
from translator.models.folder import ModelInfo

SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("وصل وزير الخارجية إلى دمشق يوم الأحد.", ("minister", "damascus", "sunday", "foreign")),
    ("قتل ثلاثة مدنيين في قصف على مدينة حلب.", ("killed", "civilians", "aleppo", "city", "three")),
    ("أعلنت الحكومة المصرية زيادة أسعار الوقود.", ("government", "egyptian", "prices", "fuel")),
    ("قال الرئيس إن بلاده تريد السلام.", ("president", "said", "country", "peace")),
    ("تعقد الأمم المتحدة اجتماعا في جنيف غدا.", ("united", "nations", "meeting", "geneva")),
    ("فاز الفريق بالمباراة أمس.", ("team", "won", "match", "game", "yesterday")),
    ("تسكن عائلة كبيرة في هذا البيت القديم.", ("family", "house", "old", "large", "home")),
    ("افتتحت المدرسة الجديدة في القرية.", ("school", "new", "village", "opened")),
)
"""Arabic sentences, each with English words of which a translation holds some.

The words are common ones that leave a translator little choice. The sentences are the project's
own.
"""

LEAST_WORDS = 12
"""Expected words a model must find over all sentences; they name 35.

The embedded model, weak as it is, finds 32; weights by chance or of another vocabulary find none
or a few.
"""

LEAST_SOUND = 6
"""Sentences, of eight, whose translation must be sound: not empty, English letters, no loop."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came out: the translations, how many are sound, and the expected words found."""

    translations: tuple[str, ...]
    sound: int
    words: int

    @property
    def passed(self) -> bool:
        """Whether this is a translation from Arabic into English."""
        return self.sound >= LEAST_SOUND and self.words >= LEAST_WORDS


def examine(model: ModelInfo) -> Result:
    """Translate the sentences with a model and judge them. Raises ModelError if it cannot load."""
    from translator.engine import Decoding, Engine, Job

    engine = Engine(model, threads=1)
    jobs = [Job(engine.encode(source), attend=False) for source, _ in SENTENCES]
    return judge([given[0].text if given else "" for given in engine.decode(jobs, Decoding())])


def judge(translations: Sequence[str]) -> Result:
    """Judge translations of `SENTENCES`, in their order."""
    from translator.checks import degenerate

    sound = words = 0
    for (source, expected), english in zip(SENTENCES, translations, strict=True):
        sound += degenerate(source, english) is None and _mostly_latin(english)
        words += len(set(re.findall("[a-z]+", english.lower())) & set(expected))
    return Result(tuple(translations), sound, words)


def check(model: ModelInfo, hint: str = "") -> Result:
    """Refuse a model that talks nonsense: raises ModelError with an example of what it says.

    `hint`: a sentence on what may be the reason, added to the message.
    """
    result = examine(model)
    if result.passed:
        return result
    source, said = SENTENCES[0][0], result.translations[0]
    raise ModelError(
        f"{model.name}: the converted model fails its self-test ({result.sound} of "
        f"{len(SENTENCES)} sentences sound, {result.words} expected words; it makes "
        f"{said[:60]!r} of {source!r}); weights and vocabularies may not belong together.{hint}"
    )


def _mostly_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character.isascii() for character in letters) * 2 > len(letters)
