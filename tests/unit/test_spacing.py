"""Double-spaced text: an empty line behind each line is no end of a paragraph."""

from __future__ import annotations

import textwrap

from ccg_corpus.core.model import Draft, DraftLine
from ccg_corpus.rebuild import rebuild_document

_PARAGRAPHS = (
    "Invented example. Nobody on the ward had been told where the keys were, and so each of them "
    "went to ask the porter, who had not been told either and sent them on to the office. " * 2,
    "As P3 put it, “we went from door to door until somebody had the time to look for it, and by "
    "then the shift was over and nobody wanted to know any more about it than they had to.” " * 2,
    "Others were told by a friend who wrote it down on the back of a letter, and kept the letter "
    "in a drawer that had a lock, so that they had to ask for one more key than before.",
)


def _blocks(text: str) -> list[str]:
    lines = tuple(DraftLine(line) for line in text.split("\n"))
    document = rebuild_document(Draft("text", lines=lines), "invented.txt")
    return [document.slice(block.span) for block in document.blocks]


def test_lines_with_an_empty_one_between_are_closed_up() -> None:
    """Two empty lines still part paragraphs, and so does a line that is not full."""
    wrapped = [textwrap.wrap(" ".join(text.split()), 70) for text in _PARAGRAPHS]
    wide = "\n\n\n".join("\n\n".join(lines) for lines in wrapped)
    narrow = "\n\n".join("\n\n".join(lines) for lines in wrapped)
    expected = [" ".join(text.split()) for text in _PARAGRAPHS]
    assert _blocks(wide) == expected
    assert _blocks(narrow) == expected


def test_one_paragraph_a_line_is_left_alone() -> None:
    """Such lines are sentences; they do not break off."""
    lines = [f"Invented example {n}. Keys are lost by those who hold them." for n in range(30)]
    assert len(_blocks("\n\n".join(lines))) == 30
