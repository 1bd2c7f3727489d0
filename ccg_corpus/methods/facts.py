"""A project → the facts that its methods section rests on.

Comes in: the project's directory, its corpus. Goes out: plain values, counted once; nothing is worded
here and nothing is judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.query import Query

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.corpus import Corpus

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MethodsFacts:
    """What is known of a project. Quotations are participants' own words, each counted once."""

    documents: list[Row]
    status: Row
    quotations: int
    by_status: dict[str, int]
    with_participant: int
    with_role: int
    coded: int
    participants: int
    questions: list[Row]  # with words or filters; to list everything is no search
    coders: list[Row]
    decisions: Counter[str]
    codes: list[Row]
    codebook: CodeTree
    given: Counter[str]
    studies_of_codes: dict[str, int]
    findings: list[Row]


def facts_of(root: Path, corpus: Corpus) -> MethodsFacts:
    """What a project says of itself.

    Raises: BadConfig where findings.yaml can't be read.
    """
    from ccg_corpus.corpus.codings.coders import coders
    from ccg_corpus.project.query_log import read

    by_status: Counter[str] = Counter()
    studies: dict[str, set[str]] = {}
    given: Counter[str] = Counter()  # by reviewers: what is only proposed is nobody's coding
    people = roles = 0
    for hit in corpus.quotes():
        record = hit.record
        by_status[record["status"]] += 1
        people += record["participant_id"] is not None
        roles += record["role"] is not None
        for code in {one["code"] for one in record["codings"] if not one["proposed"]}:
            given[code] += 1
            studies.setdefault(code, set()).add(record["study"] or record["document"]["id"])
    by_status["rejected"] = corpus.count(Query(statuses=("rejected",)))
    tree = corpus.coding.tree
    codes = corpus.coding.codes()
    return MethodsFacts(
        documents=corpus.documents(),
        status=corpus.holdings.status(),
        quotations=corpus.count(Query()),
        by_status=dict(by_status),
        with_participant=people,
        with_role=roles,
        coded=corpus.count(Query(coders=("*",))),
        participants=len(corpus.holdings.participants()[0]),
        questions=[row for row in read(root)[0] if row["strict"] or row["query"]],
        coders=coders(root),
        decisions=Counter(one.do for one in corpus.reviews.decisions()),
        codes=codes,
        codebook=tree,
        given=given,
        studies_of_codes={code: len(found) for code, found in studies.items()},
        findings=_findings(root, corpus),
    )


def _findings(root: Path, corpus: Corpus) -> list[Row]:
    from ccg_corpus.findings import evidence_of, read_findings
    from ccg_corpus.findings.tables import list_row

    evidence = evidence_of(corpus, read_findings(root).all)
    return [list_row(one, ()) for one in evidence if one.finding.statement]
