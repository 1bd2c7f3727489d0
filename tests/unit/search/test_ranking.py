"""The order of answers is that of an exhaustive count, made here from the texts alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

import pytest

from ccg_corpus.core.model import SPEECH_KINDS
from ccg_corpus.query.tree import AnyOf, Not, Part, Word
from ccg_corpus.store import Selection, Store

from .test_whoosh import a_record, fill, search

pytestmark = pytest.mark.long

# Invented words that are no forms of each other, common ones first.
WORDS = (
    "river", "stone", "lamp", "table", "winter", "garden",
    "letter", "bridge", "copper", "lantern", "meadow", "anchor",
    "basket", "candle", "ferry", "hammer", "island", "jacket",
    "kettle", "ladder", "magnet", "needle", "orchard", "pepper",
    "quarry", "ribbon", "saddle", "tunnel", "umbrella", "velvet",
)  # fmt: skip
NUMBER = 400
K1, B, LEAD_IN, HEADING, EXACT = 1.2, 0.75, 0.4, 0.3, 0.3


@pytest.fixture(scope="module")
def texts() -> list[dict[str, str | None]]:
    chance = random.Random(20)
    weights = [1 / (n + 1) for n in range(len(WORDS))]

    def some(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, weights, k=chance.randint(least, most)))

    return [
        {
            "text": some(3, 60),
            "lead_in": some(4, 12) if chance.random() < 0.5 else None,
            "theme": some(1, 3) if chance.random() < 0.5 else None,
        }
        for _ in range(NUMBER)
    ]


@pytest.fixture(scope="module")
def store(
    texts: list[dict[str, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    root: Path = tmp_path_factory.mktemp("ranking")
    with Store.to_write(root) as opened:
        records = (
            a_record(f"a:{n:03}", str(one["text"]), lead_in=one["lead_in"], theme=one["theme"])
            for n, one in enumerate(texts)
        )
        fill(opened, *records)
        yield opened


def length_as_kept(words: int) -> int:
    """Whoosh keeps a length in one byte."""
    from whoosh.util.numeric import byte_to_length, length_to_byte

    return int(byte_to_length(length_to_byte(words)))


class Counting:
    """What every text scores, by reading all of them."""

    def __init__(self, texts: list[dict[str, str | None]]) -> None:
        self.bags = [{field: Counter((one[field] or "").split()) for field in one} for one in texts]
        self.lengths = [sum(bag["text"].values()) for bag in self.bags]
        self.mean = sum(self.lengths) / len(self.lengths)
        self.rarity = {word: self._rarity(word) for word in WORDS}

    def _rarity(self, word: str) -> float:
        most = max(sum(word in bag[field] for bag in self.bags) for field in self.bags[0])
        return log(1 + len(self.bags) / (most + 1))

    def word(self, word: str, n: int) -> float:
        rare, bag = self.rarity[word], self.bags[n]
        score = 0.0
        if times := bag["text"][word]:
            length = length_as_kept(self.lengths[n])
            score += rare * times * (K1 + 1) / (times + K1 * (1 - B + B * length / self.mean))
            score += EXACT * rare
        for field, weight in (("lead_in", LEAD_IN), ("theme", HEADING)):
            if times := bag[field][word]:
                score += weight * rare * times * (K1 + 1) / (times + K1)
        return score

    def has(self, part: Part, n: int) -> bool:
        match part:
            case Word(word):
                return any(word in bag for bag in self.bags[n].values())
            case AnyOf(parts):
                return any(self.has(one, n) for one in parts)
            case Not(one):
                return not self.has(one, n)
        raise AssertionError(part)

    def score(self, part: Part, n: int) -> float:
        match part:
            case Word(word):
                return self.word(word, n)
            case AnyOf(parts):
                return sum(self.score(one, n) for one in parts)
        return 0.0

    def best(self, parts: list[Part], number: int) -> list[tuple[str, float]]:
        found = [
            (f"a:{n:03}", round(sum(self.score(part, n) for part in parts), 6))
            for n in range(len(self.bags))
            if all(self.has(part, n) for part in parts)
        ]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:number]


def a_query(chance: random.Random) -> list[Part]:
    parts: list[Part] = []
    for _ in range(chance.randint(1, 3)):
        words = chance.sample(WORDS, chance.choice((1, 1, 2, 3)))
        parts.append(AnyOf(tuple(map(Word, words))) if len(words) > 1 else Word(words[0]))
    if chance.random() < 0.3:
        parts.append(Not(Word(chance.choice(WORDS))))
    return parts


def test_the_best_twenty_are_those_of_an_exhaustive_count(
    store: Store, texts: list[dict[str, str | None]]
) -> None:
    """For 200 random queries: the same quotations, the same order, the same scores."""
    counting, chance, answered = Counting(texts), random.Random(5), 0
    for _ in range(200):
        parts = a_query(chance)
        found, total = search(store, parts, Selection(SPEECH_KINDS), limit=20)
        ids = store.finished.ids(n for n, _ in found)
        expected = counting.best(parts, 20)
        assert [ids[n] for n, _ in found] == [id for id, _ in expected], parts
        assert total == len(counting.best(parts, len(texts)))
        assert [score for _, score in found] == pytest.approx(
            [score for _, score in expected], abs=2e-5
        )
        answered += bool(found)
    assert answered > 150
