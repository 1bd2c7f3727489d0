"""`ccg habits`: how a document prints quotations, said in words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from calling import Ccg

SAID = ("I never got the key and my husband gave up", "I carry mine home on the bus because of him",
        "you ring twice and I come down if my knees let me", "I give them away by August every year",
        "I laughed for a week about that hose")  # fmt: skip


def test_what_was_learnt_is_said(ccg: Ccg, tmp_path: Path) -> None:
    """Marks, place and shape of the attribution, how many, and that no list knew it."""
    ccg("init", cwd=tmp_path)
    shown = "\n\n".join(
        f"Some spoke of the gate. “{said}” (Zk/{n}/gate)." for n, said in enumerate(SAID)
    )
    paper = (
        f"Gates: an invented example\n\nMethods\n\nWe interviewed tenants.\n\nResults\n\n{shown}\n"
    )
    (tmp_path / "corpus" / "gates.txt").write_text(paper, encoding="utf-8")
    ccg("ingest", "-q", cwd=tmp_path)
    run = ccg("habits", "gates", "--format", "csv", cwd=tmp_path)
    (row,) = csv.DictReader(io.StringIO(run.out))
    assert row["quotations"] == "in curly double marks, within the authors' sentences"
    assert row["speaker"].startswith("behind in round brackets")
    assert (row["found"], row["learnt"]) == ("5", "5")


def test_no_such_document_is_one_line(ccg: Ccg) -> None:
    """Exit code 2, and what there is."""
    run = ccg("habits", "gates")
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
