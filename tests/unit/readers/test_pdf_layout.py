"""Fragments → lines → text: spaces, rows, columns, running heads, breaks. No file is needed."""

from __future__ import annotations

from itertools import chain

import pytest

from ccg_corpus.readers.pdf.content.stream import Fragment
from ccg_corpus.readers.pdf.layout.fragments import PrintedLine, lines_of
from ccg_corpus.readers.pdf.layout.lines import Page, clean_line, draft_lines, without_furniture


def shown(text: str, x: float, y: float, size: float = 10, width: float | None = None) -> Fragment:
    """A fragment half an em wide a letter."""
    return Fragment(text, x, x + (width or len(text) * size / 2), y, size)


def texts(*fragments: Fragment) -> list[str]:
    return [line.text for line in lines_of(fragments)]


def line(text: str, y: float, x: float = 50, size: float = 10, end: float = 250) -> PrintedLine:
    return PrintedLine(text, x, end, y, size)


def pages_texts(pages: list[Page]) -> list[list[str]]:
    return [[line.text for line in draft_lines([page])] for page in pages]


def page_texts(*lines: PrintedLine) -> list[str]:
    return [line.text for line in draft_lines([Page(lines)])]


def test_a_gap_is_a_space_and_kerning_is_none() -> None:
    """By the distance between the letters, not by the strings."""
    assert texts(shown("inven", 50, 700), shown("ted", 75.5, 700), shown("example", 93, 700)) == [
        "invented example"
    ]


def test_raised_numbers_stay_on_their_line() -> None:
    """A citation's number stands higher and smaller; the line goes on after it."""
    assert texts(
        shown("told", 50, 700), shown("12", 70, 703.5, size=6), shown("and", 79, 700)
    ) == ["told12 and"]  # fmt: skip


def test_bold_by_overprinting_is_printed_once() -> None:
    """The same letters on the same spot."""
    assert texts(shown("Methods", 50, 700), shown("Methods", 50.2, 700)) == ["Methods"]


def test_an_initial_goes_back_to_its_word() -> None:
    """A capital over three lines begins the first of them."""
    initial = Fragment("T", 50, 70, 676, 36)
    assert texts(initial, shown("he first line", 72, 700), shown("goes on", 72, 688)) == [
        "The first line", "goes on"
    ]  # fmt: skip


def test_cells_of_a_row_are_parted_by_tabs() -> None:
    """Gaps much wider than those between words."""
    assert texts(
        shown("Being told", 50, 700), shown("Nobody told us", 160, 700), shown("P1", 300, 700)
    ) == ["Being told\tNobody told us\tP1"]


def test_a_bullet_is_no_cell() -> None:
    """Neither is the number of a heading."""
    assert texts(shown("•", 50, 700), shown("one", 70, 700)) == ["• one"]
    assert texts(shown("3.1", 50, 700), shown("Being told", 80, 700)) == ["3.1 Being told"]


def test_a_line_stretched_to_fill_its_column_is_no_row() -> None:
    """Its gaps are alike, and it ends where the other lines end."""
    others = [shown("x" * 40, 50, 700 - 12 * n) for n in range(1, 8)]
    stretched = [
        shown("nobody", 50, 700),
        shown("ever", 100, 700),
        shown("told", 140, 700),
        Fragment("so", 180, 190, 700, 10),
        Fragment("anything", 210, 250, 700, 10),
    ]
    assert texts(*stretched, *others)[0] == "nobody ever told so anything"


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    """The stream jumps from side to side; readers do not."""
    rows = [
        (shown(f"left {n} " + "x" * 30, 50, 700 - 12 * n), shown(f"right {n} " + "x" * 29, 300, 700 - 12 * n))
        for n in range(14)
    ]  # fmt: skip
    heads = [text.split(" x")[0] for text in texts(*chain.from_iterable(rows))]
    assert heads == [f"left {n}" for n in range(14)] + [f"right {n}" for n in range(14)]


def test_the_streams_order_is_kept_where_it_makes_sense() -> None:
    """A column, then the other: no geometry is asked."""
    left = [shown(f"left {n}", 50, 700 - 12 * n) for n in range(12)]
    right = [shown(f"right {n}", 300, 700 - 12 * n) for n in range(12)]
    assert texts(*left, *right)[11:13] == ["left 11", "right 0"]


def test_a_stream_without_order_is_sorted() -> None:
    """Lines drawn from the foot of the page upwards come out from its head."""
    title = shown("t" * 90, 50, 760)
    left = [shown(f"left {n} " + "x" * 20, 50, 700 - 12 * n) for n in range(9)]
    right = [shown(f"right {n} " + "x" * 20, 300, 700 - 12 * n) for n in range(9)]
    got = [text.split(" x")[0] for text in texts(*reversed([title, *left, *right]))]
    assert got[1:] == [f"left {n}" for n in range(9)] + [f"right {n}" for n in range(9)]


def test_numbers_of_lines_are_left_out() -> None:
    """Manuscripts number each line in the margin."""
    rows = [
        (shown(str(n), 20, 700 - 12 * n), shown(f"text {n}", 60, 700 - 12 * n))
        for n in range(1, 13)
    ]
    assert texts(*chain.from_iterable(rows)) == [f"text {n}" for n in range(1, 13)]


def test_turned_text_comes_after_the_rest() -> None:
    """A stamp along the margin does not cut into a sentence."""
    stamp = Fragment("Downloaded", 100, 200, -20, 8, turn=90)
    one, two = shown("the first line", 50, 700), shown("the second line", 50, 688)
    assert texts(one, stamp, two) == ["the first line", "the second line", "Downloaded"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("ﬁrst diﬃcult ﬂow", "first difficult flow"),
        ("\x10told\x11 \x15 o\x1ece", "“told” – office"),
        ("inter\xadview", "interview"),
        ("inter\xad", "inter\xad"),
        ("justified   words", "justified words"),
    ],
)
def test_characters_are_put_right(printed: str, text: str) -> None:
    """Ligatures, TeX's own codes, soft hyphens, padding."""
    assert clean_line(printed) == text


def test_running_heads_and_page_numbers_are_left_out() -> None:
    """The same at the same height but for digits; a number alone in the margin."""
    pages = [
        Page((line(f"Invented journal 2024;{n}", 820), line("Told", 500), line(f"text {n}", 480), line(str(n), 20)))
        for n in range(1, 5)
    ]  # fmt: skip
    assert pages_texts(without_furniture(pages))[1] == ["Told", "text 2"]


def test_what_stands_once_or_elsewhere_stays() -> None:
    """A title in the margin of one page, a repeated line in the middle."""
    pages = [
        Page((line("Title", 820), line("(GP, case D)", 400))),
        Page((line("(GP, case D)", 400),)),
    ]
    assert pages_texts(without_furniture(pages)) == [
        ["Title", "", "(GP, case D)"],
        ["(GP, case D)"],
    ]


def test_gaps_and_sizes_break_paragraphs() -> None:
    """A blank line where print leaves more space than usual, or changes its type."""
    body = [line(f"line {n}.", 700 - 12 * n) for n in range(6)]
    assert page_texts(*body, line("after a gap", 620), line("Head", 600, size=14)) == [
        *[f"line {n}." for n in range(6)], "", "after a gap", "", "Head"
    ]  # fmt: skip


def test_an_indent_breaks_after_a_sentence() -> None:
    """First lines and set-in passages begin a paragraph; list items go on."""
    assert page_texts(
        line("it ended.", 700), line("A new one", 688, x=62), line("goes on", 676),
        line("1. an item which", 664), line("goes on here", 652, x=62),
    ) == ["it ended.", "", "A new one", "goes on", "1. an item which", "goes on here"]  # fmt: skip


def test_a_set_in_passage_stands_apart() -> None:
    """A block quotation between blank lines."""
    assert page_texts(
        line("As one said:", 700), line("Nobody told us", 688, x=70), line("so we stopped.", 676, x=70),
        line("The others agreed", 664), line("with that.", 652),
    ) == ["As one said:", "", "Nobody told us", "so we stopped.", "", "The others agreed", "with that."]  # fmt: skip


def test_every_fifth_line_is_numbered() -> None:
    """Small numbers on the lines, near enough to run into them; a few on a page are enough."""
    lines = [shown(f"an invented line {n} " + "x" * 40, 60, 700 - 12 * n) for n in range(1, 13)]
    numbers = [shown(str(5 * n), 44, 700 - 60 * n, size=5) for n in range(1, 3)]
    assert texts(*numbers, *lines) == [fragment.text for fragment in lines]


def test_a_numbered_grid_on_both_sides_is_left_out() -> None:
    """Reviewers' copies count on, whatever the text's own distance between lines."""
    lines = [shown(f"an invented line {n} " + "x" * 40, 60, 700 - 23 * n) for n in range(1, 12)]
    grid = [shown(str(n), x, 700 - 11 * n) for n in range(1, 25) for x in (20, 420)]
    assert texts(*chain(lines, grid)) == [fragment.text for fragment in lines]


def test_numbers_of_a_scale_stay() -> None:
    """A figure's axis counts upwards, a table's cells stand among the text."""
    lines = [shown(f"an invented line {n} " + "x" * 40, 60, 700 - 12 * n) for n in range(1, 9)]
    axis = [shown(str(5 * n), 30, 400 + 12 * n, size=5) for n in range(1, 9)]
    assert len(texts(*chain(lines, axis))) == len(lines) + len(axis)


def test_lines_that_pages_repeat_are_text_where_their_sentence_runs_on() -> None:
    """Copies of a page begin with the same lines; a head stands apart, or ends where it stands."""

    def page(*first: str) -> Page:
        opening = [line(text, 800 - 12 * n) for n, text in enumerate(first)]
        rest = [line(f"words of part {len(first)}{n} that", 500 - 12 * n) for n in range(12)]
        return Page((*opening, *rest))

    stack = ("The lamp of this invented example", "Hung over the door of the", "mill and was")
    pages = [page(*stack, f"never lit but on night {n}.") for n in "abcd"]
    assert all(texts[:3] == list(stack) for texts in pages_texts(without_furniture(pages)))
    headed = [page("Journal of invented examples", f"and so page {n} goes on.") for n in "abcd"]
    small = [
        Page((line("Journal of invented examples", 800, size=8), *p.lines[1:])) for p in headed
    ]
    assert all("Journal" not in " ".join(t) for t in pages_texts(without_furniture(small)))


def test_what_stands_in_the_middle_of_pages_as_often_is_no_head() -> None:
    """A sentence or a label that each page repeats stands in its margin too."""
    label = "Said by all of them"
    filling = [[line(f"words {n} {m} go on", 640 - 40 * m) for m in range(4)] for n in range(4)]
    pages = [Page((line(label, 800), *lines, line(label, 440))) for lines in filling]
    assert [texts.count(label) for texts in pages_texts(without_furniture(pages))] == [2] * 4
