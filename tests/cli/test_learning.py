"""`ccg learn` and `ccg like --code`: what follows from a reviewer's decisions. Every text is invented."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from calling import Outcome
from test_reviewing import call, everything, records

FERRY = """# Ferry hands at the ford (Invented example)

## Methods

We interviewed nine ferry hands; interviews were taped and read twice by two of us.

## Results

Most of them spoke of the bell at the ford.

I ring twice and then I sit on the step with my flask. ~Ansgar at the mill

The ferry was praised by those who had no cart.

He waited for my mother until the fog had gone, I was there. ~Hedda of the weir

The widows on the far bank asked for a lamp.

We were three in the dark last winter and nobody came down. ~Runa by the chapel
"""
WEIR = """# Weir hands in winter (Invented example)

## Methods

We interviewed eight weir hands; interviews were taped and read twice by two of us.

## Results

The gates were said to freeze before the river did.

I broke the ice with my own oar and I laughed about it. ~Torben at the lock

Nobody had asked them who should hold the key.

I kept it under the stone and my sister knew of it. ~Marit of the mill
"""
SCALE = """# A scale for waiting (Invented example)

## Methods

We interviewed nine ferry hands; interviews were taped. The scale has items.

All interviews were read twice, and the quotes were chosen by two of us.

## Results

> I feel calm when I wait for the boat and I say so to my neighbours

The second item was printed below it.

> I feel cold when I wait for the boat and I say so to my neighbours

The third item was printed below it.

> I feel cross when I wait for the boat and I say so to my neighbours

The fourth item was printed below it.

> I feel glad when I wait for the boat and I say so to my neighbours
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An invented project of three documents, read."""
    root = tmp_path / "review"
    (root / "corpus").mkdir(parents=True)
    (root / "config.yaml").write_text(
        "documents:\n  ferry.md: {journal: River Studies}\n  weir.md: {journal: River Studies}\n"
    )
    for name, text in (("ferry.md", FERRY), ("weir.md", WEIR), ("scale.md", SCALE)):
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    assert call(root, "ingest", "-q").code == 0
    return root


def add_ansgar(root: Path) -> None:
    """One of the quotations that reading misses."""
    assert call(root, "add", "ferry", "I ring twice … with my flask").code == 0


def texts(root: Path, *arguments: str) -> list[str]:
    """The beginnings of the quotations that are listed."""
    return sorted(row["text"][:10] for row in records(root, *arguments).values())


def rules(row: dict[str, Any]) -> set[str]:
    return {proof["rule"] for proof in row["evidence"]}


def words(done: Outcome) -> list[str]:
    """The first word of each change: new, gone, speaker."""
    return [line.split("\t")[1].split()[0] for line in done.lines]


def test_one_that_was_added_brings_the_rest(home: Path) -> None:
    """What was missed, shown once, brings its like: with a reason, doubtful, and unreviewed."""
    assert not texts(home, "--document", "ferry")
    add_ansgar(home)
    done = call(home, "learn", "ferry")
    assert done.code == 0
    assert words(done) == ["new", "new"]
    assert "learnt:shape" in done.out
    assert "Hedda of the weir" in done.out
    rows = records(home, "--document", "ferry")
    assert texts(home, "--document", "ferry") == ["He waited ", "I ring twi", "We were th"]
    hedda = next(row for row in rows.values() if row["text"].startswith("He waited"))
    assert hedda["status"] == "found"
    assert hedda["speaker_label"] == "Hedda of the weir"
    assert hedda["confidence"] < 0.8
    assert any(rule.startswith("learnt:") for rule in rules(hedda))


def test_dry_run_only_shows_it(home: Path) -> None:
    """What would be learnt is shown and not written."""
    add_ansgar(home)
    before = everything(home)
    done = call(home, "learn", "ferry", "--dry-run")
    assert words(done) == ["new", "new"]
    assert everything(home) == before
    assert "learn" not in (home / "decisions" / "amira.jsonl").read_text()


def test_what_was_learnt_survives_everything(home: Path) -> None:
    """The cache deleted and files read again: the same records, byte for byte."""
    add_ansgar(home)
    call(home, "learn", "ferry")
    before = everything(home)
    shutil.rmtree(home / ".ccg")
    assert call(home, "ingest", "-q").code == 0
    assert everything(home) == before


def test_learning_twice_changes_nothing(home: Path) -> None:
    """What was learnt is not proposed again, and says so."""
    add_ansgar(home)
    call(home, "learn", "ferry")
    again = call(home, "learn", "ferry")
    assert again.code == 1
    assert "nothing else is printed" in again.err


@pytest.mark.parametrize("back", [("undo",), ("learn", "ferry", "--forget")])
def test_learning_is_taken_back(home: Path, back: tuple[str, ...]) -> None:
    """Undone, all of it is gone, and her own decisions are not."""
    add_ansgar(home)
    before = everything(home)
    call(home, "learn", "ferry")
    assert everything(home) != before
    assert call(home, *back).code == 0
    assert everything(home) == before
    assert words(call(home, "learn", "ferry", "--dry-run")) == ["new", "new"]


def test_a_rejected_proposal_stays_away(home: Path) -> None:
    """What she rejects of it is not proposed again, and what she confirms is confirmed."""
    add_ansgar(home)
    call(home, "learn", "ferry")
    ids = {row["text"][:2]: id for id, row in records(home, "--document", "ferry").items()}
    assert call(home, "reject", ids["We"]).code == 0
    assert call(home, "confirm", ids["He"]).code == 0
    rows = records(home, "--document", "ferry")
    assert texts(home, "--document", "ferry") == ["He waited ", "I ring twi"]
    assert rows[ids["He"]]["status"] == "confirmed"
    assert call(home, "learn", "ferry").code == 1
    call(home, "learn", "ferry", "--forget")
    assert texts(home, "--document", "ferry") == ["He waited ", "I ring twi"]


def test_rejections_silence_their_look_and_spare_what_is_confirmed(home: Path) -> None:
    """Two rejected items take their like along, shown under another kind; a confirmed one stays."""
    rows = records(home, "--document", "scale")
    ids = {row["text"].split()[2]: id for id, row in rows.items()}
    assert set(ids) == {"calm", "cold", "cross", "glad"}
    call(home, "reject", ids["calm"])
    done = call(home, "learn", "scale")
    assert (done.code, done.out) == (1, "")
    assert "more passages look as the one rejected" in done.err
    call(home, "reject", ids["cold"])
    done = call(home, "learn", "scale", "--dry-run")
    assert words(done) == ["gone", "gone"]
    call(home, "learn", "scale")
    assert not texts(home, "--document", "scale")
    gone = records(home, "--document", "scale", "--kind", "term")
    assert {ids["cross"], ids["glad"]} <= set(gone)
    assert "learnt:look" in rules(gone[ids["glad"]])
    assert call(home, "confirm", ids["glad"]).code == 0
    assert list(records(home, "--document", "scale", "--kind", "all"))
    call(home, "undo")
    call(home, "learn", "scale", "--forget")
    call(home, "confirm", ids["cross"])
    assert not call(home, "learn", "scale", "--dry-run").lines


def test_nothing_decided_is_nothing_learnt(home: Path) -> None:
    """Without examples it says what would be one; with one that was right it says so."""
    done = call(home, "learn", "ferry")
    assert done.code == 2
    assert "nothing is decided there" in done.err
    (calm,) = [id for id, row in records(home).items() if "calm" in row["text"]]
    call(home, "confirm", calm)
    done = call(home, "learn", "scale")
    assert done.code == 1
    assert "nothing to learn" in done.err


def test_another_document_is_read_by_the_same_examples(home: Path) -> None:
    """By name, or all of the journal; the examples' own document is named as the reason."""
    add_ansgar(home)
    done = call(home, "learn", "weir", "--like", "ferry", "--dry-run")
    assert words(done) == ["new", "new"]
    assert "from ferry" in done.out
    assert words(call(home, "learn", "ferry", "--journal")) == ["new"] * 4
    assert texts(home, "--document", "weir") == ["I broke th", "I kept it "]
    assert len(texts(home, "--document", "scale")) == 4


def test_history_says_what_was_learnt(home: Path) -> None:
    """A proposal's history has the rule and the example."""
    add_ansgar(home)
    call(home, "learn", "ferry")
    hedda = next(id for id, row in records(home).items() if row["text"].startswith("He waited"))
    assert "learn" in call(home, "history", hedda).out
    lines = (home / "decisions" / "amira.jsonl").read_text().splitlines()
    assert [json.loads(line)["do"] for line in lines] == ["add", "learn", "learn"]


def test_like_a_code_are_those_that_have_it_not(home: Path) -> None:
    """What is near the quotations with a code is listed, without these and with the reason."""
    ids = {row["text"].split()[2]: id for id, row in records(home, "--document", "scale").items()}
    call(home, "code", ids["calm"], "waiting", "--new")
    call(home, "uncode", ids["calm"], "waiting")
    done = call(home, "like", "--code", "waiting")
    assert (done.code, done.out) == (1, "")
    assert "nobody has given" in done.err
    call(home, "code", ids["calm"], "waiting")
    done = call(home, "like", "--code", "waiting", "-f", "jsonl")
    rows = {row["id"]: row for row in map(json.loads, done.lines)}
    assert ids["calm"] not in rows
    assert {ids["cold"], ids["cross"], ids["glad"]} <= set(rows)
    assert rows[ids["cold"]]["why"]
    assert not rows[ids["cold"]]["codes"]


def test_like_says_what_it_is_not_told(home: Path) -> None:
    """Neither ids nor a code, and a code that there is not, are refused in a line."""
    done = call(home, "like")
    assert (done.code, done.out) == (2, "")
    done = call(home, "like", "--code", "nosuch")
    assert done.code == 2
    assert "no code 'nosuch'" in done.err
