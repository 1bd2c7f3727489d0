"""The table that comes with the package: what it is, and that it fits this version of ccg."""

from __future__ import annotations

from hashlib import sha256

import pytest

from ccg_corpus.near import Neighbours, near_words, shipped_table
from ccg_corpus.near.table import SHIPPED, hash_of, own_row
from ccg_corpus.text.words import family

# What scripts/make_near_words.py wrote; docs/near-words.md says from what.
SHA256 = "9c4258b35d1c1141323b32769195e38db8bc57a74a0c76b43ab506b26390df0b"
MOST_BYTES = 12_000_000


def test_it_is_the_one_that_was_made() -> None:
    data = SHIPPED.read_bytes()
    assert sha256(data).hexdigest() == SHA256 and len(data) < MOST_BYTES


def test_its_licences_stand_beside_it() -> None:
    text = SHIPPED.with_name("words.LICENCE.txt").read_text(encoding="utf-8")
    assert "Apache License" in text and "SCOWL" in text
    assert shipped_table().about["language"] == "en"


@pytest.mark.long
def test_families_are_what_this_version_makes_of_words() -> None:
    """A word brought to another family since could not be found: the table is then made anew."""
    table = shipped_table()
    other = [
        table.word(row)
        for row in range(table.rows)
        if table.family(row) not in (family(table.word(row)), own_row(table.word(row)))
    ]
    assert not other


def test_rows_are_in_the_order_of_hashes() -> None:
    table = shipped_table()
    keys = [(hash_of(name), name) for name in map(table.family, range(table.rows))]
    assert keys == sorted(keys)
    assert all(table.row_of(name) == row for row, (_, name) in list(enumerate(keys))[::97])


CORPUS = "loss tears sorrow salary pay bread travel doctor letter machine rain privacy secret"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("grief", "sorrow"),
        ("wages", "salary"),
        ("transport", "travel"),
        ("confidentiality", "privacy"),
        ("physicians", "doctor"),
    ],
)
def test_the_nearest_is_what_a_reviewer_would_name(asked: str, near: str) -> None:
    index = Neighbours(shipped_table(), map(family, CORPUS.split()))
    assert near_words(asked, index)[1].word == near


@pytest.mark.parametrize(
    ("asked", "near", "other"),
    [("accountability", "responsible", "login"), ("exclusion", "inclusion", "price")],
)
def test_a_noun_is_not_near_what_its_familys_commonest_word_is_near(
    asked: str, near: str, other: str
) -> None:
    """Who asks for accountability asks for no account to log in to."""
    index = Neighbours(shipped_table(), map(family, (near, other)))
    assert near_words(asked, index)[1].word.startswith(near[:8])


def test_it_gives_the_same_numbers_everywhere() -> None:
    """Not nearly the same: whole numbers, whatever computer and Python."""
    index = Neighbours(shipped_table(), map(family, CORPUS.split()))
    found = [(one.word, one.weight) for one in near_words("grief", index)]
    assert found == [("grief", 1000), ("sorrow", 463), ("tear", 208)]
