"""Documents by what they are about: their titles and abstracts, in the grades that quotations have.

Comes in: the things asked with what may stand for them, the facts of documents, their abstracts. Goes
out: a row for each document that is about it, the best first, with its grade and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.corpus.grades.reasons import families_wanted, why
from ccg_corpus.search.grades import GRADES, MOST_OF_IT

if TYPE_CHECKING:
    from ccg_corpus.search.grades import Thing

PLACES = (("title", "title"), ("abstract", "abstract"))
# What a word in an abstract counts beside one in a title.
ABSTRACT_WEIGHT = 0.6


def papers(
    documents: Iterable[Mapping[str, Any]],
    abstracts: Mapping[str, str],
    things: Sequence[Thing],
    match: str,
) -> list[dict[str, Any]]:
    """The documents that are about the things: their facts, `match` and `why`; equals by id."""
    wanted = GRADES[: GRADES.index(match) + 1]
    families = families_wanted(things)
    rows: list[tuple[int, float, str, dict[str, Any]]] = []
    for facts in documents:
        texts = {"title": facts.get("title"), "abstract": abstracts.get(facts["id"])}
        reasons = why(texts, things, places=PLACES, wanted=families)
        if not reasons:
            continue
        whole = {one["asked"] for one in reasons if one["weight"] == 1}
        share = len(whole) / len(things)
        grade = "all" if share == 1 else "some" if share >= MOST_OF_IT else "near"
        if grade in wanted:
            row = {**facts, "match": grade, "why": reasons}
            rows.append((GRADES.index(grade), -_score(reasons), facts["id"], row))
    return [row for _, _, _, row in sorted(rows, key=lambda one: one[:3])]


def _score(reasons: Iterable[Mapping[str, Any]]) -> float:
    """What the best reason for each thing counts, together."""
    best: dict[str, float] = {}
    for one in reasons:
        much = one["weight"] * (1 if one["place"] == "title" else ABSTRACT_WEIGHT)
        best[one["asked"]] = max(much, best.get(one["asked"], 0.0))
    return round(sum(best.values()), 6)
