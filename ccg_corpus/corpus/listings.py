"""What `ccg roles`, `ccg themes` and `ccg participants` list, as rows.

Comes in: the finished corpus. Goes out: rows with their numbers of quotations, counted by the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.core.hit import Record
    from ccg_corpus.project.config import Code
    from ccg_corpus.query import Query
    from ccg_corpus.store import Finished, Selection, Store
    from ccg_corpus.vocabulary import Roles

Rows = list[dict[str, Any]]

# What a row of `ccg participants` has, in this order.
PARTICIPANT_KEYS = (
    "participant_id", "document", "label", "participant", "role", "case", "site", "attributes",
    "quotations", "words", "note",
)  # fmt: skip


def roles(finished: Finished, vocabulary: Roles) -> Rows:
    """Every role in the corpus: slug, title, broader roles, number of quotations."""
    return [
        {
            "role": slug,
            "title": vocabulary.title(slug),
            "broader": list(vocabulary.broader(slug)[1:]),
            "quotations": count,
        }
        for slug, _, count in finished.facet_counts("role")
        if count
    ]


def roles_among(records: Iterable[Record], vocabulary: Roles) -> Rows:
    """The same of some records."""
    counts = Counter(slug for record in records for slug in record["roles"])
    return [
        {
            "role": slug,
            "title": vocabulary.title(slug),
            "broader": list(vocabulary.broader(slug)[1:]),
            "quotations": counts[slug],
        }
        for slug in sorted(counts)
    ]


def themes_among(records: Iterable[Record]) -> Rows:
    """The themes of some records in their order, then their codes."""
    themes: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    for record in records:
        document = record["document"]["id"]
        if record["theme"]:
            themes.setdefault(record["theme"], []).append(document)
        for code in record["codes"]:
            codes.setdefault(code, []).append(document)
    held: list[tuple[str | None, str | None, list[str]]]
    held = [(theme, None, of) for theme, of in themes.items()]
    held += [(None, code, of) for code, of in sorted(codes.items())]
    return [
        {
            "theme": theme,
            "code": code,
            "documents": list(dict.fromkeys(of)),
            "quotations": len(of),
        }
        for theme, code, of in held
    ]


def themes(finished: Finished, codes: Sequence[Code]) -> Rows:
    """Every theme with quotations, then every code: documents and number of quotations."""
    documents: dict[str, list[str]] = {}
    for key, document in finished.theme_documents():
        documents.setdefault(key, []).append(document)
    rows: Rows = [
        {"theme": title, "code": None, "documents": documents[key], "quotations": count}
        for key, title, count in finished.facet_counts("theme")
        if count
    ]
    counts = {slug: count for slug, _, count in finished.facet_counts("code")}
    return rows + [
        {
            "theme": code.title,
            "code": code.slug,
            "documents": [],
            "quotations": counts.get(code.slug, 0),
        }
        for code in codes
    ]


def codes(finished: Finished, tree: CodeTree, count: Callable[[Query], int]) -> Rows:
    """Every code, each before those under it, then what quotations are coded with and the codebook
    does not have. `quotations`: what `--code` finds, those under it too; the others are its own."""
    from ccg_corpus.query import Query

    held = {slug: number for slug, _, number in finished.facet_counts("code")}
    proposed = {slug: number for slug, _, number in finished.facet_counts("proposed")}
    by: dict[str, dict[str, int]] = {}
    for value, _, number in finished.facet_counts("coded by"):
        coder, _, slug = value.rpartition(":")
        if number:
            by.setdefault(slug, {})[coder] = number
    slugs = [code.slug for code in tree.codes]
    rows = []
    for slug in [*slugs, *sorted({*held, *by} - set(slugs))]:
        is_known = slug in tree
        under = tree.below(slug) if is_known else ()
        own = held.get(slug, 0)
        rows.append(
            {
                "code": slug,
                "name": tree[slug].title if is_known else slug,
                "path": tree.path(slug) if is_known else slug,
                "depth": tree.depth(slug) if is_known else 0,
                "under": tree.parent(slug) if is_known else None,
                "quotations": count(Query(codes=(slug,))) if under else own,
                "coded": own - proposed.get(slug, 0),
                "proposed": proposed.get(slug, 0),
                "by": by.get(slug, {}),
                "note": "" if is_known else "not in the codebook",
            }
        )
    return rows


def participants(store: Store, selection: Selection) -> tuple[Rows, int]:
    """The participants of the records selected, with all that each says; and how many of these
    records are of nobody who is told apart."""
    counts = {id: count for (id,), count in store.finished.tally(selection, ("participant",))}
    nobody = counts.pop(None, 0)
    documents = dict.fromkeys(str(id).partition(":")[0] for id in counts)
    people = store.finished.local.people(documents)
    rows = [_row(one) for one in people if one["id"] in counts]
    return rows, nobody


def _row(person: dict[str, Any]) -> dict[str, Any]:
    values = {**person, "participant_id": person["id"], "participant": person["who"]}
    return {key: values[key] for key in PARTICIPANT_KEYS}
