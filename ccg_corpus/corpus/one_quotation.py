"""One quotation with what stands around it, by its id or by the beginning of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.model import Block, Document, Record, Span
from ccg_corpus.store import Store
from ccg_corpus.text.nearest import near

MOST_NAMED = 5
LONGEST_SAID = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation in its place. `before` and `after` are the document's text around it, as long
    as the paragraphs there; `facts` all that is known of the document; `conflicts` where reviewers
    disagree."""

    record: Record
    before: str
    after: str
    facts: dict[str, Any]
    conflicts: tuple[dict[str, Any], ...] = ()


def record_named(store: Store, name: str, document_id: Callable[[str], str | None]) -> Record:
    """The record whose id is `name`, or begins so; the document's part may be any reference to it.

    Raises: QueryError where none does, or several.
    """
    reference, _, digits = name.strip().rpartition(":")
    try:
        document = document_id(reference) if reference else None
    except QueryError:
        # An id from before another work of the same author and year came: the words still tell.
        found = _of_any(store, reference, digits)
        record = store.finished.record(found[0]) if len(found) == 1 else None
        if record is None:
            raise
        return record
    beginnings = list(dict.fromkeys((name.strip(), f"{document or reference}:{digits}")))
    for beginning in beginnings:
        record = store.finished.record(beginning)
        if record is not None:
            return record
    found = [id for beginning in beginnings for id in _ids(store, beginning)]
    if not found:
        raise QueryError(f"no quotation '{_cut(name)}'", hint=_hint(store, name))
    if len(found) > 1:
        raise QueryError(_several(name, found), hint="give more of the id")
    record = store.finished.record(found[0])
    assert record is not None, "its id was just read"
    return record


def facts_cited(
    store: Store,
    name: str,
    document_id: Callable[[str], str | None],
    record_of: Callable[[str], Record],
) -> tuple[str, dict[str, Any], int | None]:
    """A document or quotation named: its id, all facts of the document, the quotation's page.

    Raises: QueryError where there is none, with what may have been meant.
    """
    if ":" not in name:
        id = document_named(store, name, document_id)
        return id, store.finished.facts(id) or {"id": id}, None
    record = record_of(name)
    document = record["document"]
    return record["id"], store.finished.facts(document["id"]) or document, record["page"]


def document_named(store: Store, name: str, document_id: Callable[[str], str | None]) -> str:
    """The id of the document that `name` is any reference to.

    Raises: QueryError where it names none.
    """
    id = document_id(name)
    if id is None:
        known = [one for one, _ in store.finished.document_ids()]
        hint = near(name, known, listed=False) or "'ccg documents' lists them"
        raise QueryError(f"no document '{name}'", hint=hint)
    return id


def shown(store: Store, record: Record) -> Shown:
    """The record with the text around it and the facts of its document."""
    document = store.sources.document(record["document"]["source"])
    facts = store.finished.facts(record["document"]["id"]) or record["document"]
    there = store.given.conflicts(record["document"]["id"])
    conflicts = tuple(one for one in there if one["id"] == record["id"])
    if document is None:
        return Shown(record, "", "", facts, conflicts)
    span = Span(record["start"], record["end"])
    start, end = _surroundings(document, span)
    before = document.text[start : span.start]
    return Shown(record, before, document.text[span.end : end], facts, conflicts)


def _ids(store: Store, beginning: str) -> list[str]:
    return store.finished.ids_beginning(beginning, limit=MOST_NAMED + 1) if beginning else []


def _of_any(store: Store, reference: str, digits: str) -> list[str]:
    """The quotations with these digits in documents whose ids go on from `reference`."""
    ids = [id for id, _ in store.finished.document_ids() if id.startswith(f"{reference}-")]
    return [one for id in ids if digits for one in _ids(store, f"{id}:{digits}")]


def _several(name: str, found: list[str]) -> str:
    more = ", …" if len(found) > MOST_NAMED else ""
    return f"'{name}' begins {', '.join(found[:MOST_NAMED])}{more}"


def _cut(name: str) -> str:
    """A name as an error says it: the line of a spreadsheet is no id, and need not be read out."""
    return name if len(name) <= LONGEST_SAID else f"{name[:LONGEST_SAID]}…"


def _hint(store: Store, name: str) -> str:
    """What may have been meant: among the ids of the document, where there is such a one."""
    document = name.rpartition(":")[0]
    known = [id for id, _ in store.finished.document_ids()]
    if document not in known:
        return near(document or name, known, listed=False) or "ids are in the first column of lists"
    return near(name, store.finished.ids_beginning(f"{document}:", limit=5000), listed=False)


def _surroundings(document: Document, span: Span) -> tuple[int, int]:
    """From the start of the paragraph before the quotation to the end of the one after it."""
    blocks = [block for block in document.blocks if block.kind not in ("reference", "front")]
    inside = [at for at, block in enumerate(blocks) if block.span.overlaps(span)]
    if not inside:
        return span.start, span.end
    first = _neighbour(blocks, inside[0], -1)
    last = _neighbour(blocks, inside[-1], 1)
    return blocks[first].span.start, blocks[last].span.end


def _neighbour(blocks: list[Block], at: int, step: int) -> int:
    """The block beside, unless a heading parts them."""
    beside = at + step
    if not 0 <= beside < len(blocks) or blocks[beside].kind in ("heading", "title"):
        return at
    return beside
