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
from ccg_corpus.query import Query
from ccg_corpus.review.local_desk import CorpusDesk
from ccg_corpus.review.queue import Queue, is_decided_by
from ccg_corpus.search import quotation_engine
from ccg_corpus.store import Store

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
    assert desk.undo()[1] == [second] and desk.place(second).record["status"] == "found"
    assert desk.undo()[1] == [first] and desk.place(first).record["role"] == "gp"
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


def queue_of(root: Path, by: str, *, conflicts: bool = False, **more: Any) -> list[str]:
    options = {"every": False, "in_order": False, "blind": False, **more}
    with open_corpus(root) as corpus:
        return Queue(corpus, by, **options).of(Query(), conflicts=conflicts)


def test_who_is_opposed_is_told_at_once_and_both_words_are_there(
    desk_of: Callable[..., CorpusDesk],
) -> None:
    """What is found holds meanwhile; a role that nobody has is said too."""
    anna, ben = desk_of(), desk_of("ben")
    first, _ = anna.queue()
    anna.choose(first, "role", "nurse")
    said = ben.choose(first, "role", "lamp lighter")
    assert "role 'lamp-lighter' is new here" in said
    assert "in conflict on role, neither holds" in said
    place = anna.place(first)
    assert place.record["role"] == "gp"
    ((field, words),) = [(one["field"], one["words"]) for one in place.conflicts]
    assert field == "role"
    assert {one["by"]: one["value"] for one in words} == {"anna": "nurse", "ben": "lamp-lighter"}


@pytest.mark.parametrize(
    ("settle", "role"),
    [
        (lambda desk, id: desk.settle_for(id, "ben"), "patient"),
        (lambda desk, id: desk.settle_for(id, "ben", "role"), "patient"),
        (lambda desk, id: desk.settle(id, "role", "porter"), "porter"),
    ],
)
def test_a_conflict_is_settled_at_the_desk(
    root: Path, desk_of: Callable[..., CorpusDesk], settle: Callable[..., str], role: str
) -> None:
    """As one has it, or as neither; by anybody, on disk, and undone by the same key as all else."""
    first, _ = desk_of().queue()
    desk_of().choose(first, "role", "nurse")
    desk_of("ben").choose(first, "role", "patient")
    cy = desk_of("cy")
    settle(cy, first)
    assert cy.place(first).record["role"] == role and not cy.place(first).conflicts
    assert [one["do"] for one in lines(root, "cy")] == ["settle"]
    cy.undo()
    assert cy.place(first).conflicts


def test_of_two_fields_one_is_settled_and_the_other_stays(
    desk_of: Callable[..., CorpusDesk],
) -> None:
    anna, ben = desk_of(), desk_of("ben")
    first, _ = anna.queue()
    for desk, role, case in ((anna, "nurse", "E"), (ben, "patient", "F")):
        desk.choose(first, "role", role)
        desk.choose(first, "case", case)
    anna.settle_for(first, "ben", "case")
    place = anna.place(first)
    assert place.record["case"] == "F" and [one["field"] for one in place.conflicts] == ["role"]


def test_a_rejection_against_a_confirmation_is_settled_either_way(
    desk_of: Callable[..., CorpusDesk],
) -> None:
    anna, ben = desk_of(), desk_of("ben")
    first, second = anna.queue()
    for id in (first, second):
        anna.confirm(id)
        ben.reject(id, "a proverb")
    anna.settle(first, "status", "rejected")
    anna.settle(second, "status", "kept")
    assert anna.place(first).record["status"] == "rejected"
    assert anna.place(second).record["status"] != "rejected"


def test_what_is_in_conflict_comes_first_and_is_never_missed(
    root: Path, desk_of: Callable[..., CorpusDesk]
) -> None:
    """Though both decided on it; alone where it is asked for; a blind coder is not told of it."""
    first, second = queue_of(root, "anna", in_order=True)
    desk_of().choose(second, "role", "nurse")
    assert queue_of(root, "anna") == [first]
    desk_of("ben").choose(second, "role", "patient")
    assert queue_of(root, "anna") == [second, first]
    assert queue_of(root, "anna", conflicts=True) == [second]
    assert queue_of(root, "anna", blind=True) == [first]
    desk_of("ben").confirm(first)
    assert queue_of(root, "ben", blind=True) == []
    assert queue_of(root, "cy", blind=True, in_order=True) == [first, second]


def test_a_blind_coder_sees_the_own_word_though_another_opposes_it(
    desk_of: Callable[..., CorpusDesk],
) -> None:
    """Neither that there is a conflict, nor what was found in place of what was said."""
    anna, ben = desk_of(), desk_of("ben", is_blind=True)
    first, second = anna.queue()
    anna.choose(first, "role", "nurse")
    anna.confirm(second)
    place = anna.place(first)
    anna.move_ends(first, place.start, place.start + len("nobody told us that the well"))
    assert "conflict" not in ben.choose(first, "role", "patient")
    ben.reject(second, "a proverb")
    ben.move_ends(first, place.start, place.start + len("nobody told us"))
    seen = ben.place(first)
    assert (seen.record["role"], seen.conflicts) == ("patient", [])
    assert seen.text[seen.start : seen.end] == "nobody told us" == seen.record["text"]
    assert ben.place(second).record["status"] == "rejected"
    with pytest.raises(QueryError, match="blind"):
        ben.find_more(first)


FORD = """# Bells at the ford (Invented example)

## Methods

We interviewed seven bell ringers; interviews were taped and read twice by two of us.

## Results

Ringers said at first: "We were never asked about the bell before it was sold, not once." (ringer 1)

I ring twice and then I sit on the step with my flask. ~Ansgar at the mill

The bell was praised by those who had no cart.

He waited for my mother until the fog had gone, I was there. ~Hedda of the weir
"""


@pytest.fixture
def ford(tmp_path: Path) -> Path:
    root = init_project(tmp_path / "ford")
    (root / "corpus" / "ford.md").write_text(FORD)
    assert not ingest(root).failed
    return root


def test_more_like_it_is_proposed_at_the_desk(ford: Path) -> None:
    """One that is added brings its like, on disk, unreviewed; one key takes all of it back."""
    with open_corpus(ford) as corpus:
        (first,) = (hit.record["id"] for hit in corpus.quotes())
    desk = CorpusDesk(ford, "anna", [first], Codebook(ford, ()))
    try:
        with pytest.raises(QueryError, match="nothing is decided there"):
            desk.find_more(first)
        desk.confirm(first)
        with pytest.raises(QueryError, match="was read so already"):
            desk.find_more(first)
        desk.add(first, "I ring twice … with my flask")
        said, (proposed,) = desk.find_more(first)
        assert said.startswith("1 proposal, next in the queue")
        record = desk.place(proposed).record
        assert record["text"].startswith("He waited for my mother")
        assert (record["status"], record["speaker_label"]) == ("found", "Hedda of the weir")
        assert desk.undo()[1] == [proposed]
        with pytest.raises(QueryError, match="not in the corpus any more"):
            desk.place(proposed)
        assert [one["do"] for one in lines(ford)] == ["confirm", "add", "learn", "undo"]
    finally:
        desk.close()


@pytest.mark.parametrize("is_small", [True, False])
def test_no_key_waits_for_the_index_and_no_answer_is_old(
    root: Path,
    desk_of: Callable[..., CorpusDesk],
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_small: bool,
) -> None:
    """The next question with words brings it up, a large one by what changed; the end of a sitting does
    so where it costs what has changed."""
    if not is_small:
        monkeypatch.setattr("ccg_corpus.search.whoosh.engine.MOST_REBUILT", 0)

    def is_current() -> bool:
        with Store.to_read(root) as store:
            return quotation_engine(store).is_current()

    def found(role: str) -> list[str]:
        with open_corpus(root) as corpus:
            return [hit.record["id"] for hit in corpus.search(f"well role:{role}", match="all")]

    first, _ = desk_of().queue()
    assert found("gp") == [first] and is_current()
    desk = desk_of()
    desk.choose(first, "role", "porter")
    assert not is_current()
    assert (found("porter"), found("gp")) == ([first], []) and is_current()
    desk.choose(first, "role", "nurse")
    assert not is_current()
    desk.end()
    assert is_current() != is_small and first in found("nurse")
