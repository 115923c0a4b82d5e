"""How far a translation may be trusted: reasons first, a band second, never a percentage.

The estimate is a small regression on what a finished translation shows by itself (see `features`),
fitted to the chrF of sentences that the model had not seen (`training/trust.py`), put down by every
warning. Specia et al. (2009) estimate quality so, from features of source, target and model; that a
model's own probability is the strongest of them is in Fomicheva et al. (2020).
"""

from translator.trust.estimate import Band, Estimate, estimate

__all__ = ["Band", "Estimate", "estimate"]
