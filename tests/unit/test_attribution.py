"""Words belong to who said them: subjects, attributions behind, lead-ins, one voice a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import (
    document_of_blocks,
    leaks_of,
    make_document,
    packaged_roles,
    paper,
    quotations_of,
    speech_of,
)
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.core.model import Evidence, Quotation, Span, Speaker
from ccg_corpus.corpus import open_corpus
from ccg_corpus.ingest import ingest
from ccg_corpus.ingest.stages import Pipeline, Stages
from ccg_corpus.project import init_project
from ccg_corpus.project.config import Config
from ccg_corpus.quotations import foreign_labels, of_one_voice
from ccg_corpus.quotations.speakers.mentions import speaker_before

WORDS = "I never asked her to do it for me, and I would not ask."


def role_before(sentence: str) -> str | None:
    mention = speaker_before(sentence, packaged_roles())
    return mention.role if mention else None


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("As one nurse put it:", "nurse"),
        ("A nurse who had worked there for years said,", "nurse"),
        ("One nurse (P4) noted:", "nurse"),
        ("One nurse from the second ward recalled that", "nurse"),
        ("A GP, tired of the talk, replied:", "gp"),
        ("One of the older nurses agreed:", "nurse"),
        ("It was cold, and one nurse said:", "nurse"),
        ("According to one nurse,", "nurse"),
        ("In the words of a GP:", "gp"),
        ("They spoke of what one GP called", "gp"),
        ("One nurse laughed and said:", "nurse"),
        ("One nurse was blunt:", "nurse"),
        ("When a nurse came to the hut, a GP said:", "gp"),
        ("One GP spoke of the rota. They added:", "gp"),
        ("With one nurse saying", "nurse"),
        ("Many GPs reported that they had lost heart. For example:", "gp"),
    ],
)
def test_the_subject_of_the_verb_speaks(sentence: str, role: str) -> None:
    """A role is read where it is plainly the one who says it."""
    assert role_before(sentence) == role


@pytest.mark.parametrize(
    "sentence",
    [
        "Some thanked the nurse and said:",
        "It was all about the nurse, as some said:",
        "Where patient and nurse wishes differ, they said:",
        "The nurse group was described so:",
        "They told us what a note from the nurse said:",
        "When a nurse explained the form, others said:",
        "One driver and one nurse said:",
        "The words “a nurse said” were read out:",
        "• Advice from a nurse at the hut",
        "A nurse described the hut. Another participant said:",
        "People asked whether the nurse had said so:",
        "Patients described keeping quiet about it.",
        "Nurse views were mixed:",
    ],
)
def test_who_is_only_mentioned_does_not_speak(sentence: str) -> None:
    """Objects, clauses about somebody, qualifiers and words in marks give no role."""
    assert role_before(sentence) is None


@pytest.mark.parametrize(
    ("behind", "label", "role"),
    [
        ("P4 noted.", "P4", None),
        ("P4 said, and sat down.", "P4", None),
        ("said Nurse 3.", "Nurse 3", "nurse"),
        ("recalled Participant 12 drily.", "Participant 12", None),
        ("Nurse 3 put it drily.", "Nurse 3", "nurse"),
        ("R-12 agreed.", "R-12", None),
        ("a GP laughed.", None, "gp"),
        ("one of the GPs, who had come late, recalled.", None, "gp"),
        ("said one of our nurses.", None, "nurse"),
        ("another nurse (P7) added.", "P7", "nurse"),
        ("explained a GP from the hills.", None, "gp"),
        ("one participant explained.", None, None),
        ("a beekeeper admitted.", None, "beekeeper"),
    ],
)
@pytest.mark.parametrize("marks", ["“”", '""', "‘’"])
def test_who_spoke_is_said_behind(
    behind: str, label: str | None, role: str | None, marks: str
) -> None:
    """The attribution is the quotation's own, without its verb, and never the next one's."""
    said = f"{marks[0]}⟦I never asked her to do it for me,⟧{marks[1]} {behind}"
    text = f"{said}\n\n{marks[0]}⟦{WORDS}⟧{marks[1]} (P90)"
    document, _ = make_document(paper(text))
    first, second = speech_of(document)
    assert (first.speaker.label, first.speaker.role) == (label, role)
    assert first.speaker.participant == label
    assert (second.speaker.label, second.speaker.role, second.lead_in) == ("P90", None, None)


@pytest.mark.parametrize(
    "label",
    ["#12", "DN", "p. 44", "Band 6, night shift", "hut, after dark", "KII 3", "R-12", "Anaesthetist-7",
     "National lead 2", "M/GP/10+ yrs/urban"],
)  # fmt: skip
@pytest.mark.parametrize("format", ["html", "markdown", "docx", "jats"])
def test_a_label_behind_never_takes_the_neighbours(label: str, format: str) -> None:
    """Read or not, what stands behind a quotation is its own: no case of the one before."""
    document = document_of_blocks(
        ("heading", "Results"),
        (
            "paragraph",
            "The interviews told of keys. Interviews were long, and each interview was kept.",
        ),
        (
            "paragraph",
            "“I keep the key in a boot, and they all know which.” (Female, 45, nurse, Site 3)",
        ),
        ("paragraph", f"“{WORDS}” ({label})"),
        format=format,
    )
    found = [q for q in quotations_of(document) if q.text == WORDS]
    assert [q.speaker.case for q in found] == [None]
    assert found[0].speaker.role != "nurse"
    assert found[0].speaker.label in (None, label)
    assert "boot" not in (found[0].lead_in or "")


def test_nothing_of_the_neighbour_is_found_or_coded(tmp_path: Path) -> None:
    """A search, a code and a case find the one who said it, and not the next one."""
    root = init_project(tmp_path)
    (root / "config.yaml").write_text('codes:\n  worn: ["worn out"]\n', encoding="utf-8")
    (root / "corpus").mkdir(exist_ok=True)
    (root / "corpus" / "kettle.md").write_text(
        "# Kettles: an invented example\n\n## Methods\n\nWe interviewed porters; each interview was kept, and"
        " interviews were long.\n\n## Results\n\n"
        "“I am so worn out that I count the doors that stick.” (Percy, porter, Site 3)\n\n"
        "“There was money for a new sign and none for a second one of us.” (Nurse 2)\n",
        encoding="utf-8",
    )
    assert not ingest(root).failed
    with open_corpus(root) as corpus:
        assert not list(corpus.search("nurses on doors"))
        (hit,) = corpus.search("worn")
        assert hit.record["speaker_label"] == "Percy, porter, Site 3"
        records = {hit.record["speaker_label"]: hit.record for hit in corpus.search("")}
    assert records["Nurse 2"]["codes"] == []
    assert records["Nurse 2"]["case"] is None


LABELS = st.sampled_from(["(P3, nurse)", "(P14, GP)", "(P7, porter)"])
SAID = st.sampled_from(
    ["I never had the key", "we left it on the sill", "I told them twice", "my mother has it now"]
)
ENDS = st.sampled_from([". ", ", and ", " ", "; "])


@given(st.lists(st.tuples(SAID, LABELS, ENDS), min_size=1, max_size=5), st.booleans())
def test_no_record_is_two_peoples(said: list[tuple[str, str, str]], marked: bool) -> None:
    """However labels stand in a paragraph, none is in a record that is sure of itself."""
    text = "".join(f"{words} {label}{end}" for words, label, end in said).rstrip(" ,and;")
    text = f"“{text}" if marked else text
    document, _ = make_document(paper(f"{text}\n\nI painted the sill. (P9, nurse)"))
    found = speech_of(document)
    assert all(q.confidence <= 0.4 for q, _ in foreign_labels(document, found))
    assert not leaks_of(document, found)


def test_a_record_with_a_label_inside_is_sobered_where_it_is_stored() -> None:
    """Whoever finds the quotations: one that holds a label of the document's make is not sure."""
    document, _ = make_document(paper("I had the key (P3) and I lost it. (P4)\n\nI found it. (P5)"))
    start, end = document.text.index("I had"), document.text.index(" (P4)")
    label = document.text.index("P4")
    proof = Evidence("speaker_label", "P4", label, label + 2, "trailing_label")
    quotation = Quotation(
        Span(start, end), document.text[start:end], "participant", False,
        Speaker("P4", participant="P4", evidence=(proof,)), confidence=0.97,
    )  # fmt: skip
    pipeline = Pipeline(Config(Path()), Stages(find=lambda _: (quotation,)))
    (stored,) = pipeline.find(document).quotations
    assert stored.text == quotation.text
    assert stored.confidence <= 0.4
    assert [e.text for e in stored.evidence if e.rule == "holds_a_label"] == ["(P3)"]
    assert of_one_voice(document, (stored,)) == (stored,)
