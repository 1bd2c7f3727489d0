"""How much of a topic's evidence a search finds: floors, on the topics of the example corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.evaluate.topics import class_rows, read_topics, score_topics

pytestmark = pytest.mark.long

TOP = Path(__file__).parents[2]
TOPICS = TOP / "corpus" / "topics.yaml"


@pytest.fixture(scope="module")
def corpus(example_root: Path) -> Iterator[Corpus]:
    with open_corpus(example_root) as opened:
        yield opened


def test_what_was_judged_is_in_the_corpus(corpus: Corpus) -> None:
    """Else nothing could find it, and floors would sink for another reason."""
    records = [hit.record for hit in corpus.quotes()]
    topics = read_topics([TOPICS])
    judged = [one for topic in topics for one in topic.relevant]
    lost = [one.id for one in judged if not any(one.is_it(record) for record in records)]
    assert len(topics) >= 40 and not lost


@pytest.mark.parametrize(
    ("match", "recall", "gain", "none", "fail"),
    [("near", 0.72, 0.53, 0.0, 0.12), ("some", 0.3, 0.3, 0.4, 0.5)],
)
def test_topics_do_not_sink(
    corpus: Corpus, match: str, recall: float, gain: float, none: float, fail: float
) -> None:
    rows = score_topics(
        read_topics([TOPICS]), lambda ask: (hit.record for hit in corpus.search(ask, match=match))
    )
    found = class_rows(rows)[0]
    assert found["R2@20"] >= recall and found["nDCG@10"] >= gain
    assert found["none"] <= none and found["fail@10"] <= fail
