"""Rows of a listing → a parquet file: a column has one type, that of all its values.

Comes in: rows with their columns. Goes out: the file's bytes, the same for the same rows from the same
pyarrow. What is unknown is null; a column whose values are of several kinds is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from ccg_corpus.core.errors import CcgError
from ccg_corpus.render.columns import Column, Row, cell
from ccg_corpus.render.formats.xlsx import FileMade


def parquet_rows(rows: Iterable[Row], columns: Sequence[Column]) -> FileMade:
    """The columns under their keys. Raises: CcgError where pyarrow is not there."""
    pyarrow = library()
    shown = [[column.value(row) for column in columns] for row in rows]
    names: list[str] = []
    arrays = []
    for at, column in enumerate(columns):
        names.append(_unlike(column.key, names))
        arrays.append(_array(pyarrow, [values[at] for values in shown]))
    out = BytesIO()
    table = pyarrow.Table.from_arrays(arrays, names=names)
    pyarrow.parquet.write_table(table, out, compression="zstd")
    return FileMade(out.getvalue())


def library() -> Any:
    """pyarrow. Raises: CcgError where it is not there."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as exc:
        raise CcgError("parquet needs an extra", hint='pip install "ccg-corpus[parquet]"') from exc
    return pyarrow


def storable(value: Any) -> Any:
    """A value as files of text and databases hold it: no NUL, no half of a pair."""
    if isinstance(value, str):
        text = value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return text.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, (list, tuple)):
        return [storable(one) for one in value]
    return value


def _unlike(key: str, names: Sequence[str]) -> str:
    """No two columns have one name: a label may be a heading, and a heading a label."""
    name: str = storable(key)
    number = 1
    while name in names:
        number += 1
        name = f"{storable(key)} {number}"
    return name


def _array(pyarrow: Any, values: list[Any]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pyarrow.array(values, pyarrow.bool_())
    if kinds == {int} and all(value is None or abs(value) < 2**63 for value in values):
        return pyarrow.array(values, pyarrow.int64())
    if kinds and kinds <= {int, float}:
        return pyarrow.array(values, pyarrow.float64())
    if kinds and kinds <= {list, tuple}:
        lists = [None if one is None else [storable(str(item)) for item in one] for one in values]
        return pyarrow.array(lists, pyarrow.list_(pyarrow.string()))
    return pyarrow.array([None if one is None else _text(one) for one in values], pyarrow.string())


def _text(value: Any) -> str:
    text: str = storable(value if isinstance(value, str) else cell(value))
    return text
