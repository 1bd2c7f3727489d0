"""A review as a project that QDA programs open (.qdpx).

Comes in: a corpus, a query, a wish. Goes out: the bytes of a ZIP with project.qde and the documents'
texts, the same for the same corpus, checked against the standard before anybody gets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import CcgError
from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.refi.gathered import gathered
from ccg_corpus.exchange.refi.packing import packed
from ccg_corpus.exchange.refi.programs import program, what_is_lost
from ccg_corpus.exchange.refi.sources_out import files_of
from ccg_corpus.exchange.refi.structure import faults
from ccg_corpus.exchange.refi.writing import project_tree

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The project.

    Raises: QueryError; CcgError where what was made is not what the standard allows: nothing is
    handed out then.
    """
    review = gathered(corpus, query)
    wanted = program(wish.program)
    files = files_of(corpus, review, wish.sources, crlf=wanted.crlf)
    root = project_tree(corpus, review, wanted, files, title=wish.title, asked=query.text())
    for fault in faults(root):
        raise CcgError(f"the project would not be valid: {fault}", hint="please report this")
    members = {"project.qde": _written(root), **dict(files.members)}
    return Exported(
        packed(members), len(review.documents), (*what_is_lost(review, wanted), *files.notes)
    )


def _written(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
