"""Manuscripts in the formats that authors write, the copy with comments, and keys of the corpus."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from writing import ladder, write_docx

from ccg_corpus.cli.main import run
from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.manuscript import check_manuscript

LATEX = r"""\documentclass{article}
\title{Invented example}
\begin{document}
\section{Results}
% ``a comment is no text at all, nor is what it quotes''
One GP in case D~\citep{harrowgate2021} said: ``I came with a list of twelve things. You're keen,
\ldots{} and then by the third winter you're just disillusioned'' (GP, Case~D).

\begin{quote}
My wife says I'm married to the agenda.

--- GP, Case B \citep[p.~118]{harrowgate2021}
\end{quote}

\blockquote[{GP 3, Quistgaard 2019, p.~1}]{I sat in the room and voted for it and I thought we'd done nothing.}

The term `open door'\footnote{A nurse said \enquote{We find out by noticing} (Practice nurse 2).} is ours.
\end{document}
"""

HTML = """<html><body><h1>Invented example</h1><h2>Results</h2>
<p>As a GP said, &ldquo;I came with a list of <em>twelve</em> things.&rdquo; (GP, Case D)</p>
<blockquote><p>I used to keep the whole day free for it.</p><footer>GP seat holder, Pellworth 2022</footer></blockquote>
<table><tr><td>Quotation</td><td>Speaker</td></tr>
<tr><td>I make up the box on trust. Strictly there’s no form</td><td>Community pharmacist, Case D</td></tr></table>
</body></html>"""

TEXT = """Invented example: a manuscript

Results

One GP said: "I came with a list of eleven things." (GP, Case D)

    "My wife says I'm married to the agenda."
    (GP, Case A)
"""


@pytest.fixture(scope="module")
def corpus(example_root: Path) -> Iterator[Corpus]:
    """The example corpus, open."""
    with open_corpus(example_root) as opened:
        yield opened


def _verdicts(corpus: Corpus, path: Path, text: str) -> list[tuple[str, str, str]]:
    path.write_text(text, encoding="utf-8")
    return [(one.words, one.attribution, one.severity) for one in check_manuscript(corpus, path)]


def test_latex(corpus: Corpus, tmp_path: Path) -> None:
    """Marks, displays, notes and citations by key; comments are no text."""
    assert _verdicts(corpus, tmp_path / "a.tex", LATEX) == [
        ("marked", "right", "ok"),
        ("exact", "wrong-case", "error"),
        ("reversed", "right", "error"),
        ("exact", "none", "skip"),
        ("exact", "right", "ok"),
    ]


def test_html(corpus: Corpus, tmp_path: Path) -> None:
    """Block quotations with their source, and cells without marks of what somebody said."""
    assert _verdicts(corpus, tmp_path / "a.html", HTML) == [
        ("exact", "right", "ok"),
        ("exact", "right", "ok"),
        ("reversed", "right", "error"),
    ]


def test_plain_text(corpus: Corpus, tmp_path: Path) -> None:
    """The place is a line of the file."""
    path = tmp_path / "a.txt"
    assert [one[0] for one in _verdicts(corpus, path, TEXT)] == ["reversed", "presentation"]
    assert [one.place for one in check_manuscript(corpus, path)] == ["line 5", "line 7"]


def test_comments_stand_in_a_copy(corpus: Corpus, example_root: Path, tmp_path: Path) -> None:
    """One at each place that is wrong or to be looked at; the manuscript stays as it is."""
    from docx import Document

    path, copy = tmp_path / "a.docx", tmp_path / "b.docx"
    write_docx(ladder(), path)
    before = path.read_bytes()
    command = ["--project", str(example_root), "check", str(path), "--comments", str(copy), "-q"]
    assert run(command) == 1
    assert path.read_bytes() == before
    found = [one for one in check_manuscript(corpus, path) if one.severity in ("error", "review")]
    made = Document(str(copy))
    assert len(list(made.comments)) == len(found) > 40
    text = [one.text for one in made.paragraphs]
    assert text == [one.text for one in Document(str(path)).paragraphs]
    assert any("number changed" in one.text for one in made.comments)
    with zipfile.ZipFile(copy) as opened:
        assert "word/comments.xml" in opened.namelist()


def test_it_is_not_written_over_itself(example_root: Path, tmp_path: Path) -> None:
    """The manuscript is never changed."""
    path = tmp_path / "a.docx"
    write_docx(ladder()[:2], path)
    before = path.read_bytes()
    assert run(["--project", str(example_root), "check", str(path), "--comments", str(path)]) == 2
    assert path.read_bytes() == before


def test_what_quotes_prints_is_right(
    corpus: Corpus, example_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All quotations as Markdown are their own manuscript: nothing in it is wrong."""
    assert run(["--project", str(example_root), "quotes", "--format", "md"]) == 0
    path = tmp_path / "all.md"
    path.write_text(
        f"# Invented example\n\n## Results\n\n{capsys.readouterr().out}", encoding="utf-8"
    )
    found = check_manuscript(corpus, path)
    assert len(found) == 39
    assert {one.words for one in found} == {"exact"}
    assert [one.quoted.text for one in found if one.severity == "error"] == []
    assert all(one.quoted.tag.key == (one.record or {}).get("id") for one in found)


@pytest.mark.parametrize("hidden", ["<!-- {} -->", "[source](ccg:{})", "({})"])
def test_a_key_names_the_record(corpus: Corpus, tmp_path: Path, hidden: str) -> None:
    """Hidden behind the words or shown in the tag; one of another quotation is said to be."""
    right, other = "quistgaard-2019:8271045b", "quistgaard-2019:0ef88775"
    for key, severity in ((right, "ok"), (other, "review")):
        text = (
            "# Invented example\n\n## Results\n\n“We find out by noticing.” (Practice nurse 2)"
            f" {hidden.format(key)}\n"
        )
        path = tmp_path / "a.md"
        assert _verdicts(corpus, path, text) == [("exact", "right", severity)]


def test_a_file_that_cannot_be_read(example_root: Path, tmp_path: Path) -> None:
    """One line, and 2."""
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert run(["--project", str(example_root), "check", str(path)]) == 2
    assert run(["--project", str(example_root), "check", str(tmp_path / "none.md")]) == 2
