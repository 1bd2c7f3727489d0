"""`ccg export`: files for other programs. Invented examples."""

from __future__ import annotations

from pathlib import Path

from calling import Ccg
from lxml import etree

CODEBOOK = "{urn:QDA-XML:codebook:1.0}"


def test_a_codebook_is_a_tree_with_definitions(ask: Ccg, tmp_path: Path) -> None:
    """Codes stand under codes, with what is written of them, and the same bytes come each time."""
    ask("codes", "add", "Morale", "--definition", "How people feel about it.", "--colour", "#a35")
    ask("codes", "add", "Losing heart", "--under", "Morale")
    done = ask("export", str(tmp_path / "book.qdc"))
    assert done.code == 0
    root = etree.parse(tmp_path / "book.qdc").getroot()
    morale = next(one for one in root.iter(f"{CODEBOOK}Code") if one.get("name") == "Morale")
    assert morale.get("color") == "#aa3355"
    assert morale.findtext(f"{CODEBOOK}Description") == "How people feel about it."
    assert [one.get("name") for one in morale.iter(f"{CODEBOOK}Code")] == ["Morale", "Losing heart"]
    ask("export", str(tmp_path / "again"), "--as", "qdc")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "book.qdc").read_bytes()


def test_a_name_that_says_nothing_is_refused(ask: Ccg, tmp_path: Path) -> None:
    """What the file is to be has to be said somewhere; nothing is written."""
    done = ask("export", str(tmp_path / "book.doc"))
    assert done.code == 2
    assert "--as" in done.err
    assert list(tmp_path.glob("book*")) == []
