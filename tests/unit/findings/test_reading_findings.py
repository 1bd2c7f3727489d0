"""findings.yaml as reviewers write it: what is read, what is said, nothing left out in silence."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.findings import parse_findings
from ccg_corpus.findings.model import Judgement, Pointer

WHOLE = b"""\
# Invented example
losing-heart:
  finding: They came to change things, and lost heart.
  supports:
    - harrowgate-2021:fe351526
    - code: losing-heart
    - query: "role:gp disillusionment"
  contradicts: [code:hope, {ids: [a-2020:00000001, a-2020:00000002]}]
  second order:
    - {document: a-2020, text: "lost heart \xe2\x80\xa6 in the end"}
  illustration: harrowgate-2021:fe35
  cerqual:
    methods: {judgement: minor, why: one study says nothing of it}
    Adequacy of data: moderate concerns
    confidence: Moderate confidence
    explanation: Few of them were asked.
  level: U
  notes: |
    First line.
    Second line.
"""


def test_everything_that_a_finding_may_say() -> None:
    found = parse_findings(WHOLE)
    assert found.problems == ()
    (one,) = found.all
    assert one.statement == "They came to change things, and lost heart."
    assert [(pointer.kind, pointer.value) for pointer in one.supports] == [
        ("id", "harrowgate-2021:fe351526"), ("code", "losing-heart"), ("query", "role:gp disillusionment"),
    ]  # fmt: skip
    assert [(pointer.kind, pointer.value) for pointer in one.contradicts] == [
        ("code", "hope"), ("id", "a-2020:00000001"), ("id", "a-2020:00000002"),
    ]  # fmt: skip
    assert one.interpretations[0].document == "a-2020"
    assert one.judgements == {
        "methodological limitations": Judgement("minor concerns", "one study says nothing of it"),
        "adequacy": Judgement("moderate concerns"),
    }
    assert one.confidence == Judgement("moderate", "Few of them were asked.")
    assert one.credibility == "unequivocal"
    assert one.notes == "First line.\nSecond line."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f:\n  finding: x\n  suports: [a:1]\n", "f.yaml:3: finding f: unknown key 'suports' (did you mean"),
        ("f:\n  supports: [a:1]\n", "f.yaml:1: finding f says nothing"),
        ("f:\n  finding: x\n  finding: y\n", "f.yaml:3: finding f: 'finding' stands twice"),
        ("f: x\nf: y\n", "f.yaml:2: finding f stands twice, here and on line 1"),
        ("f: [x]\n", "f.yaml:1: finding f is a list"),
        ("f:\n  finding: x\n  confidence: sure\n", "f.yaml:3: finding f: confidence 'sure' is printed as it stands (the words for it: high"),
        ("f:\n  finding: x\n  cerqual: {coherence: big}\n", "coherence 'big' is printed as it stands (the words for it: no or very minor"),
        ("f:\n  finding: x\n  cerqual: {coherense: minor}\n", "unknown component 'coherense'"),
        (
            "f:\n  finding: x\n  cerqual: {adequacy: {judgement: minor concerns, why: few, and far}}\n",
            "'and far' is no part of a judgement",
        ),
        ("f:\n  finding: x\n  supports:\n  - {cod: y}\n", "f.yaml:4: finding f: 'cod' in 'supports'"),
        ("f:\n  finding: x\n  second order: [a]\n", "wants a document and a text"),
    ],
)  # fmt: skip
def test_what_cant_be_meant_is_said_with_its_line(text: str, said: str) -> None:
    found = parse_findings(text.encode())
    assert any(said.replace("f.yaml", "findings.yaml") in problem for problem in found.problems)
    assert [one.name for one in found.all] == ["f"]  # and the rest of it is read


def test_a_judgement_in_other_words_stays_as_it_was_written() -> None:
    """It is the reviewer's; it is said that the field has other words."""
    found = parse_findings(b"f:\n  finding: x\n  confidence: rather sure\n")
    assert found.all[0].confidence == Judgement("rather sure") and len(found.problems) == 1


def test_one_line_is_a_finding_and_an_empty_file_has_none() -> None:
    assert parse_findings(b"f: They lost heart.\n").all[0].statement == "They lost heart."
    assert parse_findings(b"# nothing yet\n").all == ()
    assert parse_findings(b"f:\n  finding: x\n  supports: a-2020:1\n").all[0].supports == (
        Pointer("id", "a-2020:1", 3),
    )


@pytest.mark.parametrize("text", [b"- finding: x\n", b"\xff\xfe\x00", b"f: [x\n", b"just words\n"])
def test_what_is_no_list_of_findings_is_one_error(text: bytes) -> None:
    with pytest.raises(BadConfig):
        parse_findings(text)
