"""Draft → Document: paragraphs put together, hyphens decided, debris remembered, nothing lost."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from builders import document_of_blocks, document_of_lines, make_document, wrong_today

from ccg_corpus.core.model import Document, Draft, DraftBlock, DraftLine, Facts, Span
from ccg_corpus.rebuild import rebuild_document


def document_of(text: str) -> Document:
    return make_document(text)[0]


def blocks_of(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.slice(block.span)) for block in document.blocks]


def texts_of(document: Document) -> list[str]:
    return [document.slice(block.span) for block in document.blocks]


def printed_by(document: Document) -> str:
    """What the source printed, as the runs remember it."""
    return "".join(
        document.slice(run.span) if run.printed is None else run.printed for run in document.runs
    )


def signs(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def assert_runs_cover(document: Document, source: str) -> None:
    at = 0
    for run in document.runs:
        assert run.span.start == at < run.span.end
        at = run.span.end
    assert at == len(document.text)
    assert signs(printed_by(document)) == signs(source)


WRAPPED = """\
The reading room of the harbour library has one window, and the readers who come
early sit by it. Those who come late sit by the stove, which is warmer but smells
of the sea.

Nobody reads by the door. The draught turns the pages, and readers who have lost
their place there tend not to come back for it.
"""


def test_wrapped_lines_become_paragraphs() -> None:
    """Lines of one paragraph are joined by one space, paragraphs parted by a blank line."""
    document = document_of(WRAPPED)
    assert [text.count("\n") for text in texts_of(document)] == [0, 0]
    assert texts_of(document)[0].endswith("but smells of the sea.")
    assert document.text == "\n\n".join(texts_of(document))


def test_paragraph_a_line_stays_a_paragraph() -> None:
    """A file of long lines has one paragraph a line, with or without blank lines between."""
    long = "Nobody reads by the door, since the draught turns the pages. " * 4
    document = document_of(f"{long}\n{long}\n\n{long}")
    assert len(document.blocks) == 3


def test_runs_cover_the_text() -> None:
    """Runs have no gaps, and what they say was printed is all that the source printed."""
    assert_runs_cover(document_of(WRAPPED), WRAPPED)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("every inter-", "view was long.", "interview"),
        ("the code was P-", "12 for once.", "P-12"),
        ("the GP-", "Led team met.", "GP-Led"),
        ("a self-", "employed baker.", "self-employed"),
        ("their well-known inter-", "view. Another interview came.", "interview"),
    ],
)
def test_hyphen_at_a_line_end(before: str, after: str, word: str) -> None:
    """A word torn by the line's end is whole again; a hyphen of its own is kept."""
    document = document_of(f"They said that {before}\n{after}")
    assert word in document.text


def test_hyphen_by_the_documents_own_words() -> None:
    """The document itself proves whether a word has a hyphen."""
    kept = document_of("A night-shift is long. They left after the night-\nshift was over.")
    assert kept.text.count("night-shift") == 2
    dropped = document_of("The timetable is long. They wrote a new time-\ntable at night.")
    assert dropped.text.count("timetable") == 2


def test_dropped_hyphen_is_remembered() -> None:
    """The run behind a mended word has what was printed."""
    source = "They held one inter-\nview on the quay."
    document = document_of(source)
    assert "interview" in document.text
    assert "inter-" in printed_by(document)
    assert_runs_cover(document, source)


def test_page_number_inside_a_paragraph() -> None:
    """A page number that cuts a sentence leaves the text and stays in the runs."""
    source = (
        "The harbour is closed when the wind is in the\n\n17\n\nnorth, and open when it is not."
    )
    document = document_of(source)
    assert texts_of(document) == [
        "The harbour is closed when the wind is in the north, and open when it is not."
    ]
    assert_runs_cover(document, source)


def test_running_heads_leave_the_text() -> None:
    """A short line printed three times or more, that is no sentence, is a running head."""
    head = "Harbours of the north"
    parts = [f"Paragraph {word} tells of one harbour.\n\n{head}" for word in ("A", "B", "C")]
    document = document_of("\n\n".join(parts))
    assert head not in document.text
    assert signs(printed_by(document)) == signs("\n".join(parts))


def test_repeated_sentences_stay() -> None:
    """What ends as a sentence or a label does is no running head, however often it is printed."""
    document = document_of("\n\n".join(["I don’t know.", "Nor do I.", "(P3, nurse)"] * 4))
    assert document.text.count("I don’t know.") == 4
    assert document.text.count("(P3, nurse)") == 4


@wrong_today("what stands before the first word has no run to be remembered in")
def test_debris_at_the_very_start_is_remembered() -> None:
    """A page number before the first word is dropped from the text, not from the runs."""
    source = "3\n\nThe harbour is closed.\n"
    document = document_of(source)
    assert document.text == "The harbour is closed."
    assert_runs_cover(document, source)


def test_paragraph_cut_by_a_box_is_put_together() -> None:
    """A caption and its box between two halves of a sentence don't part them."""
    document = document_of(
        "The keepers went up the stairs every night of the year because the\n\n"
        "Box 1. What a lamp costs\n\n"
        "lamp asked for it, or so they told each other in the winter."
    )
    whole = next(text for text in texts_of(document) if text.startswith("The keepers"))
    assert whole.endswith("in the winter.")
    assert any(text.startswith("Box 1.") for text in texts_of(document))


def test_new_sentence_begins_a_paragraph() -> None:
    """A paragraph that ended is not joined with the next."""
    document = document_of("The harbour is closed.\n\nThe quay is open.")
    assert len(document.blocks) == 2


def test_closing_mark_torn_off_goes_back() -> None:
    """A closing mark with its label alone on a line belongs to the words before."""
    document = document_of("“I waited on the quay until the lamp went out\n\n” (P3, nurse)")
    assert texts_of(document) == ["“I waited on the quay until the lamp went out ” (P3, nurse)"]


def test_pages_by_form_feeds() -> None:
    """Runs know the page of every character; a sentence over the page break is one."""
    document = document_of("The harbour is closed when the wind is in\n\fthe north.\n")
    assert texts_of(document) == ["The harbour is closed when the wind is in the north."]
    pages = {document.slice(run.span).strip(): run.page for run in document.runs}
    assert pages["The harbour is closed when the wind is in"] == 1
    assert pages["the north."] == 2


def test_no_pages_without_form_feeds() -> None:
    """A format without pages has none."""
    assert {run.page for run in document_of(WRAPPED).runs} == {None}


def test_headings_of_plain_text() -> None:
    """A short line that is no sentence, with text below, is a heading."""
    document = document_of("# Results\n\n# The last stop\n\nThe bus stops here.")
    assert blocks_of(document) == [
        ("heading", "Results"),
        ("heading", "The last stop"),
        ("paragraph", "The bus stops here."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "(P3, nurse)",
        "I don’t know.",
        "and so on",
        "https://fen.example",
        "12 words",
        "Table 1. Buses",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    """Labels, sentences, rests of sentences, addresses and captions are no headings."""
    document = document_of(f"The bus stops here.\n\n{line}\n\nThe bus goes on from here.")
    assert "heading" not in {block.kind for block in document.blocks}


def test_headings_have_levels_and_paths() -> None:
    """Numbers say how deep a heading is; blocks know the headings above them, top first."""
    document = document_of(
        "# 3. Results\n\nText of the results.\n\n# 3.1. Trust\n\nText on trust.\n\n"
        "# 4. Discussion\n\nText of the discussion."
    )
    paths = {
        document.slice(block.span): [texts_of(document)[at] for at in block.headings]
        for block in document.blocks
        if block.kind == "paragraph"
    }
    assert paths == {
        "Text of the results.": ["3. Results"],
        "Text on trust.": ["3. Results", "3.1. Trust"],
        "Text of the discussion.": ["4. Discussion"],
    }


def test_tabs_make_cells() -> None:
    """Lines with tabs are rows of a table; each cell knows its row and column."""
    document = document_of("# Results\n\nCode\tRole\nK1\tNurse\nK2\tFarmer")
    cells = [block for block in document.blocks if block.kind == "cell"]
    assert [(document.slice(c.span), c.row, c.column) for c in cells] == [
        ("Code", 0, 0), ("Role", 0, 1), ("K1", 1, 0), ("Nurse", 1, 1), ("K2", 2, 0),
        ("Farmer", 2, 1),
    ]  # fmt: skip
    assert len({cell.table for cell in cells}) == 1


def test_cell_over_several_lines_is_one_cell() -> None:
    """Words that go on in the same column below are the same cell's."""
    document = document_of(
        "# Results\n\nTheme\tWords\nNoise\tYou hear the hooves before you hear\n\tthe phone on the desk."
    )
    assert "You hear the hooves before you hear the phone on the desk." in texts_of(document)


def test_captions_and_list_items() -> None:
    """Captions and bullets are blocks of their kinds."""
    document = document_of("The bus goes.\n\nTable 1. Buses of the north\n\n• One that is late.")
    assert [kind for kind, _ in blocks_of(document)] == ["paragraph", "caption", "list_item"]


def test_stated_blocks_are_kept() -> None:
    """A format's own blocks come out as they are, in their order, white space folded."""
    document = document_of_blocks(
        ("heading", "Results"), ("paragraph", "The  bus\ngoes."), ("quote", "I wait.")
    )
    assert blocks_of(document) == [
        ("heading", "Results"),
        ("paragraph", "The bus goes."),
        ("quote", "I wait."),
    ]
    assert document.format == "html"


def test_stated_details_are_kept() -> None:
    """Italics move with the text; cells keep table, row, column and header; pages stay."""
    document = document_of_blocks(
        ("paragraph", "Before."),
        DraftBlock("paragraph", "I wait here.", italics=((2, 6),), page=4),
        DraftBlock("cell", "Mine.", table=1, row=2, column=3, header="Quotation"),
    )
    second, cell = document.blocks[1], document.blocks[2]
    assert [document.slice(span) for span in second.italics] == ["wait"]
    assert (cell.table, cell.row, cell.column, cell.header) == (1, 2, 3, "Quotation")
    run = next(run for run in document.runs if "wait" in document.slice(run.span))
    assert run.page == 4


def test_empty_blocks_are_left_out() -> None:
    """Blocks without words are no blocks."""
    assert blocks_of(document_of_blocks(("paragraph", " \n "), ("paragraph", "The bus."))) == [
        ("paragraph", "The bus.")
    ]


def test_facts_and_warnings_pass_through() -> None:
    """What the reader knows of the file stays with the document."""
    draft = Draft(
        format="html",
        blocks=(DraftBlock("paragraph", "The bus."),),
        facts=Facts(title="Buses"),
        warnings=("cut",),
    )
    document = rebuild_document(draft, "buses.html")
    assert (document.source, document.facts.title, document.warnings) == (
        "buses.html",
        "Buses",
        ("cut",),
    )


def test_a_draft_of_nothing_is_a_document_of_nothing() -> None:
    """No lines, no blocks, no text; no error."""
    for draft in (Draft(format="text"), Draft(format="text", lines=(DraftLine(" "),))):
        document = rebuild_document(draft, "empty.txt")
        assert (document.text, document.blocks) == ("", ())


def test_spans_of_blocks() -> None:
    """Blocks are in order, apart, and hold the text but the blank lines between."""
    document = document_of_lines(WRAPPED.split("\n"))
    spans = [block.span for block in document.blocks]
    assert spans == sorted(spans)
    assert spans[0].start == 0
    assert spans[-1] == Span(spans[-1].start, len(document.text))
    for one, other in pairwise(spans):
        assert document.text[one.end : other.start] == "\n\n"


def test_rebuild_is_the_same_every_time() -> None:
    """The same draft gives the same document."""
    assert document_of(WRAPPED) == document_of(WRAPPED)


def test_signs_that_nobody_sees_are_left_out() -> None:
    """Direction marks and soft hyphens within lines leave the text; the runs remember them."""
    document = document_of("\u200eThe ro\u00adpe is \u2068old\u2069.\u200f")
    assert document.text == "The rope is old."
    assert "\u00ad" in printed_by(document)


def test_signs_of_words_from_right_to_left_stay() -> None:
    """Beside words that are read from right to left, direction marks say how."""
    assert "\u200f" in document_of("We call it בית\u200f, a house.").text


def test_italics_move_where_unseen_signs_are_left_out() -> None:
    """Italics keep their words when a sign before them is left out."""
    block = DraftBlock("paragraph", "The ro\u00adpe is old.", italics=((4, 9),))
    document = document_of_blocks(block)
    (run,) = document.blocks[0].italics
    assert document.slice(run) == "rope"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("turned the winch—", "left it was said to be the way and so it was", "winch—left"),
        ("turned the winch—", "I never saw who did it there and nobody would", "winch—I"),
        ("turned the winch—", "Nobody else did so on that day and no other", "winch— Nobody"),
        ("turned the winch –", "left it was said to be the way and so it was", "winch – left"),
        ("open on pages 10–", "12 of the ledger that the keeper wrote in then", "10–12"),
    ],
)
def test_dashes_at_a_line_end(before: str, after: str, joined: str) -> None:
    """One without a space before it has none behind; what breaks off stays apart."""
    text = f"Invented example of lines that are wrapped where the page ends, {before}\n{after}.\n"
    document = document_of(text * 2)
    assert joined in document.text
    assert_runs_cover(document, text * 2)


def test_full_lines_that_run_on_are_no_running_heads() -> None:
    """Three pages that repeat a sentence keep it; a head of the same pages goes."""
    lines = []
    for page in (1, 2, 3):
        lines += [
            DraftLine("Invented example of a head", page, 10.0, 0.0, False),
            DraftLine("", page),
            DraftLine(
                "This sentence stands on each page of the paper and runs", page, 10.0, 0.0, True
            ),
            DraftLine(f"on into the next line of page {'abc'[page - 1]}.", page, 10.0, 0.0, False),
        ]
    text = rebuild_document(Draft("pdf", lines=tuple(lines)), "invented.pdf").text
    assert text.count("This sentence stands on each page of the paper and runs on into") == 3
    assert "Invented example of a head" not in text
