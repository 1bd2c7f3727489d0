"""Judged topics: the file, and the measures by what a search gives."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from ccg_corpus.core.errors import CcgError
from ccg_corpus.evaluate.topics import class_rows, measures, read_topics, score_topics

# Invented example.
FILE = """
topics:
- id: t1
  ask: losing heart
  class: abstract
  filter: {role: gp}
  relevant:
  - {grade: 2, doc: fen-2021, start: We had, end: of it.}
  - {grade: 1, id: "mill-2019:bb"}
  outside:
  - {doc: fen-2021, start: They never, end: asked}
- ask: the drainage board
  class: [concrete, places]
  relevant:
  - {grade: 1, id: "mill-2019:bb"}
- ask: nobody speaks of this
  relevant: []
"""


def record(id: str, text: str, source: str = "corpus/fen-2021.txt", *, also: str = "") -> Any:
    also_in = [{"id": also, "source": "corpus/fen-2020.txt"}] if also else []
    return {"id": id, "text": text, "document": {"source": source}, "also_in": also_in}


HEART = record("fen-2021:aa", "We had seen the last of it.")
OUTSIDE = record("fen-2021:cc", "They never once asked")
BOARD = record("mill-2021:ff", "The board met.", "corpus/mill-2021.txt", also="mill-2019:bb")
OTHER = record("fen-2021:dd", "Rain again.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "topics.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_topic_that_nothing_speaks_of_is_left_out(path: Path) -> None:
    topics = read_topics([path])
    assert [(one.id, one.classes) for one in topics] == [
        ("t1", ("abstract",)),
        ("2", ("concrete", "places")),
    ]


def test_what_is_outside_the_filter_counts_neither_way(path: Path) -> None:
    topic = read_topics([path])[0]
    assert measures(topic, [OUTSIDE, HEART, BOARD]) == measures(topic, [HEART, BOARD])
    assert measures(topic, [HEART, BOARD])["nDCG@10"] == 1.0


def test_direct_ones_count_more_and_earlier_ones(path: Path) -> None:
    topic = read_topics([path])[0]
    found = measures(topic, [OTHER, BOARD, HEART])
    best = 3 + 1 / math.log2(3)
    assert found["nDCG@10"] == pytest.approx((1 / math.log2(3) + 3 / 2) / best)
    assert found["R2@10"] == 1.0 and found["R1@10"] == 1.0 and found["fail@10"] == 0.0


def test_a_judged_quotation_counts_once(path: Path) -> None:
    topic = read_topics([path])[0]
    assert measures(topic, [BOARD, BOARD])["R1@20"] == 0.5


def test_nothing_found_and_nothing_relevant(path: Path) -> None:
    topic = read_topics([path])[1]
    assert measures(topic, [])["none"] == measures(topic, [])["fail@10"] == 1.0
    assert measures(topic, [OTHER])["none"] == 0.0 and measures(topic, [OTHER])["fail@10"] == 1.0
    # nothing speaks of it directly: what touches on it is what is to be found
    assert measures(topic, [BOARD])["R2@10"] == 1.0


def test_means_by_class_and_by_filter(path: Path) -> None:
    topics = read_topics([path])
    rows = score_topics(topics, lambda ask: [HEART, BOARD] if "heart" in ask else [])
    found = {row["class"]: (row["topics"], row["none"]) for row in class_rows(rows)}
    assert found == {
        "all": (2, 0.5),
        "abstract": (1, 0.0),
        "concrete": (1, 1.0),
        "places": (1, 1.0),
        "with a filter": (1, 0.0),
        "without": (1, 1.0),
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("topics: {}", "no list of topics"),
        ("topics: [{relevant: []}]", "topic 1"),
        ("topics: [{ask: x, relevant: [{grade: high, id: a}]}]", "topic 1"),
        ("topics: [{ask: x, relevant: [{grade: 1, doc: a, start: '', end: b}]}]", "first and last"),
        ("topics: [", "can't be read"),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CcgError, match=why) as error:
        read_topics([path])
    assert "\n" not in str(error.value)
