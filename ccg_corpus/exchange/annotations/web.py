"""Quotations as Web Annotations (JSON-LD): each words in a document, with what is said of them.

Comes in: a corpus, a query. Goes out: one collection with one page of annotations. A target has two
selectors for the same words: what they are, and where they stand, in the document's text as ccg reads it.
Source: W3C Web Annotation Data Model and Vocabulary (2017).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.annotations.texts import Annotated, annotated
from ccg_corpus.exchange.refi.gathered import moment
from ccg_corpus.exchange.tables.gathered import about
from ccg_corpus.render.citation import full_citation, located_citation
from ccg_corpus.render.columns import attribution
from ccg_corpus.render.formats.parquet import storable

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

_SPACE = uuid.UUID("6f1d2f0e-5f0c-5b0a-9d8e-3c6f2a1b7e44")  # ours, so that ids stay the same
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FACTS = ("role", "participant_id", "name", "organisation", "case", "site", "theme")


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The collection; nothing where nothing is found. Raises: QueryError."""
    found = annotated(corpus, query)
    items = [_annotation(one, record) for one in found for record in one.records]
    told = about(corpus, query)
    own = f"urn:uuid:{uuid.uuid5(_SPACE, 'collection ' + wish.title)}"
    page = f"urn:uuid:{uuid.uuid5(_SPACE, 'page ' + wish.title)}"
    whole = {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": storable(wish.title),
        "generator": {"type": "Software", "name": told["made_by"]},
        "total": len(items),
        "first": {"id": page, "type": "AnnotationPage", "partOf": own, "startIndex": 0,
                  "items": items},
    }  # fmt: skip
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return Exported(text.encode("utf-8", "backslashreplace"), len(items))


def _annotation(one: Annotated, record: dict[str, Any]) -> dict[str, Any]:
    words = one.text[record["start"] : record["end"]]
    return {
        "id": f"urn:uuid:{uuid.uuid5(_SPACE, storable(record['id']))}",
        "type": "Annotation",
        "motivation": "highlighting",
        "body": list(_bodies(record)),
        "target": {
            "source": _source(one),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": storable(words),
                    "prefix": storable(record["prefix"]),
                    "suffix": storable(record["suffix"]),
                },
                {
                    "type": "TextPositionSelector",
                    "start": record["start"],
                    "end": record["end"],
                },
            ],
        },
    }


def _source(one: Annotated) -> dict[str, Any]:
    """The document: its DOI, else its file as seen from the project."""
    doi = one.facts.get("doi")
    file = quote(one.facts["source"].encode("utf-8", "backslashreplace"), safe="/")
    source: dict[str, Any] = {
        "id": f"https://doi.org/{quote(doi, safe='/')}" if doi else file,
        "type": "Text",
        "dc:title": storable(one.facts.get("title") or one.facts["id"]),
        "dc:identifier": storable(one.facts["id"]),
        "dc:source": storable(one.facts["source"]),
        "dcterms:bibliographicCitation": storable(full_citation(one.facts)),
    }
    if one.facts.get("language"):
        source["language"] = storable(one.facts["language"])
    return source


def _bodies(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Who says it, as a description; each code a tag, each memo a comment, with who and when."""
    told = " · ".join(
        part for part in (attribution(record), located_citation(record), record["id"]) if part
    )
    yield {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
           "value": storable(told)}  # fmt: skip
    for name in _FACTS:
        if record.get(name):
            yield {"type": "TextualBody", "purpose": "classifying",
                   "value": storable(f"{name}: {record[name]}")}  # fmt: skip
    for coding in record["codings"]:
        if coding["proposed"]:
            continue
        yield _by(coding, {"type": "TextualBody", "purpose": "tagging", "value": coding["code"]})
    for memo in record["memos"]:
        yield _by(memo, {"type": "TextualBody", "purpose": "commenting", "format": "text/plain",
                         "value": memo["text"]})  # fmt: skip


def _by(given: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    body["value"] = storable(body["value"])
    if given["by"]:
        body["creator"] = {"type": "Person", "name": storable(given["by"])}
    if given["at"]:
        body["created"] = moment(given["at"])
    return body
