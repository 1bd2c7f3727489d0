"""Pictures for a paper, and the numbers that each shows.

Comes in: a corpus and a query. Goes out: the bytes of an SVG, a PNG or a PDF file and those of a CSV
file; the same for the same corpus, query and versions. Nothing is written here. Matplotlib is an extra
(`pip install "ccg-corpus[plot]"`): it draws all three kinds, with fonts of its own.
"""

from __future__ import annotations

PLOTS = ("matrix", "voices", "timeline", "cooccurrence")
PICTURE_FORMATS = ("svg", "png", "pdf")
