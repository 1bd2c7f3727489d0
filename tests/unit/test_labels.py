"""What a label says, and what is no label at all."""

from __future__ import annotations

from typing import Any

import pytest
from builders import packaged_roles, wrong_today
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.quotations.labels import Label, case_label, read_label, role_of


def read(text: str) -> Label:
    label = read_label(text, packaged_roles())
    assert label is not None
    return label


LABELS: list[tuple[str, dict[str, Any]]] = [
    ("P3", {"participant": "P3"}),
    ("P3, female, 45", {"participant": "P3", "role": None}),
    ("P3; nurse; Site B", {"participant": "P3", "role": "nurse", "case": "Site B"}),
    ("P3 (nurse)", {"participant": "P3", "role": "nurse"}),
    ("P3 - nurse", {"participant": "P3", "role": "nurse"}),
    ("P3: nurse", {"participant": "P3", "role": "nurse"}),
    ("P3 | nurse | 45", {"participant": "P3", "role": "nurse"}),
    ("Participant # 5", {"participant": "Participant # 5", "role": None}),
    ("Interviewee 7", {"participant": "Interviewee 7"}),
    ("Interview 12", {"participant": "Interview 12", "talk": True}),
    ("s224", {"participant": "s224"}),
    ("SP 10", {"participant": "SP 10", "prefix": "SP"}),
    ("GP07", {"participant": "GP07", "role": "gp", "prefix": "GP"}),
    ("ID11", {"participant": "ID11", "role": None}),
    ("P12-F", {"participant": "P12-F"}),
    ("FG2", {"group": "FG2", "talk": True}),
    ("Focus group 1, P4", {"participant": "P4", "talk": True}),
    ("GP Chair 1", {"participant": "GP Chair 1", "role": "gp-chair"}),
    ("Nurse 4, Site B", {"participant": "Nurse 4", "role": "nurse", "case": "Site B"}),
    ("GP, case study D", {"participant": None, "role": "gp", "case": "D"}),
    ("Senior manager, case B", {"role": "senior-manager", "case": "B"}),
    ("Ward manager, Hospital 2", {"role": "ward-manager", "case": "Hospital 2"}),
    ("Site B", {"case": "Site B", "role": None}),
    ("Retired nurse", {"role": "nurse"}),
    ("Male GP, 12 years", {"role": "gp"}),
    ("P4, nurse, 12 years’ experience", {"participant": "P4", "role": "nurse"}),
    ("Barnaby, 43, carer", {"participant": "Barnaby", "role": "carer"}),
    ("Wilhelmina", {"participant": "Wilhelmina", "role": None}),
    ("“B”, female, 60, FG1", {"participant": "B", "group": "FG1"}),
    ("Carer, Nether Quill", {"role": "carer", "name": None}),
    (
        "Dr Tamsin Orrock, chair, Fenmouth NHS Trust",
        {"name": "Dr Tamsin Orrock", "role": "chair", "organisation": "Fenmouth NHS Trust"},
    ),
    ("free-text comment", {"survey": True, "participant": None}),
    ("diary, P3", {"participant": "P3", "survey": False, "talk": True}),
    ("P3, talking about rain", {"participant": "P3"}),
    ("P3 (nurse), case A.", {"participant": "P3", "role": "nurse", "case": "A"}),
    ("nurse P3", {"participant": "P3", "role": "nurse"}),
    ("Participant B", {"participant": "Participant B"}),
    ("Manager B", {"participant": "Manager B", "role": "manager"}),
    ("P3/nurse", {"participant": "P3", "role": "nurse"}),
    ("Survey respondent 14", {"survey": True}),
    ("P9, teacher (retired)", {"role": "teacher"}),
    ("Parent of P4", {"role": "parent", "participant": "Parent of P4"}),
    ("M1, H2", {"participant": "M1"}),
]


@pytest.mark.parametrize(("text", "fields"), LABELS)
def test_what_a_label_says(text: str, fields: dict[str, Any]) -> None:
    """Codes, roles, cases, groups, names and sources are read as printed."""
    label = read(text)
    assert {name: getattr(label, name) for name in fields} == fields
    assert label.speaks


@pytest.mark.parametrize(
    "text",
    ["P3", "GP, case study D", "P3, female, 45", "GP Chair 1", "“B”, female, 60, FG1", "nurse"],
)
def test_strong_labels(text: str) -> None:
    """Codes, roles and cases can be nothing but labels: they need no quote marks before them."""
    assert read(text).strong


@pytest.mark.parametrize(
    "text",
    [
        "Plumridge 2010", "Plumridge et al.", "n = 12", "see Table 1", "Table 2", "12", "[3]",
        "p < 0.05", "e.g. nurses", "for example", "laughs", "Type 2", "Fig. 2", "Box 1", "", "  ",
        "…", "and so on", "emphasis added", "2011", "1998, p. 3", "the van", "Covid-19",
        "https://fen.example", "or a nurse", "if the nurse was there",
        "a long aside of the author that mentions the nurses of the ward and goes on and on and on",
        "p. 12",
    ],
)  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    """Citations, numbers, statistics, asides and cross-references speak for nobody."""
    label = read_label(text, packaged_roles())
    assert label is None or not label.speaks


@pytest.mark.parametrize(
    "text",
    [
        "GPs", "patients", "the user", "Wilhelmina", "my mother",
        pytest.param("a nurse", marks=wrong_today("an insertion is taken for a strong label")),
        pytest.param("MD, NP, RN", marks=wrong_today("NP is not in the vocabulary")),
    ],
)  # fmt: skip
def test_weak_labels(text: str) -> None:
    """Abbreviations explained, insertions and bare names may be labels, but prove nothing."""
    label = read_label(text, packaged_roles())
    assert label is None or not label.strong


def test_common_words_are_no_pseudonyms() -> None:
    """A capitalised word that the document also prints in small letters names nobody."""
    assert read("Hope").participant == "Hope"
    label = read_label("Hope", packaged_roles(), frozenset(["hope"]))
    assert label is None or label.participant is None


def test_roles_are_given_with_the_broader_ones() -> None:
    """The most specific role first, then all broader ones."""
    label = read("GP chair, case C")
    assert label.roles[0] == label.role == "gp-chair"
    assert {"gp", "chair"} <= set(label.roles)


def test_role_outside_the_vocabulary_keeps_its_words() -> None:
    """Its own slug comes first; what the vocabulary knows of it is broader."""
    slug, roles = role_of("hospice nurse", packaged_roles())
    assert slug == roles[0] == "hospice-nurse"
    assert "nurse" in roles


def test_descriptions_are_no_part_of_a_role() -> None:
    """Age, sex, articles and experience don't make another role."""
    assert role_of("an experienced nurse", packaged_roles())[0] == "nurse"
    assert role_of("female GP", packaged_roles())[0] == "gp"


@pytest.mark.parametrize(
    ("word", "name", "label"),
    [
        ("case study", "D", "D"),
        ("Case", "3", "3"),
        ("site", "B", "Site B"),
        ("Site", "B", "Site B"),
        ("hospital", "2", "Hospital 2"),
    ],
)
def test_case_label(word: str, name: str, label: str) -> None:
    """A case is named without the words case and case study; other places keep their noun."""
    assert case_label(word, name) == label


@given(st.text("P3 nurseGP,;:()[]“”\"’'-–/#.caseD12é\u200b\n\t", max_size=60))
def test_any_words_can_be_asked(text: str) -> None:
    """Reading never raises; codes and names are printed in the label."""
    label = read_label(text, packaged_roles())
    if label is not None:
        assert label.weight >= 1.0
        for printed in (label.name, label.organisation, label.group):
            assert printed is None or printed in text
