"""What the rows of a sheet want → decisions, each checked as if it had been typed.

Comes in: `Wanted`s and the corpus. Goes out: changes to be written, and what was refused with the
reason. A row of which one thing is refused has the rest of it decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from ccg_corpus.core.errors import CcgError
from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.codings.giving import Coding
from ccg_corpus.render.columns import sheet_cells
from ccg_corpus.review.sheet import Wanted
from ccg_corpus.text.sheet_cells import plain

if TYPE_CHECKING:
    from ccg_corpus.codebook import CodeTree
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change


class GrowingCodebook(Protocol):
    """The codebook, to which codes may be added."""

    tree: CodeTree

    def add(self, names: Iterable[str]) -> None:
        """The codes that there are not yet."""


class Sheet:
    """A sheet on its way to decisions of one reviewer."""

    def __init__(self, corpus: Corpus, by: str, codes: GrowingCodebook) -> None:
        self._corpus, self._by, self._codes = corpus, by, codes
        self._records: dict[str, Record | None] = {}
        self.touched: dict[int, None] = {}  # the lines of rows that wanted something

    def cells(self, id: str) -> dict[str, str] | None:
        """How a quotation would be written out now; None where there is none of that id."""
        record = self._record(id)
        return None if record is None else sheet_cells(record)

    def _record(self, id: str) -> Record | None:
        if id not in self._records:
            self._records[id] = self._corpus.reviews.record_of(id)
        return self._records[id]

    def slug_of(self, code: str) -> str:
        """A code's slug by any of its names; of one that is none, what it would be."""
        return self._codes.tree.resolve(code) or code

    def decide(self, one: Wanted) -> tuple[list[Change], list[str]]:
        """The changes that a row makes, and what of it is refused."""
        self.touched[one.line] = None
        wrong = list(one.refused)
        record = self._record(one.id)
        if record is None or not one.is_anything:
            return [], wrong
        deciding = self._corpus.reviews.deciding(self._by, one.why)
        changes: list[Change] = []

        def attempt(make: Callable[[], Iterable[Change]]) -> None:
            try:
                changes.extend(make())
            except CcgError as error:
                wrong.append(str(error))

        if one.status == "reject":
            attempt(lambda: deciding.reject(record))
        else:
            if one.text is not None:
                text = one.text
                attempt(lambda: deciding.ends(record, text))
            for field, value in one.fields.items():
                attempt(lambda field=field, value=value: deciding.set(record, {field: value}))  # type: ignore[misc]
            if one.status == "confirm":
                attempt(lambda: deciding.confirm(record))
        for code in one.coded:
            attempt(lambda code=code: self._code(record, code, one.why))  # type: ignore[misc]
        coding = Coding(self._by, self._codes.tree, one.why)
        for code in one.uncoded:
            attempt(lambda code=code: coding.uncode(record, [code]))  # type: ignore[misc]
        if one.memo is not None:
            memo = one.memo
            attempt(lambda: coding.memo(record, memo))
        return changes, wrong

    def _code(self, record: Record, code: str, why: str | None) -> list[Change]:
        self._codes.add([plain(code)])
        return Coding(self._by, self._codes.tree, why).code(record, [plain(code)])
