"""Which families of an index are near a word, by a small table whose vectors are made by hand."""

from __future__ import annotations

import json
from itertools import accumulate
from math import isqrt
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.core.errors import CcgError
from ccg_corpus.near import Neighbours, near_words
from ccg_corpus.near.table import Table, opened_table
from ccg_corpus.near.texts import telling, text_vector
from ccg_corpus.text.words import family

# Invented example: two directions of sorrow, one of money, one of weather.
VECTORS = {
    "grief": (15, 15, -1, 1),
    "sorrow": (15, 13, 3, -1),
    "tears": (13, 5, 1, 9),
    "rain": (-1, 1, 1, 15),
    "wages": (1, -1, 15, 1),
    "poverty": (9, 5, 13, -1),
}


def table_in(
    folder: Path,
    vectors: dict[str, tuple[int, ...]] = VECTORS,
    own: dict[str, tuple[int, ...]] | None = None,
    **about: object,
) -> Path:
    """A table of some words, as the format's page describes it; `own`: those with rows of their own."""
    own = own or {}
    names = {word: family(word) for word in vectors} | {word: f"={word}" for word in own}
    vectors = {**vectors, **own}
    rows = sorted((crc32(name.encode()), name, word) for word, name in names.items())
    hashes, families, words = zip(*rows, strict=True)
    size = len(next(iter(vectors.values())))
    head = {
        "format": "ccg near words", "version": 1, "rows": len(rows), "size": size,
        "families": len("".join(families)), "words": len("".join(words)), **about,
    }  # fmt: skip
    columns = (hashes, accumulate(map(len, families)), accumulate(map(len, words)))
    body = b"".join(n.to_bytes(4, "little") for column in columns for n in column)
    for word in words:
        body += isqrt(256 * sum(one * one for one in vectors[word])).to_bytes(2, "little")
    for word in words:
        half = [(one + 15) // 2 for one in vectors[word]]
        body += bytes(a | b << 4 for a, b in zip(half[: size // 2], half[size // 2 :], strict=True))
    body += "".join((*families, *words)).encode()
    path = folder / "small.near"
    path.write_bytes(json.dumps(head).encode() + b"\n" + body)
    return path


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return opened_table(table_in(tmp_path_factory.mktemp("near")))


def index(table: Table, *words: str) -> Neighbours:
    return Neighbours(table, [family(word) for word in words])


def test_a_word_itself_comes_first_and_whole(table: Table) -> None:
    found = near_words("grief", index(table, "sorrow", "grief", "rain"))
    assert [one.word for one in found] == ["grief", "sorrow"]
    assert found[0].weight == 1000 > found[1].weight > 0


def test_only_what_the_index_has_is_near(table: Table) -> None:
    found = near_words("grief", index(table, "tears", "rain"))
    assert [one.word for one in found] == ["grief", "tears"]


def test_a_word_that_no_table_knows_is_alone(table: Table) -> None:
    assert [one.word for one in near_words("zqx", index(table, "tears"))] == ["zqx"]


def test_a_compound_is_near_what_its_halves_are_near(table: Table) -> None:
    found = near_words("griefrain", index(table, "tears", "wages"))
    assert [one.word for one in found] == ["griefrain", "tears"]


def test_the_nearest_counts_most_and_less_than_the_word_itself(table: Table) -> None:
    found = near_words("grief", index(table, "grief", "tears", "sorrow"))
    assert [(one.word, one.weight) for one in found] == [
        ("grief", 1000),
        ("sorrow", 700),
        ("tears", 370),
    ]


def test_words_that_only_begin_alike_are_believed_less(table: Table, tmp_path: Path) -> None:
    """Pieces of words make "grievance" near "grief": the same numbers, and less of them is believed."""
    both = {"grief": (15, 15, -1, 1), "grievance": (15, 5, 3, 9), "mourning": (15, 5, 3, 9)}
    spelled = opened_table(table_in(tmp_path, both))
    found = near_words("grief", index(spelled, "grievance", "mourning"))
    assert [one.word for one in found] == ["grief", "mourning", "grievance"]
    assert found[1].weight > 2 * found[2].weight


def test_a_word_with_a_row_of_its_own_is_half_way_to_it(tmp_path: Path) -> None:
    """Between its family's row and its own; the family's other words keep the family's."""
    path = table_in(
        tmp_path, {**VECTORS, "wages": (1, -1, 15, 1)}, own={"griefs": VECTORS["wages"]}
    )
    spelled = opened_table(path)
    assert near_words("griefs", index(spelled, "sorrow", "poverty"))[1].word == "poverty"
    assert near_words("grief", index(spelled, "sorrow", "poverty"))[1].word == "sorrow"
    assert spelled.vector_of("griefs") == (16, 14, 14, 2)


def test_the_table_gives_back_what_was_written(table: Table) -> None:
    for word, vector in VECTORS.items():
        row = table.row_of(family(word))
        assert row is not None and table.family(row) == family(word)
        assert table.vector(row) == vector and table.word(row) == word
        assert table.cosine(vector, row) in (998, 999, 1000)
        assert table.signs(row) == table.signs_of(vector)


def test_inflections_are_one_family(table: Table) -> None:
    assert near_words("griefs", index(table, "sorrow"))[1].word == "sorrow"


@given(st.permutations(sorted(VECTORS)))
def test_the_order_of_families_is_nothing(table: Table, words: list[str]) -> None:
    assert near_words("poverty", index(table, *words)) == near_words(
        "poverty", index(table, *sorted(words))
    )


@given(st.sets(st.sampled_from(sorted(VECTORS))), st.sampled_from(sorted(VECTORS)))
def test_another_family_in_the_index_takes_none_away(
    table: Table, words: set[str], more: str
) -> None:
    before = {one.family for one in near_words("grief", index(table, *words))}
    assert before <= {one.family for one in near_words("grief", index(table, *words, more))}


def test_the_telling_words_of_a_text_are_those_that_count_most() -> None:
    assert telling({"b": 2, "a": 2, "c": 9, "d": 1}, most=3) == ["c", "a", "b"]


def test_a_text_lies_between_its_words(table: Table) -> None:
    vector = text_vector(table, {family("grief"): 1, family("rain"): 1, "zqx": 5})
    assert vector is not None
    rows = {word: table.row_of(family(word)) or 0 for word in VECTORS}
    near = {word: table.cosine(vector, row) for word, row in rows.items()}
    assert near["tears"] > near["grief"] > near["wages"] and near["rain"] > near["wages"]
    assert text_vector(table, {"zqx": 5}) is None


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"format": "something else"}, "does not say that it is one"),
        ({"version": 2}, "version 2"),
        ({"rows": 7}, "cut or longer"),
        ({"size": "many"}, "no table"),
    ],
)
def test_a_bad_table_is_one_line(tmp_path: Path, about: dict[str, object], why: str) -> None:
    with pytest.raises(CcgError, match=why) as error:
        opened_table(table_in(tmp_path, **about))
    assert "small.near" in str(error.value) and "\n" not in str(error.value)


def test_no_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CcgError, match="No such file"):
        opened_table(tmp_path / "none.near")
