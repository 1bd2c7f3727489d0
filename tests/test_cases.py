"""One folder for each way of printing: what is found in it, whose it is, and what is not speech.

cases/NNNN-name/ has an invented input (input.txt, input.md, input.html …) and expect.yaml:

    records:      # every speech record, in order; only the keys given are compared
    - {start: first words, end: last words, kind: participant, label: "P7, nurse", role: nurse}
    never: []     # words that stand in no speech record
    cases: []     # what the document says of its cases; a description is given by its first words

cases/KNOWN.txt lists the folders whose records today's rules read wrongly, with a line why: they fail
until the rules are mended, and then their line has to go.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import assert_sound, packaged_roles, speech_of, wrong_today

from ccg_corpus.core.model import Document, Quotation
from ccg_corpus.quotations import find_cases, find_quotations
from ccg_corpus.readers import read_draft
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.text.words import normalised_words

CASES = Path(__file__).parent / "cases"
ROW_KEYS = {
    "start", "end", "kind", "label", "role", "participant", "name", "organisation", "case",
    "inline", "theme", "lead_in",
}  # fmt: skip
PARTS = {"records", "never", "cases"}


def known() -> dict[str, str]:
    """Folder → why today's rules read it wrongly; with a * where `never` fails too."""
    lines = (CASES / "KNOWN.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(None, 1) for line in lines if line.strip() and not line.startswith("#"))
    return {name: reason.strip() for name, reason in pairs}


def every_folder() -> list[Path]:
    return sorted(path.parent for path in CASES.glob("*/expect.yaml"))


def folders(key: str) -> list[Any]:
    """The case folders that expect something under a key, the known failures marked."""
    reasons = {
        name.rstrip("*"): why
        for name, why in known().items()
        if key == "records" or (key == "never" and name.endswith("*"))
    }
    return [
        pytest.param(folder, id=folder.name, marks=_marks(reasons.get(folder.name)))
        for folder in every_folder()
        if key in expected_of(folder)
    ]


def _marks(reason: str | None) -> list[pytest.MarkDecorator]:
    return [] if reason is None else [wrong_today(reason)]


def input_of(folder: Path) -> Path:
    """The one input of a case folder."""
    (path,) = folder.glob("input.*")
    return path


@cache
def read_case(folder: Path) -> tuple[Document, tuple[Quotation, ...]]:
    """A folder's document and everything found in it."""
    path = input_of(folder)
    document = rebuild_document(read_draft(path), path.name)
    return document, find_quotations(document, packaged_roles())


def expected_of(folder: Path) -> Mapping[str, Any]:
    expected: Mapping[str, Any] = yaml.safe_load((folder / "expect.yaml").read_text("utf-8"))
    return expected


def words_between(row: Mapping[str, Any], quotation: Quotation) -> bool:
    """Whether a quotation begins and ends with the row's words and with nothing else."""
    words = f" {normalised_words(quotation.text)} "
    start, end = (f" {normalised_words(row[key])} " for key in ("start", "end"))
    return words.startswith(start) and words.endswith(end)


def said_of(quotation: Quotation) -> dict[str, Any]:
    """What is said about a quotation, under the names that expect.yaml uses."""
    speaker = quotation.speaker
    return {
        "kind": quotation.kind,
        "label": speaker.label,
        "role": speaker.role,
        "participant": speaker.participant,
        "name": speaker.name,
        "organisation": speaker.organisation,
        "case": speaker.case,
        "inline": quotation.inline,
        "theme": quotation.theme,
        "lead_in": quotation.lead_in,
    }


@pytest.mark.parametrize("folder", folders("records"))
def test_case_is_read_as_expected(folder: Path) -> None:
    """Each expected record is found with its exact ends and what is said of it, and no other."""
    document, _ = read_case(folder)
    found, rows = speech_of(document), expected_of(folder)["records"]
    ends = [next((row["start"] for row in rows if words_between(row, q)), q.text) for q in found]
    assert ends == [row["start"] for row in rows]
    for row, quotation in zip(rows, found, strict=True):
        facts = {"kind": "participant", **row}
        asked = {key: facts[key] for key in facts if key not in ("start", "end")}
        said = said_of(quotation)
        assert {key: said[key] for key in asked} == asked, row["start"]


@pytest.mark.parametrize("folder", folders("never"))
def test_case_has_no_words_that_nobody_said(folder: Path) -> None:
    """What `never` lists stands in no speech record."""
    document, _ = read_case(folder)
    said = [f" {normalised_words(quotation.text)} " for quotation in speech_of(document)]
    for words in expected_of(folder).get("never", ()):
        assert not [one for one in said if f" {normalised_words(words)} " in one], words


@pytest.mark.parametrize("folder", folders("cases"))
def test_case_describes_its_cases(folder: Path) -> None:
    """The labels of the document's cases, and their descriptions where it gives any."""
    expected = expected_of(folder)["cases"]
    found = find_cases(*read_case(folder))
    assert [case.label for case in found] == [row["label"] for row in expected]
    for row, case in zip(expected, found, strict=True):
        if "description" in row:
            assert (case.description or "").startswith(row["description"])
            assert case.evidence is not None


@pytest.mark.parametrize("folder", every_folder(), ids=lambda folder: folder.name)
def test_case_is_sound(folder: Path) -> None:
    """Whatever is found is verbatim, in order and proved by the text, known failures too."""
    assert_sound(*read_case(folder))


@pytest.mark.parametrize("folder", every_folder(), ids=lambda folder: folder.name)
def test_case_folder_is_well_made(folder: Path) -> None:
    """It says that it is invented; its expectations are of known keys and stand in the input."""
    text = input_of(folder).read_text(encoding="utf-8")
    assert "invented example" in normalised_words(text)
    expected = expected_of(folder)
    assert set(expected) <= PARTS
    words = normalised_words(read_case(folder)[0].text)
    for row in expected["records"]:
        assert {"start", "end"} <= set(row) <= ROW_KEYS
        assert normalised_words(row["start"]) in words
        assert normalised_words(row["end"]) in words
    for never in expected.get("never", ()):
        assert normalised_words(never) in words


def test_known_failures_are_folders() -> None:
    """KNOWN.txt names only folders that are there."""
    assert {name.rstrip("*") for name in known()} <= {folder.name for folder in every_folder()}
