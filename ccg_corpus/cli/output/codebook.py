"""The codebook on the screen: the tree with its numbers, and one code with all that is written of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.listing import list_rows
from ccg_corpus.cli.output.session import Session, chosen_format

if TYPE_CHECKING:
    from ccg_corpus.codebook import CodeTree
    from ccg_corpus.render.columns import Column

Row = dict[str, Any]


def list_codes(
    run: Session, names: list[str], *, limit: int | None, format_name: str | None
) -> int:
    """The whole tree, or the codes named with all that is under them."""
    from ccg_corpus.codebook import read_codebook
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.corpus import open_corpus
    from ccg_corpus.project.config import load_config
    from ccg_corpus.store import NoCorpus

    root = run.root()
    tree = read_codebook(root, load_config(root).codes)
    for problem in tree.problems:
        run.note(problem)
    try:
        with open_corpus(root) as corpus:
            rows = corpus.coding.codes()
    except NoCorpus:  # a codebook may be written before anything is read
        rows = _uncounted(tree)
    if names:
        found = {name: tree.resolve(name) for name in names}
        for name, slug in found.items():
            if slug is None:
                raise QueryError(f"no code '{name}'", hint="'ccg codes' lists them")
        slugs = [slug for slug in found.values() if slug]
        if chosen_format(format_name) == "table":
            for slug in slugs:
                streams.write(f"{line}\n" for line in _described(tree, slug))
        kept = {one for slug in slugs for one in (slug, *tree.below(slug))}
        rows = [row for row in rows if row["code"] in kept]
    return list_rows(
        run,
        rows,
        _columns(rows, is_tree=chosen_format(format_name) in ("table", "md")),
        what="codes",
        limit=limit,
        format_name=format_name,
        where="yet: 'ccg codes add NAME' makes one",
    )


def _uncounted(tree: CodeTree) -> list[Row]:
    return [
        {
            "code": code.slug, "name": code.title, "path": tree.path(code.slug),
            "depth": tree.depth(code.slug), "under": tree.parent(code.slug), "quotations": 0,
            "coded": 0, "proposed": 0, "by": {}, "note": "",
        }
        for code in tree.codes
    ]  # fmt: skip


def _columns(rows: list[Row], *, is_tree: bool) -> tuple[Column, ...]:
    from ccg_corpus.render.columns import Column, field

    coders = sorted({coder for row in rows for coder in row["by"]})

    def indented(row: Any) -> str:
        return "\N{NO-BREAK SPACE}" * 2 * int(row["depth"]) + str(row["name"])

    def count_of(coder: str, row: Any) -> int:
        return int(row["by"].get(coder, 0))

    name = Column("name", "Name", indented, is_name=True) if is_tree else field("name", "Name")
    first = (name, field("code", "Code")) if is_tree else (field("code", "Code"), name)
    notes = (field("note", "Note"),) if any(row["note"] for row in rows) else ()
    return (
        *first,
        *(() if is_tree else (field("under", "Under"),)),
        field("quotations", "Quotations", is_number=True),
        field("coded", "Coded", is_number=True),
        field("proposed", "Proposed", is_number=True),
        *(Column(coder, coder, partial(count_of, coder), is_number=True) for coder in coders),
        *notes,
    )


def _described(tree: CodeTree, slug: str) -> Iterator[str]:
    from ccg_corpus.render.columns import cell

    code = tree[slug]
    yield cell(tree.path(slug))
    for label, value in (
        ("Code", slug), ("Definition", code.definition), ("Use when", code.use_when),
        ("Not when", code.not_when), ("Example", code.example), ("Terms", list(code.terms)),
        ("Colour", code.colour), ("Was", list(code.was)), *code.notes,
    ):  # fmt: skip
        if value:
            yield f"{label:<12} {cell(value)}"
    yield ""
