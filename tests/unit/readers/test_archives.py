"""Web pages saved as one mail, and RTF: the words they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.readers import read_draft
from ccg_corpus.readers.limits import MB, Limits
from ccg_corpus.readers.office.rtf.reader import read_rtf
from ccg_corpus.readers.web.mhtml import read_mhtml
from ccg_corpus.rebuild import rebuild_document

PAGE = "<html><head><title>Invented example</title></head><body><p>“Nobody did”, she said.</p></body></html>"


def mail(*parts: tuple[str, bytes], start: str = "") -> bytes:
    """A saved page in the manner of browsers: quoted-printable parts, the page first."""
    head = (
        b"From: <Saved by Example>\r\nSubject: Invented example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";'
        + start.encode()
        + b'\r\n\tboundary="B"\r\n\r\n'
    )
    body = b"".join(
        b"--B\r\n" + header.encode().replace(b"\n", b"\r\n") + b"\r\n\r\n" + content + b"\r\n"
        for header, content in parts
    )
    return head + body + b"--B--\r\n"


def printable(text: str, charset: str = "utf-8") -> bytes:
    import quopri

    return quopri.encodestring(text.encode(charset))


def test_the_page_of_a_saved_web_archive(tmp_path: Path) -> None:
    """Quoted-printable in the part's own character set; pictures and frames are not read."""
    html = (
        "Content-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable"
    )
    frame = "Content-Type: text/html\nContent-Location: http://nowhere.invalid/advert"
    path = tmp_path / "page.mhtml"
    path.write_bytes(
        mail((html, printable(PAGE, "cp1252")), ("Content-Type: image/png", b"x"),
             (frame, b"<p>Advert</p>"))
    )  # fmt: skip
    draft = read_draft(path)
    assert (draft.format, draft.facts.title) == ("html", "Invented example")
    assert [block.text for block in draft.blocks] == ["“Nobody did”, she said."]


def test_the_part_that_the_mail_names_is_the_page() -> None:
    """A frame may come first."""
    data = mail(
        ("Content-Type: text/html\nContent-ID: <frame>", b"<p>Advert</p>"),
        ("Content-Type: text/html; charset=utf-8\nContent-ID: <page>", PAGE.encode()),
        start=' start="<page>";',
    )
    assert [block.text for block in read_mhtml(data, limits=Limits()).blocks] == [
        "“Nobody did”, she said."
    ]


def test_an_archive_without_a_page_holds_no_text() -> None:
    """Only a picture; or nothing at all."""
    for data in (mail(("Content-Type: image/png", b"x")), mail()):
        with pytest.raises(NoText):
            read_mhtml(data, limits=Limits())


def test_a_header_without_end_is_refused(tmp_path: Path) -> None:
    """And so are mails in mails in mails."""
    path = tmp_path / "a.mhtml"
    path.write_bytes(mail().replace(b'boundary="B"', b'boundary="' + b"a;" * 100_000 + b'"'))
    with pytest.raises(Unreadable, match="endless header"):
        read_draft(path)
    kind = b"Content-Type: multipart/related; boundary=B%d\n\n--B%d\n"
    path.write_bytes(b"MIME-Version: 1.0\n" + b"".join(kind % (n, n) for n in range(3000)))
    with pytest.raises(Unreadable, match="nested too deeply"):
        read_draft(path)


def test_rtf_paragraphs(tmp_path: Path) -> None:
    """Its paragraphs, with their special characters; what draws it is left out."""
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\author x}}\f0 Invented example\par "
        rb"\lquote Nobody did\rquote  (P1)\par caf\'e9 \u8212? end\par}"
    )
    draft = read_draft(path)
    assert draft.format == "rtf"
    assert [line.text.strip() for line in draft.lines if line.text] == [
        "Invented example", "‘Nobody did’ (P1)", "café — end"
    ]  # fmt: skip


def rtf_lines(body: bytes) -> list[str]:
    draft = read_rtf(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}\f0 " + body + b"}", limits=Limits()
    )
    return [line.text.strip() for line in draft.lines if line.text]


def test_rtf_notes_cells_and_what_is_not_printed() -> None:
    """Notes follow their paragraph, cells are paragraphs; pictures, deleted and hidden words are left out."""
    assert rtf_lines(
        rb"Nobody\chftn{\footnote \pard {\super\chftn} See below.} did{\deleted  never}{\v  hush}.\par "
        rb"One{\footnote First.} and two{\footnote Second.}\par "
        rb"\trowd\intbl Who\cell Words\cell\row "
        rb"{\pict\jpegblip \bin ffd8ff}{\pict\bin5 }{}\a} Next.\par Last{\footnote Third.}"
    ) == [
        "Nobody did.", "See below.", "One and two", "First.", "Second.", "Who", "Words", "Next.",
        "Last", "Third.",
    ]  # fmt: skip


def test_rtf_halves_of_signs() -> None:
    """Two make a sign; one alone is none, and must not break what follows."""
    assert rtf_lines(rb"\u-10179?\u-8704? and \u-10179? alone") == ["\U0001f600 and \ufffd alone"]


def test_rtf_without_words_or_beyond_bounds() -> None:
    """One line each."""
    with pytest.raises(NoText):
        read_rtf(rb"{\rtf1\ansi}", limits=Limits())
    with pytest.raises(Unreadable, match="too large"):
        read_rtf(b"{\\rtf1" + b" " * (20 * MB), limits=Limits())


def test_rtf_fields_show_their_results() -> None:
    """Addresses and instructions are left out; a field for a sign shows the sign."""
    assert rtf_lines(
        rb'I read {\field{\*\fldinst{HYPERLINK "http://ledger.example/7" }}{\fldrslt{\ul the ledger}}} '
        rb'and {\field\fldedit{\*\fldinst { HYPERLINK  \\l "a\}b" }}{\fldrslt {the {\b log}}}} on page '
        rb"{\field{\*\fldinst PAGE}{\fldrslt 4}}.\par "
        rb'It takes {\field{\*\fldinst SYMBOL 179 \\f "Symbol" \\s 12}{\fldrslt\f0\fs24}}10.\par '
    ) == ["I read the ledger and the log on page 4.", "It takes ≥10."]


def test_rtf_signs_of_symbol_fonts() -> None:
    """By their font's own table, as codes, as private characters; unknown ones are not dropped."""
    draft = read_rtf(
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}"
        rb"{\f3\froman\fcharset2 Symbol;}{\f4\fnil\fcharset2 Wingdings;}{\f5\fcharset2 Odd Signs;}}"
        rb"\f0 Invented: {\f3\'b3}10, {\f3 b}, {\f4\u-3844\'fc}yes, {\f5\'41}, \u945?\u8220\'93.\par }",
        limits=Limits(),
    )
    assert draft.lines[0].text.strip() == "Invented: ≥10, β, ✓yes, \ufffd, α“."


def test_rtf_labels_that_are_numbered() -> None:
    """Those that say who are read; those that only count are not."""
    assert rtf_lines(
        rb"{\listtext\pard\plain GP 1:\tab}Nobody did.\par {\pntext Case A:\tab}The mill\par "
        rb"{\listtext 1.\tab}One\par {\listtext\'95\tab}Two\par {\listtext iv)\tab}Three\par "
    ) == ["GP 1: Nobody did.", "Case A: The mill", "One", "Two", "Three"]


def test_rtf_raised_numbers() -> None:
    """Calls are no part of the word; powers are."""
    assert rtf_lines(
        rb"The shutters{\super 1} of 10{\super 3} km\super 2\nosupersub  close.\par "
    ) == ["The shutters of 10³ km² close."]


def test_rtf_text_boxes_follow_their_paragraph() -> None:
    """They must not cut a sentence in two, and must not vanish."""
    assert rtf_lines(
        rb"We asked {\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt \pard Nobody did.\par }}}"
        rb"everyone.\par Next."
    ) == ["We asked everyone.", "Nobody did.", "Next."]


def test_rtf_paragraphs_that_recur_or_are_numbers_stay() -> None:
    """RTF keeps heads and page numbers apart: a number of the text is a participant's, or an answer."""
    body = (
        rb"Code\cell Words\cell\row 3\cell Nobody did.\cell\row 7\par 1998\par "
        + rb"Mm, yes\par " * 4
    )
    source = (
        rb"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 Invented example of a table.\par " + body + b"}"
    )
    document = rebuild_document(read_rtf(source, limits=Limits()), "invented.rtf")
    assert [document.slice(block.span) for block in document.blocks] == [
        "Invented example of a table.", "Code", "Words", "3", "Nobody did.", "7", "1998",
        *["Mm, yes"] * 4,
    ]  # fmt: skip


def test_rtf_a_star_within_a_group_hides_nothing() -> None:
    """Only where a group begins with it does it say that the group may be passed over."""
    assert rtf_lines(rb"{\loch\f0\i0\*\cs7\cf0 The fox jumps}{\*\odd never} over.\par ") == [
        "The fox jumps over."
    ]
