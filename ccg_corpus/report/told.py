"""How a report was made, in sentences and facts: for a methods section and for who doubts a figure.

Comes in: a corpus and what was found. Goes out: paragraphs and pairs. Nothing is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

_TEXTS = {
    "around": "paragraphs around quotations; […] where text was left out",
    "whole": "the whole text of documents with quotations",
    "none": "left out",
}


def told(
    corpus: Corpus,
    documents: Sequence[Mapping[str, Any]],
    records: Sequence[Record],
    searches: Sequence[Any],
    query: Query,
) -> list[str]:
    """What was done, as one may print it."""
    versions = sum(1 for row in documents if row["version_of"])
    label = sum(1 for record in records if record["speaker_label"])
    role = sum(1 for record in records if record["role"])
    person = sum(1 for record in records if record["participant_id"])
    status = Counter(record["status"] for record in records)
    looked_at = status["confirmed"] + status["corrected"] + status["added"]
    found = _number(len(records), "quotation")
    paragraphs = [
        f"Participants’ verbatim words were taken from {_number(len(documents), 'document')} by rules, "
        "without a language model, by ccg; each keeps its place in the text and the words that say who "
        "speaks. What a paper does not state was left empty."
        + (
            f" {_number(versions, 'document is a version', 'documents are versions')} of another; "
            "what both print counts once."
            if versions
            else ""
        ),
        f"This report has {found}: {label} with a label as printed, {role} with a role, {person} of a "
        f"person whom the paper tells apart. Reviewers confirmed, corrected or added {looked_at} of them; "
        "the others stand as they were read.",
        "Quotations are what authors chose to print, not all that was said. Some are missed and some "
        "misread: each has its source beside it.",
    ]
    if searches:
        paragraphs.append(
            f"{_number(len(searches), 'search was', 'searches were')} logged; they are listed under Searches."
        )
    return paragraphs


def facts(
    corpus: Corpus, query: Query, asked: str, source: str, records: Sequence[Record], version: str
) -> list[list[str]]:
    """What another needs to make the same file."""
    state = corpus.holdings.state()
    read = query.described(corpus.vocabulary.title)
    pairs = [
        ("Asked", asked or "all quotations"),
        ("Read as", read),
        ("Strict query", query.text()),
        ("Corpus", f"{_number(state['documents'], 'document')}, read {_time(state['ingested'])}"),
        ("Source texts", _TEXTS[source]),
        ("Made by", f"ccg {version}"),
    ]
    return [[name, value] for name, value in pairs if value]


def _time(ingested: Any) -> str:
    return str(ingested or "").replace("T", " ").replace("Z", " UTC").replace("+00:00", " UTC")


def _number(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
