"""Plain text files: encodings, line ends, pages."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import NoText, Unsupported
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.plain.text import decode, read_text

INVENTED = "Invented example.\n“It’s – naïve,” said Señor Núñez… £5 a café\n"


def lines_of(data: bytes) -> list[str]:
    return [line.text for line in read_text(data, limits=Limits()).lines]


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
    ],
)
def test_decode_reads_the_encodings_reviewers_have(encoding: str) -> None:
    """A text comes out the same whichever of the usual encodings it was saved in."""
    assert decode(INVENTED.encode(encoding)) == INVENTED


def test_decode_takes_out_a_few_zero_bytes() -> None:
    """Damage leaves them in texts; many mean another kind of file."""
    assert decode(INVENTED.encode() + b"\x00" + INVENTED.encode()) == INVENTED * 2
    with pytest.raises(Unsupported):
        decode(INVENTED.encode() + b"\x00\x01" * 40)


def test_decode_keeps_utf8_with_a_broken_byte() -> None:
    """One damaged byte does not turn every curly quote of a UTF-8 text into mojibake."""
    data = INVENTED.encode()
    text = decode(data * 3 + b"\xff" + data * 3)
    assert text.count("“It’s") == 6
    assert text.count("�") == 1


def test_decode_guesses_what_is_neither() -> None:
    """A text in another alphabet is read by statistics."""
    text = "Вымышленный пример: участник рассказал, что никто его не слушал. " * 20
    assert decode(text.encode("koi8-r")) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\x0b"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    """Windows, old Mac, Unix and Word's soft line ends all end a line."""
    assert lines_of(f"Invented example{end}two{end}".encode()) == ["Invented example", "two"]


def test_lines_keep_their_spaces() -> None:
    """Indents and blank lines are evidence: they stay."""
    text = "   Invented example  \n\n\n\tend"
    assert lines_of(text.encode()) == ["   Invented example  ", "", "", "\tend"]


def test_pages_are_numbered_by_form_feeds() -> None:
    """A form feed begins a page; a final one does not begin an empty page."""
    draft = read_text(b"Invented example\n\ftwo\nlines\n\f", limits=Limits())
    assert [(line.text, line.page) for line in draft.lines] == [
        ("Invented example", 1), ("two", 2), ("lines", 2)
    ]  # fmt: skip


def test_pages_are_unknown_without_form_feeds() -> None:
    """No form feed, no page number."""
    assert {line.page for line in read_text(INVENTED.encode(), limits=Limits()).lines} == {None}


@pytest.mark.parametrize("data", [b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x0c"])
def test_white_space_is_no_text(data: bytes) -> None:
    """A file of white space, or of a byte-order mark alone, says it holds no text."""
    with pytest.raises(NoText):
        read_text(data, limits=Limits())


@pytest.mark.parametrize(
    "data", [b"Invented\x00example", bytes(range(256)) * 20, b"\x7fELF\x02\x01\x01\x00\x00\x00"]
)
def test_binary_is_refused(data: bytes) -> None:
    """Zero bytes or many control characters are not text."""
    with pytest.raises(Unsupported):
        read_text(data, limits=Limits())


def test_one_line_of_five_megabytes() -> None:
    """A text without any line end is one line, read at once."""
    assert len(lines_of(b"Invented example " * 300_000)) == 1
