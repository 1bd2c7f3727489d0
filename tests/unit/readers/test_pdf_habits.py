"""Habits of browsers, office programs and TeX in PDFs. Fragments or lines in; no file is needed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ccg_corpus.core.model import Draft, DraftLine
from ccg_corpus.readers.pdf.content.stream import Fragment, StreamWalk
from ccg_corpus.readers.pdf.layout.fragments import PrintedLine, lines_of
from ccg_corpus.readers.pdf.layout.lines import Page, draft_lines, without_furniture
from ccg_corpus.readers.pdf.layout.ragged import straightened
from ccg_corpus.readers.pdf.pdfium import _Walk
from ccg_corpus.rebuild import rebuild_document


def shown(text: str, x: float, y: float, size: float = 10, width: float | None = None) -> Fragment:
    """A fragment half an em wide a letter."""
    return Fragment(text, x, x + (width or len(text) * size / 2), y, size)


def stretched(
    words: Iterable[str], y: float, left: float = 50, right: float = 250
) -> list[Fragment]:
    """Words spread from one edge to the other."""
    parts = list(words)
    spare = right - left - sum(5 * len(word) for word in parts)
    out, x = [], left
    for word in parts:
        out.append(shown(word, x, y))
        x += 5 * len(word) + spare / max(1, len(parts) - 1)
    return out


def flush(
    texts: Iterable[str], *, right: float | None = None, middle: float = 0
) -> list[PrintedLine]:
    """Lines that end at one edge, or that stand around one axis."""
    out = []
    for n, text in enumerate(texts):
        width = 5.0 * len(text)
        x = right - width if right is not None else middle - width / 2
        out.append(PrintedLine(text, x, x + width, 700 - 12 * n, 10))
    return out


def test_the_hyphen_that_only_ends_lines_is_the_printers() -> None:
    """Browsers break words with U+2010; what the writer typed stays, at line ends too."""
    broken = [f"ple {n} of an invented exam\u2010" for n in ("one", "two", "three", "four", "five")]
    lines = ["an invented exam\u2010", *broken, "ple of what a night-", "shift is like."]
    draft = Draft("pdf", lines=tuple(DraftLine(text, 1, 10.0, 0.0, True) for text in lines))
    text = rebuild_document(draft, "invented.pdf").text
    assert text.count("invented example") == 6
    assert text.endswith("what a night-shift is like.")


def test_a_hyphen_of_the_writers_own_is_weighed_like_any_other() -> None:
    """Some publishers print U+2010 for every hyphen: its place at a line's end proves nothing."""
    lines = ["a long\u2010term and well\u2010", "known invented exam\u2010", "ple of an office."]
    draft = Draft("pdf", lines=tuple(DraftLine(text, 1, 10.0, 0.0, True) for text in lines))
    text = rebuild_document(draft, "invented.pdf").text
    assert text == "a long\u2010term and well\u2010known invented example of an office."


def test_two_words_stretched_over_the_column_are_a_line() -> None:
    """A box or a line break of the writer's cuts a justified paragraph: its last line is filled."""
    full = shown("these six short words fill their column", 50, 700, width=200)
    last = stretched(["their", "own"], 688)
    assert [line.text for line in lines_of([full, *last])][1] == "their own"


def test_a_row_under_a_paragraph_keeps_its_cells() -> None:
    """It stands farther away, or does not reach both edges."""
    full = shown("these six short words fill their column", 50, 700, width=200)
    far = stretched(["Theme", "Words"], 670)
    assert [line.text for line in lines_of([full, *far])][1] == "Theme\tWords"


@pytest.mark.parametrize("place", [{"right": 300.0}, {"middle": 170.0}])
def test_ragged_passages_have_one_left_edge(place: dict[str, float]) -> None:
    """Display quotations set flush right or centred are paragraphs, not lines of many indents."""
    lines = flush(
        ["I never knew what it was.", "Nobody had told us", "so we stopped asking it"], **place
    )
    moved = straightened(lines)
    assert len({line.x0 for line in moved}) == 1
    assert [line.x1 - line.x0 for line in moved] == [line.x1 - line.x0 for line in lines]
    texts = [line.text for line in draft_lines([Page(tuple(lines))])]
    assert "" not in texts


def test_an_indented_first_line_stays_where_it_is() -> None:
    """A justified paragraph ends each line at one edge as well, and comes back to its own left one."""
    lines = [
        PrintedLine("invented text", 62 if n % 4 == 0 else 50, 250, 700 - 12 * n, 10)
        for n in range(9)
    ]
    assert straightened(lines) == lines


def test_small_text_in_another_column_begins_something_else() -> None:
    """Boxes are often drawn before the page's text, in type that is a little smaller."""
    box = PrintedLine("what nobody has counted yet", 50, 200, 300, 7.5)
    text = PrintedLine("really mean, so I have to ask", 50, 200, 780, 8.0)
    assert [line.text for line in draft_lines([Page((box, text))])] == [box.text, "", text.text]


NOTED = (
    shown("they had told", 50, 700), shown("2", 115, 704, size=6), shown(" us of it", 118, 700),
    shown("and of 10", 50, 688), shown("4", 95, 692, size=6), shown(" more", 98, 688),
)  # fmt: skip
NOTE = (shown("2", 50, 60, size=5), shown("Invented note on an office.", 54, 58, size=7))


def test_calls_of_the_pages_notes_are_no_words() -> None:
    """A raised number goes if a note of that number stands below in small type; powers stay."""
    texts = [line.text for line in lines_of([*NOTED, *NOTE], drop_calls=True)]
    assert texts == ["they had told us of it", "and of 104 more", "2 Invented note on an office."]


@pytest.mark.parametrize("base", ["in all 10", "over 40 km"])
def test_a_power_is_no_call(base: str) -> None:
    """It stays though the page has a note of the same number: without it the figure is another."""
    x = 50 + 5 * len(base)
    power = shown(base, 50, 700), shown("2", x, 704, size=6), shown(" of it", x + 3, 700)
    more = shown("and of all the others that were told", 50, 688)
    texts = [line.text for line in lines_of([*power, more, *NOTE], drop_calls=True)]
    assert texts[0] == f"{base}2 of it"


def test_raised_numbers_without_a_note_stay() -> None:
    """They may be references; and on a first page they are the authors' institutions."""
    assert next(line.text for line in lines_of(NOTED, drop_calls=True)) == "they had told2 us of it"
    assert next(line.text for line in lines_of([*NOTED, *NOTE])) == "they had told2 us of it"


class _Font:
    """Half an em for each code."""

    is_wide = False

    def decode(self, data: bytes) -> tuple[str, float, int]:
        return data.decode("ascii"), 0.5 * len(data), len(data)


def shown_by(items: list[object]) -> str:
    walk = StreamWalk({})
    walk._state.font, walk._state.size = _Font(), 10.0  # type: ignore[assignment]
    walk._show_many([items])
    return "".join(fragment.text for fragment in walk.fragments)


def test_an_ellipsis_of_three_dots_is_one() -> None:
    """TeX sets its dots a sixth of an em apart; words, and dots with spaces, stay apart."""
    assert shown_by([b"so.", -167.0, b".", -167.0, b".", -167.0, b"we"]) == "so... we"
    assert shown_by([b"so. .", -333.0, b". we"]) == "so. . . we"


def test_ink_over_a_narrow_space_joins_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers show letter by letter; PDFium's own space between two objects is one."""
    monkeypatch.setattr(_Walk, "_start", lambda self, at, turn: (50.0 + 5 * at, 700.0))
    monkeypatch.setattr(_Walk, "_end", lambda self, at, turn: 59.5 + 5 * at)
    walk = object.__new__(_Walk)
    walk._characters, walk._found, walk._closed = "of it", [], set()
    walk._put(0, 2, 0, 10.0, 0.0)
    walk._put(3, 5, 0, 10.0, 0.0)
    assert [line.text for line in lines_of(walk._found)] == ["of it"]


def test_a_sentence_of_the_text_is_no_running_head() -> None:
    """It stands near the head of each page, and in the text of them too; copies are no heads at all."""
    words = "This clause is invented and stands under every heading."

    def placed(texts: list[tuple[str, float]]) -> Page:
        return Page(tuple(PrintedLine(text, 50.0, 400.0, y, 10.0) for text, y in texts))

    def shown(pages: list[Page]) -> list[str]:
        return [line.text for page in without_furniture(pages) for line in page.lines]

    pages = [
        placed(
            [
                ("Invented journal", 820),
                (f"Heading {n}", 790),
                (f"More {n}", 775),
                (words, 760),
                (f"Text {n}", 400),
            ]
        )
        for n in "abcd"
    ]
    assert shown(pages).count(words) == 4
    assert "Invented journal" not in shown(pages)
    copies = [placed([("Hello world", 800)]) for _ in range(5)]
    assert shown(copies) == ["Hello world"] * 5
