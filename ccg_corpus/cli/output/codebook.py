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
WRITTEN = ("definition", "use_when", "not_when", "example", "terms", "colour", "was", "notes")


def list_codes(
    run: Session, names: list[str], *, limit: int | None, format_name: str | None
) -> int:
    """The whole tree, or the codes named with all that is under them."""
    from ccg_corpus.codebook import read_codebook
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.project.config import load_config
    from ccg_corpus.store import NoCorpus

    root = run.root()
    try:
        with run.corpus() as corpus:
            rows, read = corpus.coding.codes(), corpus.coding.tree
            tree = read_codebook(root, load_config(root).codes) if not corpus.faults else read
    except NoCorpus:  # a codebook may be written before anything is read
        tree = read_codebook(root, load_config(root).codes)
        rows = _uncounted(tree)
    for problem in tree.problems:
        run.note(problem)
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
    is_tree = chosen_format(format_name) in ("table", "md")
    if not is_tree:
        rows = [{**row, **_written(tree, row["code"])} for row in rows]
    return list_rows(
        run,
        rows,
        _columns(rows, is_tree=is_tree),
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
        *(() if is_tree else (field(key, key.replace("_", " ").capitalize()) for key in WRITTEN)),
    )


def _written(tree: CodeTree, slug: str) -> Row:
    """What is written of a code, for a format that a machine reads."""
    if slug not in tree:
        return {}
    code = tree[slug]
    notes = [f"{name}: {text}" for name, text in code.notes]
    return {**{key: getattr(code, key) for key in WRITTEN[:-1]}, "notes": notes}


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
