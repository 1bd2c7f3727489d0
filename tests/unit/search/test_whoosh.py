"""The index: what words find, in which order, and that a bad index is never the answer."""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccg_corpus.core.model import KINDS, SPEECH_KINDS
from ccg_corpus.query import read_words
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Coded,
    Family,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Word,
)  # fmt: skip
from ccg_corpus.records import FinishedDocument, FinishedRecord
from ccg_corpus.search import Question, bring_up, quotation_engine
from ccg_corpus.search.grades import Stand, Thing
from ccg_corpus.search.whoosh import building
from ccg_corpus.search.whoosh import engine as whoosh_engine
from ccg_corpus.search.whoosh import weighing as whoosh_weighing
from ccg_corpus.search.whoosh.engine import Quotations
from ccg_corpus.search.whoosh.manifest import MANIFEST_NAME, index_directory, read_manifest
from ccg_corpus.store import Fact, Selection, Store
from ccg_corpus.text.words import families, tokens

ALL = Selection(SPEECH_KINDS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.to_write(tmp_path) as opened:
        yield opened


def a_record(id: str, text: str, **fields: Any) -> FinishedRecord:
    facets = fields.pop("facets", ())
    primary = fields.pop("primary", id)
    document = {"id": id.partition(":")[0], "year": fields.pop("year", None)}
    record = {"id": id, "text": text, "document": document, "start": 0, "kind": "participant",
              "confidence": 0.9, "lead_in": None, "theme": None} | fields  # fmt: skip
    return FinishedRecord(record, primary, tuple((*facet, "") for facet in facets))


def fill(store: Store, *records: FinishedRecord, key: str = "key") -> None:
    """One unit with these records; then another generation."""
    ids = sorted({one.record["document"]["id"] for one in records})
    documents = [FinishedDocument(id, f"{id}.txt", None, {"id": id}, ()) for id in ids]
    with store.transaction():
        for id in ids:
            store.finished.drop_document(id)
        store.finished.add_unit(key, documents, records)
        store.remember(Fact.GENERATION, os.urandom(8).hex())


def said(store: Store, *texts: str) -> None:
    fill(store, *(a_record(f"a:{n:03}", text, start=n) for n, text in enumerate(texts)))


def found(
    store: Store, words: str | Sequence[Part], selection: Selection = ALL, limit: int | None = None
) -> list[str]:
    """The ids of what is found, best first."""
    parts = read_words(words) if isinstance(words, str) else words
    numbers = [n for n, _ in search(store, parts, selection, limit=limit)[0]]
    return [record["id"] for record in store.finished.records(numbers)]


def search(
    store: Store, parts: Sequence[Part], selection: Selection, limit: int | None = None
) -> tuple[list[tuple[int, float]], int]:
    """Numbers with scores, best first, and how many match in all."""
    ranked = quotation_engine(store).rank(Question(tuple(parts), selection), limit)
    return ranked.hits, ranked.total


def finds(store: Store, words: str) -> bool:
    return bool(found(store, words))


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("I was so disillusioned then", "disillusionment"),
        ("there is disillusionment", "disillusioned"),
        ("I don’t know", "don't"),
        ("I don't know", "don’t know"),
        ("it is about well-being", "wellbeing"),
        ("it is about wellbeing", "well-being"),
        ("it is about well being", "wellbeing"),
        ("it is about well being", "well-being"),
        ("it is about wellbeing", "well being"),
        ("it is about well-being", "well being"),
        ("at the café there", "cafe"),
        ("a day-to-day thing", "day to day"),
        ("the nurse’s desk", "nurses"),
        ("it is not what I said", "not I"),
        ("the organisation of it", "organizational"),
        ("O’Brien was there", "o'brien"),
    ],
)
def test_words_find_their_families(store: Store, printed: str, asked: str) -> None:
    """Inflections, typography, spellings, hyphens and the smallest words."""
    said(store, printed, "something else altogether")
    assert found(store, asked) == ["a:000"]


def test_all_words_are_needed(store: Store) -> None:
    """Words are needed together, wherever they stand; alternatives and exclusions hold."""
    said(store, "trust and money", "trust only", "money only", "neither of them")
    for words, expected in (
        ("trust money", {"a:000"}),
        ("trust OR money", {"a:000", "a:001", "a:002"}),
        ("trust -money", {"a:001"}),
        ("-trust -money", {"a:003"}),
        ("mon*", {"a:000", "a:002"}),
        ("trust nothing", set()),
    ):
        assert set(found(store, words)) == expected, words


def test_phrases_stand_as_they_are(store: Store) -> None:
    """In quotes the words are these and adjacent, hyphens aside; families don't count."""
    said(store, "I was fed up with it", "it fed me up", "they feed up", "a well-being service")
    for words, expected in (
        ('"fed up"', {"a:000"}),
        ('"Fed Up with"', {"a:000"}),
        ('"feed up"', {"a:002"}),
        ('"well being service"', {"a:003"}),
        ('"wellbeing service"', {"a:003"}),
        ('"well-being"', {"a:003"}),
        ('"service well"', set()),  # no phrase runs from a text into its joined form
        ('-"fed up"', {"a:001", "a:002", "a:003"}),
    ):
        assert set(found(store, words)) == expected, words


def test_lead_in_and_theme_count_less(store: Store) -> None:
    """A topic that the author names is found, behind one that the participant does."""
    fill(
        store,
        a_record("a:1", "it went on and on", lead_in="Many were disillusioned:"),
        a_record("a:2", "it went on and on", theme="Disillusionment"),
        a_record("a:3", "we were disillusioned by it"),
        a_record("a:4", "it went on and on"),
    )
    assert found(store, "disillusionment") == ["a:3", "a:1", "a:2"]


def test_the_word_as_asked_comes_first(store: Store) -> None:
    """Among one family the exact word has more weight."""
    said(store, "we manage it", "a manager did", "the managing of it")
    assert found(store, "managing")[0] == "a:002"


def test_codes(store: Store) -> None:
    """A code finds the quotations that have it, among other words."""
    fill(store, a_record("a:1", "so it went", facets=[("code", "trust")]), a_record("a:2", "so"))
    assert found(store, [AnyOf((Word("confidence"), Coded("trust")))]) == ["a:1"]
    assert found(store, [AnyOf((AllOf((Word("so"), Word("went"))), Coded("x")))]) == ["a:1"]


def test_equal_scores_come_by_id(store: Store) -> None:
    """The order says nothing about when a record was indexed, and a limit cuts it nowhere else."""
    ids = [f"{document}:{n:02}" for document in "ab" for n in range(30)]
    random.Random(3).shuffle(ids)
    fill(store, *(a_record(id, "the same words here") for id in ids))
    assert found(store, "words") == sorted(ids)
    assert found(store, "words", limit=7) == sorted(ids)[:7]


@pytest.mark.parametrize("least_written", [1, 1000])
def test_filters_hold(store: Store, least_written: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facets, kinds, years, confidence and printings let through what the store's listing does,
    whether their bits are written beside the index or read from it."""
    monkeypatch.setattr("ccg_corpus.search.whoosh.shards.LEAST_WRITTEN", least_written)
    fill(
        store,
        a_record("a:1", "trust", facets=[("role", "gp")], year=2015, confidence=0.8),
        a_record("a:2", "trust", facets=[("role", "nurse")], year=2018),
        a_record("a:3", "trust", kind="term"),
        a_record("b:1", "trust", primary="a:1", facets=[("role", "gp")], year=2014),
    )
    gp, nurse, neither = (("role", "gp"),), (("role", "nurse"),), (("role", "x"),)
    for selection in (
        ALL,
        Selection(KINDS),
        Selection(SPEECH_KINDS, (gp,)),
        Selection(SPEECH_KINDS, ((*gp, *nurse),)),
        Selection(SPEECH_KINDS, (gp, nurse)),
        Selection(SPEECH_KINDS, (neither,)),
        Selection(SPEECH_KINDS, since=2016),
        Selection(SPEECH_KINDS, until=2016),
        Selection(SPEECH_KINDS, min_confidence=0.8),
        Selection(SPEECH_KINDS, max_confidence=0.8),
        Selection(SPEECH_KINDS, all_printings=True),
    ):
        listed = {
            record["id"] for record in store.finished.records(store.finished.numbers(selection))
        }
        assert set(found(store, "trust", selection)) == listed, selection


# Against counting by hand

_VOCABULARY = ["trust", "trusted", "money", "well", "being", "wellbeing", "well-being", "go", "on"]
_texts = st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=6).map(" ".join)
_terms = st.one_of(
    st.sampled_from(["trust", "money", "go", "on"]).map(Word),
    st.sampled_from(["tru", "mon", "w"]).map(Prefix),
    st.lists(st.sampled_from(["go", "on", "money", "trust"]), min_size=1, max_size=2).map(
        lambda words: Phrase(" ".join(words))
    ),
)
_parts = st.lists(
    st.one_of(_terms, _terms.map(Not), st.lists(_terms, min_size=2, max_size=2).map(
        lambda terms: AnyOf(tuple(terms)))),
    min_size=1, max_size=3,
)  # fmt: skip


def fits(part: Part, text: str) -> bool:
    words = [token.text for token in tokens(text)]
    match part:
        case Word(word):
            return set(families(word)) <= set(families(text))
        case Prefix(beginning):
            return any(word.startswith(beginning) for word in words)
        case Phrase(phrase):
            wanted = phrase.split()
            return any(words[n : n + len(wanted)] == wanted for n in range(len(words)))
        case Not(term):
            return not fits(term, text)
        case AnyOf(parts):
            return any(fits(inner, text) for inner in parts)
    raise AssertionError(part)


@settings(max_examples=40)
@given(st.lists(_texts, min_size=1, max_size=12), st.lists(_parts, min_size=1, max_size=4))
def test_the_index_agrees_with_counting(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[list[Part]]
) -> None:
    """Whatever is asked, the index finds what reading every text finds, and no more."""
    with Store.to_write(tmp_path_factory.mktemp("project")) as store:
        said(store, *texts)
        for parts in queries:
            expected = {
                f"a:{n:03}"
                for n, text in enumerate(texts)
                if all(fits(part, text) for part in parts)
            }
            assert set(found(store, parts)) == expected, parts


_WORDS = ["trust", "trusted", "money", "go", "went", "on", "of", "people", "person", "oestrogen",
          "estrogen", "paediatric", "pediatrics"]  # fmt: skip
_lines = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
_placed = st.one_of(
    st.sampled_from(_WORDS).map(Word),
    st.sampled_from(["tru", "o"]).map(Prefix),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(
        lambda words: Phrase(" ".join(words))
    ),
)
_near = st.builds(lambda one, other, within: Near((one, other), within), _placed, _placed,
                  st.integers(1, 4))  # fmt: skip


def places(part: Part, text: str) -> list[tuple[int, int]]:
    """The first and the last word of each place that a part has in a text without hyphens."""
    words = text.split()
    match part:
        case Word(word):
            keys = families(text)
            return [(n, n) for n in range(len(words)) if keys[n] == families(word)[0]]
        case Prefix(beginning):
            return [(n, n) for n, word in enumerate(words) if word.startswith(beginning)]
        case Phrase(phrase):
            size = len(phrase.split())
            starts = range(len(words) - size + 1)
            return [(n, n + size - 1) for n in starts if words[n : n + size] == phrase.split()]
        case Near((one, other), within):
            return [
                (min(a, c), max(b, d))
                for a, b in places(one, text)
                for c, d in places(other, text)
                if 0 < c - b <= within or 0 < a - d <= within
            ]
    raise AssertionError(part)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(_lines, min_size=1, max_size=12), min_size=2, max_size=5),
    st.lists(st.one_of(_placed, _near), min_size=1, max_size=5),
    st.sampled_from([1, 20]),
)
def test_blocks_and_shards_agree_with_counting(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[list[str]],
    parts: list[Part],
    looked_up: int,
) -> None:
    """Words, phrases and neighbours are found in small blocks of several shards, also among few
    documents and where some were taken out since, as reading every text finds them."""
    with (
        pytest.MonkeyPatch.context() as patch,
        Store.to_write(tmp_path_factory.mktemp("project")) as store,
    ):
        patch.setattr(whoosh_engine, "MOST_REBUILT", 0)
        patch.setattr("ccg_corpus.search.whoosh.fields.IN_A_BLOCK", 3)
        patch.setattr("ccg_corpus.search.whoosh.reading.LOOKED_UP", looked_up)
        texts: dict[str, tuple[str, str]] = {}
        for name, lines in zip("abcde", documents, strict=False):
            roles = {f"{name}:{n}": "gp" if n % 3 else "nurse" for n in range(len(lines))}
            fill(store, *(a_record(id, line, facets=[("role", role)])
                          for (id, role), line in zip(roles.items(), lines, strict=True)))  # fmt: skip
            bring_up(quotation_engine(store), store)
            texts |= {id: (line, roles[id]) for id, line in zip(roles, lines, strict=True)}
        with store.transaction():
            store.finished.drop_document("a")
            store.remember(Fact.GENERATION, "later")
        bring_up(quotation_engine(store), store)
        for part in parts:
            for role in (None, "gp", "nurse"):
                selection = Selection(SPEECH_KINDS, ((("role", role),),) if role else ())
                expected = {
                    id
                    for id, (text, by) in texts.items()
                    if id[0] != "a" and role in (None, by) and places(part, text)
                }
                assert set(found(store, [part], selection)) == expected, (part, role)


@settings(max_examples=15)
@given(st.lists(_texts, min_size=5, max_size=30), st.integers(1, 6))
def test_the_best_are_the_best(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], limit: int
) -> None:
    """A limited search is the beginning of the whole one."""
    with Store.to_write(tmp_path_factory.mktemp("project")) as store:
        said(store, *texts)
        assert found(store, "trust OR well", limit=limit) == found(store, "trust OR well")[:limit]


# On disk


def test_an_index_is_bound_to_what_the_store_holds(store: Store) -> None:
    """After a change of the corpus the old index answers nothing."""
    said(store, "before")
    assert finds(store, "before") and quotation_engine(store).is_current()
    said(store, "after")
    assert not quotation_engine(store).is_current()
    assert finds(store, "after") and not finds(store, "before")


def cut(directory: Path) -> None:
    for path in directory.rglob("*.pst"):
        os.truncate(path, path.stat().st_size // 2)


def spoil(directory: Path) -> None:
    for path in [*directory.rglob("*.trm"), *directory.rglob("*.toc")]:
        path.write_bytes(os.urandom(path.stat().st_size))


def empty(directory: Path) -> None:
    shutil.rmtree(directory)
    directory.mkdir(mode=0o700)


def open_to_all(directory: Path) -> None:
    directory.chmod(0o755)


def bring_from_elsewhere(directory: Path) -> None:
    """A copy is not the directory that was written, whatever its manifest says."""
    aside = directory.with_name("aside")
    directory.rename(aside)
    shutil.copytree(aside, directory)
    directory.chmod(0o700)


def lie_in_the_manifest(directory: Path) -> None:
    (directory / MANIFEST_NAME).write_text(json.dumps({"generation": 5}))


@pytest.mark.parametrize(
    "harm", [cut, spoil, empty, open_to_all, bring_from_elsewhere, lie_in_the_manifest]
)
def test_a_bad_index_is_made_anew(store: Store, harm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged, foreign or open to others: the answer is right, and comes from a new index."""
    said(store, "trust", "money")
    assert found(store, "trust") == ["a:000"]
    harm(index_directory(store.root))
    made: list[object] = []
    anew = Quotations._anew
    monkeypatch.setattr(Quotations, "_anew", lambda self: (made.append(self), anew(self)))
    assert found(store, "trust") == ["a:000"]
    assert made and quotation_engine(store).is_current()


def test_a_large_index_is_changed_not_made_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above a size documents are taken out and put in; the answers are those of a new index."""
    monkeypatch.setattr(whoosh_engine, "MOST_REBUILT", 3)
    for document in "abcdefghij":
        fill(store, a_record(f"{document}:1", "trust"), a_record(f"{document}:2", "money"))
        bring_up(quotation_engine(store), store)

    def never(_: Quotations) -> None:
        raise AssertionError("made anew")

    monkeypatch.setattr(Quotations, "_anew", never)
    fill(store, a_record("c:1", "money money"), a_record("c:3", "trust"), key="changed")
    with store.transaction():
        store.finished.drop_document("e")
        store.remember(Fact.GENERATION, "later")
    bring_up(quotation_engine(store), store)
    expected = [f"{document}:1" for document in "abdfghij"] + ["c:3"]
    assert quotation_engine(store).is_current() and sorted(found(store, "trust")) == sorted(
        expected
    )
    assert found(store, "money")[0] == "c:1"


def filled(store: Store, documents: str) -> None:
    """Documents of two records each, indexed one after the other."""
    for document in documents:
        role = "gp" if document in "aceg" else "nurse"
        fill(
            store,
            a_record(f"{document}:1", "trust", facets=[("role", role)]),
            a_record(f"{document}:2", f"money {document}", facets=[("role", role)]),
        )
        bring_up(quotation_engine(store), store)


def test_shards_are_joined_when_they_are_many(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers that come one by one leave few shards, and filters hold in each, also where some
    were taken out since."""
    monkeypatch.setattr(whoosh_engine, "MOST_REBUILT", 1)
    monkeypatch.setattr("ccg_corpus.search.whoosh.shards.LEAST_WRITTEN", 1)
    filled(store, "abcdefghijklmnopqrst")
    manifest = read_manifest(store.root)
    assert manifest and 1 < len(manifest.shards) <= whoosh_engine.MOST_SMALL
    with store.transaction():
        for document in "at":
            store.finished.drop_document(document)
        store.remember(Fact.GENERATION, "later")
    bring_up(quotation_engine(store), store)
    changed = read_manifest(store.root)
    assert changed and changed.count < changed.size
    gps = Selection(SPEECH_KINDS, ((("role", "gp"),),))
    assert sorted(found(store, "trust", gps)) == ["c:1", "e:1", "g:1"]
    assert sorted(found(store, "-money", gps)) == ["c:1", "e:1", "g:1"]
    assert len(found(store, "-money")) == 18


def test_several_processes_make_one_index(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of several processes answer as one, with the same scores."""
    monkeypatch.setattr("ccg_corpus.search.whoosh.shards.LEAST_WRITTEN", 1)
    filled(store, "abcdefgh")
    alone = search(store, read_words("trust OR money"), ALL)
    monkeypatch.setattr(building, "LEAST_RECORDS_A_PROCESS", 1)
    monkeypatch.setattr(building, "MOST_RECORDS", 3)
    monkeypatch.setattr(building, "_cores", lambda: 2)
    quotation_engine(store).rebuild()
    manifest = read_manifest(store.root)
    assert manifest and len(manifest.shards) == 4
    assert search(store, read_words("trust OR money"), ALL) == alone
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(ChildProcessError):
        quotation_engine(store).rebuild()


def test_an_empty_corpus(store: Store) -> None:
    """Nothing was said, nothing is found, nothing breaks."""
    with store.transaction():
        store.remember(Fact.GENERATION, "first")
    assert found(store, "trust") == [] and found(store, "-trust") == []


def test_a_long_rebuild_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the index of many quotations has to be made anew, a warning says why nothing comes."""
    caplog.set_level(logging.WARNING, "ccg_corpus")
    said(store, "trust", "money")
    assert found(store, "trust") and not caplog.messages
    monkeypatch.setattr("ccg_corpus.search.whoosh.engine.LONG_TO_MAKE", 2)
    cut(index_directory(store.root))
    assert found(store, "trust") == ["a:000"]
    (message,) = caplog.messages
    assert message == "the search index is not usable: making it anew, of 2 quotations"


def test_common_words_are_passed_over_and_that_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked itself never is; of what stands for it the nearest are looked for first."""
    said(store, "a lamp and oil", "oil and tea", "tea and oil and rope", "rope and tea")
    stands = (
        Stand(Word("oil"), 1000, "oil"),
        Stand(Family("tea", "tea"), 500, "tea", "near"),
        Stand(Family("rope", "rope"), 400, "rope", "near"),
        Stand(Family("lamp", "lamp"), 300, "lamp", "near"),
    )
    engine, question = quotation_engine(store), Question((), ALL)
    weighing = engine.weigh(question, [Thing("oil", stands)])
    assert weighing.is_whole and [len(one.scores) for one in weighing.things[0]] == [3, 3, 2, 1]
    monkeypatch.setattr(whoosh_weighing, "MOST_READ", 6)
    weighing = engine.weigh(question, [Thing("oil", stands)])
    assert not weighing.is_whole and [len(one.scores) for one in weighing.things[0]] == [3, 3, 0, 0]
    monkeypatch.setattr(whoosh_weighing, "MOST_READ", 1)
    weighing = engine.weigh(question, [Thing("oil", stands)])
    assert [len(one.scores) for one in weighing.things[0]] == [3, 0, 0, 0]
