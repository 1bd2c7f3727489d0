"""What is found in a document, whose it is and what proves it.

Ways of printing have their folders in cases/; here is what holds for all of them.
"""

from __future__ import annotations

import time

import pytest
from builders import (
    assert_sound,
    document_of_blocks,
    make_document,
    only_speech_in,
    packaged_roles,
    paper,
    quotations_of,
    speech_in,
    speech_of,
)

from ccg_corpus.core.model import KINDS, SPEECH_KINDS, Draft, DraftBlock, DraftLine
from ccg_corpus.quotations import find_quotations
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles


def test_words_between_marks_with_a_label() -> None:
    """The plainest quotation: its words, its label, who said it."""
    quotation = only_speech_in("Some were glad. “⟦I felt heard and I told my sister⟧” (P7, nurse).")
    speaker = quotation.speaker
    assert quotation.text == "I felt heard and I told my sister"
    assert (speaker.label, speaker.participant, speaker.role) == ("P7, nurse", "P7", "nurse")
    assert (quotation.kind, quotation.inline) == ("participant", True)


def test_unmarked_words_with_a_label() -> None:
    """A paragraph that ends with a label is a display quotation."""
    quotation = only_speech_in(
        "Some were glad of it.\n\n⟦I felt heard and I told my sister so.⟧ (P7, nurse)\n\nOthers were not."
    )
    assert not quotation.inline


def test_no_text_no_quotations() -> None:
    """An empty document has none, and raises nothing."""
    assert quotations_of(document_of_blocks()) == ()


def test_prose_without_speech_has_none() -> None:
    """A paper's own sentences are nobody's quotations."""
    document, _ = make_document(
        paper(
            "The van was late (Table 1). It came on 12 of 14 days (86%), as in other towns [3].\n\n"
            "Buses were later (p < 0.01). Drivers (n = 12) were asked why."
        )
    )
    assert quotations_of(document) == ()


def test_scare_quotes_have_a_kind_of_their_own() -> None:
    """Marked words that nobody said are kept, and are no speech."""
    document, _ = make_document(paper("The so-called “good neighbour” is tired."))
    (quotation,) = quotations_of(document)
    assert quotation.kind == "term"
    assert speech_of(document) == ()


def test_cited_words_are_cited() -> None:
    """A reference behind marked words makes them another author's, and is the proof."""
    document, _ = make_document(
        paper(
            "It has been called “a long talk that nobody began and nobody ends” (Ormskirk, 1998)."
        )
    )
    (quotation,) = quotations_of(document)
    assert quotation.kind == "cited"
    assert any(evidence.field == "kind" for evidence in quotation.evidence)


def test_interviewer_is_not_a_participant() -> None:
    """The interviewer's turns are no speech of a participant's."""
    found = speech_in("Interviewer: Why do you wait?\n\nP3: ⟦I wait because I was told to wait.⟧")
    assert found[0].speaker.participant == "P3"


@pytest.mark.parametrize("kind", ["participant", "survey", "named", "cited", "term"])
def test_kinds_are_those_of_the_model(kind: str) -> None:
    """Every kind that a quotation may have is a kind of the model."""
    assert kind in KINDS


def test_survey_answers_are_told_from_interviews() -> None:
    """The label, or the nearest words on where the data come from, say survey."""
    found = speech_in(
        "“⟦Please stop sending me surveys about the van⟧” (online survey, nurse).\n\n"
        "In the interviews they said more: “⟦I never read it, I was on the van⟧” (P3)."
    )
    assert [quotation.kind for quotation in found] == ["survey", "participant"]


def test_named_people_speak_on_the_record() -> None:
    """A full name with a position is a named person, and the name is given."""
    quotation = only_speech_in(
        "“⟦We were asked to design a roll, and I still have it⟧” (Jeb Harkaway, chair, Quill Council)."
    )
    assert (quotation.kind, quotation.speaker.name) == ("named", "Jeb Harkaway")
    assert quotation.speaker.organisation == "Quill Council"


def test_pseudonyms_are_participants() -> None:
    """A first name alone is a pseudonym, not a person on the record."""
    quotation = only_speech_in("“⟦I felt heard and I told my sister so⟧” (Wilhelmina, 54, nurse).")
    assert (quotation.kind, quotation.speaker.participant) == ("participant", "Wilhelmina")
    assert quotation.speaker.name is None


def test_lead_in_is_the_authors_sentence() -> None:
    """The author's words before a quotation are its lead-in, white space folded."""
    quotation = only_speech_in(
        "It rained. Many nurses reported that they were\ntired of it: “⟦I was wet and I was cross⟧” (P3)."
    )
    assert quotation.lead_in == "Many nurses reported that they were tired of it:"


def test_lead_in_of_a_display_is_the_sentence_before() -> None:
    """A display quotation is introduced by the end of the paragraph above."""
    quotation = only_speech_in(
        "It rained. Many of the nurses reported that they were tired:\n\n⟦I was wet and I was cross.⟧ (P3)"
    )
    assert quotation.lead_in == "Many of the nurses reported that they were tired:"


def test_role_from_the_lead_in() -> None:
    """Where no label says it, the author's sentence does; the mention is the evidence."""
    quotation = only_speech_in("As one GP put it: “⟦I was wet and I was cross about it⟧”.")
    assert quotation.speaker.role == "gp"
    (proof,) = [e for e in quotation.speaker.evidence if e.field == "role"]
    assert "GP" in proof.text


def test_label_wins_over_the_lead_in() -> None:
    """The label is the surer statement."""
    quotation = only_speech_in("One GP said: “⟦I was wet and I was cross about it⟧” (P3, nurse).")
    assert quotation.speaker.role == "nurse"


def test_unknown_is_an_answer() -> None:
    """What the text does not state stays None."""
    speaker = only_speech_in("“⟦I was wet and I was cross about it⟧” (P3).").speaker
    assert (speaker.role, speaker.case, speaker.name, speaker.organisation) == (None,) * 4
    assert speaker.roles == ()


def test_broader_roles_come_along() -> None:
    """The most specific role first, then all broader ones."""
    speaker = only_speech_in("“⟦I was wet and I was cross about it⟧” (GP chair, case B).").speaker
    assert speaker.roles == packaged_roles().broader("gp-chair")
    assert speaker.case == "B"


def test_role_outside_the_vocabulary_keeps_its_words() -> None:
    """An unknown role in a label is its own slug."""
    speaker = only_speech_in("“⟦I was wet and I was cross⟧” (Lamp lighter, case B).").speaker
    assert (speaker.role, speaker.case) == ("lamp-lighter", "B")


def test_roles_of_the_project_are_known() -> None:
    """config.yaml's roles are read like the packaged ones."""
    roles = load_roles({"lamplighter": {"names": ["keeper of lamps"], "broader": ["staff"]}})
    quotation = only_speech_in(
        "“⟦I was wet and I was cross about it⟧” (Keeper of lamps, case B).", roles=roles
    )
    assert quotation.speaker.roles == ("lamplighter", "staff")


def test_theme_and_headings() -> None:
    """The nearest heading is the theme; headings are given from the top; section is the paper's."""
    quotation = only_speech_in("# Rain\n\n“⟦I was wet and I was cross about it⟧” (P3).")
    assert (quotation.theme, quotation.section) == ("Rain", "results")
    assert quotation.headings == ("Results", "Rain")


def test_page_is_that_of_the_first_word() -> None:
    """A quotation over a page break stands on the page it begins on."""
    quotation = only_speech_in("It snows.\n\n\fIt rains. “⟦I was wet and\n\fcross about it⟧” (P3).")
    assert quotation.page == 2


def test_format_without_pages_has_none() -> None:
    """No page is made up."""
    assert only_speech_in("“⟦I was wet and I was cross about it⟧” (P3).").page is None


def test_evidence_names_the_rule() -> None:
    """The words and each field of the speaker are proved by a place and a rule."""
    document, _ = make_document(
        paper("“I was wet and I was cross about it” (P3, nurse, case study D).")
    )
    (quotation,) = speech_of(document)
    assert "text" in {evidence.field for evidence in quotation.evidence}
    assert {"speaker_label", "role", "case"} <= {e.field for e in quotation.speaker.evidence}
    assert_sound(document, (quotation,))


def test_codes_explained_by_the_document() -> None:
    """What a code stands for is proved by the words that explain it."""
    document, _ = make_document(
        paper(
            "In what follows, N stands for nurse. “I was wet and I was cross about it” (N12).",
        )
    )
    (quotation,) = speech_of(document)
    (proof,) = [e for e in quotation.speaker.evidence if e.field == "role"]
    assert quotation.speaker.role == "nurse"
    assert document.text[proof.start : proof.end] == "nurse"


def test_participants_of_a_table() -> None:
    """A table of participants says the role of a code."""
    found = speech_in(
        "Code\tRole\nK1\tNurse\nK2\tFarmer\n\n“⟦I was wet and I was cross about it⟧” (K2)."
    )
    assert found[0].speaker.role == "farmer"


def test_abstracts_and_references_are_not_read() -> None:
    """What an abstract repeats and a reference's title are no quotations."""
    document, _ = make_document(
        "# Abstract\n\nNurses said “I was wet and I was cross about it” (P3).\n\n"
        "# Introduction\n\nIt rains.\n\n# References\n\n1. Sallow B. “I was wet”: rain and nurses. 2009."
    )
    assert speech_of(document) == ()


def test_surer_with_a_label() -> None:
    """Words with a label are surer to be a participant's than the same words without."""
    with_label, _ = make_document(paper("It rained. “I was wet and I was cross” (P3, nurse)."))
    without, _ = make_document(paper("It rained. “I was wet and I was cross”."))
    sure, doubtful = quotations_of(with_label)[0], quotations_of(without)[0]
    assert sure.confidence > doubtful.confidence


def test_surer_with_a_speaker_in_the_sentence() -> None:
    """Words that somebody is said to have said are surer than words in marks."""
    said, _ = make_document(paper("One nurse said that it was “wet and late and cold”."))
    bare, _ = make_document(paper("The weather here is “wet and late and cold”."))
    assert quotations_of(said)[0].confidence > quotations_of(bare)[0].confidence


def test_speech_is_what_is_likely() -> None:
    """A quotation is called speech exactly where it is likelier than not."""
    document, _ = make_document(
        paper("The “good neighbour” is tired. One nurse said: “I am tired of my neighbours” (P3).")
    )
    for quotation in quotations_of(document):
        assert (quotation.kind in SPEECH_KINDS) == (quotation.confidence >= 0.5)


def test_quotations_are_in_order_and_apart() -> None:
    """Ordered by span, never overlapping, also where two readings compete."""
    document, _ = make_document(
        paper(
            "“I was ‘wet’ and “cross”” (P3).\n\n"
            "I never said “wet”, I said “damp”, and I said it twice. (P4, nurse)\n\n"
            "Some said “wet” and others “damp” (P5, P6)."
        )
    )
    assert_sound(document, quotations_of(document))


def test_whole_block_is_a_participants_where_they_say_i() -> None:
    """Marks inside an unmarked display quotation are the participant's own."""
    speech_in(
        "It rained for days.\n\n"
        "⟦I never said “wet”, I said “damp”, and I said it to him twice.⟧ (P4, nurse)\n\nIt stopped."
    )


def test_authors_sentence_with_marked_words_is_the_authors() -> None:
    """An author's sentence that ends with marked words and a label is not displayed speech."""
    found = speech_in(
        "Nurses disliked the rain and spoke of “⟦weather that nobody has asked for⟧” (P4, nurse)."
    )
    assert found[0].inline


@pytest.mark.parametrize(
    "results",
    [
        "“⟦I told them that it was [the van] late … again⟧” (P3, nurse).",
        "“⟦I told them [laughs] and they laughed⟧” (P3, nurse).",
        "“⟦He said ‘wet’ and I said ‘damp’⟧” (P3, nurse).",
        "“⟦I told them (my sisters, that is) to wait⟧” (P3, nurse).",
        "“⟦I told them that I would never ask her [my mother]⟧” (P3, nurse).",
    ],
)
def test_words_are_kept_as_printed(results: str) -> None:
    """Insertions, ellipses, asides and inner quotations stay in the words."""
    only_speech_in(results)


def test_a_broken_quotation_reads_as_one() -> None:
    """White space of a page or line break is folded in the text, and the span is the document's."""
    document, _ = make_document(
        paper("It rained. “I was wet and I was\n\n9\n\ncross about it” (P3, nurse).")
    )
    (quotation,) = speech_of(document)
    assert quotation.text == "I was wet and I was cross about it"


def test_stated_quotation_with_its_attribution() -> None:
    """A block quotation's attribution is its label, whatever its words."""
    document = document_of_blocks(
        ("heading", "Results"),
        ("quote", "I was wet and I was cross about it."),
        ("attribution", "P3, nurse"),
    )
    (quotation,) = speech_of(document)
    assert (quotation.speaker.label, quotation.inline) == ("P3, nurse", False)


def test_column_of_quotations() -> None:
    """Cells under a heading like "Quotation" are quotations; the row says whose."""
    head = DraftBlock("heading", "Results", level=1)
    row = [
        DraftBlock("cell", "I was wet and I was cross.", table=1, row=1, column=0, header="Quote"),
        DraftBlock("cell", "P3, nurse", table=1, row=1, column=1, header="Who"),
    ]
    (quotation,) = speech_of(document_of_blocks(head, *row))
    assert (quotation.text, quotation.speaker.participant) == ("I was wet and I was cross.", "P3")


def test_the_same_every_time() -> None:
    """Twice the same document gives twice the same quotations."""
    document, _ = make_document(paper("“I was wet” (P3). One nurse said: “I was cross” (P4)."))
    roles = packaged_roles()
    assert find_quotations(document, roles) == find_quotations(document, load_roles())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "P10 remembered that looking for the key takes long: “⟦I went from door to door.⟧”",
            "P10",
        ),
        (
            "On the other hand, P2 looked at the other house: “⟦I have a key of my own there.⟧”",
            "P2",
        ),
        (
            "Some porters mentioned the office (8), such as P136: “⟦I wanted to have the key.⟧”",
            "P136",
        ),
        ("Answers came late (x7). P7 noted, “⟦I had to wait for it all day long⟧”.", "P7"),
    ],
)
def test_codes_that_lead_in(text: str, label: str | None) -> None:
    """The subject of a sentence that ends in a colon speaks; a bracketed count does not."""
    assert only_speech_in(text).speaker.participant == label


def test_two_speakers_behind_dashes_in_one_block() -> None:
    """The first label ends where the next quotation begins."""
    found = speech_in(
        "Some were glad.\n\n“⟦I think the best of it is the key of my own⟧” – P1. “⟦It was good for me "
        "from the first day on⟧” – P2\n\nOthers were not."
    )
    assert [quotation.speaker.participant for quotation in found] == ["P1", "P2"]


def test_keys_of_references_are_no_speakers() -> None:
    """ "[Amb09]" cites where the references begin with such keys."""
    keys = [
        f"[{name}0{n}] {name}, J. “Buses”. 200{n}." for n, name in enumerate(("Amb", "Dun") * 5)
    ]
    text = "Invented example. The house has one key for all the doors, as many houses have [Amb00].\n\n"
    assert speech_of(make_document(text + "# References\n\n" + "\n\n".join(keys))[0]) == ()


@pytest.mark.parametrize("row", ["-" * 200_000, "(GP) " * 30_000, "Text. " + "[ A " * 20_000])
def test_long_rows_take_time_in_proportion(row: str) -> None:
    """A converter's rule or a run of labels: what looks again from the start takes minutes here."""
    began = time.process_time()
    document = rebuild_document(
        Draft("text", lines=(DraftLine("Results"), DraftLine(row))), "i.txt"
    )
    find_quotations(document, packaged_roles())
    assert time.process_time() - began < 20
