"""Random and mutated queries on the example corpus: each gives a result or one clear error.

usage: python benchmarks/hostile_queries.py [--number 100000] [--seed 1] [--from 0]

It stops with exit code 1 at a traceback, an error of more than one line, or more than 2 seconds of processor time;
the query is then printed, and is the same for the same seed. A sample of it runs in the tests.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ccg_corpus.answers import Corpus, open_corpus
from ccg_corpus.errors import CcgError
from ccg_corpus.ingest import ingest

TOP = Path(__file__).resolve().parents[1]
MOST_S = 2.0
PIECES = (
    "GP", "GPs", "gp's", "nurses", "practice managers", "chair", "anyone except", "but not",
    "other than", "case", "case D", "cases A, B and", "site", "the coast", "since", "2019",
    "2015-2018", "between 2019 and 2021", "before", "under", "theme:", "code", "survey answers",
    "in the accepted manuscripts", "on", "about", "by", "or", "and", "what do", "say about", "please",
    "disillusion*", "d*", "*", '"fed up"', '"', "“", "”", "(", ")", "((", "))", "-", "--", "-(",
    "OR", "AND", "NOT", "NEAR", "NEAR/5", "NEAR/0", "NEAR/999", "|", "role:", "role:gp",
    "-role:gp", "case:", "case:D", "kind:survey", "kind:x", "-kind:term", "type:article",
    "year:2015..2018", "year>", "year>=2019", "year:99999999999999999999", "confidence>0.5",
    "confidence:nan", "printings:all", "-printings:all", "words:x", 'theme:"Being useful"',
    "document:harrowgate", "document:nothing", "Harrowgate et al. (2021)", "study:", "::", ":", ";",
    ",", ".", "…", "?", "!", "'", "’", "\\", "/", "\t", "\n", "\x00", "\x1b[31m", "½", "ﬁ", "é",
    "漢字", "😀", "\u202e", "İ", "ß", "wellbeing", "well-being", "the", "I", "a", "it", "people",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What one query took, and what is wrong with the answer, if anything is."""

    seconds: float
    was_refused: bool
    fault: str = ""


def queries(seed: int) -> Iterator[str]:
    """Queries without end: pieces of the language, letters, and queries that were spoilt."""
    chance = random.Random(seed)
    before = "GP quotes on disillusionment, case D"
    while True:
        made = chance.choice((_pieces, _pieces, _letters, _spoilt))(chance, before)
        before = made or before
        yield made


def _pieces(chance: random.Random, _: str) -> str:
    between = chance.choice((" ", " ", " ", ""))
    return between.join(chance.choices(PIECES, k=chance.randint(1, 12)))


def _letters(chance: random.Random, _: str) -> str:
    length = chance.choice((3, 10, 40, 400))
    return "".join(chr(chance.choice((chance.randint(32, 126), chance.randint(0, 0xD7FF))))
                   for _ in range(chance.randint(0, length)))  # fmt: skip


def _spoilt(chance: random.Random, before: str) -> str:
    text = list(before)
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(text))
        text[at : at + chance.randint(0, 3)] = chance.choice(PIECES)
    return "".join(text) * chance.choice((1, 1, 1, 1, 30))


def ask(corpus: Corpus, text: str) -> Outcome:
    """Ask once, as `ccg search` and, for a few, as `ccg find` would."""
    start = time.process_time()
    refused, fault = False, ""
    try:
        query = corpus.read(text)
        hits = list(corpus.search(query, limit=20))
        if len(hits) < 20 and len(hits) != corpus.count(query):
            fault = "the count is another"
        if corpus.read(query.text()) != query:
            fault = f"reads back otherwise: {query.text()}"
        query.described(corpus.vocabulary.title)
        corpus.unknown(query)
    except CcgError as error:
        refused = True
        fault = "" if str(error) and "\n" not in str(error) else "no clear line"
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    return Outcome(seconds, refused, fault or ("slow" if seconds > MOST_S else ""))


def example_corpus(root: Path) -> Corpus:
    """The example, ingested in `root`."""
    shutil.copy(TOP / "config.yaml", root)
    shutil.copytree(TOP / "corpus", root / "corpus")
    ingest(root)
    return open_corpus(root)


def main() -> int:
    """Run them; print what was refused, what was slowest, and the first fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    refused, slowest, slow_text = 0, 0.0, ""
    with tempfile.TemporaryDirectory() as directory, example_corpus(Path(directory)) as corpus:
        for n, text in zip(range(options.number), queries(options.seed), strict=False):
            outcome = ask(corpus, text)
            refused += outcome.was_refused
            if outcome.seconds > slowest:
                slowest, slow_text = outcome.seconds, text
            if outcome.fault:
                print(f"{n}: {outcome.fault}\n{text!r}")
                return 1
    print(f"{options.number} queries: {refused} refused with one line, slowest {slowest:.3f} s")
    print(f"slowest: {slow_text[:200]!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
