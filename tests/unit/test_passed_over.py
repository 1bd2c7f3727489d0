"""Documents whose words of people are passed over: one note, and none for all the others.

Most documents here are measured as if nothing had been found in them, so that the tests stay true when
such printing is read one day.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from ccg_corpus.core.model import Document, Quotation
from ccg_corpus.quotations import find_quotations
from ccg_corpus.quotations.passed_over import PassedOver, passed_over
from ccg_corpus.readers import Limits, read_draft_of
from ccg_corpus.rebuild import rebuild_document
from tests.builders import packaged_roles

METHODS = """\
The kettle hut: an invented example

Methods

Semi-structured interviews were held with eighteen allotment holders, and two focus groups were held \
with stewards. They were recorded and transcribed verbatim; a thematic analysis followed. Participants \
described their week, and some told us about the hut.

Results

"""
SAID = (
    "I shut the gate at four and the geese come in by the ditch all the same",
    "we never had a key of our own and nobody told us who to ask",
    "I bring my own tea because the urn hasn't worked since the flood",
    "my brother built ours and then I saw the chairman with a tape",
    "I sit there when it rains and I think about my wife's roses",
    "we lock it on Sundays, I don't know why, it was always so",
    "I wouldn't miss the hut but I would miss the talk in it",
    "they paint it every spring and I hold the ladder",
)
PROSE = (
    "Many holders spoke about the hut as a place of its own, whatever the rules were.",
    "The stewards saw this otherwise, and their minutes give the reasons for it.",
    "Others were less sure about the use of it, in winter above all.",
)
TURNS = tuple(f"{said[0].upper()}{said[1:]}, and that was all." for said in (*SAID, *SAID))


def read(text: str, name: str = "invented.txt") -> Document:
    return rebuild_document(read_draft_of(text.encode(), name, limits=Limits()), name)


def found_in(document: Document) -> tuple[Quotation, ...]:
    return find_quotations(document, packaged_roles())


def paper(said: str) -> Document:
    """A report in which each saying is printed as `said` has it."""
    parts = (f"{PROSE[n % 3]}\n\n{said.format(one, n=n)}" for n, one in enumerate(SAID))
    return read(METHODS + "\n\n".join(parts) + "\n\nDiscussion\n\nInvented example. Huts matter.\n")


def talk(turn: str, who: tuple[str, str] = ("Anna", "Moderator"), name: str = "t.txt") -> Document:
    lines = (turn.format(one, who=who[n % 2], n=n) for n, one in enumerate(TURNS))
    return read("A talk in the hut, an invented example\n\n" + "\n\n".join(lines), name)


def note(document: Document, found: tuple[Quotation, ...] = ()) -> str:
    one = passed_over(document, found)
    return one.what if one else ""


# Ways of printing that nobody thought of


@pytest.mark.parametrize(
    "said",
    ["/{0}/ was how one put it.", "⟨{0}⟩ as holder {n} had it.", "– {0}.", "~ {0} ~", "{0} ★ H{n}"],
)
def test_reports_whose_speech_is_printed_strangely(said: str) -> None:
    """Whoever says "I" outside of what was found is counted."""
    assert 'passages say "I"' in note(paper(said))


@pytest.mark.parametrize(
    "turn",
    [
        "{who} >> {0}", "[{who}] {0}", "#{who}: {0}", "00:00:{n:02} {who}: {0}", "({who}) {0}",
        "{who} | {0}", "{who} — {0}", "{who} [00:{n:02}:11]\n\n{0}", "<v {who}>{0}",
        "{who} ... {0}", "* {who} = {0}", "{who} 12:{n:02}\n\n{0}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", [("Anna", "Moderator"), ("GP 4", "I"), ("Frau K.", "B2")])
def test_transcripts(turn: str, who: tuple[str, str]) -> None:
    """However the names stand before the words, they come again and again."""
    assert "16 turns of 2 speakers, of which 0 were found" in note(talk(turn, who))


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("t.html", "<tr><td>{who}</td><td>{0}</td></tr>"),
        ("t.html", "<dl><dt>{who}</dt><dd>{0}</dd></dl>"),
        ("t.html", "<p><b>{who}</b> — {0}</p>"),
        ("t.md", "**{who}:** {0}"),
    ],
)
def test_transcripts_of_other_formats(name: str, row: str) -> None:
    """Tables, lists of terms, bold names."""
    rows = "\n\n".join(row.format(one, who=("Anna", "GP 4")[n % 2]) for n, one in enumerate(TURNS))
    text = f"<h1>A talk</h1>{'<table>' if '<tr>' in row else ''}{rows}"
    assert "transcript" in note(read(text if name == "t.html" else rows, name))


@pytest.mark.parametrize("turn", ["{who}\n\n{0}", "{0}"])
def test_transcripts_whose_names_are_lost(turn: str) -> None:
    """Lines that come again and again may be taken for running heads."""
    assert note(talk(turn))


def test_a_transcript_in_another_language() -> None:
    """Nothing about turns is English."""
    turns = "\n\n".join(
        f"{('Frau K', 'Befragerin')[n % 2]} – Der Kessel pfeift seit Tag {n} nicht mehr richtig."
        for n in range(12)
    )
    assert "12 turns" in note(read("Ein Gespräch, erfunden\n\n" + turns))


def test_marked_words_that_were_taken_for_terms() -> None:
    """They are in the corpus, as terms, and can be listed."""
    document = paper("“{0}” ({n}, Ø)")
    taken = tuple(replace(one, kind="term") for one in found_in(document))
    one = passed_over(document, taken)
    assert one is not None and one.is_marked
    assert one.what.startswith("8 passages in quotation marks sound like speech")


def test_set_off_paragraphs() -> None:
    """Block quotations and italics that hold no quotation."""
    for tags in ("<blockquote>{}</blockquote>", "<p><em>{}</em></p>"):
        body = "".join(f"<p>{PROSE[n % 3]}</p>{tags.format(one)}" for n, one in enumerate(SAID))
        methods = METHODS.replace("\n\n", "</p><p>")
        document = read(f"<html><body><p>{methods}</p>{body}</body></html>", "invented.html")
        assert note(document).startswith("8 paragraphs that are indented, in italics")
        assert note(document, found_in(document)) == ""


def test_a_report_in_which_nobody_speaks() -> None:
    """Interviews, their analysis, what they described: and no words of theirs."""
    body = "\n\n".join(PROSE * 9)
    assert note(read(METHODS + body)).startswith("it reports what people said")
    for title in ("A study protocol", "A systematic review"):
        assert note(read(METHODS.replace("an invented example", title) + body)) == ""


def test_a_report_that_was_taken_for_its_abstract() -> None:
    """Nothing is looked for in an abstract; here it swallowed all."""
    document = paper("“{0}” (holder {n})")
    swallowed = tuple(replace(block, section="abstract") for block in document.blocks)
    assert note(replace(document, blocks=swallowed))


# What has no note


def test_a_well_found_paper_has_none() -> None:
    """Nor one of which some are missed."""
    document = paper("“{0}” (Holder {n})")
    found = found_in(document)
    assert len(found) == len(SAID) and passed_over(document, found) is None
    assert passed_over(document, found[:4]) is None
    assert passed_over(document, found[:1]) is not None


@pytest.mark.parametrize(
    "text",
    [
        # items of a scale
        "A survey of kettles: an invented example\n\nMeasures\n\n"
        + "\n\n".join(f"Item {n} read “{one}”. Participants ticked a box." for n, one in enumerate(SAID)),
        # roman numerals and errors
        "Huts: an invented example\n\n" + "\n\n".join(
            f"In trial {n} we kept the Type I error at five percent. Phase I was short. Part I ends. "
            "Interviews were held; interviewees told us; interview data follow." for n in range(9)),
        # an author who says I
        "My hut: an invented thesis\n\n" + "\n\n".join(
            f"In chapter {n} I argue that huts matter. I interviewed holders. I describe interviews."
            for n in range(9)),
        # studies that repeat their headings
        "Three studies of huts: an invented example\n\n" + "\n\n".join(
            f"{part}\n\n{PROSE[n % 3]} {PROSE[n % 2]}" for n in range(4)
            for part in ("Participants", "Procedure", "Results")),
        # a list of terms, each once
        "Glossary: an invented example\n\n" + "\n\n".join(
            f"Term{n}: a word that is used for the hut in some places." for n in range(20)),
        # strengths and weaknesses, in a paper of much else
        "Huts: an invented example\n\n" + "\n\n".join(
            f"{PROSE[n % 3]} " * 6 + f"\n\nStrength: {PROSE[0]}\n\nWeakness: {PROSE[1]}" for n in range(4)),
    ],
)  # fmt: skip
def test_what_only_looks_like_it(text: str) -> None:
    """Scales, numerals, authors, headings, lists."""
    document = read(text)
    assert passed_over(document, found_in(document)) is None


def test_a_found_transcript_has_none() -> None:
    """Half of the turns are the interviewer's."""
    document = talk("{who}: {0}", ("GP 4", "Interviewer"))
    found = found_in(document)
    assert found and passed_over(document, found) is None
    assert isinstance(passed_over(document, found[:1]), PassedOver)
