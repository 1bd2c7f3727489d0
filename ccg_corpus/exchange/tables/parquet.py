"""Quotations as a parquet file: a row a quotation, numbers and lists as such.

Comes in: a corpus, a query. Goes out: the file's bytes, the same from the same pyarrow. It holds the
table `quotations` of a database export; what its columns mean is in the file's own metadata.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.tables.gathered import about, tables_of
from ccg_corpus.render.formats.parquet import library

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The file; nothing where nothing is found.

    Raises: QueryError; CcgError where pyarrow is not there.
    """
    pyarrow = library()
    table = tables_of(corpus, query)[0]
    types: dict[str, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(one.name, types[one.type], metadata={"description": one.what})
            for one in table.columns
        ],
        metadata=about(corpus, query),
    )
    values = zip(*table.rows, strict=True) if table.rows else ([] for _ in table.columns)
    columns = [
        pyarrow.array(list(column), field.type)
        for column, field in zip(values, schema, strict=True)
    ]
    out = BytesIO()
    pyarrow.parquet.write_table(
        pyarrow.Table.from_arrays(columns, schema=schema), out, compression="zstd"
    )
    return Exported(out.getvalue(), len(table.rows))
