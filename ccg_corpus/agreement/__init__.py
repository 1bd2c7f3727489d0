"""How far two coders agree: percent, Cohen's kappa, Krippendorff's alpha, and where they do not.

Comes in: the units that both have looked at, and what each coder gave them. Goes out: figures by
code, and the units to talk about. It does not know where codings are kept.
"""

from ccg_corpus.agreement.coefficients import Figures, Table, figures
from ccg_corpus.agreement.units import (
    CodedUnit,
    Compared,
    Disagreement,
    compared,
    disagreements,
    seen_units,
)

__all__ = [
    "CodedUnit",
    "Compared",
    "Disagreement",
    "Figures",
    "Table",
    "compared",
    "disagreements",
    "figures",
    "seen_units",
]
