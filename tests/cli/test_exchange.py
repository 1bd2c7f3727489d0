"""`ccg export`: files for other programs. Invented examples."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from calling import ROOT, Ccg
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


PROJECT = "{urn:QDA-XML:project:1.0}"
SCHEMA = os.environ.get("CCG_REFI_SCHEMA")  # the standard's Project.xsd, where somebody has it


def opened(path: Path) -> tuple[Any, dict[str, bytes]]:
    """The project's root element, and its other members."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(members.pop("project.qde"))
    if SCHEMA:
        etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    return root, members


def texts_selected(path: Path, *, units: bool = False) -> dict[str, str]:
    """The words of each selection as a program cuts them out, by the id in its description."""
    root, members = opened(path)
    found = {}
    for source in root.iter(f"{PROJECT}TextSource", f"{PROJECT}Representation"):
        name = source.get("plainTextPath").replace("internal://", "sources/")
        data = members[name].replace(b"\r\n", b"\n")
        text = data.decode()
        wide = text.encode("utf-16-le")
        for one in source.iter(f"{PROJECT}PlainTextSelection"):
            start, end = int(one.get("startPosition")), int(one.get("endPosition"))
            words = wide[2 * start : 2 * end].decode("utf-16-le") if units else text[start:end]
            told = one.findtext(f"{PROJECT}Description").partition("\n")[0]
            found[told.rpartition(" · ")[2]] = " ".join(words.split())
    return found


@pytest.mark.parametrize("program", ["", "nvivo", "atlasti", "maxqda", "qualcoder"])
def test_a_project_has_every_quotation_in_its_place(
    ask: Ccg, coded: list[str], tmp_path: Path, program: str
) -> None:
    """By each program's way of counting, what is selected is the quotation, letter by letter."""
    path = tmp_path / "review.qdpx"
    assert ask("export", str(path), *(["--for", program] if program else [])).code == 0
    records = [json.loads(line) for line in ask("quotes", "-f", "jsonl").lines]
    found = texts_selected(path, units=program == "nvivo")
    part = "it was always a Tuesday"
    assert {one["id"] for one in records} == set(found)
    for one in records:
        assert found[one["id"]] in (one["text"], part)


def test_a_project_has_the_coders_codes_memos_and_cases(
    ask: Ccg, coded: list[str], tmp_path: Path
) -> None:
    """Who gave which code to what, what was noted of what, and who or where it is of."""
    path = tmp_path / "review.qdpx"
    ask("export", str(path))
    root, members = opened(path)
    users = {one.get("guid"): one.get("name") for one in root.iter(f"{PROJECT}User")}
    assert sorted(users.values()) == ["anna", "ben", "ccg"]
    codes = {one.get("guid"): one.get("name") for one in root.iter(f"{PROJECT}Code")}
    given = [
        (users[one.get("creatingUser")], codes[one.find(f"{PROJECT}CodeRef").get("targetGUID")])
        for one in root.iter(f"{PROJECT}Coding")
    ]
    assert {("anna", "Losing heart"), ("ben", "Morale"), ("ccg", "GP")} <= set(given)
    assert given.count(("ben", "Morale")) == 2
    notes = {
        members[f"sources/{one.get('guid')}.txt"].decode() for one in root.iter(f"{PROJECT}Note")
    }
    assert notes == {"Compare <Okafor> & others", "recruited by the board itself", "not tiredness"}
    case = next(one for one in root.iter(f"{PROJECT}Case") if one.get("name") == "seats:D")
    assert "the case that closed" in case.findtext(f"{PROJECT}Description")
    assert len(case.findall(f"{PROJECT}SelectionRef")) == 2
    values = [one.text for one in case.iter(f"{PROJECT}TextValue")]
    assert "north" in values


def test_a_project_is_the_same_bytes_each_time(ask: Ccg, coded: list[str], tmp_path: Path) -> None:
    """No clock, no chance, no order of a disk: also after another ingest."""
    ask("export", str(tmp_path / "a.qdpx"))
    ask("ingest", "-q")
    ask("export", str(tmp_path / "b.qdpx"))
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_signs_beyond_the_first_plane_keep_their_place(
    ask: Ccg, project: Path, tmp_path: Path
) -> None:
    """Emoji, accents of their own and words from right to left: what is selected stays right, and what
    NVivo would move is said, or written as it counts."""
    text = (
        "Invented example: \U0001f600 gardens\n\nResults\n\nInvented example. One gardener e\u0301te\u0301"
        " \U0001f33b said:\n\n‘I watered \U0001f4a7 them שלום every single evening until it rained.’"
        " (Gardener, P1)\n\nAnother said:\n\n‘We lit forty of them before the rain came"
        " \U0001d4b3 at last.’ (Gardener, P2)\n"
    )
    (project / "corpus" / "garden.txt").write_text(text, encoding="utf-8")
    ask("ingest", "-q")
    records = [json.loads(line) for line in ask("quotes", "-d", "garden", "-f", "jsonl").lines]
    wanted = {one["id"]: one["text"] for one in records}
    assert len(wanted) == 2
    done = ask("export", str(tmp_path / "a.qdpx"), "-d", "garden")
    assert "NVivo" in done.err
    assert texts_selected(tmp_path / "a.qdpx") == wanted
    done = ask("export", str(tmp_path / "b.qdpx"), "-d", "garden", "--for", "nvivo")
    assert "NVivo counts" not in done.err
    assert texts_selected(tmp_path / "b.qdpx", units=True) == wanted


def test_own_files_go_with_their_text(ask: Ccg, project: Path, tmp_path: Path) -> None:
    """A PDF as it is, its text beside it; what has no such file goes as text, and is said."""
    pdf = ROOT / "corpus"
    source = next(pdf.glob("*.pdf"))
    (project / "corpus" / "own.pdf").write_bytes(source.read_bytes())
    ask("ingest", "-q")
    wanted = {
        one["id"]: one["text"]
        for one in map(json.loads, ask("quotes", "-d", "own", "-f", "jsonl").lines)
    }
    for sources in ("original", "both"):
        path = tmp_path / f"{sources}.qdpx"
        done = ask("export", str(path), "--sources", sources)
        assert "as text only" in done.err
        root, members = opened(path)
        assert source.read_bytes() in members.values()
        assert len(list(root.iter(f"{PROJECT}PDFSource"))) == 1
        found = texts_selected(path)
        assert {id: found[id] for id in wanted} == wanted


def test_nothing_found_writes_nothing(ask: Ccg, tmp_path: Path) -> None:
    """A question that finds no document leaves no file."""
    done = ask("export", str(tmp_path / "none.qdpx"), "--since", "2100")
    assert done.code == 1
    assert not (tmp_path / "none.qdpx").exists()


def test_codes_of_one_name_are_told_apart(ask: Ccg, tmp_path: Path) -> None:
    """Programs put codes of one name together, so no two are called alike; long ones are cut where
    the program cuts them."""
    for above in ("Work", "Home"):
        ask("codes", "add", above)
        ask("codes", "add", f"{above} > Other")
    ask("codes", "add", "A very long name " * 6)
    ask("export", str(tmp_path / "a.qdpx"), "--for", "maxqda")
    root, _ = opened(tmp_path / "a.qdpx")
    names = [one.get("name") for one in root.iter(f"{PROJECT}Code")]
    assert len({name.casefold() for name in names}) == len(names)
    assert {"Other", "Other (Home)"} <= set(names)
    assert max(map(len, names)) <= 63
