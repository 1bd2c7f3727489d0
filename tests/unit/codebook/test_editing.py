"""Commands change one thing of codebook.yaml; every other letter is its owner's."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from ccg_corpus.codebook.editing import Codebook
from ccg_corpus.core.errors import CcgError, QueryError
from ccg_corpus.project.config import Code

BOOK = """\
# Invented example: my book. Keep me.

morale:            # the first
    name: 'Morale'   # of everybody
    definition: |
        How people feel.

        Two paragraphs.
    # a comment within
    terms:
        - mood       # and why

# about hours
hours: [time, night]   # two
flat: {name: Flat, under: morale}  # one line
Waiting room:
    codes:
        stairs: {name: The stairs}
        lift:
            definition: going up
            codes:
                button:
tail: Tail
"""


@pytest.fixture
def book(tmp_path: Path) -> Codebook:
    (tmp_path / "codebook.yaml").write_text(BOOK, encoding="utf-8")
    return Codebook(tmp_path, [Code("evenings", "Evenings", ("night",))])


def text(book: Codebook) -> str:
    return book._path.read_bytes().decode()


def changes(book: Codebook, before: str = BOOK) -> list[str]:
    """The lines that went and came."""
    lines = difflib.ndiff(before.splitlines(), text(book).splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_add_goes_to_the_end(book: Codebook) -> None:
    """A name with a colon, a hash and quotes is read back as it is."""
    slug = book.add('What "he": said # twice', under="Morale", terms=["a, b", "c*"])
    assert slug == "what-he-said-twice"
    assert text(book).startswith(BOOK)
    code = book.tree[slug]
    assert (code.title, code.under, code.terms) == (
        'What "he": said # twice',
        "morale",
        ("a, b", "c*"),
    )


def test_add_under_a_path(book: Codebook) -> None:
    slug = book.add("Morale > Losing heart")
    assert book.tree.path(slug) == "Morale > Losing heart"


def test_rename_keeps_the_slug_and_what_it_was(book: Codebook) -> None:
    """One line goes, two come; the comment behind the name stays."""
    assert book.rename("morale", "Spirits") == "morale"
    assert changes(book) == [
        "-     name: 'Morale'   # of everybody", "+     name: Spirits   # of everybody",
        "+     was: [Morale]",
    ]  # fmt: skip
    assert book.tree.resolve("Morale") == book.tree.resolve("spirits") == "morale"


@pytest.mark.parametrize(
    "slug", ["hours", "flat", "stairs", "lift", "button", "tail", "waiting-room"]
)
def test_every_form_of_an_entry_can_be_renamed_and_moved(book: Codebook, slug: str) -> None:
    """Lists, one line, nested ones, names alone, nothing: the others stay what they were."""
    before = {code.slug: code for code in book.tree.codes}
    book.rename(slug, "Another name")
    book.move(slug, "tail" if slug != "tail" else "hours")
    after = {code.slug: code for code in book.tree.codes}
    assert set(after) == set(before)
    assert after[slug].title == "Another name" and after[slug].terms == before[slug].terms
    assert book.tree.parent(slug) == ("tail" if slug != "tail" else "hours")
    unlike = {one for one in after if after[one] != before[one]}
    assert unlike == {slug}
    assert [line for line in BOOK.splitlines() if "#" in line and line not in text(book)] in (
        [], ["hours: [time, night]   # two"], ["flat: {name: Flat, under: morale}  # one line"],
    )  # fmt: skip


def test_a_nested_code_moves_with_what_is_in_it(book: Codebook) -> None:
    book.move("lift", "morale")
    assert book.tree.above("button") == ("lift", "morale")
    book.move("lift", None)
    assert book.tree.above("button") == ("lift",)


def test_merge_takes_the_names_terms_children_and_what_was_written(book: Codebook) -> None:
    """Whatever is coded with the first is coded with the second."""
    assert book.merge("Waiting room", "hours") == ("waiting-room", "hours")
    tree = book.tree
    assert tree.canonical("waiting-room") == tree.resolve("Waiting room") == "hours"
    assert (
        tree.parent("stairs") == tree.parent("lift") == "hours" and tree.parent("button") == "lift"
    )
    book.merge("morale", "tail")
    assert book.tree["tail"].terms == ("mood",)
    assert "How people feel." in book.tree["tail"].notes[0][1]
    assert book.tree.parent("flat") == "tail"


def test_merge_of_a_merged_one(book: Codebook) -> None:
    """Names go on from one to the next."""
    book.merge("flat", "tail")
    book.merge("tail", "hours")
    assert book.tree.canonical("flat") == "hours"


def test_a_code_of_config_yaml_gets_an_entry_when_it_changes(book: Codebook) -> None:
    """With its terms, among which its slug was one."""
    book.rename("evenings", "Nights")
    assert book.tree["evenings"] == Code(
        "evenings", "Nights", ("night", "evenings"), was=("Evenings",), is_term=False
    )
    book.merge("evenings", "hours")
    assert book.tree.canonical("evenings") == "hours" or "evenings" in book.tree


def test_remove_leaves_those_under_it(book: Codebook) -> None:
    book.remove("lift")
    assert "lift" not in book.tree and book.tree.parent("button") == "waiting-room"
    book.remove("morale")
    assert book.tree.parent("flat") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.add("Morale"),
        lambda book: book.add("x", under="zz"),
        lambda book: book.add("x", colour="red"),
        lambda book: book.rename("morale", "Tail"),
        lambda book: book.rename("zz", "x"),
        lambda book: book.move("morale", "flat"),
        lambda book: book.move("lift", "button"),
        lambda book: book.merge("lift", "button"),
        lambda book: book.merge("tail", "tail"),
        lambda book: book.remove("zz"),
        lambda book: book.remove("evenings"),
        lambda book: book.add("!!!"),
    ],
)
def test_what_cant_be_leaves_the_file_as_it_is(book: Codebook, change: object) -> None:
    assert callable(change)
    with pytest.raises(QueryError):
        change(book)
    assert text(book) == BOOK


def test_windows_lines_and_a_byte_mark_stay(tmp_path: Path) -> None:
    """What comes in ends as the rest does."""
    path = tmp_path / "codebook.yaml"
    path.write_bytes(b"\xef\xbb\xbfa:\r\n  name: A\r\nb: B")
    book = Codebook(tmp_path)
    book.rename("a", "Other")
    book.add("New")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfa:\r\n  name: Other\r\n  was: [A]\r\nb: B\r\nnew:\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_first_code_begins_the_file_with_what_it_is(tmp_path: Path) -> None:
    book = Codebook(tmp_path)
    book.add("Losing heart")
    assert text(book).startswith("# The codebook.") and len(book.tree) == 1


def test_twins_that_a_merge_left_are_not_changed_blindly(tmp_path: Path) -> None:
    """Which one is meant nobody can tell: an error that says the lines."""
    (tmp_path / "codebook.yaml").write_text("a: {name: X}\na: {name: Y}\n")
    with pytest.raises(CcgError, match="lines 1 and 2"):
        Codebook(tmp_path).rename("a", "Z")
