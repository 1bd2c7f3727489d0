"""What a text is about, for more like it: its telling words, and its vector.

Comes in: the families of a text with what each counts (rare ones more). Goes out: the few that tell
most, and the direction in the middle of all, by which two texts can be compared without a model.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccg_corpus.near.table import Table, Vector, mean

# Words of a text that are asked for in place of it.
MOST_TELLING = 12


def telling(counted: Mapping[str, int], most: int = MOST_TELLING) -> list[str]:
    """The families that count most in a text; equals by name."""
    return sorted(counted, key=lambda key: (-counted[key], key))[:most]


def text_vector(table: Table, counted: Mapping[str, int]) -> Vector | None:
    """The direction in the middle of a text's families, each as much as it counts."""
    rows = ((table.row_of(key), much) for key, much in sorted(counted.items()))
    known = [(table.vector(row), much) for row, much in rows if row is not None]
    if not known:
        return None
    return mean([one * much for one in vector] for vector, much in known)
