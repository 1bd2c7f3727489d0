"""What has all that was asked is found as ever, and stands first; the other grades only add to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from ccg_corpus.core.hit import Hit
from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.query.query import MATCHES
from ccg_corpus.text.words import families, tokens

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
TOP = HERE.parents[1]
ORDER: dict[str, str] = yaml.safe_load((HERE / "order.yaml").read_text(encoding="utf-8"))
PLACES = {"words": "text", "lead-in": "lead_in", "heading": "theme"}
# Topics that nobody in the example corpus says anything about.
ABSENT = (
    "beekeeping", "volcanoes", "opera tickets", "submarine cables", "cricket umpires", "tax evasion",
    "glaciers", "chess openings", "wedding cakes", "horse racing", "dinosaur bones", "lottery winners",
    "spacecraft design", "wine tasting", "coral reefs", "stamp collecting", "ballet lessons",
    "earthquake warnings", "banjo music", "parliamentary elections",
)  # fmt: skip


@pytest.fixture(scope="module")
def corpus(example_root: Path) -> Iterator[Corpus]:
    with open_corpus(example_root) as opened:
        yield opened


def digest(hits: list[Hit]) -> str:
    text = "\n".join(f"{hit.record['id']} {hit.score:.6f}" for hit in hits)
    return f"{len(hits)} {sha256(text.encode()).hexdigest()[:12]}"


def of_grade(hits: list[Hit], grade: str) -> list[Hit]:
    return [hit for hit in hits if hit.record["match"] == grade]


@pytest.mark.parametrize("ask", ORDER)
def test_what_has_all_of_it_is_found_as_ever(corpus: Corpus, ask: str) -> None:
    """The same quotations in the same order with the same scores as before there were grades; the
    first of what is near, and in a pipe nothing else."""
    plain = list(corpus.search(ask))
    assert digest(plain) == ORDER[ask]
    near = list(corpus.search(ask, match="near"))
    grades = [MATCHES.index(hit.record["match"]) for hit in near]
    assert grades == sorted(grades)
    assert digest(of_grade(near, "all")) == ORDER[ask]
    assert "match" not in (plain[0].record if plain else {})


@pytest.mark.parametrize("ask", sorted(ORDER)[::7])
def test_going_further_only_adds(corpus: Corpus, ask: str) -> None:
    """Each grade has what the one before has; nothing twice; counts and the first ones agree."""
    found = {
        match: [hit.record["id"] for hit in corpus.search(ask, match=match)] for match in MATCHES
    }
    for less, more in itertools.pairwise(MATCHES):
        assert found[more][: len(found[less])] == found[less]
    assert len(set(found["near"])) == len(found["near"])
    query = corpus.read(ask)
    counts = corpus.grades(query)
    assert sum(counts.values()) == len(found["near"])
    first = [hit.record["id"] for hit in corpus.search(ask, match="near", limit=3)]
    assert first == found["near"][:3]


@pytest.mark.parametrize("ask", sorted(ORDER)[::5])
def test_each_reason_stands_in_the_record(corpus: Corpus, ask: str) -> None:
    """Whoever reads why a quotation is near can check it there; its speaker and case hold as asked."""
    query = corpus.read(ask)
    allowed = {
        hit.record["id"] for hit in corpus.quotes(query.with_filters(parts=_filters(query.parts)))
    }
    for hit in corpus.search(ask, match="near"):
        assert hit.record["id"] in allowed
        if hit.record["match"] != "all":
            assert hit.record["why"]
        for one in hit.record["why"]:
            assert 0 < one["weight"] <= 1
            if one["place"] == "code":
                assert one["found"] in hit.record["codes"]
            else:
                words = [token.text for token in tokens(hit.record[PLACES[one["place"]]])]
                said = [token.text for token in tokens(one["found"].replace("…", " "))]
                joined = "".join(words)
                assert all(word in words or word in joined for word in said), one


def _filters(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    from ccg_corpus.query.tree import has_words

    return tuple(part for part in parts if not has_words(part))


@pytest.mark.parametrize("ask", ABSENT)
def test_what_nobody_speaks_of_is_never_found(corpus: Corpus, ask: str) -> None:
    """No hit of the grade all; what is near is marked so, and says by which word."""
    assert corpus.count(ask) == 0
    assert not list(corpus.search(ask, match="all"))
    for hit in corpus.search(ask, match="near"):
        assert hit.record["match"] in ("some", "near") and hit.record["why"]
        asked = set(families(ask))
        whole = [one for one in hit.record["why"] if one["weight"] == 1]
        assert len({family for one in whole for family in families(one["asked"])}) < len(asked)


@pytest.mark.parametrize("ask", sorted(ORDER)[::3])
def test_a_thesaurus_only_adds(corpus: Corpus, ask: str) -> None:
    """What is found without it is found with it."""
    without = {hit.record["id"] for hit in corpus.search(corpus.reading(ask).query)}
    assert without <= {
        hit.record["id"] for hit in corpus.search(corpus.reading(ask, synonyms=True).query)
    }


def test_the_mission_is_answered_by_one_and_it_is_first(corpus: Corpus) -> None:
    """ "GP quotes on disillusionment, case D"."""
    hits = list(corpus.search("GP quotes on disillusionment, case D", match="near"))
    assert [hit.record["match"] for hit in hits][:2].count("all") == 1
    assert hits[0].record["match"] == "all" and hits[0].record["why"][0]["weight"] == 1
    assert {hit.record["role"] for hit in hits} == {"gp"}


def test_a_neighbour_can_be_taken_out(corpus: Corpus) -> None:
    """ "-near:word": it stands for nothing then; the query says so and reads back."""
    ask = "money"
    words = [word for word, _, by in corpus.widening(ask)[0][1] if by == "near"]
    assert words
    query = corpus.read(f"{ask} -near:{words[0]} match:near")
    assert words[0] not in [word for word, _, _ in corpus.widening(query)[0][1]]
    assert corpus.read(query.text()) == query
    found = {hit.record["id"] for hit in corpus.search(query)}
    assert found <= {hit.record["id"] for hit in corpus.search(ask, match="near")}


def test_what_is_written_out_finds_the_same(corpus: Corpus) -> None:
    """The query with every word written out, to paste, finds what all grades together have."""
    for ask in (
        "money",
        "nurses on tiredness",
        "losing heart",
        "GP quotes on disillusionment, case D",
    ):
        graded = {hit.record["id"] for hit in corpus.search(ask, match="near")}
        written = corpus.in_grades.widened_query(ask)
        again = corpus.read(written.text())
        assert again == written
        assert {hit.record["id"] for hit in corpus.search(again)} == graded, written.text()
