"""Every engine finds the same: each operator at its boundaries, made in one go or step by step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asked import ALL, questions
from lamp_corpus import SAID, drop, found, keyed, lines, made_in_steps, made_whole, put

from ccg_corpus.query.tree import AnyOf, Near, Not, Word
from ccg_corpus.search import ENGINES, Engine, Question, bring_up
from ccg_corpus.search.whoosh import engine as whoosh_engine
from ccg_corpus.search.whoosh.manifest import read_manifest
from ccg_corpus.store import Store

WAYS = {"in one go": made_whole, "in steps": made_in_steps}


@pytest.fixture(scope="module", params=[(kind, way) for kind in ENGINES for way in WAYS], ids=str)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Store, Engine]]:
    """An engine of each kind, made in each way."""
    kind, way = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh_engine, "MOST_REBUILT", 0)
        store, engine = WAYS[way](tmp_path_factory.mktemp("engine"), kind)
        yield kind, store, engine
        store.close()


def test_it_finds_what_is_meant(made: tuple[str, Store, Engine]) -> None:
    """Every question, and no more and no less than its records."""
    kind, _, engine = made
    wrong = {
        name: (sorted(got), sorted(keys))
        for name, question, keys in questions(kind)
        if (got := found(engine, question)) != set(keys)
    }
    assert not wrong


def test_its_methods_agree(made: tuple[str, Store, Engine]) -> None:
    """What is found is what is counted, ranked and explained; a limit cuts the row, not the total."""
    kind, _, engine = made
    for name, question, keys in questions(kind):
        ranked = engine.rank(question)
        assert engine.count(question) == ranked.total == len(keys), name
        assert sorted(n for n, _ in ranked.hits) == engine.find(question), name
        scores = [score for _, score in ranked.hits]
        assert scores == sorted(scores, reverse=True), name
        first = engine.rank(question, 2)
        assert (first.hits, first.total) == (ranked.hits[:2], ranked.total), name
        assert set(engine.explain(question)) == {n for n, _ in ranked.hits}, name


def test_a_score_is_the_sum_of_what_is_explained(made: tuple[str, Store, Engine]) -> None:
    """Of words, which count alone and together."""
    _, _, engine = made
    question = Question((AnyOf((Word("lantern"), Word("oil"))), Not(Word("sold"))), ALL)
    explained = engine.explain(question)
    for n, score in engine.rank(question).hits:
        assert sum(much for _, _, much in explained[n]) == pytest.approx(score, abs=2e-6)
        assert explained[n]


def test_words_are_spelled_as_it_has_them(made: tuple[str, Store, Engine]) -> None:
    """What it has in no form is answered with the nearest; what it has in some form is not."""
    _, _, engine = made
    words = ["cupbord", "lanterns", "organizations", "zzzzzz", "up"]
    assert engine.spelling(words) == {"cupbord": "cupboard"}


def test_equal_ones_come_in_order(made: tuple[str, Store, Engine]) -> None:
    """By the ids of quotations, by the places of passages; a limit cuts nowhere else."""
    _, _, engine = made
    question = Question((Word("brass"),), ALL)
    ranked = list(keyed(engine, (n for n, _ in engine.rank(question).hits)))
    scores = dict(zip(ranked, (score for _, score in engine.rank(question).hits), strict=True))
    assert ranked == sorted(ranked, key=lambda key: (-scores[key], int(key[1:])))


def test_records_come_in_the_order_given(made: tuple[str, Store, Engine]) -> None:
    """And each is the one that the number stands for."""
    _, _, engine = made
    numbers = engine.find(Question((), ALL))
    texts = [record["text"] for record in engine.records(reversed(numbers))]
    assert texts == [record["text"] for record in engine.records(numbers)][::-1]
    assert set(texts) == set(lines(*"abd").values())


@pytest.mark.parametrize("kind", ENGINES)
def test_it_goes_with_the_store(
    tmp_path_factory: pytest.TempPathFactory, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change it is not current, and answers of what the store holds now all the same."""
    monkeypatch.setattr(whoosh_engine, "MOST_REBUILT", 0)
    store, engine = made_whole(tmp_path_factory.mktemp("engine"), kind)
    oil = Question((Word("oil"),), ALL)
    assert engine.is_current()
    drop(store, "b")
    assert not engine.is_current()
    assert found(engine, oil) == set() and engine.is_current()
    put(store, lines("b"))
    bring_up(engine, store)
    assert engine.is_current()
    assert found(engine, oil) == {"b5", "b7", "b8", "b10", "b11"}
    assert engine.documents().keys() == set("abcd")
    engine.seal()
    store.close()


@pytest.mark.parametrize("kind", ENGINES)
def test_nothing_holds_nothing(tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    """An empty corpus answers, whatever it is asked."""
    with Store.to_write(tmp_path_factory.mktemp("engine")) as store:
        put(store, {})
        engine = ENGINES[kind](store)
        for _, question, _ in questions(kind):
            assert engine.find(question) == [] and engine.count(question) == 0
            assert engine.rank(question).hits == [] and engine.explain(question) == {}
        assert engine.spelling(["lantern"]) == {}


def test_steps_leave_several_shards(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the suite would ask one shard only, and none that something was taken out of."""
    monkeypatch.setattr(whoosh_engine, "MOST_REBUILT", 0)
    store, _ = made_in_steps(tmp_path_factory.mktemp("engine"), "quotations")
    manifest = read_manifest(store.root)
    assert manifest and len(manifest.shards) > 2 and manifest.count < manifest.size
    store.close()


def test_the_corpus_has_each_boundary() -> None:
    """The distances that the questions are about are those of the texts."""
    words = SAID["a1"].split()
    assert words.index("cupboard") - words.index("lantern") == 4
    assert Near((Word("lantern"), Word("cupboard")), 4).within == 4
