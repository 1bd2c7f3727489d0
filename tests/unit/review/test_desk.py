"""The desk over a project's own corpus: decisions on disk, the record as it stands, blind where wanted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import notation
import pytest

from ccg_corpus.codebook.editing import Codebook
from ccg_corpus.core.errors import QueryError
from ccg_corpus.corpus import open_corpus
from ccg_corpus.ingest import ingest
from ccg_corpus.project import init_project
from ccg_corpus.project.config import load_config
from ccg_corpus.review.local_desk import CorpusDesk, is_decided_by

FILLER = "Every village of the invented study had a well and a story about who had dug it. " * 30
WELLS = f"""{FILLER}
# Waiting
gp, D: nobody told us that the well was dry until the spring of that year
nurse, D: we trusted the people who dug it and they went away
{FILLER} A porter was heard to say that the key had gone down with the bucket.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = init_project(tmp_path / "project")
    (root / "config.yaml").write_text("codes: {trust: [trusted]}\n")
    (root / "corpus" / "wells.txt").write_text(WELLS)
    assert not ingest(root, stages=notation.STAGES).failed
    return root


@pytest.fixture
def desk_of(root: Path) -> Iterator[Callable[..., CorpusDesk]]:
    made: list[CorpusDesk] = []

    def desk(by: str = "anna", **more: Any) -> CorpusDesk:
        with open_corpus(root) as corpus:
            ids = [hit.record["id"] for hit in corpus.quotes()]
        made.append(CorpusDesk(root, by, ids, Codebook(root, load_config(root).codes), **more))
        return made[-1]

    yield desk
    for one in made:
        one.close()


def lines(root: Path, by: str = "anna") -> list[dict[str, Any]]:
    path = root / "decisions" / f"{by}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_every_decision_is_on_disk_when_the_call_returns(
    root: Path, desk_of: Callable[..., CorpusDesk]
) -> None:
    """Each is a line, and the record says it at once."""
    desk = desk_of()
    first, second = desk.queue()
    assert desk.choose(first, "role", "nurse") == "role gp → nurse"
    assert desk.place(first).record["role"] == "nurse"
    assert [one["do"] for one in lines(root)] == ["set"]
    place = desk.place(first)
    words = [place.text[start:end] for start, end in place.words]
    assert place.text[place.start : place.end] == place.record["text"]
    assert "nobody" in words
    desk.move_ends(first, place.start, place.start + len("nobody told us that the well was dry"))
    assert desk.place(first).record["text"] == "nobody told us that the well was dry"
    desk.choose(first, "code", "Dry wells")
    desk.memo(first, "ask again")
    desk.confirm(second)
    assert [one["do"] for one in lines(root)] == ["set", "ends", "code", "memo", "confirm"]
    assert desk.place(first).record["codes"] == ["dry-wells"]
    assert is_decided_by(desk.place(second).record, "anna")


def test_undo_goes_back_step_by_step(root: Path, desk_of: Callable[..., CorpusDesk]) -> None:
    """Only what this sitting did."""
    desk_of().confirm(desk_of().queue()[0])
    desk = desk_of()
    first, second = desk.queue()
    desk.choose(first, "role", "nurse")
    desk.reject(second, "a proverb")
    assert desk.undo()[1] == second and desk.place(second).record["status"] == "found"
    assert desk.undo()[1] == first and desk.place(first).record["role"] == "gp"
    with pytest.raises(QueryError, match="nothing of this sitting"):
        desk.undo()


def test_a_proposal_can_be_taken_and_refused(desk_of: Callable[..., CorpusDesk]) -> None:
    desk = desk_of()
    _, second = desk.queue()
    offered = dict(desk.choices("code", second))
    assert offered["trust"].startswith("accept") and offered["-trust"].startswith("refuse")
    desk.choose(second, "code", "-trust")
    assert desk.place(second).record["codes"] == []
    desk.choose(second, "code", "trust")
    assert dict(desk.choices("code", second))["-trust"].startswith("take away")


def test_a_missed_one_is_added_where_it_stands(desk_of: Callable[..., CorpusDesk]) -> None:
    """By its first and last words, out of the document's own text; what is not there is refused."""
    desk = desk_of()
    first, _ = desk.queue()
    said, id = desk.add(first, "the key had gone … the bucket")
    assert "added" in said
    place = desk.place(id)
    assert place.text[place.start : place.end] == "the key had gone down with the bucket."
    assert place.record["status"] == "added"
    with pytest.raises(QueryError):
        desk.add(first, "a thing that nobody wrote")
    desk.undo()
    with pytest.raises(QueryError, match="not in the corpus any more"):
        desk.place(id)


def test_what_changes_nothing_is_no_decision(
    root: Path, desk_of: Callable[..., CorpusDesk]
) -> None:
    desk = desk_of()
    first, _ = desk.queue()
    desk.memo(first, "once")
    with pytest.raises(QueryError, match="so already"):
        desk.memo(first, "once")
    assert len(lines(root)) == 1


def test_a_blind_coder_sees_nothing_of_the_other(desk_of: Callable[..., CorpusDesk]) -> None:
    """Neither codes nor memos, corrections nor ends; the proposals of the codebook stand."""
    anna = desk_of()
    first, second = anna.queue()
    before = desk_of("ben").place(first)
    anna.choose(first, "role", "nurse")
    anna.choose(first, "code", "Dry wells")
    anna.memo(first, "ask again")
    place = anna.place(first)
    anna.move_ends(first, place.start, place.start + len("nobody told us that the well"))
    anna.choose(second, "code", "trust")
    seen = desk_of("ben", is_blind=True).place(first)
    assert seen.text[seen.start : seen.end] == before.record["text"]
    for key in ("text", "role", "codes", "codings", "memos", "decided", "status", "evidence"):
        assert seen.record[key] == before.record[key], key
    open_eyes = desk_of("ben").place(first).record
    assert open_eyes["role"] == "nurse" and open_eyes["codes"] == ["dry-wells"]


def test_the_screen_decides_on_the_corpus(root: Path, desk_of: Callable[..., CorpusDesk]) -> None:
    """Keys, all the way to the file: a role, an end, a code, a memo, a rejection, a confirmation."""
    pytest.importorskip("textual")
    from ccg_corpus.review.screen.app import ReviewApp

    app = ReviewApp(desk_of())

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            for keys in (
                ["r", *"nurse", "enter"], ["e", "left", "left", "enter"],
                ["o", *"wells", "enter"], ["m", *"see", "enter"], ["x", "full_stop", "enter"], ["c"],
            ):  # fmt: skip
                for key in keys:
                    await pilot.press(key)
                await pilot.pause()

    asyncio.run(run())
    assert [one["do"] for one in lines(root)] == [
        "set",
        "ends",
        "code",
        "memo",
        "reject",
        "confirm",
    ]
    assert lines(root)[0]["role"] == "nurse"
    assert lines(root)[1]["ends"]["exact"].endswith("the spring of")
