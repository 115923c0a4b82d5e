"""How good translations are, by a reference and by a glossary.

`corpus_scores` are sacrebleu's BLEU, chrF and TER with their signatures; `measure` the measures
of terminology of Alam et al. 2021.
"""

from translator.evaluate.scores import Score, corpus_scores
from translator.evaluate.terminology import WINDOWS, Terminology, measure

__all__ = ["WINDOWS", "Score", "Terminology", "corpus_scores", "measure"]
