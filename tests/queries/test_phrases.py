"""Phrases as a reviewer would write them → the query they mean, and the quotations that answer.

The example corpus is always here. The five published papers are other people's texts: where they lie
beside the checkout (`../shared`, or wherever CCG_SHARED points) they are asked too, by ids alone.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import localtime
from typing import Any

import pytest
import yaml

from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.ingest import ingest
from ccg_corpus.query import Query

HERE = Path(__file__).parent
TOP = HERE.parents[1]
PAPERS = Path(os.environ.get("CCG_SHARED") or TOP.parent / "shared") / "papers"
CORPORA = ("example", "five")


def asked(name: str) -> list[Any]:
    cases = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [
        pytest.param(corpus, case, id=f"{corpus}: {case['ask']}")
        for corpus in CORPORA
        for case in cases[corpus]
    ]


@pytest.fixture(scope="module")
def example(example_root: Path) -> Iterator[Corpus]:
    with open_corpus(example_root) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus | None]:
    if not PAPERS.is_dir():
        yield None
        return
    root = tmp_path_factory.mktemp("five")
    shutil.copytree(PAPERS, root / "corpus")
    facts = yaml.safe_load((TOP / "corpus" / "real-papers.yaml").read_text(encoding="utf-8"))
    files = sorted(path.name for path in PAPERS.glob("*.txt"))
    stated = dict(zip(files, facts["documents"].values(), strict=True))
    config = {"studies": facts["studies"], "documents": stated}
    (root / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    ingest(root)
    with open_corpus(root) as corpus:
        yield corpus


def corpus_of(name: str, request: pytest.FixtureRequest) -> Corpus:
    corpus: Corpus | None = request.getfixturevalue(name)
    if corpus is None:
        pytest.skip("no published papers beside the checkout")
    return corpus


def as_a_set(query: Query) -> tuple[Any, ...]:
    """A query without the order of its values, which means nothing."""
    names = ("roles", "cases", "sites", "studies", "documents", "themes", "codes", "kinds", "types",
             "participants", "sections")  # fmt: skip
    sets = tuple(frozenset(getattr(query, name)) for name in names)
    return (*sets, query.since, query.until, query.all_printings, frozenset(query.parts))


def this_year(means: str) -> str:
    """ "year>=NOW-5" with the year it is."""
    now = localtime().tm_year
    return re.sub(r"NOW(?:-(\d+))?", lambda match: str(now - int(match[1] or 0)), means)


FILES = ("plain.yaml", "fresh.yaml", "meant.yaml")


@pytest.mark.parametrize(("name", "case"), [case for file in FILES for case in asked(file)])
def test_what_a_phrase_means(
    name: str, case: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """A phrase is read as the strict query beside it, and its text reads back."""
    corpus = corpus_of(name, request)
    found, expected = corpus.read(case["ask"]), corpus.read(this_year(case["means"]))
    assert as_a_set(found) == as_a_set(expected), found.text()
    assert corpus.read(found.text()) == found


@pytest.mark.parametrize(("name", "case"), asked("ids.yaml"))
def test_what_answers(name: str, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """A phrase finds these quotations and no other."""
    corpus = corpus_of(name, request)
    found = [hit.record["id"] for hit in corpus.search(case["ask"])]
    assert sorted(found) == sorted(case["ids"]), corpus.read(case["ask"]).text()
    assert corpus.count(case["ask"]) == len(found)


# Options whose value is the next word.
VALUED = ("--match", "--format", "--role")


def shown_queries() -> list[list[str]]:
    """The questions that docs/asking.md asks in its shell blocks."""
    text = (TOP / "docs" / "asking.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.parametrize("words", shown_queries(), ids=" ".join)
def test_the_page_on_asking(words: list[str], example: Corpus) -> None:
    """Each question of the page is read, says itself, and is answered by the example."""
    command, *rest = words[: words.index("|")] if "|" in words else words
    valued = [at + 1 for at, word in enumerate(rest) if word in VALUED]
    text = " ".join(
        word for at, word in enumerate(rest) if not word.startswith("--") and at not in valued
    )
    if command == "find":
        assert example.find(text)
        return
    if command == "like":
        assert example.like([text]).hits
        return
    query = example.reading(text).query
    assert example.read(query.text()) == query
    assert example.count(query)
