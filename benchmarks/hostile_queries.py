"""Random and mutated queries on the example corpus: each gives one clear error, or the quotations that
the reference evaluator gives (`tests/reference`).

usage: python benchmarks/hostile_queries.py [--number 50000] [--seed 1] [--from 0]

Every role, case, document and participant of the corpus comes behind a minus, in brackets, behind small
words and behind operators. It ends with exit code 1 after a traceback, an error of more than one line, an
answer that is not the reference's, a step of the reader that takes nothing, more than 2 seconds of
processor time, or memory that has grown; each such query is printed, is the same for the same seed, and
the twentieth is the last. A sample of it runs in the tests.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ccg_corpus.core.errors import CcgError
from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.ingest import ingest

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP / "tests"))

from reference.evaluator import Reference  # noqa: E402

MOST_S = 2.0
MOST_FAULTS = 20
MOST_GROWN_KB = 60_000  # after the first thousands, which fill the caches
BEFORE_NAMES = (
    "-", "-the ", "NOT ", "NOT the ", "NOT NOT ", "(", "((", "-(", "OR ", "AND ", "AND NOT ", "| ",
    "about ", "on ", "by ", "from the ", "anyone except ", "but not ", "the ", "we ", "i ", "neither ",
    "outside ", "except for the ", "not ", "participant ", "in ", "case ", "", "",
)  # fmt: skip
BEHIND_NAMES = (
    "",
    "",
    "",
    ")",
    "))",
    ",",
    " OR",
    " AND",
    " NOT",
    " or",
    " and",
    " on",
    " we",
    ":",
    "*",
)
SMALL = ("we", "i", "it", "the", "too", "not", "what", "say", "of", "with", "who", "a")
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


def queries(seed: int, names: tuple[str, ...] = ()) -> Iterator[str]:
    """Queries without end: pieces of the language, letters, names of the corpus, and queries that
    were spoilt. Each name comes after each of the beginnings before any comes again."""
    chance = random.Random(seed)
    before = "GP quotes on disillusionment, case D"
    systematic = _each_name(chance, names)
    while True:
        kinds = (_pieces, _pieces, _letters, _spoilt)
        made = chance.choice(kinds)(chance, before)
        before = made or before
        yield made
        if names:
            before = next(systematic)
            yield before


def _each_name(chance: random.Random, names: tuple[str, ...]) -> Iterator[str]:
    while True:
        pairs = [(beginning, name) for name in names for beginning in BEFORE_NAMES]
        chance.shuffle(pairs)
        for beginning, name in pairs:
            some = [f"{beginning}{name}{chance.choice(BEHIND_NAMES)}"]
            for _ in range(chance.randint(0, 3)):
                other = chance.choice((*PIECES, *SMALL, *names))
                some.insert(chance.randint(0, len(some)), other)
            text = " ".join(some)
            missing = text.count("(") - text.count(")")
            yield text + ")" * max(0, missing) if chance.random() < 0.8 else text


def names_of(corpus: Corpus) -> tuple[str, ...]:
    """Every role, case, document and participant of a corpus, as people write them."""
    catalogue = corpus.catalogue
    roles = [corpus.vocabulary.title(slug) for slug in catalogue.roles]
    cases = [f"case {label}" for label in catalogue.cases]
    documents = [one.id for one in catalogue.documents]
    people = [hit.record["participant"] for hit in corpus.quotes() if hit.record["participant"]]
    fields = [
        *(f"role:{slug}" for slug in catalogue.roles),
        *(f'case:"{label}"' for label in catalogue.cases),
        *(f"{id}:{label}" for id in documents[:2] for label in catalogue.cases),
    ]
    return tuple(dict.fromkeys((*roles, *(f"{role}s" for role in roles), *cases, *documents,
                                *people, *fields)))  # fmt: skip


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


def ask(corpus: Corpus, text: str, reference: Reference | None = None) -> Outcome:
    """Ask once, as `ccg search` would, and compare with the reference."""
    start = time.process_time()
    refused, fault, query = False, "", None
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
    if (
        reference is not None
        and query is not None
        and not (fault or refused or query.all_printings)
    ):
        found = {hit.record["id"] for hit in corpus.search(query)}
        expected = reference.ids(query)
        if found != expected:
            wrong, lost = sorted(found - expected), sorted(expected - found)
            fault = f"not as the reference: too many {wrong}, missing {lost}: {query.text()}"
    return Outcome(seconds, refused, fault or ("slow" if seconds > MOST_S else ""))


def example_corpus(root: Path) -> Corpus:
    """The example, ingested in `root`."""
    shutil.copy(TOP / "config.yaml", root)
    shutil.copytree(TOP / "corpus", root / "corpus")
    ingest(root)
    return open_corpus(root)


WARM = 5_000


def memory_kb() -> int:
    """The most memory that the process has held."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Listening(logging.Handler):
    """Hears what the reader says of itself."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the last."""
        self.heard = record.getMessage()


def main() -> int:
    """Run them; print what was refused, what was slowest, and the first fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    options = parser.parse_args()
    refused, slowest, slow_text, before, faults = 0, 0.0, "", 0, 0
    stood_still = Listening()
    logging.getLogger("ccg_corpus").addHandler(stood_still)
    with tempfile.TemporaryDirectory() as directory, example_corpus(Path(directory)) as corpus:
        reference = Reference(corpus)
        asked = queries(options.seed, names_of(corpus))
        for n, text in zip(range(options.number), asked, strict=False):
            if n < options.first:
                continue
            outcome = ask(corpus, text, reference)
            fault = stood_still.heard or outcome.fault
            stood_still.heard = ""
            if n == options.first + WARM:
                before = memory_kb()
            refused += outcome.was_refused
            if outcome.seconds > slowest:
                slowest, slow_text = outcome.seconds, text
            if fault:
                faults += 1
                print(f"{n}: {fault}\n{text!r}", flush=True)
                if faults == MOST_FAULTS:
                    return 1
    grown = memory_kb() - before if before else 0
    print(
        f"{options.number} queries: {faults} faults, {refused} refused with one line, slowest {slowest:.3f} s"
    )
    print(f"slowest: {slow_text[:200]!r}")
    print(f"memory grown since query {WARM}: {grown} kB")
    return int(faults > 0 or grown > MOST_GROWN_KB)


if __name__ == "__main__":
    sys.exit(main())
