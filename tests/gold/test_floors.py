"""Scores against gold annotation have floors, and floors only go up.

The example corpus is always here. Real papers are other people's texts and never in this
repository: where a folder with `papers/`, `dev/` and `gold/` lies beside the checkout (`../shared`,
or wherever CCG_SHARED points), they are scored too. That gold was made by machine reading; it has
not been double-coded by people.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ccg_corpus.core.model import Record
from ccg_corpus.corpus import open_corpus
from ccg_corpus.evaluate import Evaluation, read_gold, score
from ccg_corpus.ingest import ingest
from ccg_corpus.project import init_project
from ccg_corpus.query import Query

TOP = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CCG_SHARED") or TOP.parent / "shared")


@dataclass(frozen=True, slots=True)
class Floors:
    """The least a set of documents may score. `never` is the most it may have."""

    strict_f1: float
    macro_f1: float = 0.0
    never: int = 0
    fields: dict[str, float] = field(default_factory=dict)


EXAMPLE = Floors(
    strict_f1=1.0,
    macro_f1=1.0,
    fields=dict.fromkeys(
        ("label", "label_null", "role", "role_null", "participant", "case", "case_null",
         "theme", "kind"), 1.0),
)  # fmt: skip
SEEDS = Floors(
    strict_f1=1.0, macro_f1=1.0,
    fields=dict.fromkeys(
        ("role", "role_null", "participant", "case", "case_null", "theme", "kind"), 1.0),
)  # fmt: skip
DEV = {
    "text": Floors(
        strict_f1=0.94, macro_f1=0.94,
        fields={"label": 0.99, "participant": 0.98, "role": 0.95, "role_null": 0.99, "kind": 1.0},
    ),
    "jats": Floors(
        strict_f1=0.96, macro_f1=0.96, never=1,
        fields={"label": 1.0, "participant": 0.97, "theme": 1.0, "kind": 1.0},
    ),
    "html": Floors(strict_f1=0.93, never=1, fields={"label": 1.0, "theme": 1.0, "kind": 1.0}),
    "md": Floors(
        strict_f1=1.0, macro_f1=1.0,
        fields={"label": 1.0, "participant": 1.0, "role": 0.84, "theme": 1.0, "kind": 1.0},
    ),
}  # fmt: skip


def example_project(root: Path) -> Path:
    """The example, without the caches that may lie in the checkout."""
    shutil.copy(TOP / "config.yaml", root)
    shutil.copytree(TOP / "corpus", root / "corpus")
    return root


def records_of(root: Path, paths: Iterable[Path] = ()) -> list[Record]:
    """Every printing of every quotation, each for itself, after an ingest in which nothing failed."""
    report = ingest(root, paths)
    assert not report.failed
    with open_corpus(root) as corpus:
        hits = corpus.quotes(Query(all_printings=True))
        return [{**hit.record, "also_in": []} for hit in hits]


def check(evaluation: Evaluation, floors: Floors) -> None:
    """Fail with the figures and the passages that are behind them."""
    total = evaluation.total
    shares = {name: share.ratio for name, share in total.fields.items()}
    told = "\n".join(
        [f"strict F1 {total.f1():.3f}, macro {evaluation.macro_f1:.3f}, never {total.never}"]
        + [f"missed {miss.document}: {miss.row.start!r}" for miss in evaluation.misses]
        + [f"false {one.document}: {one.record['text'][:60]!r}" for one in evaluation.false_ones]
        + [f"{name}: {ratio:.3f}" for name, ratio in shares.items() if ratio is not None]
    )
    assert total.f1() >= floors.strict_f1, told
    assert evaluation.macro_f1 >= floors.macro_f1, told
    assert total.never <= floors.never, told
    for name, floor in floors.fields.items():
        ratio = shares[name]
        assert ratio is None or ratio >= floor, f"{name} below {floor}\n{told}"


def test_the_example_stays_on_its_floor(tmp_path: Path) -> None:
    """Every quotation of the invented documents is found, with its ends, its speaker, its place."""
    records = records_of(example_project(tmp_path))
    check(score(read_gold([TOP / "corpus" / "gold.yaml"]), records), EXAMPLE)


def test_the_example_has_the_answer_of_the_readme(tmp_path: Path) -> None:
    """GP quotes on disillusionment, case D: one, of the article, printed by its manuscript too."""
    ingest(example_project(tmp_path))
    with open_corpus(tmp_path) as corpus:
        (hit,) = corpus.search("GP quotes on disillusionment, case D")
        without_case = list(corpus.search("GP quotes on disillusionment"))
        without_topic = list(corpus.search("GP quotes, case D"))
    assert hit.record["role"] == "gp"
    assert hit.record["case"] == "D"
    assert hit.record["document"]["id"] == "harrowgate-2021"
    assert [other["document"] for other in hit.record["also_in"]] == ["harrowgate-2020-manuscript"]
    assert {one.record["document"]["id"] for one in without_case} == {
        "harrowgate-2021",
        "pellworth-2022",
    }
    assert len(without_case) == 3
    assert {one.record["document"]["id"] for one in without_topic} == {
        "harrowgate-2021",
        "pellworth-2022",
    }


def shared(*names: str) -> list[Path]:
    """Files of the folder beside the checkout, or a skip that says what is not there."""
    missing = [name for name in names if not (SHARED / name).exists()]
    if missing:
        pytest.skip(f"real papers are not here: no {', '.join(missing)} in {SHARED}")
    return [SHARED / name for name in names]


def test_the_first_papers_stay_on_their_floor(tmp_path: Path) -> None:
    """The five papers that the project began with."""
    papers, gold = shared("papers", "gold/seeds.yaml")
    records = records_of(init_project(tmp_path), sorted(papers.glob("*.txt")))
    check(score(read_gold([gold]), records), SEEDS)


# The same article lies there as JATS and as a web page: by format, each is scored for itself.
@pytest.mark.parametrize("folder", DEV)
def test_the_other_papers_stay_on_their_floor(folder: str, tmp_path: Path) -> None:
    """Papers and posts of other fields and printers, by format."""
    papers, gold = shared(f"dev/{folder}", "gold")
    files = sorted(path for path in papers.iterdir() if path.is_file())
    stems = {path.name.split(".")[0] for path in files}
    annotated = [path for path in sorted(gold.glob("*.yaml")) if path.stem in stems]
    assert {path.stem for path in annotated} == stems
    check(score(read_gold(annotated), records_of(init_project(tmp_path), files)), DEV[folder])
