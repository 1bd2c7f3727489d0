"""The findings of a synthesis: findings.yaml, with the evidence for and against each statement.

Comes in: a project's directory and its corpus. Goes out: findings with their quotations (`evidence`),
what has changed since they were looked at (`checking`), and the rows of what a review prints
(`tables`). The file is the reviewer's; nothing here writes to it.
"""

from ccg_corpus.findings.checking import Mark, marks_of
from ccg_corpus.findings.evidence import FindingEvidence, evidence_of
from ccg_corpus.findings.looked import append_looks, pointers_of, read_looks
from ccg_corpus.findings.model import FINDINGS_NAME, Finding
from ccg_corpus.findings.reading import Findings, parse_findings, read_findings

__all__ = [
    "FINDINGS_NAME",
    "Finding",
    "FindingEvidence",
    "Findings",
    "Mark",
    "append_looks",
    "evidence_of",
    "marks_of",
    "parse_findings",
    "pointers_of",
    "read_findings",
    "read_looks",
]
