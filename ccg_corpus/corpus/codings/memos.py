"""Memos: what one is about, and all that reviewers wrote.

Comes in: a name as it is typed, or the corpus. Goes out: an anchor for a decision; rows. A memo on a
quotation stands in its record; those on documents, cases and codes stand in the decisions alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import KINDS, STATUSES, Record
from ccg_corpus.decisions.model import Anchor, Decision
from ccg_corpus.text.nearest import near
from ccg_corpus.text.words import families

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.corpus import Corpus

CODE = "code:"
_DIGITS = re.compile(r"[0-9a-f]{4,8}")
KEYS = ("on", "about", "text", "by", "at")


@dataclass(frozen=True, slots=True)
class MemoTarget:
    """What a memo is about: a record, or something else under `on`, which is called `what`."""

    what: str
    on: Anchor
    record: Record | None = None


def memo_target(corpus: Corpus, tree: CodeTree, name: str) -> MemoTarget:
    """A quotation, a document, a case or a code by its name.

    Raises: QueryError where nothing has it.
    """
    if name.startswith(CODE):
        return _code(tree, name.removeprefix(CODE).strip(), name)
    document, colon, label = name.rpartition(":")
    if colon and document:
        record, why = _record(corpus, name)
        if record is not None:
            return MemoTarget(record["id"], Anchor(), record)
        return _case(corpus, document, label, why)
    try:
        id = corpus.reviews.document_named(name)
    except QueryError:
        if tree.resolve(name) is not None:
            return _code(tree, name, name)
        known = [*(code.slug for code in tree.codes), *(one["id"] for one in corpus.documents())]
        hint = near(name, known, listed=False) or "an id, a document, document:case, or code:NAME"
        raise QueryError(f"nothing is called '{name}'", hint=hint) from None
    return MemoTarget(id, _document(corpus, id))


def _record(corpus: Corpus, name: str) -> tuple[Record | None, QueryError]:
    try:
        return corpus.record(name), QueryError("")
    except QueryError as error:
        return None, error


def _case(corpus: Corpus, document: str, label: str, why: QueryError) -> MemoTarget:
    """A case of a document. `why` there is no quotation of that name.

    Raises: QueryError; with the document's cases, where the label is none and no quotation's digits.
    """
    from ccg_corpus.text.words import label_key

    try:
        id = corpus.reviews.document_named(document)
    except QueryError:
        raise why from None
    known = [row["case"] for row in corpus.cases() if row["document"] == id]
    found = next((case for case in known if label_key(case) == label_key(label)), None)
    if found is None and _DIGITS.fullmatch(label):
        raise why
    if found is None:
        hint = f"its cases: {', '.join(known)}" if known else "it has no cases"
        raise QueryError(f"no case '{label}' in {id}", hint=hint)
    on = _document(corpus, id)
    return MemoTarget(f"{id}:{found}", Anchor(id, source=on.source, other=(("case", found),)))


def _code(tree: CodeTree, name: str, typed: str) -> MemoTarget:
    slug = tree.resolve(name)
    if slug is None:
        raise QueryError(f"no code '{name}'", hint=near(name, [code.slug for code in tree.codes]))
    return MemoTarget(f"{CODE}{slug}", Anchor(other=(("code", slug),)))


def _document(corpus: Corpus, id: str) -> Anchor:
    facts = next((one for one in corpus.documents() if one["id"] == id), {})
    return Anchor(id, source=str(facts.get("source") or ""))


def memos(corpus: Corpus, words: str = "", by: str | None = None) -> list[dict[str, Any]]:
    """All memos that stand, with these words in any form: a row each, those on quotations first."""
    wanted = set(families(words))
    rows = [*_on_quotations(corpus), *_on_others(corpus)]
    return [
        row
        for row in rows
        if wanted <= set(families(row["text"]))
        and (by is None or row["by"].casefold() == by.casefold())
    ]


def _on_quotations(corpus: Corpus) -> Iterator[dict[str, Any]]:
    from ccg_corpus.query import Query
    from ccg_corpus.query.values import ANY

    query = Query(memos=(ANY,), kinds=KINDS, statuses=STATUSES)
    seen: set[tuple[str, str, str, str]] = set()
    # Versions of a work inherit what was noted: once is enough, under the version of record.
    for every in (False, True):
        for hit in corpus.quotes(query.with_filters(all_printings=every)):
            record = hit.record
            ids = [record["id"], *(one["id"] for one in record["also_in"])]
            for memo in record["memos"]:
                said = memo["by"], memo["at"], memo["text"]
                if (record["id"], *said) not in seen:
                    yield {"on": record["id"], "about": record["text"], **memo}
                seen.update((id, *said) for id in ids)


def is_written(corpus: Corpus, target: MemoTarget, by: str, text: str) -> bool:
    """Whether somebody has written the same of a document, a case or a code already."""
    rows = _on_others(corpus, [target.on.document])
    return (target.what, by, text.strip()) in {(row["on"], row["by"], row["text"]) for row in rows}


def _on_others(corpus: Corpus, names: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    from ccg_corpus.decisions.order import in_force
    from ccg_corpus.records.codings import memos as standing

    found: dict[str, list[Decision]] = {}
    for one in in_force(corpus.reviews.decisions(names)):
        if one.do == "memo" and not one.on.exact:
            found.setdefault(_called(one.on, corpus), []).append(one)
    for on, decisions in sorted(found.items()):
        for memo in standing(decisions):
            yield {"on": on, "about": "", **memo}


def _called(on: Anchor, corpus: Corpus) -> str:
    other = dict(on.other)
    if "code" in other:
        return CODE + corpus.coding.tree.canonical(other["code"])
    try:
        id = corpus.reviews.document_named(on.document)
    except QueryError:
        id = on.document
    return f"{id}:{other['case']}" if "case" in other else id
