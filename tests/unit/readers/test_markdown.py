"""Markdown: blocks, quotations with their sources, front matter."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.plain.markdown import read_markdown


def read(text: str) -> Draft:
    return read_markdown(text.encode(), limits=Limits())


def pairs(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text).blocks]


def test_front_matter_becomes_facts_and_no_text() -> None:
    """Title, date and authors are facts; they are not printed."""
    draft = read(
        '---\ntitle: "An invented  example"\ndate: 2024-05-06\nauthor: Jo Bloggs and Al Smith\n'
        "tags: [a, b]\nlang: en-GB\n---\n\nText.\n"
    )
    assert draft.facts.title == "An invented example"
    assert draft.facts.year == 2024
    assert draft.facts.authors == ("Jo Bloggs", "Al Smith")
    assert draft.facts.language == "en-GB"
    assert [block.text for block in draft.blocks] == ["Text."]


def test_broken_front_matter_is_a_warning() -> None:
    """The text is read all the same."""
    draft = read("---\ntitle: [unclosed\n---\nInvented example.\n")
    assert [block.text for block in draft.blocks] == ["Invented example."]
    assert "front matter" in draft.warnings[0]


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    """Text between two rules stays text."""
    assert ("paragraph", "Invented example.") in pairs("---\n\nInvented example.\n\n---\n\nMore.\n")


def test_the_only_top_heading_at_the_start_is_the_title() -> None:
    """Other headings keep their level."""
    draft = read("# Invented example\n\n## Findings\n\n### Being *told*\n\nText.\n")
    assert [(block.kind, block.level, block.text) for block in draft.blocks] == [
        ("title", 0, "Invented example"),
        ("heading", 2, "Findings"),
        ("heading", 3, "Being told"),
        ("paragraph", 0, "Text."),
    ]
    assert draft.facts.title == "Invented example"


@pytest.mark.parametrize("dash", ["--", "—", "–", "---", "-"])
@pytest.mark.parametrize("between", ["", ">\n"])
def test_the_last_line_of_a_quotation_after_a_dash_is_its_source(dash: str, between: str) -> None:
    """With or without a blank line before it."""
    assert pairs(f"> Nobody told us,\n> so we stopped.\n{between}> {dash} Ward nurse, P4\n") == [
        ("quote", "Nobody told us, so we stopped."),
        ("attribution", f"{dash} Ward nurse, P4"),
    ]


def test_several_sources_make_several_quotations() -> None:
    """Each pair comes apart, whether or not a blank line parts them."""
    said = "> Nobody told us.\n> -- P1\n{0}> We were told late.\n> -- P2\n"
    expected = [
        ("quote", "Nobody told us."), ("attribution", "-- P1"),
        ("quote", "We were told late."), ("attribution", "-- P2"),
    ]  # fmt: skip
    for between in ("", ">\n", "\n"):
        assert pairs(said.format(between)) == expected


def test_paragraphs_of_one_quotation_share_its_source() -> None:
    """Several quote blocks, then one attribution."""
    assert pairs("> Nobody told us.\n>\n> So we stopped.\n>\n> — P1\n") == [
        ("quote", "Nobody told us."), ("quote", "So we stopped."), ("attribution", "— P1"),
    ]  # fmt: skip


def test_a_dash_within_the_words_is_no_source() -> None:
    """A wrapped line may begin with a dash; so may the turns of a dialogue."""
    assert pairs("> It was hard\n> – you know – and then it stopped.\n") == [
        ("quote", "It was hard – you know – and then it stopped.")
    ]
    assert [kind for kind, _ in pairs("> – Where was it?\n>\n> – I have no idea\n")] == [
        "quote", "quote"
    ]  # fmt: skip


def test_admonitions_are_callouts() -> None:
    """A box is not a quotation, and its marker is not text."""
    text = "> [!NOTE]\n> **Example**\n>\n> An invented one.\n> - with a list\n"
    assert pairs(text) == [
        ("callout", "Example"), ("callout", "An invented one."), ("callout", "with a list"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "box",
    [
        '!!! note "Mind"\n    One\n    two\n\n    three\n',
        '??? tip "Mind"\n    One\n    two\n\n    three\n',
        ":::note[Mind]\nOne\ntwo\n\nthree\n:::\n",
        "::: {.callout-note}\nMind\n\nOne\ntwo\n\nthree\n:::\n",
    ],
)
def test_boxes_of_dialects_are_callouts(box: str) -> None:
    """MkDocs, Docusaurus, Pandoc: their title and paragraphs; the text behind them is none."""
    assert pairs(f"Before\n\n{box}\nBehind") == [
        ("paragraph", "Before"), ("callout", "Mind"), ("callout", "One two"), ("callout", "three"),
        ("paragraph", "Behind"),
    ]  # fmt: skip


def test_boxes_named_quote_are_quotations() -> None:
    """With their source on a line of its own; in a program nothing is a box."""
    assert pairs('!!! quote "Hours"\n    Nobody did.\n\n    — Nurse, P4\n') == [
        ("paragraph", "Hours"), ("quote", "Nobody did."), ("attribution", "— Nurse, P4"),
    ]  # fmt: skip
    assert pairs("^Mind this^")[0] == ("callout", "Mind this")
    assert pairs("```\n!!! note\n    x\n```")[0][0] == "note"


def test_links_keep_their_words_and_pictures_none() -> None:
    """Alternative texts and addresses are not text; marks of emphasis neither."""
    text = (
        "See [the **part** one](/x 'title') ![A *poster*](p.jpg 'seen')<br>and `code`.\n\n![x](y)\n"
    )
    assert pairs(text) == [("paragraph", "See the part one and code.")]


def test_italics_are_recorded() -> None:
    """Half-open places in the folded text."""
    (block,) = read("One  *two\nthree* <i>four</i> five *six*\n").blocks
    assert block.text == "One two three four five six"
    assert [block.text[start:end] for start, end in block.italics] == ["two three four", "six"]


def test_lists_and_hard_breaks() -> None:
    """An item is a block, also a nested one; a hard break is a space."""
    assert pairs("1. one  \n   two\n   - three\n2. four\\\n   five\n") == [
        ("list_item", "one two"), ("list_item", "three"), ("list_item", "four five"),
    ]  # fmt: skip


def test_tables_are_cells() -> None:
    """Each with its row, column and heading."""
    draft = read("| Theme | *Words* |\n|---|---|\n| Told | “Nobody did” |\n|  | late |\n")
    cells = [(b.text, b.row, b.column, b.header) for b in draft.blocks if b.kind == "cell"]
    assert cells == [
        ("Theme", 0, 0, None), ("Words", 0, 1, None),
        ("Told", 1, 0, "Theme"), ("“Nobody did”", 1, 1, "Words"), ("late", 2, 1, "Words"),
    ]  # fmt: skip
    assert {block.table for block in draft.blocks} == {1}


def test_raw_html_loses_its_tags() -> None:
    """Inline and as a block; a block quotation in HTML is one too."""
    text = (
        "One <span class='x'>two</span> <q>three</q>.\n\n"
        "<blockquote><p>Nobody told us.</p><footer>— P1</footer></blockquote>\n\n<!-- gone -->\n"
    )
    assert pairs(text) == [
        ("paragraph", "One two “three”."), ("quote", "Nobody told us."), ("attribution", "— P1"),
    ]  # fmt: skip


def test_programs_footnotes_and_placeholders() -> None:
    """A program and a footnote are notes; [[toc]] is nothing."""
    text = "[[toc]]\n\nInvented example[^1].\n\n```\nx = 1\n```\n\n[^1]: A note of words.\n"
    assert pairs(text) == [
        ("paragraph", "Invented example[^1]."), ("note", "x = 1"), ("note", "A note of words."),
    ]  # fmt: skip


def test_text_is_kept_verbatim() -> None:
    """Quote marks, dashes and dots are not made typographic; entities are what they stand for."""
    text = "\"It's -- well... 'hard'\" &amp; &nbsp;  odd\u200b\n"
    assert pairs(text) == [("paragraph", "\"It's -- well... 'hard'\" & odd")]


def test_files_without_text() -> None:
    """Front matter, or a picture, alone is no text."""
    for text in ("---\ntitle: x\n---\n", "![x](y)\n", " \n"):
        with pytest.raises(NoText):
            read(text)


def test_hostile_nesting_is_refused() -> None:
    """What is nested deeper than any text is refused, not left out."""
    assert pairs("> " * 40 + "Invented example\n") == [("quote", "Invented example")]
    with pytest.raises(Unreadable):
        read("> " * 5000 + "Invented example\n")


def test_a_line_of_megabytes_is_refused() -> None:
    """The inline rules would take minutes on it."""
    with pytest.raises(Unreadable):
        read("*a " * 500_000)


def test_boxes_of_obsidian() -> None:
    """[!quote] is a quotation and its title the source; the title of another box is a line of its own."""
    text = "> [!quote]- Keeper 4\n> Nobody *ever* came up.\n\nThen.\n\n> [!tip] On lamps\n> Trim them.\n\n> [!quote]\n> Not once."
    assert [(block.kind, block.text) for block in read(text).blocks] == [
        ("quote", "Nobody ever came up."), ("attribution", "Keeper 4"), ("paragraph", "Then."),
        ("callout", "On lamps"), ("callout", "Trim them."), ("quote", "Not once."),
    ]  # fmt: skip


def test_what_obsidian_and_pandoc_print() -> None:
    """Links by their words, highlights without marks, no comments; lines of a block; a note's second paragraph."""
    text = (
        "See [[lamps]] and [[stairs|the stairs]], ==all== of a == b.\n\n%% to do %%\n\n"
        "| Nobody came\n|   up the stairs\n\nEnd.[^1]\n\n[^1]: A note.\n\n    Its second paragraph.\n"
    )
    assert [(block.kind, block.text) for block in read(text).blocks] == [
        ("paragraph", "See lamps and the stairs, all of a == b."),
        ("paragraph", "Nobody came up the stairs"), ("paragraph", "End.[^1]"),
        ("note", "A note."), ("note", "Its second paragraph."),
    ]  # fmt: skip
