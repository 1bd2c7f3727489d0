"""Who carries the argument, in the example corpus."""

from __future__ import annotations

from collections import Counter

import pytest

from ccg_corpus.corpus import Corpus
from ccg_corpus.query import Query
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.lines import MatrixLine
from ccg_corpus.synthesis.voices import Voice, Voices, voices


def test_each_document_has_its_voices(corpus: Corpus) -> None:
    """Quotations and words of each are those of the records; nobody told apart is counted beside."""
    for one in voices(corpus, by=Field("document")):
        records = [hit.record for hit in corpus.quotes(Query(documents=(one.line.key or "",)))]
        records = [row for row in records if row["document"]["id"] == one.line.key]
        counts = Counter(row["participant_id"] for row in records)
        assert one.quotations == len(records) == corpus_count(corpus, one.line.key)
        assert one.untold == counts.pop(None, 0)
        assert {voice.id: voice.quotations for voice in one.voices} == dict(counts)
        assert one.words == sum(len(row["text"].split()) for row in records)
        loud = [voice.quotations for voice in one.voices]
        assert loud == sorted(loud, reverse=True)


def corpus_count(corpus: Corpus, document: str | None) -> int:
    return dict(corpus.facets(Query(), ("document",)))[(document,)]


@pytest.mark.parametrize(
    ("loudness", "effective"), [([3, 3, 3], 3.0), ([9, 1], 100 / 82), ([], None)]
)
def test_as_many_voices_as_are_even(loudness: list[int], effective: float | None) -> None:
    """Even voices count each; one that drowns the others counts for little more than one."""
    heard = tuple(Voice(f"a:{n}", count, 1, 0.1, {}) for n, count in enumerate(loudness))
    found = Voices(MatrixLine(None, "all"), 20, 20, heard, 0, 0).effective
    assert found == (None if effective is None else pytest.approx(effective))


def test_one_voice_that_carries_a_theme_is_named(corpus: Corpus) -> None:
    """Two of three quotations under a heading by one person, of a document with others; half is not."""
    (one,) = voices(corpus, Query(documents=("northmarch-2020",)), by=Field("document"))
    assert [(flag.title, flag.quotations, flag.of) for flag in one.carried] == [
        ("What the boards said", 2, 3)
    ]


def test_who_is_silent_on_a_topic(corpus: Corpus) -> None:
    """Of a topic, people, cases and roles of the same papers that are not heard are named."""
    query = Query(documents=("quistgaard-2019",), roles=("gp",))
    (one,) = voices(corpus, query)
    assert "quistgaard-2019:Pharmacist 1" in one.silence.people
    assert "quistgaard-2019:GP 3" not in one.silence.people
    assert "practice-nurse" in one.silence.roles and "gp" not in one.silence.roles
