"""The example corpus, ingested once; what was asked of it by `--format jsonl` is what tests compare with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.ingest import ingest

TOP = Path(__file__).parents[3]

PEOPLE = """\
participant,document,country,grade
Pharmacist 1,quistgaard-2019,Ghana,senior
GP 3,quistgaard-2019,Kenya,
Practice nurse 2,quistgaard-2019,Ghana,junior
"""
CODES = """\
morale: {name: Morale, terms: [tired, proud]}
losing-heart: {name: Losing heart, terms: [disillusion, lost heart], under: morale}
hours: {name: The hours it takes, terms: [night, evening, hour], under: morale}
money: {name: Money, terms: [purse, money, pay]}
"""


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example project with a codebook of two levels and attributes of people."""
    root = tmp_path_factory.mktemp("example")
    config = (TOP / "config.yaml").read_text(encoding="utf-8").split("\n# A small codebook")[0]
    (root / "config.yaml").write_text(config, encoding="utf-8")
    (root / "codebook.yaml").write_text(CODES, encoding="utf-8")
    (root / "participants.csv").write_text(PEOPLE, encoding="utf-8")
    shutil.copytree(TOP / "corpus", root / "corpus")
    ingest(root)
    return root


@pytest.fixture(scope="session")
def corpus(example: Path) -> Iterator[Corpus]:
    """The same, to ask."""
    with open_corpus(example) as opened:
        yield opened
