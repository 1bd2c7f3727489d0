"""A corpus as a Frictionless data package: csv files with their columns described, in a ZIP.

Comes in: a corpus, a query. Goes out: the ZIP's bytes. The csv is for programs: each text stands in it
as it is, a formula too, and lists are JSON arrays.
Source: Data Package and Table Schema, v1 (datapackage.org).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.refi.packing import packed
from ccg_corpus.exchange.tables.gathered import ExportTable, about, tables_of

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

_TYPES = {"text": "string", "list": "array"}
_NAME = re.compile(r"[^a-z0-9._-]+")


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The package; nothing where nothing is found. Raises: QueryError."""
    tables = tables_of(corpus, query)
    count = len(tables[0].rows)
    members: dict[str, bytes] = {}
    resources = []
    for table in tables:
        path, data = f"data/{table.name}.csv", _csv(table)
        members[path] = data
        resources.append(_resource(table, path, data))
    told = about(corpus, query)
    package = {
        "profile": "tabular-data-package",
        "name": _NAME.sub("-", wish.title.lower()).strip("-.") or "corpus",
        "title": wish.title,
        "description": f"{told['asked']}; {told['made_by']}; {told['note']}",
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    whole = {"datapackage.json": text.encode("utf-8", "backslashreplace"), **members}
    return Exported(packed(whole), count)


def _csv(table: ExportTable) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([one.name for one in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _resource(table: ExportTable, path: str, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": one.name, "type": _TYPES.get(one.type, one.type), "description": one.what}
            for one in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in table.links
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.what,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }
