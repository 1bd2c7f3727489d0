"""The engine is held to the reference evaluator, and the language to the laws of logic."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference.evaluator import Reference
from reference.questions import (
    Names,
    all_of,
    both,
    bracketed,
    either,
    questions,
    without,
    word,
)  # fmt: skip

from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.ingest import ingest

WORDS = ("lantern", "cupboard", "kettle", "gate", "ledger", "paint")
PEOPLE = (
    "GP 1, Case A", "GP 2, Case D", "Nurse 3, Case A", "Nurse 4, Case D", "Practice nurse 5, Case B",
    "Porter, Case D", "Manager 6", "Patient, Case B",
)  # fmt: skip
NAMES = Names(
    words=WORDS,
    phrases=("the lantern", "the kettle and", "well-kept gate", "kept gate"),
    roles=(("GPs", "gp"), ("nurses", "nurse"), ("practice nurses", "practice-nurse"),
           ("managers", "manager"), ("clinicians", "clinician")),
    cases=("A", "B", "D"),
    documents=("harbour-2018", "quay-2021"),
    participants=("GP 1", "Nurse 3", "Nurse 4"),
)  # fmt: skip


def article(title: str, seed: int) -> str:
    """An invented article whose quotations hold the words in every order."""
    chance = random.Random(seed)
    lines = [f"# {title}", "", "Invented example.", "", "## Methods", "", "We asked people.", ""]
    lines += ["## Results", ""]
    for n in range(28):
        if n % 7 == 0:
            lines += [f"### About the {chance.choice(WORDS)}", ""]
        one, two, three = chance.sample(WORDS, 3)
        kept = chance.choice(("well-kept ", "well kept ", "", ""))
        who = chance.choice(("we", "i", "they", "nobody"))
        said = f"Then {who} took the {one} and the {kept}{two} away, {n} times, not far from it, and a {three} too."
        label = f" ({chance.choice(PEOPLE)})" if n % 6 else ""
        lines += [f"> “{said}”{label}", ""]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    root = tmp_path_factory.mktemp("reference")
    (root / "corpus").mkdir()
    texts = {"harbour-2018.md": article("The harbour", 1), "quay-2021.md": article("The quay", 2)}
    for name, text in texts.items():
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    stated = "\n".join(f"  {name}: {{id: {name[:-3]}, year: {name[-7:-3]}}}" for name in texts)
    (root / "config.yaml").write_text(f"documents:\n{stated}\n", encoding="utf-8")
    ingest(root)
    with open_corpus(root) as opened:
        yield opened


@pytest.fixture(scope="module")
def reference(corpus: Corpus) -> Reference:
    return Reference(corpus)


def found(corpus: Corpus, text: str) -> set[str]:
    return {hit.record["id"] for hit in corpus.search(text)}


def test_the_corpus_has_what_is_asked(corpus: Corpus, reference: Reference) -> None:
    """Each name and word of the questions tells some quotations from the others."""
    assert len(reference.said) > 30
    for text in (*WORDS, *(typed for typed, _ in NAMES.roles), "case D", "quay-2021", "role:none"):
        assert 0 < len(found(corpus, text)) < len(reference.said), text


@given(asked=questions(NAMES))
def test_answers(corpus: Corpus, reference: Reference, asked: object) -> None:
    """A question finds what it means: the engine, the reference and the meaning agree."""
    query = corpus.read(asked.text)  # type: ignore[attr-defined]
    expected = all_of([one for one in reference.said if one.kind != "term"], asked)  # type: ignore[arg-type]
    shown = {hit.record["id"] for hit in corpus.search(query)}
    assert shown == expected, query.text()
    assert reference.ids(query) == expected, query.text()
    assert corpus.read(query.text()) == query
    assert corpus.count(query) == len(expected)


@given(one=questions(NAMES), other=questions(NAMES))
def test_laws(corpus: Corpus, one: object, other: object) -> None:
    """AND narrows, OR widens, NOT NOT is nothing, brackets mean nothing, and de Morgan holds."""
    a, b = found(corpus, one.text), found(corpus, other.text)  # type: ignore[attr-defined]
    everything = found(corpus, "")
    assert found(corpus, both(one, other).text) == a & b  # type: ignore[arg-type]
    assert found(corpus, either(one, other).text) == a | b  # type: ignore[arg-type]
    assert found(corpus, without(one).text) == everything - a  # type: ignore[arg-type]
    assert found(corpus, without(without(one)).text) == a  # type: ignore[arg-type]
    assert found(corpus, bracketed(bracketed(one)).text) == a  # type: ignore[arg-type]
    neither = without(either(one, other)).text  # type: ignore[arg-type]
    assert found(corpus, neither) == found(corpus, both(without(one), without(other)).text)  # type: ignore[arg-type]
    not_both = without(both(one, other)).text  # type: ignore[arg-type]
    assert found(corpus, not_both) == found(corpus, either(without(one), without(other)).text)  # type: ignore[arg-type]


@given(
    topic=st.lists(
        st.sampled_from((*WORDS, "well", "kept", "mental", "health", "time")), max_size=4
    )
)
def test_synonyms_only_add(corpus: Corpus, topic: list[str]) -> None:
    """What a topic finds it finds with the thesaurus too."""
    text = " ".join(topic)
    widened = corpus.reading(text, synonyms=True).query
    assert found(corpus, text) <= {hit.record["id"] for hit in corpus.search(widened)}


# Each with the question that finds the same, in the strict form.
@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("about lantern -nurses", "words:lantern -role:nurse"),
        ("on lantern -GPs", "words:lantern -role:gp"),
        ("what do GPs say about lantern -nurses", "role:gp words:lantern -role:nurse"),
        ("(anyone except GPs) AND nurses", "role:nurse -role:gp"),
        ("(not GPs) OR nurses", "role:nurse OR -role:gp"),
        ("(except GPs) OR (Role: GP)", ""),
        ("NOT we AND nurses", "-words:we role:nurse"),
        ("lantern AND NOT i AND nurses", "words:lantern -words:i role:nurse"),
        ("NOT (we)", "-words:we"),
        ("lantern AND NOT (we)", "words:lantern -words:we"),
        ("lantern NOT we", "words:lantern -words:we"),
        ("lantern OR i", "words:lantern OR words:i"),
        ("lantern OR NOT NOT gate", "words:lantern OR words:gate"),
        ("anyone except (GPs or nurses) on lantern", "words:lantern -(role:gp OR role:nurse)"),
        ("everyone but the nurses on gate", "words:gate -role:nurse"),
        ("-the nurses gate", "words:gate -role:nurse"),
        ("NOT lantern NEAR/3 gate", "-(lantern NEAR/3 gate)"),
        ("lantern, gate or paint", "words:lantern OR words:gate OR words:paint"),
        ("nurses, GPs or managers on gate", "(role:nurse OR role:gp OR role:manager) words:gate"),
    ],
)
def test_meanings(corpus: Corpus, reference: Reference, text: str, means: str) -> None:
    """A question that was once read otherwise finds what it says."""
    assert found(corpus, text) == found(corpus, means) == reference.ids(corpus.read(means))


def test_two_words_that_are_one_in_a_heading(corpus: Corpus, reference: Reference) -> None:
    """ "cup board" is "cupboard", in words, lead-ins and headings."""
    query = corpus.read("cup board")
    assert reference.ids(query) == found(corpus, "cup board") == found(corpus, "cupboard")


def test_a_step_that_takes_nothing(corpus: Corpus, monkeypatch: pytest.MonkeyPatch,
                                   caplog: pytest.LogCaptureFixture) -> None:  # fmt: skip
    """The reader never stands still: such a fault is logged, and the word is one to find."""
    from ccg_corpus.query.reading import _Reading

    monkeypatch.setattr(_Reading, "_step", lambda self, at: 0)
    assert corpus.read("lantern gate").text() == "words:lantern words:gate"
    assert "nothing was read at column 1" in caplog.text


def test_the_reference_can_tell(corpus: Corpus, reference: Reference) -> None:
    """The reference is no mirror of the engine: another meaning of a word shows itself."""
    assert all_of(reference.said, word("lantern")) != reference.ids(corpus.read("NOT lantern"))
