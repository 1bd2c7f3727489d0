"""The codebook: codebook.yaml, the reviewer's own file of codes, their tree, and its careful editing.

Comes in: a project's directory and the codes of config.yaml. Goes out: a `CodeTree`; and a file in
which one thing is changed and everything else is as its owner wrote it.
"""

from ccg_corpus.codebook.reading import read_codebook, with_codebook
from ccg_corpus.codebook.tree import CodeTree

__all__ = ["CodeTree", "read_codebook", "with_codebook"]
