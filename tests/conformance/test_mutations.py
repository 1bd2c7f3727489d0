"""The suite notices when an operator means something else: ten and more mutations, each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from asked import questions
from lamp_corpus import found, made_in_steps

from ccg_corpus.core.frozen import replaced
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Holding,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
)
from ccg_corpus.search import ENGINES, Engine, Question, meaning, spans
from ccg_corpus.search.passages import compile as for_sqlite
from ccg_corpus.search.whoosh import compile as for_whoosh
from ccg_corpus.search.whoosh import engine as whoosh_engine
from ccg_corpus.search.whoosh.manifest import Manifest
from ccg_corpus.store import Selection

pytestmark = pytest.mark.long

Change = Callable[[Part], Part]


def changed(part: Part, change: Change) -> Part:
    """A part with a change made to it and to all that it is made of; what NEAR holds together
    stays, for not all can stand there."""
    match part:
        case AnyOf(parts) | AllOf(parts):
            part = type(part)(tuple(changed(one, change) for one in parts))
        case Not(one):
            part = Not(changed(one, change))
    return change(part)


def further(part: Part) -> Part:
    return Near(part.parts, part.within + 1) if isinstance(part, Near) else part


def nearer(part: Part) -> Part:
    return Near(part.parts, max(1, part.within - 1)) if isinstance(part, Near) else part


def anywhere(part: Part) -> Part:
    return AllOf(part.parts) if isinstance(part, Near) else part


def all_for_any(part: Part) -> Part:
    return AllOf(part.parts) if isinstance(part, AnyOf) else part


def any_for_all(part: Part) -> Part:
    return AnyOf(part.parts) if isinstance(part, AllOf) else part


def not_forgotten(part: Part) -> Part:
    return part.part if isinstance(part, Not) else part


def phrase_in_any_order(part: Part) -> Part:
    return AllOf(tuple(map(Word, part.text.split()))) if isinstance(part, Phrase) else part


def phrase_of_one_word(part: Part) -> Part:
    return Phrase(part.text.split()[0]) if isinstance(part, Phrase) else part


def prefix_is_a_word(part: Part) -> Part:
    return Word(part.text) if isinstance(part, Prefix) else part


def word_as_it_stands(part: Part) -> Part:
    return Phrase(part.text) if isinstance(part, Word) else part


def word_is_a_prefix(part: Part) -> Part:
    return Prefix(part.text) if isinstance(part, Word) else part


def small_words_left_out(part: Part) -> Part:
    is_small = isinstance(part, Word) and len(part.text) < 4
    return Not(Word("zeppelin")) if is_small else part


def filter_for_all(part: Part) -> Part:
    return Not(Word("zeppelin")) if isinstance(part, Holding) else part


def bounds_forgotten(part: Part) -> Part:
    return Within(part.field) if isinstance(part, Within) else part


OPERATORS: tuple[Change, ...] = (
    further, nearer, anywhere, all_for_any, any_for_all, not_forgotten, phrase_in_any_order,
    phrase_of_one_word, prefix_is_a_word, word_as_it_stands, word_is_a_prefix, small_words_left_out,
    filter_for_all, bounds_forgotten,
)  # fmt: skip


def no_breaks(some: spans.Spans, others: spans.Spans, within: int, breaks: object) -> spans.Spans:
    return spans.found_near(some, others, within, {})


def no_halves(word: str) -> list[list[str]]:
    return []


def no_neighbours(parts: object, at: int) -> list[str]:
    return []


def never_joined(text: str) -> list[list[str]]:
    return meaning.phrase_forms(text)[:1]


# What is shared by the engines → what stands for it.
SHARED: tuple[tuple[str, object], ...] = (
    ("found_near", no_breaks),
    ("halves", no_halves),
    ("joined_with_neighbours", no_neighbours),
    ("phrase_forms", never_joined),
)


@pytest.fixture(scope="module", params=[*ENGINES])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Engine]]:
    """An engine of each kind, that something was taken out of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh_engine, "MOST_REBUILT", 0)
        store, engine = made_in_steps(tmp_path_factory.mktemp("engine"), request.param)
        yield request.param, engine
        store.close()


def wrong(
    kind: str, engine: Engine, change: Callable[[Question], Question] = lambda asked: asked
) -> Iterator[str]:
    """The questions that are answered wrongly where they are changed so."""
    for name, question, keys in questions(kind):
        if found(engine, change(question)) != set(keys):
            yield name


def test_as_it_is_all_is_right(made: tuple[str, Engine]) -> None:
    """Without a mutation nothing is noticed."""
    assert not [*wrong(*made)]


@pytest.mark.parametrize("change", OPERATORS, ids=lambda change: change.__name__)
def test_another_operator_is_noticed(made: tuple[str, Engine], change: Change) -> None:
    """Each operator, taken for another or bounded otherwise."""

    def asked(question: Question) -> Question:
        parts = tuple(changed(part, change) for part in question.parts)
        return Question(parts, question.selection)

    assert any(wrong(*made, asked))


@pytest.mark.parametrize(("name", "other"), SHARED, ids=lambda one: one if one is str else None)
def test_another_meaning_is_noticed(
    made: tuple[str, Engine], name: str, other: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What hyphens, halves and neighbours mean."""
    for compiled in (for_whoosh, for_sqlite):
        monkeypatch.setattr(compiled, name, other)
    assert any(wrong(*made))


@pytest.mark.parametrize(
    "selection",
    [
        lambda one: Selection(one.kinds),
        lambda one: replaced(one, facets=one.facets[:1]),
        lambda one: replaced(one, since=None),
        lambda one: replaced(one, until=None),
        lambda one: replaced(one, all_printings=not one.all_printings),
    ],
)
def test_another_selection_is_noticed(
    made: tuple[str, Engine], selection: Callable[[Selection], Selection]
) -> None:
    """Each bound of a selection, left out."""
    assert any(wrong(*made, lambda asked: Question(asked.parts, selection(asked.selection))))


def test_what_was_taken_out_is_noticed(
    made: tuple[str, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoosh is never told of what was taken out: if that were forgotten, the suite would say so."""
    kind, engine = made
    if kind != "quotations":
        pytest.skip("SQLite takes them out itself")
    monkeypatch.setattr(Manifest, "alive", lambda self, directory: (1 << self.size) - 1)
    with pytest.raises((KeyError, AssertionError)):  # their records are no longer in the store
        assert not [*wrong(kind, engine)]


def names(changes: Iterable[Change]) -> set[str]:
    return {change.__name__ for change in changes}


def test_there_are_ten_and_more() -> None:
    """Mutations of an operator, each another."""
    assert len(names(OPERATORS)) >= 10
