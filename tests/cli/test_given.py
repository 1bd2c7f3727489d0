"""What shells hand over in other encodings than UTF-8."""

from __future__ import annotations

import pytest

from ccg_corpus.cli.parsing.given import readable, text_of


@pytest.mark.parametrize(
    "data",
    [
        "kettle:1\ncafé:2\n".encode(),
        b"\xef\xbb\xbf" + "kettle:1\ncafé:2\n".encode(),
        b"\xff\xfe" + "kettle:1\ncafé:2\n".encode("utf-16-le"),
        b"\xfe\xff" + "kettle:1\ncafé:2\n".encode("utf-16-be"),
        "kettle:1\ncafé:2\n".encode("utf-16-le"),
        "kettle:1\ncafé:2\n".encode("latin-1"),
    ],
)
def test_a_pipe_is_read_in_any_encoding(data: bytes) -> None:
    """With a mark, without one, and as a terminal of old writes it."""
    assert text_of(data).split() == ["kettle:1", "café:2"]


def test_an_argument_of_a_terminal_in_latin_1_is_text() -> None:
    """Its bytes come as lone surrogates, which nothing else can hold."""
    assert readable(["show", "caf\udce9"]) == ["show", "café"]
    assert readable(["show", "café"]) == ["show", "café"]


def test_a_path_stays_as_the_disk_has_it() -> None:
    """An ingest gets the bytes that were typed."""
    assert readable(["ingest", "caf\udce9.txt"]) == ["ingest", "caf\udce9.txt"]
