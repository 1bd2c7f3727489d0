"""The library that the search engine of quotations is made with, and what is relied on of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

from ccg_corpus.search.whoosh.fields import (
    Counts,
    Flags,
    TermPlaces,
    WordsField,
    codec,
    encoded,
    schema,
)

# The version that speed and answers were last measured with.
CHECKED = "3.54"


def test_it_is_the_distribution_that_was_checked() -> None:
    """Four distributions call themselves `whoosh` and overwrite one another: it is this one, and its
    files are where the import finds them."""
    import whoosh

    assert version("whoosh3").startswith(f"{CHECKED}.")
    own = {
        str(distribution("whoosh3").locate_file(file))
        for file in distribution("whoosh3").files or ()
    }
    assert str(Path(str(whoosh.__file__))) in own


def postings(matcher: Any) -> Iterator[tuple[int, float, bytes]]:
    """What a matcher comes to."""
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value()
        matcher.next()


def test_a_writer_takes_the_pool_it_is_given(tmp_path: Path) -> None:
    """What is gathered by term is what its own pool would have sorted: the same postings."""
    from whoosh.index import create_in, open_dir

    from ccg_corpus.search.whoosh.shards import ByTerm

    said = [["lamp", "oil", "lamp"], ["oil"], ["tin", "lamp", "oil", "lamp"]] * 9
    written = []
    for name, pool in (("own", None), ("ours", ByTerm())):
        folder = tmp_path / name
        folder.mkdir()
        writer = create_in(str(folder), schema()).writer(compound=False, codec=codec())
        if pool is not None:
            writer.pool = pool
        for words in said:
            writer.add_document(words=words, family=words, facet=["a", "b"])
        writer.commit()
        reader = open_dir(str(folder)).reader()
        found = [
            (field, term, posting)
            for field, term in reader.all_terms()
            for posting in postings(reader.postings(field, term))
        ]
        written.append((found, reader.doc_count_all()))
        reader.close()
    assert written[0] == written[1]
    assert written[0][0]


def test_places_are_kept_as_they_are() -> None:
    """Few or many, near or far into a text."""
    for places in ([0], [3, 200, 255], [0, 256], [65_535], [7, 65_536], list(range(900))):
        assert TermPlaces().decode_positions(encoded(places)) == places


def test_fields_post_what_they_say() -> None:
    """A posting for each term, with how often it is there."""
    assert [*Flags().index(["a", "a", "b"])] == [(b"a", 1, 1.0, b""), (b"b", 1, 1.0, b"")]
    assert [*Counts().index(["a", "a"])] == [(b"a", 2, 2.0, b"")]
    ((word, times, weight, value),) = WordsField().index(["a", "a"])
    assert (word, times, weight) == (b"a", 2, 2.0)
    assert TermPlaces().decode_positions(value) == [0, 1]


def test_asking_imports_no_parser_and_no_highlighter(tmp_path: Path) -> None:
    """To open an index and read postings takes neither Whoosh's queries nor its searcher."""
    program = (
        "import sys\nfrom whoosh.index import create_in, open_dir\n"
        "from ccg_corpus.search.whoosh.fields import schema\n"
        "create_in(sys.argv[1], schema())\nopen_dir(sys.argv[1]).reader()\n"
        "wrong = {'whoosh.query', 'whoosh.searching', 'whoosh.qparser', 'whoosh.highlight'}\n"
        "assert not wrong & sys.modules.keys(), wrong & sys.modules.keys()\n"
    ).replace("\\\n", "\n")
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
