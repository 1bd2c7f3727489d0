"""Who is who in one document: labels as they are printed → people. All labels are invented."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccg_corpus.core.model import Evidence, Speaker
from ccg_corpus.quotations.labels import read_label
from ccg_corpus.records.attributes import read_attributes
from ccg_corpus.records.participants import identity_key, people_of
from ccg_corpus.vocabulary import Roles, load_roles


@cache
def roles() -> Roles:
    return load_roles()


@cache
def speaker(label: str) -> Speaker:
    """The speaker of a printed label, as the reading has it."""
    read = read_label(label, roles())
    if read is None:
        return Speaker(label=label)
    proof = (Evidence("role", label, 0, len(label), "trailing_label"),) if read.role else ()
    return Speaker(label, read.role, read.roles, read.participant, read.name, read.organisation,
                   read.case, proof)  # fmt: skip


def told_apart(*labels: str) -> list[tuple[str, list[str]]]:
    """Each person's id without the document, with the labels that are theirs."""
    people, owners = people_of("quill", [speaker(label) for label in labels], roles())
    return [
        (
            person.id.removeprefix("quill:"),
            [label for label, owner in zip(labels, owners, strict=True) if owner == at],
        )
        for at, person in enumerate(people)
    ]


ONE = [
    ("P9", ["P9", "Participant 9", "Participant #9", "P009", "participant no. 9", "P-9"]),
    ("GP 3", ["GP 3", "GP3", "GP03"]),
    ("P4", ["P4", "P4, nurse", "P4, practice nurse"]),
    ("P4", ["P4, GP", "P4, GP chair", "P4, doctor"]),
    ("P4", ["P4, GP", "P4, chair"]),
    ("Respondent 12", ["Respondent 12", "respondent 012"]),
    ("Nurse 2", ["Nurse 2", "nurse 2", "Nurse 02", "nurse 2, Site 3"]),
    ("Wilhelmina", ["Wilhelmina, 54", "Wilhelmina, 55", "Wilhelmina"]),
    ("Wilhelmina", ["Wilhelmina, aged 60-69", "Wilhelmina, 64"]),
    ("F", ["“F”, 59, male, FG1", "“F”, male, 59, FG1", "“F”, male, 59, FG 1"]),
    ("P7", ["P7_F_52", "P7, female", "female P7, 52"]),
    ("KII 3", ["KII 3", "Key informant 3"]),
    ("P7", ["P7, workshop 1", "P7, workshop 3"]),
    ("P7", ["P7, interview", "P7, focus group", "P7"]),
]


@pytest.mark.parametrize(("id", "labels"), ONE, ids=[labels[-1] for _, labels in ONE])
def test_one_person(id: str, labels: list[str]) -> None:
    """The same number behind the same prefix, and nothing that disagrees."""
    assert [theirs for _, theirs in told_apart(*labels)] == [labels]
    assert identity_key(told_apart(*labels)[0][0]) == identity_key(id)


APART = [
    ["“K”, female, 51, FG1", "“K”, male, 34, FG3"],
    ["“K”, female, 51, FG1", "“K”, female, 58, FG1"],
    ["“K”, FG1", "“K”, FG3"],
    ["P3, FG1", "P3, FG2"],
    ["“K”, female, 51, FG1", "“K”, female, 52, FG3"],
    ["Nurse 2, Site 3", "Nurse 2, Site 5"],
    ["P5, nurse", "P5, patient"],
    ["Nurse 2", "Practice nurse 2"],
    ["Participant 3", "Respondent 3"],
    ["P9", "P90", "P19"],
    ["P1a", "P1b"],
    ["GP1", "SP1"],
    ["Wilhelmina, 54", "Wilhelmina, 61"],
]


@pytest.mark.parametrize("labels", APART, ids=lambda labels: " | ".join(labels))
def test_people_apart(labels: list[str]) -> None:
    """Sex, age, group, role, place: what disagrees tells apart, and stands in the id."""
    found = told_apart(*labels)
    assert [theirs for _, theirs in found] == [[label] for label in labels]
    assert len({id for id, _ in found}) == len(labels)


def test_ids_can_be_typed() -> None:
    """The label where it is enough, else with what tells them apart; no quotation marks."""
    assert told_apart("“K”, female, 51, FG1")[0][0] == "K"
    ids = [id for id, _ in told_apart("“K”, female, 51, FG1", "“K”, male, 34, FG3")]
    assert ids == ["K, female, 51, FG1", "K, male, 34, FG3"]
    assert [id for id, _ in told_apart("Nurse 2, Site 3", "Nurse 2, Site 5")] == [
        "Nurse 2, Site 3", "Nurse 2, Site 5",
    ]  # fmt: skip
    assert [id for id, _ in told_apart("P5, nurse", "P5, patient")] == ["P5, nurse", "P5, patient"]


def test_a_slip_of_the_print() -> None:
    """The same sex and age in two groups is one person, and it is said."""
    labels = ["“C”, female, 51, FG1", *["“C”, female, 51, FG2"] * 3, "“C”, male, 65, FG1"]
    people, owners = people_of("quill", [speaker(label) for label in labels], roles())
    assert owners == [0, 0, 0, 0, 1]
    assert people[0].id == "quill:C, female, 51, FG2"
    assert people[0].note == "printed in groups FG1, FG2"


def test_a_label_that_fits_several_is_nobody_elses() -> None:
    """It stands for itself and says whom it may be; partly stated, as far as it goes."""
    labels = ["“K”, female, 51", "“K”, male, 34", "“K”", "“K”, FG1"]
    labels += ["“K”, female, 70"]
    speakers = [speaker(label) for label in labels]
    speakers[2] = Speaker(label="K", participant="K")
    speakers.append(Speaker(label="“K”, female", participant="K"))
    people, owners = people_of("quill", speakers, roles())
    by_label = {one.label: one for one in people}
    assert by_label["K"].id == "quill:K, ?"
    assert "may be any of 3" in str(by_label["K"].note)
    assert by_label["“K”, female"].id == "quill:K, female, ?"
    assert "may be any of 2" in str(by_label["“K”, female"].note)
    assert by_label["“K”, FG1"].id == "quill:K, FG1, ?"
    assert len(set(owners)) == 6


@pytest.mark.parametrize(
    "label", ["a nurse", "GP, case study D", "Practice nurse", "Female, 45", "Survey answer"]
)
def test_nobody_in_particular(label: str) -> None:
    """Without a code, number, letter or name it may be anybody."""
    assert people_of("quill", [speaker(label)], roles()) == ([], [None])


def test_a_group_is_not_one_person() -> None:
    """It has a row, and the row says so."""
    people, _ = people_of("quill", [speaker("FG2")], roles())
    assert [one.note for one in people] == ["a group, not one person"]


def test_names_on_the_record() -> None:
    """A family name alone is the one full name that ends in it; of two it is neither."""
    names = [Speaker(name=name) for name in ("Dr Odile Marrow", "Marrow", "Odile Marrow")]
    assert people_of("quill", names, roles())[1] == [0, 0, 0]
    assert people_of("quill", [*names, speaker("Marrow")], roles())[1] == [0, 0, 0, 0]
    names.append(Speaker(name="Silas Marrow"))
    assert people_of("quill", names, roles())[1] == [0, 1, 0, 2]


def test_a_named_person_may_hold_two_offices() -> None:
    """A code with two jobs is two people, a full name is one."""
    jobs = ("nurse", "porter")
    proof = [(Evidence("role", job, 0, len(job), "trailing_label"),) for job in jobs]
    named = [
        Speaker(label=f"Odile Marrow, {job}", name="Odile Marrow", role=job, roles=(job,),
                evidence=one)
        for job, one in zip(jobs, proof, strict=True)
    ]  # fmt: skip
    assert len(people_of("quill", named, roles())[0]) == 1


def test_a_role_of_a_sentence_tells_nobody_apart() -> None:
    """What a lead-in calls somebody may be of somebody else: it is said, and no more."""
    said = [
        Speaker("P4", role, (role,), "P4", evidence=(Evidence("role", role, 0, 4, "lead_in"),))
        for role in ("doctor", "patient")
    ]
    people, _ = people_of("quill", said, roles())
    assert [(one.role, one.note) for one in people] == [(None, "said to be: doctor, patient")]


ATTRIBUTES = [
    ("“K”, female, 51, FG1", "K", {"sex": "female", "age": "51", "group": "FG1"}),
    ("“M”, M, 34", "M", {"sex": "male", "age": "34"}),
    ("P7_F_52", "P7", {"sex": "female", "age": "52"}),
    ("P12 (F52)", "P12", {"sex": "female", "age": "52"}),
    ("P12, male 50 years old", "P12", {"sex": "male", "age": "50"}),
    ("P3, older female, aged 60–69", "P3", {"sex": "female", "age": "60-69"}),
    ("P3, woman in her late 50s", "P3", {"sex": "female", "age": "late 50s"}),
    ("P3; woman; 50s", "P3", {"sex": "female", "age": "50s"}),
    ("GP 2, female, 12 years in practice", "GP 2",
     {"sex": "female", "experience": "12 years in practice"}),
    ("Nurse 4, 20 years’ experience", "Nurse 4", {"experience": "20 years’ experience"}),
    ("P4, focus group 2 with parents", "P4", {"group": "focus group 2"}),
    ("Charlie, 7 years", "Charlie", {"age": "7"}),
    ("Ana, 7 years; Ben, 4 years", "Ben", {"age": "4"}),
    ("Elspeth, 18 months old", "Elspeth", {"age": "18 months"}),
    # a time of the interview, a line of the transcript, years in a job: not sure to be ages
    ("P3, 6 months", "P3", {}),
    ("P3, 2 years", "P3", {}),
    ("P3, F2", "P3", {}),
    ("P3, 45", "P3", {}),
    ("P3, 45-47", "P3", {}),
    ("P3", "P3", {}),
]  # fmt: skip


@pytest.mark.parametrize(("label", "who", "known"), ATTRIBUTES, ids=[one[0] for one in ATTRIBUTES])
def test_attributes(label: str, who: str, known: dict[str, str]) -> None:
    """What the label states, and nothing that could be something else."""
    assert read_attributes(label, who, has_role=False).known() == known


def test_years_behind_a_job_may_be_spent_in_it() -> None:
    assert read_attributes("GP, 30 years", "GP", has_role=True).known() == {}
    assert read_attributes("GP, aged 30 years", "GP", has_role=True).known() == {"age": "30"}


def test_transcript_lines_split_nobody() -> None:
    """Numbers behind a code that is all there is."""
    assert len(told_apart("P3, 45", "P3, 112", "P3, 67")) == 1


def test_a_label_of_very_many_printings_takes_no_time() -> None:
    """A column of something else is no reason to compare everything with everything."""
    printed = [Speaker(f"Nurse 1, Site {n}", participant="Nurse 1", case=f"Site {n}")
               for n in range(5000)]  # fmt: skip
    began = time.process_time()
    people, _ = people_of("quill", printed, roles())
    assert len(people) == 5000
    assert time.process_time() - began < 5


labels = st.builds(
    lambda who, parts: ", ".join([who, *parts]),
    st.sampled_from(["“K”", "“J”", "P7", "Participant 7", "Nurse 2"]),
    st.lists(
        st.sampled_from(["female", "male", "51", "52", "60", "70", "FG1", "FG2", "Site 3", "Site 4",
                         "nurse", "patient"]),
        max_size=4, unique=True,
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(labels, min_size=1, max_size=9), st.randoms())
def test_in_any_order_the_same_people(printed: list[str], random: object) -> None:
    """Everybody with a label is exactly one person, whatever order they are quoted in."""
    people, owners = people_of("quill", [speaker(label) for label in printed], roles())
    assert len({one.id for one in people}) == len(people)
    assert sorted(set(owners) - {None}) == list(range(len(people)))
    for label, owner in zip(printed, owners, strict=True):
        assert (owner is None) == (speaker(label).participant is None)
    ids = {label: people[owner].id for label, owner in zip(printed, owners, strict=True)
           if owner is not None}  # fmt: skip
    shuffled = list(printed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    others, again = people_of("quill", [speaker(label) for label in shuffled], roles())
    assert ids == {label: others[owner].id for label, owner in zip(shuffled, again, strict=True)
                   if owner is not None}  # fmt: skip
