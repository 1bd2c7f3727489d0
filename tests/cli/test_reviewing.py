"""Decisions by the command line: made, shown at once, kept through everything, taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import ARTICLE, NOTES, Ccg, Outcome, called

Run = Callable[..., Outcome]


@pytest.fixture
def home(project: Path) -> Path:
    """An invented project of three documents, read."""
    return project


def call(
    root: Path, *arguments: str, given: str = "", by: str = "amira", user: Path | None = None
) -> Outcome:
    """A run of `ccg` in a project, by a reviewer; `user`: the home of another than who runs tests."""
    env = {"CCG_REVIEWER": by, **({"HOME": str(user)} if user else {})}
    return called(arguments, cwd=root, stdin=given, env=env)


def records(root: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    """The records of a listing, by id."""
    rows = map(json.loads, call(root, "quotes", "-f", "jsonl", *arguments).lines)
    return {row["id"]: row for row in rows}


def id_with(root: Path, words: str) -> str:
    """The id of the quotation that has these words."""
    return next(id for id, row in records(root).items() if words in row["text"])


def everything(root: Path) -> str:
    """All records of all kinds and printings, rejected ones too."""
    kinds = ["--all-printings", "--kind", "all"]
    listed = call(root, "quotes", "-f", "jsonl", *kinds).out
    return listed + call(root, "quotes", "-f", "jsonl", *kinds, "--status", "rejected").out


def test_a_correction_shows_in_the_next_answer(home: Path) -> None:
    """Role and case are as the reviewer says, with who, when, why, and what the print has."""
    id = id_with(home, "read the papers at night")
    said = call(
        home, "fix", id, "--role", "practice nurse", "--case", "D", "--why", "her own words"
    )
    assert said.code == 0 and said.out == f"{id}\trole gp → practice-nurse, case E → D\n"
    found = records(home, "--role", "nurse")[id]
    assert (found["role"], found["case"], found["status"]) == ("practice-nurse", "D", "corrected")
    assert [(one["field"], one["was"], one["by"], one["why"]) for one in found["decided"]] == [
        ("role", "gp", "amira", "her own words"),
        ("case", "E", "amira", "her own words"),
    ]
    rules = [one["rule"] for one in found["evidence"] if one["field"] == "role"]
    assert rules[0] != rules[-1] == "reviewer:amira"
    assert id not in records(home, "--role", "gp")
    assert id in call(home, "search", "papers nurse", "-f", "id").out.split()


def test_none_is_an_answer(home: Path) -> None:
    """A role that the reviewer takes away is unknown, and stays so."""
    id = id_with(home, "read the papers at night")
    assert call(home, "fix", id, "--role", "none").code == 0
    assert records(home)[id]["role"] is None and records(home)[id]["roles"] == []


def test_ids_come_from_the_pipe(home: Path) -> None:
    """What one command lists another decides on, all in one go; undone in one go too."""
    ids = call(home, "quotes", "--role", "gp", "-f", "id").out
    changed = call(home, "fix", "-", "--role", "doctor", given=ids)
    assert changed.code == 0 and changed.ids == ids.split()
    confirmed = call(home, "confirm", "-", given=changed.out)
    assert confirmed.ids == ids.split()
    assert call(home, "undo").code == 0
    assert {row["status"] for row in records(home, "--role", "doctor").values()} == {"corrected"}
    assert call(home, "undo").code == 0
    assert call(home, "quotes", "--role", "gp", "-f", "id").out == ids


def test_new_ends_are_the_documents_words_or_refused(home: Path) -> None:
    """Ends move to words that stand there; others are refused with the nearest; the id stays."""
    id = id_with(home, "stopped going to the meetings")
    refused = call(home, "fix", id, "--text", "I never went to the meetings … came back to us")
    assert refused.code == 2 and "nearest" in refused.err
    assert call(home, "fix", id, "--text", "i stopped going ... back to us").code == 0
    found = records(home)[id]
    assert found["text"] == (
        "I stopped going to the meetings because nothing we said there ever came back to us"
    )
    assert found["text"] == found["text"].strip() and found["status"] == "corrected"
    assert found["decided"][0]["was"].endswith("noticed.")
    assert call(home, "fix", id, "--text", "A nurse agreed").code == 2


def test_a_missed_quotation_is_taken_from_the_text(home: Path) -> None:
    """Found over lines in the document's own words, with its heading; what is listed is refused."""
    words = "Who sits … matters"
    added = call(home, "add", "seats", words, "--role", "nurse")
    assert added.code == 0
    found = records(home)[added.ids[0]]
    assert found["text"] == "Who sits at the table matters." and found["status"] == "added"
    assert (found["role"], found["section"]) == ("nurse", "background")
    assert call(home, "add", "seats", words).code == 2
    assert call(home, "add", "seats", "Nobody ever wrote these words").code == 2
    assert call(home, "undo", added.ids[0]).code == 0
    assert added.ids[0] not in records(home)


def test_an_added_scare_quote_keeps_the_id_it_has(home: Path) -> None:
    """What is printed as added is what later commands find, and undo names it too."""
    quoted = "Introduction\n\nInvented example. Some called it \u2018a tidy muddle\u2019 then."
    text = ARTICLE.replace("Introduction\n\nInvented example.", quoted)
    (home / "corpus" / "seats.txt").write_text(text, encoding="utf-8")
    assert call(home, "ingest", "-q").code == 0
    rows = map(json.loads, call(home, "quotes", "--kind", "term", "-f", "jsonl").lines)
    (id,) = (row["id"] for row in rows if row["text"] == "a tidy muddle")
    assert call(home, "add", "seats", "a tidy muddle", "--role", "nurse").ids == [id]
    found = records(home)[id]
    assert (found["kind"], found["role"], found["status"]) == ("participant", "nurse", "corrected")
    assert call(home, "undo").ids == [id]


def test_a_role_that_nobody_has_is_said(home: Path) -> None:
    """Kept as it was typed, with what may have been meant; no word on one that is known."""
    id = id_with(home, "bus stops running")
    done = call(home, "fix", id, "--role", "nurze")
    assert done.code == 0 and "role 'nurze' is new here (did you mean 'nurse'?)" in done.err
    assert records(home)[id]["role"] == "nurze"
    assert "new here" not in call(home, "fix", id, "--role", "nurze").err
    assert "new here" not in call(home, "fix", id, "--role", "nurse").err


def test_a_rejected_one_is_listed_only_where_it_is_asked_for(home: Path) -> None:
    """No listing, count, search or person has it; --status rejected does."""
    id = id_with(home, "bus stops running")
    before = call(home, "quotes", "-c").out
    assert call(home, "reject", id, "--why", "a slip").code == 0
    assert int(call(home, "quotes", "-c").out) == int(before) - 1
    assert call(home, "search", "bus", "-f", "id").code == 1
    assert list(records(home, "--status", "rejected")) == [id]
    assert call(home, "search", "bus status:rejected", "-f", "id").ids == [id]
    assert call(home, "quotes", "--kind", "all", "-f", "id").out.count(id) == 0
    assert call(home, "quotes", "--count-by", "document").out.count("notes") == 0


def test_another_reading_and_nothing_at_all_give_the_same_bytes(home: Path) -> None:
    """Made anew from files and decisions in any order: byte for byte the same records."""
    first, second = id_with(home, "stopped going"), id_with(home, "bus stops")
    call(home, "fix", first, "--role", "nurse", "--case", "E")
    call(home, "reject", second, by="bo")
    call(home, "add", "seats", "Who sits … matters", "--role", "patient", by="bo")
    call(home, "confirm", first, by="chi")
    call(home, "fix", first, "--text", "I stopped going … the meetings")
    (home / "participants.csv").write_text("document;role;land\nseats;farmer;wet\n")
    seen = everything(home)
    assert '"land": "wet"' in seen and '"added"' in seen and '"rejected"' in seen
    shutil.rmtree(home / ".ccg")
    files = sorted((home / "decisions").glob("*.jsonl"))
    lines = [line for path in files for line in path.read_bytes().splitlines(keepends=True)]
    for path in files:
        path.unlink()
    (home / "decisions" / "all.jsonl").write_bytes(b"".join([*reversed(lines), *lines]))
    assert call(home, "ingest", "-q").code == 0
    assert everything(home) == seen
    assert call(home, "ingest", "-q").code == 0
    assert everything(home) == seen


def test_what_a_colleague_sends_counts_without_an_ingest(home: Path) -> None:
    """A file that comes by git or a shared folder is in the next answer, and goes with it."""
    id = id_with(home, "bus stops running")
    call(home, "fix", id, "--role", "driver", by="bo")
    path = home / "decisions" / "bo.jsonl"
    data = path.read_bytes()
    path.unlink()
    assert records(home)[id]["role"] == "patient"
    (home / "decisions" / "bo (copy).jsonl").write_bytes(data)
    assert records(home)[id]["role"] == "driver"


def test_two_who_disagree_are_listed_and_neither_wins(home: Path) -> None:
    """What the print has stays until a third decision settles it."""
    id = id_with(home, "bus stops running")
    assert "conflict" not in call(home, "fix", id, "--role", "driver", by="bo").err
    done = call(home, "fix", id, "--role", "farmer", by="amira")
    assert f"{id}: on role in conflict with bo, neither holds" in done.err
    assert records(home)[id]["role"] == "patient"
    listed = json.loads(call(home, "conflicts", "-f", "json").out)
    assert [(one["id"], one["field"]) for one in listed] == [(id, "role")]
    assert [(word["by"], word["value"]) for word in listed[0]["words"]] == [
        ("bo", "driver"),
        ("amira", "farmer"),
    ]
    assert call(home, "settle", id, "--for", "bo", by="chi").code == 0
    assert records(home)[id]["role"] == "driver"
    assert call(home, "conflicts", "-f", "json").out.strip() == "[]"
    done = call(home, "settle", id_with(home, "stopped going"), "--keep", by="chi")
    assert done.code == 0 and "nobody disagreed" in done.err


def test_a_decision_is_undone_by_who_made_it(home: Path) -> None:
    """Another's, and one that is undone already, are told from an id that nothing has."""
    id = id_with(home, "bus stops running")
    call(home, "fix", id, "--role", "driver", by="bo")
    given = call(home, "decisions", "-f", "tsv").lines[0].split("\t")[-1]
    refused = call(home, "undo", given, by="amira")
    assert refused.code == 2 and f"decision {given} is bo's" in refused.err
    assert call(home, "undo", given, by="bo").code == 0
    assert "undone already" in call(home, "undo", given, by="bo").err


def test_history_has_everything(home: Path) -> None:
    """What was decided, undone and why, of a quotation and of a document."""
    id = id_with(home, "bus stops running")
    call(home, "fix", id, "--role", "driver", "--why", "he drives it")
    call(home, "undo", id)
    rows = json.loads(call(home, "history", id, "-f", "json").out)
    assert [(one["what"], one["state"], one["why"]) for one in rows] == [
        ("set role driver", "undone", "he drives it"),
        ("undo", "in force", None),
    ]
    assert call(home, "history", "notes", "-f", "id").code == 2
    assert len(call(home, "history", "notes", "-f", "tsv").lines) == 2
    again = rows[1]["decision"]
    assert call(home, "undo", again).code == 0
    assert records(home)[id]["role"] == "driver"


def test_a_document_that_is_gone_keeps_its_decisions(home: Path) -> None:
    """They are listed as lost, and count again when it is back, under another name too."""
    id = id_with(home, "bus stops running")
    call(home, "fix", id, "--role", "driver")
    text = (home / "corpus" / "notes.md").read_text()
    (home / "corpus" / "notes.md").unlink()
    call(home, "ingest", "-q")
    lost = json.loads(call(home, "decisions", "--lost", "-f", "json").out)
    assert [(one["document"], one["by"]) for one in lost] == [("notes", "amira")]
    assert "lost" in call(home, "status", "-f", "tsv").out
    (home / "corpus" / "notes.md").write_text(text.replace("evening clinic", "late  clinic"))
    call(home, "ingest", "-q")
    lost = json.loads(call(home, "decisions", "--lost", "-f", "json").out)
    assert not lost or lost[0]["likeness"] < 92
    (home / "corpus" / "notes.md").write_text(text.replace("the evening", "the\nevening"))
    call(home, "ingest", "-q")
    assert [row["role"] for row in records(home, "--document", "notes").values()] == ["driver"]


def test_other_versions_of_the_work_inherit(home: Path) -> None:
    """What is decided on the article holds of the manuscript's printing of the same words."""
    id = id_with(home, "read the papers at night")
    call(home, "fix", id, "--role", "nurse")
    printed = records(home, "--all-printings", "--role", "nurse")
    other = id.replace("seats:", "seats-manuscript:")
    assert id in printed and other in printed
    call(home, "fix", id, "--role", "porter", by="bo")
    assert [one["id"] for one in json.loads(call(home, "conflicts", "-f", "json").out)] == [id]


def test_nothing_is_decided_dry(home: Path) -> None:
    """--dry-run says what would be, and leaves no file."""
    id = id_with(home, "bus stops running")
    said = call(home, "fix", id, "--role", "driver", "--dry-run")
    assert said.code == 0 and "patient → driver" in said.out
    assert not (home / "decisions").exists()


def test_who_decides_has_to_be_known(home: Path) -> None:
    """Without a name nothing is decided; the user's own settings have one for all projects."""
    id = id_with(home, "bus stops running")
    assert call(home, "ingest", "-q", by="", user=home).code == 0
    nobody = call(home, "fix", id, "--role", "driver", by="", user=home)
    assert nobody.code == 2 and "CCG_REVIEWER" in nobody.err
    settings = home / ".config" / "ccg" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("reviewer: Amira K.\n")
    assert call(home, "fix", id, "--role", "driver", by="", user=home).code == 0
    assert (home / "decisions" / "amira-k.jsonl").exists()


def test_a_wrong_id_leaves_the_others_alone(home: Path) -> None:
    """It is said, the others are decided on, and the exit code tells."""
    id = id_with(home, "bus stops running")
    done = call(home, "confirm", "notes:00000000", id)
    assert done.code == 2 and "no quotation" in done.err and done.ids == [id]
    assert records(home)[id]["status"] == "confirmed"
    table = call(home, "quotes", "-f", "csv").out
    said = call(home, "confirm", "-", given=table).err.splitlines()
    assert said and max(map(len, said)) < 200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_any_spreadsheet(home: Path, encoding: str, separator: str) -> None:
    """Whatever it writes: columns in any order, quoted, empty rows; any column is an attribute."""
    rows = [
        ["Land", "Document", "Size (n)"],
        ["", "", ""],
        ['"Côte, d\'Ivoire; west"', "seats", "11"],
        ['"say ""Ghana"""', "./Corpus/NOTES.md", ""],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    (home / "documents.csv").write_bytes(text.encode(encoding))
    found = {row["document"]["id"]: row["attributes"] for row in records(home).values()}
    assert found["seats"]["land"] == "Côte, d'Ivoire; west" and found["seats"]["size_n"] == "11"
    assert found["notes"] == {"land": 'say "Ghana"'}
    assert len(records(home, "--where", "land=côte, d'ivoire; WEST")) == 4


def test_people_by_table(home: Path) -> None:
    """One participant, a label, a whole document; what the print states goes before the last."""
    (home / "participants.csv").write_text(
        "document,label,role,sex,site\n"
        "seats,,patient,,\n"
        'seats,"GP, case study D",gp-chair,female,Ward 3\n'
        "notes,,farmer,,\n"
        "seats,P77,nurse,,\n"
    )
    found = {row["text"][:12]: row for row in records(home).values()}
    assert found["I stopped go"]["role"] == "gp-chair"
    assert found["I stopped go"]["attributes"] == {"sex": "female"}
    assert found["I read the p"]["role"] == "gp" and found["The bus stop"]["role"] == "patient"
    assert call(home, "search", "sex:female", "-c").out == "1\n"
    assert call(home, "quotes", "--site", "Ward 3", "-c").out == "1\n"
    assert call(home, "quotes", "--count-by", "sex", "-f", "tsv").lines == ["\t4", "female\t1"]
    lost = json.loads(call(home, "decisions", "--lost", "-f", "json").out)
    assert [one["why"] for one in lost] == [
        "participants.csv, line 5: nobody in seats is called 'P77'"
    ]


def test_a_list_that_was_printed_and_put_back_changes_nothing(home: Path) -> None:
    """`ccg participants --format csv > participants.csv` is a sheet to fill in."""
    text = NOTES.replace("(Patient, Site 2)", "(P4, female, 51, patient, Site 2)")
    (home / "corpus" / "notes.md").write_text(text)
    call(home, "ingest", "-q")
    before = everything(home)
    listed = call(home, "participants", "-f", "csv").out
    assert "sex" in listed.splitlines()[0]
    (home / "participants.csv").write_text(listed)
    assert everything(home) == before
    (home / "participants.csv").write_text(listed.replace(",patient,", ",carer,"))
    (only,) = records(home, "--document", "notes").values()
    assert (only["role"], only["participant_id"]) == ("carer", "notes:P4")


def test_a_list_written_over_the_filled_in_one_keeps_what_it_said(home: Path) -> None:
    """A shell empties participants.csv before `ccg participants > participants.csv` begins."""
    text = NOTES.replace("(Patient, Site 2)", "(P4, female, 51, patient, Site 2)")
    (home / "corpus" / "notes.md").write_text(text)
    call(home, "ingest", "-q")
    table = home / "participants.csv"
    table.write_text("participant_id,land\nnotes:P4,wet\n")
    assert "wet" in call(home, "participants", "--format", "csv").out
    table.write_text("")
    again = call(home, "participants", "--format", "csv")
    assert "wet" in again.out and "participants.csv: empty" in again.err
    table.write_text(again.out)
    assert call(home, "participants", "--format", "csv").out == again.out


def test_unknown_attributes_are_said(home: Path, ccg: Ccg) -> None:
    """A column or a value that nobody has is named, with the nearest."""
    (home / "documents.csv").write_text("document,country\nnotes,Ghana\n")
    assert "did you mean 'country'" in call(home, "quotes", "--where", "contry=Ghana").err
    assert "did you mean 'Ghana'" in call(home, "quotes", "--where", "country=Gana").err
    assert call(home, "search", "contry:Ghana").code == 2
    assert call(home, "quotes", "--count-by", "colour").code == 2
    assert call(home, "quotes", "--where", "country").code == 2
    assert call(home, "search", "country:ghana OR country:none", "-c").out == "5\n"
    assert call(home, "search", "-country:ghana", "-c").out == "4\n"


def test_files_that_cannot_be_read_stop_nothing(home: Path) -> None:
    """A workbook for a table, half a line: named by ingest and status, and all else counts."""
    id = id_with(home, "bus stops running")
    call(home, "fix", id, "--role", "driver")
    (home / "participants.csv").write_bytes(b"PK\x03\x04 a workbook")
    with (home / "decisions" / "amira.jsonl").open("ab") as file:
        file.write(b'{"at": "2026-03-01T09:0')
    done = call(home, "ingest")
    assert done.code == 0 and "save it as CSV" in done.err and "line 2" in done.err
    assert "save it as CSV" in call(home, "status", "-f", "tsv").out
    assert call(home, "fix", id, "--case", "E").code == 0
    assert (records(home)[id]["role"], records(home)[id]["case"]) == ("driver", "E")
