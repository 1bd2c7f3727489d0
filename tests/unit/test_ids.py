"""Ids of documents: what they are made from, and what a new file does to them."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from ccg_corpus.core.model import Facts
from ccg_corpus.records.document_ids import document_ids, named


def facts(title: str, *, author: str = "Amble J", year: int = 2019, **more: object) -> Facts:
    return Facts(title=title, authors=(author,), year=year, **more)  # type: ignore[arg-type]


def ids(documents: Mapping[str, Facts], given: Mapping[str, str]) -> dict[str, str]:
    """The ids of documents with these facts."""
    return document_ids({source: named(one) for source, one in documents.items()}, given)


def test_an_id_is_of_one_file() -> None:
    """An entry may fit files of one name in several folders: it names the highest, in any order."""
    given = {"b/in/a.txt": "seats", "b/a.txt": "seats", "a/in/a.txt": "seats", "c.txt": "bells"}
    for order in (sorted(given), sorted(given, reverse=True)):
        found = ids({name: facts("Buses") for name in order}, {name: given[name] for name in order})
        assert found["b/a.txt"] == "seats" and found["c.txt"] == "bells"
        assert len(set(found.values())) == len(given)


@pytest.mark.parametrize(
    ("author", "id"),
    [
        ("Amble J", "amble-2019"), ("Amble, Jo", "amble-2019"), ("Jo O’Neill", "oneill-2019"),
        ("van der Berg, Jo", "van-der-berg-2019"), ("Müller J", "muller-2019"),
        ("Fenmouth Reading Group", "fenmouth-reading-group-2019"),
        ("Royal Invented Society for the Study of Very Long Names", "royal-invented-society-for-the-2019"),
    ],
)  # fmt: skip
def test_author_and_year(author: str, id: str) -> None:
    """The first author's family name, or an organisation's, and the year."""
    assert ids({"a.txt": facts("Buses", author=author)}, {}) == {"a.txt": id}


def test_the_name_of_the_file_where_one_is_unknown() -> None:
    """Without author or year, the file's name; what config.yaml gives goes before either."""
    known = {
        "x/Paper_1.txt": Facts(title="Buses", year=2019),
        "b.txt": facts("Buses"),
        "c.txt": facts("Trains", year=2020),
    }
    assert ids(known, {"c.txt": "mine"}) == {
        "x/Paper_1.txt": "paper-1", "b.txt": "amble-2019", "c.txt": "mine",
    }  # fmt: skip


def test_two_works_of_one_author_and_year() -> None:
    """Each gets a word of its title, and the plain id names neither."""
    known = {
        "a.txt": facts("The night bus"),
        "b.txt": facts("A night train"),
        "c.txt": facts("Boats"),
    }
    assert ids(known, {}) == {
        "a.txt": "amble-2019-night-bus",
        "b.txt": "amble-2019-night-train",
        "c.txt": "amble-2019-boats",
    }


def test_printings_of_a_work_keep_its_id() -> None:
    """They add what they are; the one that is cited has the plain id."""
    known = {
        "a.txt": facts("The night bus", type="accepted manuscript"),
        "b.txt": facts("The night bus", type="article"),
        "c.txt": facts("The Night Bus.", type="preprint"),
        "d.txt": facts("The night bus", type="article"),
    }
    assert ids(known, {}) == {
        "a.txt": "amble-2019-manuscript",
        "b.txt": "amble-2019",
        "c.txt": "amble-2019-preprint",
        "d.txt": "amble-2019-d",
    }


def test_an_id_never_comes_to_name_another_work() -> None:
    """Files are added one by one, in any order: an id that is kept names what it named."""
    titles = ["The night bus", "Night trains", "Boats", "Boats again", "On the night bus home"]
    everything = {f"{n}.txt": facts(title) for n, title in enumerate(titles)}
    everything |= {
        f"x{n}.txt": facts(title, author="Crane B") for n, title in enumerate(titles[:1])
    }
    final = ids(everything, {})
    for seed in range(20):
        order = random.Random(seed).sample(sorted(everything), len(everything))
        before: dict[str, str] = {}
        for count in range(1, len(order) + 1):
            now = ids({name: everything[name] for name in order[:count]}, {})
            assert len(set(now.values())) == count
            names = {id: name for name, id in before.items()}
            assert all(names.get(id, name) == name for name, id in now.items())
            assert now.get("x0.txt", "crane-2019") == "crane-2019"
            before = now
        assert before == final


def test_equal_titles_without_anything_else_are_numbered() -> None:
    """The last resort: the order of the files' names."""
    known = {f"{folder}/a.txt": Facts() for folder in "xyz"}
    assert ids(known, {}) == {"x/a.txt": "a", "y/a.txt": "a-2", "z/a.txt": "a-3"}
