"""What a review has to report of how it was made: from the corpus, the log of questions and the decisions.

Comes in: a project's directory and its corpus. Goes out: `Item`s of the guidelines PRISMA-S, ENTREQ and
COREQ, each with a paragraph, its figures and a table where one is asked for. Each figure has the command
that gives it; what only a reviewer knows is left open and said to be.
"""

from ccg_corpus.methods.facts import MethodsFacts, facts_of
from ccg_corpus.methods.items import Figure, Item, ItemTable, items_of
from ccg_corpus.methods.page import page

__all__ = ["Figure", "Item", "ItemTable", "MethodsFacts", "facts_of", "items_of", "page"]
