"""What `code`, `uncode` and `memo` have in common: ids and codes told apart, new codes made.

Comes in: the words of a command line. Goes out: ids, names of codes, and the codebook with the new
ones in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.cli.output.session import Session
from ccg_corpus.cli.parsing.declared import WrongUse

if TYPE_CHECKING:
    from ccg_corpus.codebook import CodeTree
    from ccg_corpus.codebook.editing import Codebook

# A document, a colon, and the digits of a quotation or the first of them.
_ID = re.compile(r".+:[0-9a-f]{2,8}")


def ids_and_codes(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The ids come first: the first word is one, and so is whatever looks like one."""
    ids = [word for at, word in enumerate(words) if not at or word == "-" or _ID.fullmatch(word)]
    codes = [
        word for at, word in enumerate(words) if at and word != "-" and not _ID.fullmatch(word)
    ]
    return ids, codes


def codebook_of(run: Session) -> Codebook:
    """The codebook of a project, with the codes of its config.yaml beside it."""
    from ccg_corpus.codebook.editing import Codebook
    from ccg_corpus.project.config import load_config

    root = run.root()
    return Codebook(root, load_config(root).codes)


class NewCodes:
    """The codebook while quotations are coded: what it does not have is added where it may be."""

    def __init__(self, run: Session, by: str, *, may_add: bool, dry_run: bool) -> None:
        self._run, self._book, self._by = run, codebook_of(run), by
        self._may_add, self._dry_run = may_add, dry_run
        self.tree: CodeTree = self._book.tree

    def need(self, names: Iterable[str]) -> None:
        """Every name is a code, or may become one.

        Raises: QueryError for the first that is none.
        """
        if not self._may_add:
            for name in names:
                self._book.named(name, self.tree)

    def add(self, names: Iterable[str]) -> None:
        """The codes that there are not yet."""
        for name in names:
            if self.tree.resolve(name) is None and self._may_add:
                self.tree = self._added(name)

    def _added(self, name: str) -> CodeTree:
        from ccg_corpus.codebook.tree import CodeTree
        from ccg_corpus.project.config import Code
        from ccg_corpus.text.words import slug

        if self._dry_run:
            self._run.note(f"would add {slug(name)}: {name}")
            return CodeTree((*self.tree.codes, Code(slug(name), name)))
        made = self._book.add(name, by=self._by)
        self._run.note(f"added {made}: {self._book.tree.path(made)}")
        return self._book.tree


def need_codes(codes: Sequence[str]) -> None:
    """At least one."""
    if not codes:
        raise WrongUse("name ids, then codes; 'ccg codes' lists these")
