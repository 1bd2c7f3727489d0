"""Items → the methods section's draft in Markdown: a heading an item, its paragraph, figures, table.

Text of documents and logs is data: nothing of it can act as Markdown or HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from ccg_corpus.methods.items import Item, ItemTable
from ccg_corpus.render.columns import Column, Row, cell
from ccg_corpus.render.formats.md import escaped, md_rows


def page(items: Iterable[Item]) -> Iterator[str]:
    """The items under a heading for each guideline."""
    last = ""
    for item in items:
        if item.guideline != last:
            last = item.guideline
            yield f"## {last}\n\n"
        yield f"### {item.number}. {item.title}\n\n{escaped(item.text)}\n\n"
        for figure in item.figures:
            yield f"- {figure.what}: {figure.value} (`{figure.command}`)\n"
        if item.figures:
            yield "\n"
        if item.table is not None:
            yield from _table(item.table)
            yield f"\n`{item.table.command}` lists the same.\n\n"
        if item.open:
            yield f"*For you to write:* {escaped(item.open)}.\n\n"


def _table(table: ItemTable) -> Iterator[str]:
    def value(at: int, row: Row) -> str:
        return cell(row["cells"][at])

    columns = tuple(
        Column(str(at), title, partial(value, at)) for at, title in enumerate(table.headings)
    )
    return md_rows(({"cells": row} for row in table.rows), columns)
