"""Quotations of invented manuscripts get the verdicts that were given to them by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from writing import as_markdown, ladder, write_docx

from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.manuscript import CheckedQuotation, check_manuscript

LADDER = ladder()
REFERENCES = """
## References

1. Harrowgate E, Pellworth T, Quistgaard R. Keeping a seat: GPs on local care boards in six localities. 2021.
2. Brandreth-Kay O. The common purse. 2011.
3. Quistgaard R, Odumarsh A. At the edge of the purse: nurses, pharmacists and patients around one local care board. 2019.
"""


def _words(case: dict[str, object]) -> str:
    return str(case.get("inline", case.get("block")))[:50]


def _asked(case: dict[str, object]) -> dict[str, object]:
    keys = {"words": "words", "tag": "tag", "severity": "severity"}
    return {key: case[key] for key in keys if key in case}


def _given(case: dict[str, object], found: CheckedQuotation) -> dict[str, object]:
    given = {"words": found.words, "tag": found.attribution, "severity": found.severity}
    return {key: given[key] for key in _asked(case)}


@pytest.fixture(scope="module")
def corpus(example_root: Path) -> Iterator[Corpus]:
    """The example corpus, open."""
    with open_corpus(example_root) as opened:
        yield opened


@pytest.mark.parametrize("case", LADDER, ids=_words)
def test_in_markdown(case: dict[str, object], corpus: Corpus, tmp_path: Path) -> None:
    """Each by itself."""
    path = tmp_path / "manuscript.md"
    path.write_text(as_markdown(case), encoding="utf-8")
    found = check_manuscript(corpus, path)
    one = found[int(str(case.get("nth", 1))) - 1]
    assert _given(case, one) == _asked(case), (
        one.quoted.text,
        one.quoted.tag,
        one.why,
        one.differences,
    )


@pytest.mark.parametrize("case", ladder("authors.yaml"), ids=_words)
def test_as_authors_write(case: dict[str, object], corpus: Corpus, tmp_path: Path) -> None:
    """More of them, in a manuscript with numbered references."""
    path = tmp_path / "manuscript.md"
    path.write_text(as_markdown(case) + REFERENCES, encoding="utf-8")
    one = check_manuscript(corpus, path)[0]
    assert _given(case, one) == _asked(case), (one.quoted.tag, one.why, one.differences)


def test_in_word(corpus: Corpus, tmp_path: Path) -> None:
    """All in one file, in styles and in runs."""
    path = tmp_path / "manuscript.docx"
    write_docx(LADDER, path)
    found = check_manuscript(corpus, path)
    by_part: dict[str, list[CheckedQuotation]] = defaultdict(list)
    for one in found:
        by_part[one.place.rpartition(", ")[2]].append(one)
    wrong = {}
    for number, case in enumerate(LADDER):
        here = by_part[f"Part {number}"]
        at = int(str(case.get("nth", 1))) - 1
        given = _given(case, here[at]) if len(here) > at else None
        if given != _asked(case):
            wrong[str(case.get("inline", case.get("block")))] = given
    assert not wrong


def test_every_step_stands_there_three_times() -> None:
    """The ladder's every step, and every verdict on a tag."""
    steps = [
        "exact",
        "presentation",
        "marked",
        "cleaned",
        "altered",
        "reversed",
        "stitched",
        "cut",
        "absent",
        "unchecked",
    ]
    tags = [
        "right",
        "wrong-role",
        "wrong-person",
        "wrong-case",
        "wrong-study",
        "wrong-page",
        "none",
    ]
    assert all(sum(case.get("words") == step for case in LADDER) >= 3 for step in steps)
    assert all(sum(case.get("tag") == tag for case in LADDER) >= 3 for tag in tags)
    assert all(
        sum(case["severity"] == one for case in LADDER) >= 3
        for one in ("ok", "review", "error", "skip")
    )
