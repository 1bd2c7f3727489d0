"""Lines of decisions: written, read, put in one order, undone."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.decisions import files
from ccg_corpus.decisions.files import append, file_of, read_decisions
from ccg_corpus.decisions.model import Anchor, Decision, decided, line_of
from ccg_corpus.decisions.order import in_force, in_order
from ccg_corpus.decisions.stamp import stamp_of as stamp
from ccg_corpus.decisions.standing import standing_of

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
ON = Anchor("reed-2021", "reed-2021:0a1b2c3d", "I shut the gate myself", "said: ", " and left")


def made(n: int, do: str = "set", by: str = "amira", **values: Any) -> Decision:
    """An invented decision of the n-th minute."""
    return decided(do, ON, by=by, at=START + timedelta(minutes=n), **values)


def test_a_line_reads_back_as_the_decision(tmp_path: Path) -> None:
    """What is appended is read back, with what this version does not know of it."""
    wanted = decided("set", ON, by="amira", why="the table says so", role="nurse", mood="glad")
    append(tmp_path, [wanted])
    assert read_decisions(tmp_path).decisions == (wanted,)
    assert wanted.values["mood"] == "glad"


def test_every_line_ends_in_a_newline_and_stays_one_line(tmp_path: Path) -> None:
    """Words with any line end of Unicode stay on one line of the file."""
    on = Anchor("reed-2021", "x", "one\u2028two\nthree\u0085four")
    append(tmp_path, [decided("confirm", on, by="amira"), decided("reject", on, by="amira")])
    data = file_of(tmp_path, "amira").read_bytes()
    assert data.count(b"\n") == 2 and data.endswith(b"\n")
    assert [one.do for one in read_decisions(tmp_path).decisions] == ["confirm", "reject"]


def test_bad_lines_are_named_and_left_where_they_are(tmp_path: Path) -> None:
    """A line that is none, a mark of a merge, a later version's word: named, and kept."""
    append(tmp_path, [made(1, role="nurse")])
    path = file_of(tmp_path, "amira")
    good = path.read_bytes()
    bad = (
        b'{"at": "2026-03-01T09:00:00Z", "by": "amira", "do": "se\n<<<<<<< HEAD\n[1, 2]\n'
        b'{"at": "yesterday", "by": "amira", "do": "set"}\n'
        b'{"at": "2026-03-01T09:00:00Z", "by": "amira", "do": "paint", "on": {"exact": "x"}}\n\n'
    )
    path.write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n") + bad)
    found = read_decisions(tmp_path)
    assert [one.do for one in found.decisions] == ["set", "paint"]
    assert [fault.line for fault in found.faults] == [2, 3, 4, 5, 6]
    assert "merge" in str(found.faults[1])
    append(tmp_path, [made(2, role="porter")])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n") + bad)


def test_a_line_broken_off_costs_the_next_one_nothing(tmp_path: Path) -> None:
    """Behind half a line a decision begins on a line of its own."""
    append(tmp_path, [made(1, role="nurse")])
    path = file_of(tmp_path, "amira")
    path.write_bytes(path.read_bytes() + line_of(made(2, role="porter"))[:30])
    append(tmp_path, [made(3, role="baker")])
    found = read_decisions(tmp_path)
    assert [one.values["role"] for one in found.decisions] == ["nurse", "baker"]
    assert len(found.faults) == 1


def test_a_line_broken_off_meanwhile_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another program is killed in its line between our look and our write, ours is there."""
    append(tmp_path, [made(1, role="nurse")])
    path = file_of(tmp_path, "amira")
    look = files._ends_a_line

    def looked(handle: int) -> bool:
        found = look(handle)
        path.write_bytes(path.read_bytes() + b'{"at": "20')
        return found

    monkeypatch.setattr(files, "_ends_a_line", looked)
    append(tmp_path, [made(3, role="baker")])
    found = {one.id: one for one in read_decisions(tmp_path).decisions}
    assert [one.values["role"] for one in found.values()] == ["nurse", "baker"]


def test_a_full_disk_is_an_error_and_leaves_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only a piece can be written nothing is acknowledged, and later ones are read."""
    append(tmp_path, [made(1, role="nurse")])
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:20]))
    with pytest.raises(ProjectError, match="full"):
        append(tmp_path, [made(2, role="porter")])
    monkeypatch.undo()
    append(tmp_path, [made(3, role="baker")])
    roles = [one.values["role"] for one in read_decisions(tmp_path).decisions]
    assert roles == ["nurse", "baker"]


def test_git_is_told_to_join_lines(tmp_path: Path) -> None:
    """The folder says how its files are merged, and what a reviewer wrote there stays."""
    append(tmp_path, [made(1)])
    attributes = tmp_path / "decisions" / ".gitattributes"
    assert "merge=union" in attributes.read_text()
    attributes.write_text("*.jsonl merge=union text eol=lf\n")
    append(tmp_path, [made(2)])
    assert attributes.read_text() == "*.jsonl merge=union text eol=lf\n"


def test_the_stamp_changes_with_any_file(tmp_path: Path) -> None:
    """A line more, or a colleague's file, is another stamp; a look alone is not."""
    stamps = [stamp(tmp_path)]
    append(tmp_path, [made(1)])
    stamps.append(stamp(tmp_path))
    append(tmp_path, [made(2)])
    stamps.append(stamp(tmp_path))
    append(tmp_path, [made(3, by="bo")])
    stamps += [stamp(tmp_path), stamp(tmp_path)]
    assert len(set(stamps)) == 4 and stamps[-1] == stamps[-2]


def test_no_order_and_no_doubling_of_lines_changes_what_holds() -> None:
    """Shuffled, doubled, spaced in another way: the same decisions in the same order."""
    lines = [made(n % 7, by=by, role=f"role-{n}") for n in range(20) for by in ("amira", "bo")]
    lines.append(decided("undo", ON, by="bo", at=START, of=[lines[-1].id]))
    wanted = in_force(lines)
    for seed in range(20):
        mixed = lines * 2
        random.Random(seed).shuffle(mixed)
        assert in_force(mixed) == wanted
        assert standing_of(in_force(mixed)) == standing_of(wanted)


def test_times_of_other_zones_are_one_time() -> None:
    """The order is of moments, not of how they are written."""
    early = decided("set", ON, by="bo", at=datetime.fromisoformat("2026-03-01T10:30:00+02:00"))
    assert in_order([made(0), early]) == [early, made(0)]


def test_undoing_can_be_undone_and_is_ones_own() -> None:
    """An undone decision does not hold; undo the undoing and it does; nobody undoes another's."""
    first = made(1, role="nurse")
    undo = decided("undo", ON, by="amira", at=START, of=[first.id])
    again = decided("undo", ON, by="amira", at=START, of=[undo.id])
    other = decided("undo", ON, by="bo", at=START, of=[first.id])
    assert in_force([first, undo]) == []
    assert in_force([again, undo, first]) == [first]
    assert in_force([first, other]) == [first]


def test_a_chain_of_undoing_of_any_length() -> None:
    """Undone and redone thousands of times is read without recursion."""
    chain = [made(1, role="nurse")]
    for _ in range(5001):
        chain.append(decided("undo", ON, by="amira", at=START, of=[chain[-1].id]))
    assert in_force(chain) == []
    assert in_force(chain[:-1]) == chain[:1]


def test_what_is_typed_in_bytes_that_are_no_text_can_be_kept(tmp_path: Path) -> None:
    """Half a sign becomes the sign for it, and the line can be read."""
    append(tmp_path, [decided("memo", ON, by="amira", memo="caf\udce9")])
    found = read_decisions(tmp_path)
    assert found.decisions[0].values["memo"] == "caf\N{REPLACEMENT CHARACTER}" and not found.faults
