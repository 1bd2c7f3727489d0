"""What the store knows of all documents at once, whatever came, changed and went before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import InMemory
from notation import document_of, quotations_of

from ccg_corpus import versions
from ccg_corpus.bibliography.exports.side_files import SideFiles
from ccg_corpus.core.model import Facts
from ccg_corpus.ingest.finish import finish, unfinish
from ccg_corpus.project.config import Config, DocumentFacts
from ccg_corpus.records import named
from ccg_corpus.store import Extraction, Selection, SourceRow, Store, encode_extraction

WORDS = [f"word{n}" for n in range(300)]
KINDS = ("participant", "survey", "named", "cited", "term")
Files = dict[str, int]  # the number of what each file holds


def text(seed: int, words: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def extraction(source: str, content: int) -> Extraction:
    """One of a few dozen contents: copies and edited copies of four texts, by two authors, with
    one of two licences, with one of three quotations, of which some are said in all of them."""
    rng = random.Random(content)
    body = text(rng.randrange(4), 90).split()
    for _ in range(rng.choice((0, 2, 60))):
        body[rng.randrange(len(body))] = "edited"
    heading = rng.choice(("# Trust", "# TRUST", "# Trust!", "# Pay"))
    case = rng.choice(("", ", D", ", d", ", North"))
    lines = [" ".join(body), text(50 + rng.randrange(2), 30), heading, f"gp{case}: {text(70, 14)}"]
    lines += [f"gp: {text(80 + n, 20)}" for n in range(3) if rng.random() < 0.4]
    facts = Facts(
        title=rng.choice(("The night bus to the village", "Boats", text(content, 5))),
        authors=(rng.choice(("Amble J", "Crane B")),), year=rng.choice((2018, 2019)),
        doi=rng.choice((None, None, f"10.5555/{content % 3}")),
        type=rng.choice((None, "article", "preprint")),
    )  # fmt: skip
    document = document_of("\n".join(lines), source, facts)
    return Extraction(document, quotations_of(document))


def config(root: Path) -> Config:
    stated = (DocumentFacts("b.txt", study="s"), DocumentFacts("d.txt", version_of="none"))
    return Config(root=root, documents=stated)


@contextmanager
def opened() -> Iterator[Store]:
    """An empty store."""
    with TemporaryDirectory() as folder, Store.to_write(Path(folder)) as store:
        yield store


def bring(store: Store, before: Files, after: Files) -> None:
    """Change the files of a store and finish it, as a run does."""
    with store.transaction():
        for name in before.keys() - after.keys():
            store.sources.drop(name)
        for name, content in after.items():
            if before.get(name) != content:
                store.sources.put(SourceRow(name), encode_extraction(extraction(name, content)))
        unfinish(store)
    finish(store, config(Path("/invented")), SideFiles())


def dump(store: Store) -> list[object]:
    """All that anybody is shown, and what it is made from."""
    known = store.catalogue.known()
    finished = store.finished
    ids = [id for id, _ in finished.document_ids()]
    return [
        known.entries,
        sorted(known.texts()),
        sorted(known.said()),
        finished.unit_keys(),
        finished.documents(),
        finished.local.cases(),
        finished.local.people(),
        [
            (one.record, one.is_shown, sorted(one.facets))
            for id in ids
            for one in finished.indexables(id)
        ],
        finished.versions(),
        finished.count(Selection(KINDS)),
        [finished.facet_values(field) for field in ("role", "case", "theme", "own case in")],
        finished.facet_counts("theme"),
    ]


states = st.lists(
    st.dictionaries(st.sampled_from([f"{letter}.txt" for letter in "abcdefgh"]),
                    st.integers(0, 40), max_size=8),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("most", [2, 24])
@settings(max_examples=20, deadline=None)
@given(history=states)
def test_history_leaves_no_trace(most: int, history: list[Files]) -> None:
    """Whatever files came, changed and went, in whatever steps: all is as if they came at once."""
    usual, versions.MOST_SHARING = versions.MOST_SHARING, most
    try:
        with opened() as store, opened() as anew:
            before: Files = {}
            for files in history:
                bring(store, before, files)
                before = files
            bring(anew, {}, before)
            assert dump(store) == dump(anew)
    finally:
        versions.MOST_SHARING = usual


@settings(max_examples=20, deadline=None)
@given(history=states)
def test_the_store_knows_what_documents_share(history: list[Files]) -> None:
    """Its tables say the same as counting all keys of all works does."""
    with opened() as store:
        before: Files = {}
        for files in history:
            bring(store, before, files)
            before = files
        found = [extraction(name, content) for name, content in sorted(before.items())]
        works = [versions.sketch_work(one.document, one.quotations) for one in found]
        digests = [encode_extraction(one).digest for one in found]
        counted, known = InMemory(works, digests), store.catalogue.known()
        assert known.entries == counted.entries
        assert sorted(known.texts()) == sorted(counted.texts())
        assert sorted(known.said()) == sorted(counted.said())
        assert [known.work(n) for n in range(len(works))] == works
        assert list(known.facts()) == list(counted.facts())


def test_a_run_that_ends_before_the_finish_is_made_up_for() -> None:
    """What came and went again before anything was finished leaves nothing behind."""
    with opened() as store, opened() as anew:
        bring(store, {}, {"a.txt": 1, "b.txt": 1})
        with store.transaction():
            for content in (2, 3):
                store.sources.put(
                    SourceRow("c.txt"), encode_extraction(extraction("c.txt", content))
                )
            store.sources.drop("b.txt")
        bring(store, {"a.txt": 1, "c.txt": 3}, {"a.txt": 1, "c.txt": 4})
        bring(anew, {}, {"a.txt": 1, "c.txt": 4})
        assert dump(store) == dump(anew)


def test_other_rules_name_all_documents_anew() -> None:
    """What documents are named by is asked again of all of them, though none changed."""
    with opened() as store:
        bring(store, {}, {"a.txt": 1, "b.txt": 2})
        before = dump(store)
        with store.transaction():
            store.catalogue.update(lambda facts: named(Facts(title="Another")), anew=True)
        assert {one.named.title for one in store.catalogue.known().entries} == {"another"}
        with store.transaction():
            store.catalogue.update(named, anew=True)
        assert dump(store) == before
